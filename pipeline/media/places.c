#include "places.h"

#define SAME_PLACE_SECONDS 1.0

bool places_add(struct places *p, struct part part)
{
	bool same = p->count && part.from - p->last < SAME_PLACE_SECONDS;

	p->last = part.to;
	return !same && p->count++ < PLACES_SHOWN;
}

void places_report_rest(const struct places *p, struct problems *problems)
{
	if (p->count > PLACES_SHOWN)
		problems_add(problems, p->id, NOWHERE, "the same happens in %u more places",
			     p->count - PLACES_SHOWN);
}
