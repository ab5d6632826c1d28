#ifndef PUBLISH_S3_ANSWER_H
#define PUBLISH_S3_ANSWER_H

#include "host.h"

/*
 * What servers that speak S3 answer: a little XML, without attributes, entities of its own or
 * mixed content. Read with care, as far as it goes: what is not understood is not there.
 */

/*
 * The inside of the next element called `name` at or behind *at, which moves behind it; NULL, and
 * *at stays, when there is none. Ends at the first end tag of that name: elements do not nest in
 * their like here.
 */
char *s3_element(const char **at, const char *name, struct arena *a);

/* The text of the first element called `name` in `xml`, its references resolved; NULL: there is none. */
char *s3_text(const char *xml, const char *name, struct arena *a);

/* The <Code> of an error: "SlowDown"; "": the answer is no such error. */
const char *s3_code(struct job *j);

/* job_judge_http() with what the answer says in <Code> and <Message>, in words for people. */
enum outcome s3_judge(struct job *j);

#endif
