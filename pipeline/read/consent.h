#ifndef READ_CONSENT_H
#define READ_CONSENT_H

#include "model/consent.h"
#include "reader.h"

/*
 * Reads private/consent.csv (model/consent.h). Never NULL: where there is no
 * such file, nobody has agreed to anything. Columns are told by the names in
 * the first line, in any order.
 */
struct consents *consents_read(struct reader *r);

#endif
