#ifndef READ_FRONT_TEXT_H
#define READ_FRONT_TEXT_H

#include <stdbool.h>

struct strbuf;

/*
 * Appends a text as a YAML scalar in one line that every reader of YAML (1.1 and
 * 1.2) takes for that text and no number, day or truth. `quote`: the marks it had
 * before, '"' or '\'', or another character: none unless it needs them. In brackets
 * (`flow`) more signs need them.
 */
void front_text_put(struct strbuf *out, const char *text, char quote, bool flow);

#endif
