#include "announcements.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/path.h"
#include "model/publishing.h"
#include "report.h"

static struct announce_options options_of(const struct announcements *n, struct arena *a)
{
	const struct publishing *p = n->settings;

	return (struct announce_options){ .path = path_join(n->cache, ANNOUNCE_NAME, a),
					  .hub = n->site->hub,
					  .podping = p ? p->podping : NULL,
					  .podping_token = n->podping_token,
					  .webhook = p ? p->webhook : NULL,
					  .webhook_key = n->webhook_key,
					  .now = n->now,
					  .patience = &announce_usual_patience };
}

void announcements_note(const struct announcements *n, const struct announcement *what,
			struct arena *a, struct diag *diag)
{
	const struct announce_options o = options_of(n, a);

	announce_note(&o, what, a, diag);
}

bool announcements_send(const struct announcements *n, struct arena *a, struct diag *diag)
{
	const struct announce_options o = options_of(n, a);
	size_t count = announce_waiting(&o, a);

	if (!count)
		return true;
	if (!n->quiet)
		fprintf(stderr, "making %zu %s\n", count,
			report_plural(count, "announcement", "announcements"));
	return announce_send(&o, a, diag);
}
