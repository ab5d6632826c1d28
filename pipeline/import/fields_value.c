#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "draft.h"
#include "elements.h"
#include "fields.h"

/*
 * podcast:value. A block is taken whole or not at all: half of who is paid would be worse than
 * an element that is kept as it stands. What is right says model/rules_value.c.
 */

/* The key of a node of the Lightning network (BOLT 8). */
#define NODE_KEY_LEN 66

static bool recipient_fits(const struct remote_element *e, int64_t *split)
{
	const char *type = element_get(e, "type"), *address = element_get(e, "address");
	const char *fee = element_get(e, "fee"), *at = address ? strchr(address, '@') : NULL;

	if (!element_named(e, "podcast", "valueRecipient") || !type || !address ||
	    !field_fits(address, 1000) || !field_number(element_get(e, "split"), split) ||
	    *split > 1000000 || !field_fits(element_get(e, "name"), 255) ||
	    !field_fits(element_get(e, "customKey"), 255) ||
	    !field_fits(element_get(e, "customValue"), 1000) ||
	    (fee && strcmp(fee, "true") != 0 && strcmp(fee, "false") != 0))
		return false;
	if (element_get(e, "customValue") && !element_get(e, "customKey"))
		return false;
	if (strcmp(type, "node") == 0)
		return strlen(address) == NODE_KEY_LEN &&
		       !address[strspn(address, "0123456789abcdefABCDEF")];
	return strcmp(type, "lnaddress") == 0 && at && at != address && at[1] &&
	       !strchr(at + 1, '@');
}

/* Those inside that are recipients all fit, and somebody is paid. */
static bool recipients_fit(const struct remote_element *block, size_t *count)
{
	int64_t shares = 0, split;

	*count = 0;
	for (size_t i = 0; i < block->inside.count; i++) {
		const struct remote_element *e = element_at(&block->inside, i);

		if (!element_named(e, "podcast", "valueRecipient"))
			continue;
		if (!recipient_fits(e, &split))
			return false;
		shares += split;
		++*count;
	}
	return !*count || shares > 0;
}

static bool split_fits(const struct remote_element *e)
{
	size_t at = element_find(&e->inside, 0, "podcast", "remoteItem"), recipients;
	int64_t percentage = 100;
	const char *share = element_get(e, "remotePercentage");
	const char *remote_start = element_get(e, "remoteStartTime");

	if (field_seconds(element_get(e, "startTime")) < 0 ||
	    field_seconds(element_get(e, "duration")) <= 0 || !recipients_fit(e, &recipients))
		return false;
	if (share && (!field_number(share, &percentage) || percentage > 100))
		return false;
	if (remote_start && field_seconds(remote_start) < 0)
		return false;
	if (at)
		return e->inside.count == 1 &&
		       remote_item_fits(element_at(&e->inside, at - 1), false);
	return recipients == e->inside.count && recipients;
}

static bool is_amount(const char *s)
{
	size_t whole = strspn(s, "0123456789");
	size_t part = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") : 0;

	return whole && whole <= 9 && (whole == 1 || *s != '0') && part <= 18 &&
	       !s[whole + (part ? part + 1 : 0)];
}

static bool block_fits(const struct remote_element *e)
{
	const char *type = element_get(e, "type"), *method = element_get(e, "method");
	const char *suggested = element_get(e, "suggested");
	size_t recipients, others = 0;

	if (!type || !method || !field_fits(type, 64) || !field_fits(method, 64) ||
	    (suggested && !is_amount(suggested)) || !recipients_fit(e, &recipients) || !recipients)
		return false;
	for (size_t i = 0; i < e->inside.count; i++) {
		const struct remote_element *part = element_at(&e->inside, i);

		if (element_named(part, "podcast", "valueTimeSplit") && split_fits(part))
			others++;
	}
	return recipients + others == e->inside.count;
}

