#ifndef MODEL_ALT_H
#define MODEL_ALT_H

#include <stdbool.h>

struct arena;

/*
 * Is what is given as the description of a picture none: the name of its file or of any, or a word such as 'image'?
 * `file`: the path of the picture, or "".
 */
bool alt_is_file_name(const char *alt, const char *file, struct arena *a);

#endif
