#ifndef READ_HURTFUL_H
#define READ_HURTFUL_H

#include "passage.h"
#include "prose.h"

/*
 * Words that hurt (model/words.h), by the site's own list words.yaml. Nothing is looked for in
 * quotations, code, transcripts, and what is marked as {said}.
 */

/* Reads words.yaml, if there is one, for all that is read afterwards. */
void hurtful_read(struct reader *r);

/* What stands in one paragraph or heading. */
void hurtful_check(struct reader *r, struct prose *p, const struct passages *passages);

/* What stands in the texts of front matter. */
void hurtful_check_fields(struct reader *r, const struct item *item);

#endif
