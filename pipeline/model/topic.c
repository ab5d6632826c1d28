#include "topic.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/collect.h"

/* What people write or leave out as it comes. */
static bool is_free(uint32_t cp)
{
	return cp == ' ' || cp == 0xa0 || cp == '-' || cp == '_' ||
	       (cp >= 0x2010 && cp <= 0x2014) || cp == '\'' || cp == 0x2019;
}

const char *topic_key(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf key = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	for (size_t left = strlen(text), step; left; text += step, left -= step) {
		uint32_t cp = 0;

		step = utf8_decode(text, left, &cp);
		if (step && !is_free(cp))
			utf8_encode(&key, text_small(cp));
		step += !step;
	}
	return arena_strndup(a, key.data, key.len);
}

#define HASH_IN_SLUG 10 /* hexadecimal digits */

/* Words of other alphabets have no letters for an address, but must have one that stays. */
static const char *slug_of(const char *text, const char *key, struct arena *a)
{
	const char *slug = slug_make(text, a);
	char hex[HASH_HEX];

	if (*slug)
		return slug;
	struct hash hash = hash_bytes(key, strlen(key));
	hash_hex(&hash, hex);
	return arena_printf(a, "topic-%.*s", HASH_IN_SLUG, hex);
}

static bool is_usable(const struct mention *m, struct diag *diag)
{
	size_t length = utf8_length(m->text);

	if (strcmp(m->slug, "index") == 0)
		diag_report(diag, DIAG_RESERVED_SLUG, m->at,
			    "the address of the topic '%s' is that of the list of all topics; use "
			    "another word",
			    m->text);
	else if (length > LIMIT_TOPIC)
		diag_report(diag, DIAG_TOO_LONG, m->at,
			    "the topic has %zu characters; at most %d are allowed, as it becomes "
			    "a web address",
			    length, LIMIT_TOPIC);
	else
		return true;
	return false;
}

const char *topic_slug(const char *text, struct arena *a)
{
	return slug_of(text, topic_key(text, a), a);
}

static size_t add_mentions(struct mention *all, struct episode *e, struct arena *a,
			   struct diag *diag)
{
	size_t count = 0;

	for (size_t i = 0; i < e->topics.count; i++) {
		const char *text = e->topics.items[i], *key = topic_key(text, a);
		const struct mention m = { .slug = slug_of(text, key, a),
					   .key = key,
					   .text = text,
					   .at = e->topics.at ? e->topics.at[i]
							      : (struct span){ 0 },
					   .episode = e };

		if (is_usable(&m, diag))
			all[count++] = m;
	}
	return count;
}

/* Those of one topic together, in one spelling together, and of those the oldest first. */
static int by_topic(const void *x, const void *y)
{
	const struct mention *a = x, *b = y;
	int order = strcmp(a->slug, b->slug);

	if (!order)
		order = strcmp(a->key, b->key);
	if (!order)
		order = strcmp(a->text, b->text);
	if (!order)
		order = (a->episode->date.utc > b->episode->date.utc) -
			(a->episode->date.utc < b->episode->date.utc);
	return order ? order : strcmp(a->episode->item.path, b->episode->item.path);
}

static struct mention *gather(const struct site *site, size_t *count, struct arena *a,
			      struct diag *diag)
{
	size_t room = 0;

	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < show_all_count(site->shows[i]); k++)
			room += show_any(site->shows[i], k)->topics.count;
	}
	struct mention *all = arena_array(a, room, sizeof(*all));

	*count = 0;
	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < show_all_count(site->shows[i]); k++)
			*count += add_mentions(all + *count, show_any(site->shows[i], k), a, diag);
	}
	if (*count > 1)
		qsort(all, *count, sizeof(*all), by_topic);
	return all;
}

static bool is_older(const struct mention *a, const struct mention *b)
{
	if (a->episode->date.utc != b->episode->date.utc)
		return a->episode->date.utc < b->episode->date.utc;
	return strcmp(a->episode->item.path, b->episode->item.path) < 0;
}

/* Of the spellings of a topic, the one that most have. */
static const char *most_used(const struct topic *t)
{
	const struct mention *best = NULL, *m = t->mentions;
	size_t most = 0;

	for (size_t i = 0, n; i < t->count; i += n) {
		for (n = 1; i + n < t->count && strcmp(m[i].text, m[i + n].text) == 0; n++)
			;
		if (n > most || (n == most && is_older(&m[i], best))) {
			best = &m[i];
			most = n;
		}
	}
	return best ? best->text : NULL;
}

/* Reports that the spellings of one address are not those of one word. */
static void check_group(const struct mention *m, size_t count, struct diag *diag)
{
	const struct mention *first = m;
	const char *where;

	for (size_t i = 1; i < count; i++)
		first = is_older(&m[i], first) ? &m[i] : first;
	where = first->episode->title ? first->episode->title : first->episode->item.slug;
	for (size_t i = 0; i < count; i++) {
		bool is_first_of_its_key = i == 0 || strcmp(m[i - 1].key, m[i].key) != 0;

		if (is_first_of_its_key && strcmp(m[i].key, first->key) != 0)
			diag_report(diag, DIAG_TOPIC_CLASH, m[i].at,
				    "the topic '%s' has the same web address as '%s' of '%s'; "
				    "write both alike, or change one",
				    m[i].text, first->text, where);
	}
}

/* Keeps the mentions of episodes that are out, and returns how many they are. */
static size_t keep_published(struct mention *m, size_t count, struct moment now)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (episode_is_out(m[i].episode, now))
			m[kept++] = m[i];
	}
	return kept;
}

static size_t group_length(const struct mention *m, size_t count)
{
	size_t n = 1;

	while (n < count && strcmp(m[0].slug, m[n].slug) == 0)
		n++;
	return n;
}

struct topic *topics_find(const struct site *site, size_t *count, struct arena *a,
			  struct diag *diag)
{
	size_t mentions;
	struct mention *all = gather(site, &mentions, a, diag);
	struct topic *topics = arena_array(a, mentions, sizeof(*topics));

	*count = 0;
	for (size_t i = 0, n; i < mentions; i += n) {
		n = group_length(all + i, mentions - i);
		check_group(all + i, n, diag);
		struct topic t = { .mentions = all + i,
				   .slug = all[i].slug,
				   .count = keep_published(all + i, n, site->now) };

		t.title = most_used(&t);
		if (t.count)
			topics[(*count)++] = t;
	}
	return topics;
}
