#ifndef MODEL_FIELD_AT_H
#define MODEL_FIELD_AT_H

/* How a row of a table of fields says where its value goes; for the fields_*.c. */
#include "model/fields.h"

/* The offset of a field whose C type must be `want` (fields.h lists which goes with which). */
#define AT(type, member, want) \
	(offsetof(type, member) * sizeof(char[_Generic(((type *)0)->member, want: 1)]))
#define TEXT_AT(type, member)    .offset = AT(type, member, const char *)
#define FLAG_AT(type, member)    .offset = AT(type, member, bool)
#define NUMBER_AT(type, member)  .offset = AT(type, member, int64_t)
#define DECIMAL_AT(type, member) .offset = AT(type, member, double)
#define MOMENT_AT(type, member)  .offset = AT(type, member, struct moment)
#define STRINGS_AT(type, member) .list = true, .offset = AT(type, member, struct strings)
#define LIST_AT(type, member)    .list = true, .offset = AT(type, member, struct list)
#define TRANSLATED_BY(of)                                                                                        \
	{ .key = "translated_by", .type = FIELD_TEXT, TEXT_AT(of, item.translated_by), .max = 128, .rare = true, \
	  .help = "Of a translation such as 'name.gd.md': who made it; of a program's, its name and who has read it.", \
	  .example = "Alex" }
#define MAP_AT(type, member, of) .offset = AT(type, member, of)

#endif
