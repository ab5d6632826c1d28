#include "announcements.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/path.h"
#include "model/publishing.h"
#include "report.h"
#include "secret.h"

/* Without the secrets. */
static struct announce_options options_of(const struct announcements *n, struct arena *a)
{
	const struct publishing *p = n->settings;

	return (struct announce_options){ .path = path_join(n->cache, ANNOUNCE_NAME, a),
					  .hub = n->site->hub,
					  .podping = p ? p->podping : NULL,
					  .webhook = p ? p->webhook : NULL,
					  .now = n->now,
					  .patience = &announce_usual_patience };
}

void announcements_note(const struct announcements *n, const struct announcement *what,
			struct arena *a, struct diag *diag)
{
	const struct announce_options o = options_of(n, a);

	if (o.hub || o.podping || o.webhook)
		announce_note(&o, what, a, diag);
}

bool announcements_check_secrets(const struct publishing *p, const char *dir, struct diag *diag)
{
	struct secret token = { 0 }, key = { 0 };
	const bool has_token = secret_of_podping(p, dir, &token, diag);
	const bool has_key = secret_of_webhook(p, dir, &key, diag);

	secret_wipe(&token);
	secret_wipe(&key);
	return has_token && has_key;
}

/* Who cannot be told for want of a secret stays on the list. */
static bool send_with(struct announce_options *o, const struct announcements *n, struct arena *a,
		      struct diag *diag)
{
	struct secret token = { 0 }, key = { 0 };
	bool good = true;

	if (n->settings)
		good = secret_of_podping(n->settings, n->dir, &token, diag) &&
		       secret_of_webhook(n->settings, n->dir, &key, diag);
	o->podping_token = token.text;
	o->webhook_key = key.text;
	good = good && announce_send(o, a, diag);
	secret_wipe(&token);
	secret_wipe(&key);
	return good;
}

bool announcements_send(const struct announcements *n, struct arena *a, struct diag *diag)
{
	struct announce_options o = options_of(n, a);
	size_t count = announce_waiting(&o, a);

	if (!count)
		return true;
	if (!n->quiet)
		fprintf(stderr, "making %zu %s\n", count,
			report_plural(count, "announcement", "announcements"));
	return send_with(&o, n, a, diag);
}
