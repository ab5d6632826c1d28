#ifndef CLI_PROGRAMME_FOLDER_H
#define CLI_PROGRAMME_FOLDER_H

struct arena;

/* The folder of a programme of the content; NULL after saying that there is none of that name. */
const char *programme_folder(const char *content, const char *name, struct arena *a);

#endif
