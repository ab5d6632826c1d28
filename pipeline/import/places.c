#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "plan.h"

/* What programs add to an address to see who came by which link. */
static bool is_counted(const char *part)
{
	static const char *const names[] = { "utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strncasecmp(part, names[i], strlen(names[i])) == 0)
			return true;
	}
	return false;
}

static void add_query(struct strbuf *out, const char *query)
{
	char sign = '?';

	while (*query) {
		size_t len = strcspn(query, "&");

		if (len && !is_counted(query)) {
			strbuf_addc(out, sign);
			strbuf_add(out, query, len);
			sign = '&';
		}
		query += len + (query[len] == '&');
	}
}

/* An address without what makes no difference; NULL: it is none of the web. */
static const char *place_key(const char *url, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);

	if (strncasecmp(url, "http://", 7) == 0)
		url += 7;
	else if (strncasecmp(url, "https://", 8) == 0)
		url += 8;
	else
		return NULL;
	if (strncasecmp(url, "www.", 4) == 0)
		url += 4;
	size_t host = strcspn(url, "/?#"), len = strcspn(url, "?#");
	for (size_t i = 0; i < host; i++)
		strbuf_addc(&out, (char)(url[i] | (url[i] >= 'A' && url[i] <= 'Z' ? 0x20 : 0)));
	strbuf_add(&out, url + host, len - host);
	while (out.len && out.data[out.len - 1] == '/')
		out.data[--out.len] = '\0';
	if (url[len] == '?')
		add_query(&out, arena_strndup(a, url + len + 1, strcspn(url + len + 1, "#")));
	return strbuf_ok(&out) && out.len ? arena_strndup(a, out.data, out.len) : NULL;
}

static int by_address(const void *x, const void *y)
{
	const struct import_place *a = x, *b = y;
	int order = strcmp(a->address, b->address);

	return order ? order : (a->episode > b->episode) - (a->episode < b->episode);
}

static void add_place(struct import_plan *plan, const char *url, size_t episode)
{
	const char *key = url ? place_key(url, plan->show.arena) : NULL;

	if (key)
		plan->places[plan->place_count++] =
			(struct import_place){ .address = key, .episode = episode };
}

/* Of equal ones the first stays, and says whether it is one episode's alone. */
static void merge_equals(struct import_plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->place_count; i++) {
		struct import_place *last = kept ? &plan->places[kept - 1] : NULL;

		if (last && strcmp(last->address, plan->places[i].address) == 0)
			last->is_shared =
				last->is_shared || last->episode != plan->places[i].episode;
		else
			plan->places[kept++] = plan->places[i];
	}
	plan->place_count = kept;
}

void plan_places(struct import_plan *plan)
{
	const struct import_show *show = &plan->show;

	plan->places = arena_array(show->arena, 3 * show->count + 1, sizeof(*plan->places));
	for (size_t i = 0; i < show->count; i++) {
		const struct remote_episode *e = show->episodes[i].from;

		add_place(plan, e->link, i);
		add_place(plan, e->enclosure.url, i);
		add_place(plan, unwrap_url(e->enclosure.url, show->arena), i);
	}
	/* The show's own page is no episode's. */
	add_place(plan, show->from->link, show->count);
	if (plan->place_count)
		qsort(plan->places, plan->place_count, sizeof(*plan->places), by_address);
	merge_equals(plan);
}

static int place_of(const void *key, const void *element)
{
	return strcmp(key, ((const struct import_place *)element)->address);
}

const char *plan_place(struct import_plan *plan, const char *url)
{
	struct import_show *show = &plan->show;
	const char *key = place_key(url, show->arena);
	const struct import_place *p = key && plan->place_count
					       ? bsearch(key, plan->places, plan->place_count,
							 sizeof(*plan->places), place_of)
					       : NULL;

	if (!p || p->is_shared || p->episode == show->count ||
	    !show->episodes[p->episode].audio->file)
		return NULL;
	return arena_printf(show->arena, "../%s/episode.md", show->episodes[p->episode].folder);
}
