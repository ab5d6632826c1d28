#include "model/withdrawn.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/consent.h"
#include "model/ledger.h"
#include "model/site.h"

static bool has_ended(const struct consents *c, const struct consent_row *row, struct moment now)
{
	const struct consent counts = consent_of(c, row->id, SCOPE_SITE, now);

	/* Of somebody's rows the newest counts alone; one that is still to come has not begun. */
	if (counts.row != row)
		return counts.row && row->given.utc <= counts.row->given.utc;
	return row->withdrawn.set || (row->until.set && now.utc >= consent_end(row).utc);
}

static void add_consents(struct strbuf *out, const struct site *site)
{
	const struct consents *c = site->consents;

	for (size_t i = 0; c && i < c->count; i++) {
		const struct consent_row *row = &c->rows[i];

		if (has_ended(c, row, site->now))
			strbuf_addf(out, "consent\t%s\t%u\t%" PRId64 "\n", row->id, row->scopes,
				    row->given.utc);
	}
}

static void add_items(struct strbuf *out, const struct ledger *l)
{
	for (size_t i = 0; l && i < l->count; i++) {
		const struct ledger_row *row = &l->rows[i];

		if (row->kind == LEDGER_WITHDRAWN)
			strbuf_addf(out, "item\t%s\t%s\n", row->permalink,
				    row->guid ? row->guid : "");
	}
}

const char *site_withdrawn(const struct site *site, struct arena *a)
{
	STRBUF_SCOPED struct strbuf all = STRBUF_INIT(SIZE_MAX / 2);
	char *hex = arena_alloc(a, HASH_HEX);

	add_consents(&all, site);
	add_items(&all, site->ledger);
	if (!all.len)
		return "";
	const struct hash hash = hash_bytes(all.data, all.len);
	hash_hex(&hash, hex);
	return hex;
}
