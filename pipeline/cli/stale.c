#include "stale.h"

#include <stdio.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "model/stale.h"
#include "report.h"

void stale_print(const struct site *site, struct arena *a)
{
	const struct stales s = site_stale(site, a);

	for (size_t i = 0; i < s.count; i++) {
		const struct stale *e = &s.all[i];

		printf("%-18s %s: %s", e->checked.set ? date_words(e->checked, a) : "never",
		       e->item->kind->name, e->title);
		printf("%s%s%s\n%-18s %s\n", e->by ? " (checked by " : "", e->by ? e->by : "",
		       e->by ? ")" : "", "", e->item->src->path);
	}
	printf("%s%zu %s to be looked at again\n", s.count ? "\n" : "", s.count,
	       report_plural(s.count, "entry", "entries"));
}

void stale_print_json(const struct site *site, struct arena *a)
{
	const struct stales s = site_stale(site, a);
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_open(&j, "stale", '[');
	for (size_t i = 0; i < s.count; i++) {
		const struct stale *e = &s.all[i];

		json_open(&j, NULL, '{');
		json_text(&j, "kind", e->item->kind->name);
		json_text(&j, "slug", e->item->slug);
		json_text(&j, "title", e->title);
		json_text(&j, "checked", e->checked.set ? date_day(e->checked, a) : NULL);
		json_text(&j, "checked_by", e->by);
		json_text(&j, "file", e->item->src->path);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	puts(out.data);
}
