#include "moved.h"

#include <string.h>

/* Passes everything on, and a feed once more for each place where it was. */
static void put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	const struct moved_feeds *m = (const struct moved_feeds *)sink;
	size_t count = meta.group == OUTPUT_FEED ? m->redirects.count : 0;

	m->to->put(m->to, meta, bytes, len);
	for (size_t i = 0; i < count; i++) {
		const struct ledger_redirect *r = &m->redirects.all[i];
		struct output_meta old = { r->from, OUTPUT_FEED, meta.type };

		if (r->to && !r->by_host && strcmp(r->to, meta.path) == 0)
			m->to->put(m->to, old, bytes, len);
	}
}

static void put_file(struct output_sink *sink, struct output_meta meta, const char *file,
		     const char *sha256, int64_t size)
{
	const struct moved_feeds *m = (const struct moved_feeds *)sink;

	m->to->put_file(m->to, meta, file, sha256, size);
}

/* A feed is wanted where it is, and where it was. */
static bool wants(struct output_sink *sink, const char *path)
{
	const struct moved_feeds *m = (const struct moved_feeds *)sink;

	for (size_t i = 0; i < m->redirects.count; i++) {
		const struct ledger_redirect *r = &m->redirects.all[i];

		if (r->to && !r->by_host && strcmp(r->to, path) == 0 && output_wants(m->to, r->from))
			return true;
	}
	return output_wants(m->to, path);
}

void moved_feeds_init(struct moved_feeds *m, const struct site *site, struct output_sink *to,
		      struct arena *a)
{
	*m = (struct moved_feeds){
		.sink = { .put = put, .put_file = put_file, .wants = wants },
		.to = to,
		.redirects = ledger_redirects(site, a),
	};
}
