#ifndef READ_VALUE_CHECK_H
#define READ_VALUE_CHECK_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/fields.h"
#include "reader.h"

/*
 * The checks of single values, for value.c. Each returns whether the value can
 * be stored, and has reported it if not; warnings and notes do not keep it out.
 */
struct value {
	const struct reader *r;
	const struct field *field;
	struct span at;
	const char *text; /* what will be stored */
};

/* "'key' is 'text'; expected …" */
void value_refuse(const struct value *v, enum diag_id id, const char *expected);

/* The same, with who minds: "'key' is 'text'; <who>; did you mean 'meant'?" or, if NULL, "expected
 * …" */
void value_refuse_for(const struct value *v, enum diag_id id, const char *who, const char *meant,
		      const char *expected);

/* "; did you mean '…'?" with the choice nearest to the text, or "". */
const char *value_suggestion(const struct value *v, const char *const *choices);

/* value_web.c: what the web and feeds name things by */
bool value_check_url(const struct value *v);
const char *value_web_address(const struct value *v); /* what is stored of a good URL */
bool value_check_address(const struct value *v);
/* An address that somebody can be written at, for tables as well. */
bool email_valid(const char *text);
bool value_check_email(const struct value *v);
bool value_check_uuid(const struct value *v);
bool value_check_guid(const struct value *v);
bool value_check_old_url(const struct value *v);

/* value_element.c */
bool value_check_element(const struct value *v);

/* value_colour.c */
bool value_check_colour(const struct value *v);

/* value_feed.c: what directories and apps have lists of */
bool value_check_choice(const struct value *v);
bool value_check_language(const struct value *v);
bool value_check_licence(const struct value *v);
bool value_check_category(const struct value *v);
bool value_check_role(const struct value *v);
bool value_check_group(const struct value *v);

/* value_when.c: time and its returns */
bool value_check_rrule(const struct value *v);
bool value_check_zone(const struct value *v);
bool value_take_moment(const struct value *v, struct moment *into);
bool value_take_date(const struct value *v, struct moment *into);
bool value_take_clock(const struct value *v, int64_t *into); /* minutes after midnight */

/* value_place.c: where something is */
bool value_check_geo(const struct value *v);
bool value_check_osm(const struct value *v);
bool value_check_country(const struct value *v);

#endif
