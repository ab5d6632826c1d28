#ifndef READ_VALUE_H
#define READ_VALUE_H

#include <stdbool.h>

#include "reader.h"
#include "yaml.h"

/*
 * Checks one scalar of the front matter against its field and stores it at
 * `into`, whose C type follows from the field type (model/fields.h). Faults are
 * reported at the value's place and leave `into` as it is.
 */
void value_store(const struct reader *r, const struct field *f, const struct node *n, void *into);

/* What the field is where it was left out: its fallback, which is written in the table and right. */
void value_store_fallback(const struct reader *r, const struct field *f, void *into);

#endif