/* One line of a map at some depth; `lead` is what stands before the first of them. */
static void add_line(struct front *f, const char *lead, const char *key, const char *value)
{
	if (!value)
		return;
	strbuf_addf(f->out, "%s%s: ", lead, key);
	draft_exact(f->out, value);
	strbuf_addc(f->out, '\n');
}

static void add_number(struct front *f, const char *lead, const char *key, const char *value)
{
	int64_t number = 0;

	field_number(value, &number);
	strbuf_addf(f->out, "%s%s: %" PRId64 "\n", lead, key, number);
}

static void add_time(struct front *f, const char *lead, const char *key, const char *seconds)
{
	int64_t ms = field_seconds(seconds);
	struct arena *a = front_arena(f);

	add_line(f, lead, key, ms % 1000 ? time_vtt(ms, a) : time_clock(ms, a));
}

static void write_recipients(struct front *f, const struct remote_element *block,
			     const char *indent)
{
	const char *first = arena_printf(front_arena(f), "%s  - ", indent);
	const char *rest = arena_printf(front_arena(f), "%s    ", indent);

	strbuf_addf(f->out, "%srecipients:\n", indent);
	for (size_t i = 0; i < block->inside.count; i++) {
		const struct remote_element *e = element_at(&block->inside, i);
		const char *fee = element_get(e, "fee"), *name = element_get(e, "name");

		if (!element_named(e, "podcast", "valueRecipient"))
			continue;
		add_line(f, first, "name", name);
		strbuf_addf(f->out, "%stype: %s\n", name ? rest : first, element_get(e, "type"));
		add_line(f, rest, "address", element_get(e, "address"));
		add_number(f, rest, "split", element_get(e, "split"));
		if (fee && strcmp(fee, "true") == 0)
			strbuf_addf(f->out, "%sfee: true\n", rest);
		add_line(f, rest, "custom_key", element_get(e, "customKey"));
		add_line(f, rest, "custom_value", element_get(e, "customValue"));
	}
}

static void write_remote(struct front *f, const struct remote_element *e)
{
	static const char lead[] = "          ";

	strbuf_adds(f->out, "        remote:\n");
	strbuf_addf(f->out, "%sguid: %s\n", lead, element_get(e, "feedGuid"));
	add_line(f, lead, "feed", element_get(e, "feedUrl"));
	add_line(f, lead, "title", element_get(e, "title"));
	add_line(f, lead, "medium", element_get(e, "medium"));
	add_line(f, lead, "episode", element_get(e, "itemGuid"));
}

static void write_split(struct front *f, const struct remote_element *e)
{
	size_t at = element_find(&e->inside, 0, "podcast", "remoteItem");
	const char *start = element_get(e, "remoteStartTime");
	const char *share = element_get(e, "remotePercentage");

	add_time(f, "      - ", "start", element_get(e, "startTime"));
	add_time(f, "        ", "duration", element_get(e, "duration"));
	if (!at) {
		write_recipients(f, e, "        ");
		return;
	}
	write_remote(f, element_at(&e->inside, at - 1));
	if (start && field_seconds(start) > 0)
		add_time(f, "        ", "remote_start", start);
	if (share && strcmp(share, "100") != 0)
		add_number(f, "        ", "remote_percentage", share);
}

static void write_block(struct front *f, const struct remote_element *e)
{
	bool has_splits = false;

	front_exact(f, "type", element_get(e, "type"));
	front_exact(f, "method", element_get(e, "method"));
	front_text(f, "suggested", element_get(e, "suggested"), 0);
	write_recipients(f, e, "    ");
	for (size_t i = 0; i < e->inside.count; i++) {
		const struct remote_element *part = element_at(&e->inside, i);

		if (!element_named(part, "podcast", "valueTimeSplit"))
			continue;
		if (!has_splits)
			strbuf_adds(f->out, "    splits:\n");
		has_splits = true;
		write_split(f, part);
	}
}

void field_value(struct front *f)
{
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "value"));) {
		if (!block_fits(e))
			continue;
		if (!front_entry(f, "value"))
			break;
		field_take(f, e);
		write_block(f, e);
	}
	front_end(f);
}
