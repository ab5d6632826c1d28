#include <string.h>

#include "base/zone.h"
#include "model/rrule.h"
#include "value_check.h"

/* A piece of the text as it stands in the file; it may be in quotation marks. */
static struct span piece(const struct value *v, size_t off, size_t len)
{
	const char *written = v->at.src->text + v->at.off;
	size_t quote = strchr("\"'", *written) != NULL;

	return off + len + quote <= v->at.len ? span_at(v->at.src, v->at.off + quote + off, len)
					      : v->at;
}

bool value_check_rrule(const struct value *v)
{
	struct rrule rule;
	struct rrule_fault fault;

	if (rrule_parse(v->text, &rule, &fault, v->r->arena))
		return true;
	diag_report(v->r->diag, DIAG_BAD_RRULE, piece(v, fault.off, fault.len),
		    "'%s' is no rule that apps can read: %s", v->field->key, fault.words);
	return false;
}

bool value_check_zone(const struct value *v)
{
	if (zone_known(v->text))
		return true;
	value_refuse_for(v, DIAG_UNKNOWN_ZONE, "zones are named by a city of theirs",
			 zone_nearest(v->text, v->r->arena), "a name such as Europe/London");
	return false;
}
