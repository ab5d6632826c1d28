#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/table.h"
#include "base/text.h"
#include "model/site.h"
#include "owner.h"
#include "plan.h"

/* Folders and addresses are read and typed by people. */
#define SLUG_BYTES 60

/* Room for "-12345" behind a slug that is there already. */
#define SLUG_SUFFIX 6

/* Words that fit are kept. */
static char *short_slug(const char *text, struct arena *a)
{
	char *slug = slug_make(text, a);
	size_t most = SLUG_BYTES - SLUG_SUFFIX, len = strlen(slug);

	if (len <= most)
		return slug;
	for (len = most; len && slug[len] != '-'; len--)
		;
	slug[len ? len : most] = '\0';
	return slug;
}

/* Behind '12-', 'episode-12-', 'ep12-' and 's01e02-', as the folder has a number of its own. */
static const char *behind_number(const char *slug)
{
	static const char *const words[] = { "episode", "ep", "e", "folge" };
	const char *s = slug;

	if (*s == 's' && isdigit((unsigned char)s[1]))
		s += 1 + strspn(s + 1, "0123456789");
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t len = strlen(words[i]);

		if (text_starts(s, words[i]) && strspn(s + len, "-0123456789")) {
			s += len;
			break;
		}
	}
	s += *s == '-';
	size_t digits = strspn(s, "0123456789");
	return digits && s[digits] == '-' ? s + digits + 1 : slug;
}

/* Is it something that somebody has written, and no number or key of a program? */
static bool is_words(const char *slug)
{
	static const char *const pages[] = { "index", "episode", "episodes", "watch",
					     "play",  "listen",  "podcast",  "show",
					     "post",  "home",    NULL };
	size_t letters = 0, digits = 0;

	for (const char *s = slug; *s; s++) {
		letters += islower((unsigned char)*s) != 0;
		digits += isdigit((unsigned char)*s) != 0;
	}
	return letters >= 3 && digits * 3 <= letters && !text_is_one_of(slug, pages);
}

/* Of the last part of an address that is a page of its own; "" when that is no word. */
static const char *slug_of_link(const char *link, struct arena *a)
{
	const char *host = link ? strstr(link, "://") : NULL;

	if (!host)
		return "";
	char *path = arena_strndup(a, host + 3, strcspn(host + 3, "?#"));
	size_t len = strlen(path);

	while (len && path[len - 1] == '/')
		path[--len] = '\0';
	char *last = strrchr(path, '/');
	if (!last)
		return "";
	char *dot = strrchr(last, '.');
	if (dot && strlen(dot) <= 5)
		*dot = '\0';
	const char *slug = short_slug(path_from_url(last + 1, strlen(last + 1), a), a);

	slug = behind_number(slug);
	return is_words(slug) ? slug : "";
}

static const char *slug_of(const struct remote_episode *e, struct arena *a)
{
	const char *slug = slug_of_link(e->link, a);

	if (!*slug && e->title)
		slug = behind_number(short_slug(e->title, a));
	return *slug ? slug : "episode";
}

/* How often a slug is taken already. */
static uint32_t *taken_at(struct table *t, const char *slug)
{
	return table_at(t, key_of(0, slug, strlen(slug)));
}

static const char *own_slug(struct table *taken, const char *slug, struct arena *a)
{
	uint32_t *times = taken_at(taken, slug);

	if (!*times) {
		*times = 1;
		return slug;
	}
	/* 'hope-2' may be somebody's own title. */
	for (;;) {
		const char *own = arena_printf(a, "%s-%" PRIu32, slug, ++*taken_at(taken, slug));

		if (!*taken_at(taken, own)) {
			*taken_at(taken, own) = 1;
			return own;
		}
	}
}

/* Their numbers can name the folders: everybody has one, and no two the same. */
static bool are_numbered(const struct import_show *show)
{
	struct table numbers = { 0 };
	bool good = true;

	for (size_t i = 0; i < show->count && good; i++) {
		int64_t n = show->episodes[i].from->number;
		uint32_t *at = table_at(&numbers, (uint64_t)n << 21 | 1);

		good = n > 0 && n <= 100000 && !*at;
		*at = 1;
	}
	table_release(&numbers);
	return good;
}

static int digits_of(int64_t number)
{
	int digits = 1;

	for (; number >= 10; number /= 10)
		digits++;
	return digits < 2 ? 2 : digits;
}

static uint64_t guid_key(const char *guid)
{
	const char *s = guid + strspn(guid, " \t\r\n");
	size_t len = strlen(s);

	while (len && strchr(" \t\r\n", s[len - 1]))
		len--;
	return key_of(0, s, len);
}

static bool same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* Does the show have one of these episodes? Numbers may be guids too, so the date counts as well.
 */
static bool has_one_of(const struct show *show, const struct import_show *feed,
		       const struct table *guids)
{
	for (size_t i = 0; i < show_all_count(show); i++) {
		const struct episode *e = show_any(show, i);
		const uint32_t *at = e->guid ? table_find(guids, guid_key(e->guid)) : NULL;

		if (at && feed->episodes[*at - 1].date.utc == e->date.utc)
			return true;
	}
	return false;
}

static const struct show *show_with_episodes(const struct import_plan *plan)
{
	const struct site *site = plan->settings->site;
	const struct show *found = NULL;
	struct table guids = { 0 };

	for (size_t i = 0; i < plan->show.count; i++)
		*table_at(&guids, guid_key(plan->show.episodes[i].guid)) = (uint32_t)i + 1;
	for (size_t i = 0; i < site->show_count && !found; i++) {
		if (has_one_of(site->shows[i], &plan->show, &guids))
			found = site->shows[i];
	}
	table_release(&guids);
	return found;
}

static const struct show *show_called(const struct site *site, const char *slug)
{
	for (size_t i = 0; site && i < site->show_count; i++) {
		if (strcmp(site->shows[i]->item.slug, slug) == 0)
			return site->shows[i];
	}
	return NULL;
}

/* The show of the site that this one is: by the name that was said, by its guid, by where it came
 * from, or because it has an episode of it. */
static const struct show *find_show(const struct import_plan *plan)
{
	const struct site *site = plan->settings->site;
	const struct remote_feed *from = plan->show.from;

	if (!site)
		return NULL;
	if (plan->settings->slug)
		return show_called(site, plan->settings->slug);
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		if (same_text(show->guid, from->guid) ||
		    same_text(show->came_from.feed, from->self) ||
		    same_text(show->came_from.feed, from->from))
			return show;
	}
	return show_with_episodes(plan);
}

/* The first word of a host's name that tells it from others: "minato" of "www.minato.example". */
static const char *slug_of_host(const char *url, struct arena *a)
{
	static const char *const usual[] = { "www",      "feed", "feeds", "rss",    "podcast",
					     "podcasts", "cdn",  "media", "anchor", NULL };
	const char *host = url ? strstr(url, "://") : NULL;

	host = host ? host + 3 : "";
	while (strspn(host, "0123456789.:") < strcspn(host, "/:")) {
		size_t len = strcspn(host, "./:");
		const char *word = slug_make(arena_strndup(a, host, len), a);

		if (host[len] != '.' || !text_is_one_of(word, usual))
			return is_words(word) ? word : "";
		host += len + 1;
	}
	return "";
}

/* Of a title that has no letters a-z nobody can make an address; the show's own address has one. */
static const char *slug_of_address(const struct remote_feed *from, struct arena *a)
{
	const char *slug = slug_of_link(from->link, a);
	const char *const urls[] = { from->link, from->self, from->from };

	for (size_t i = 0; i < COUNT(urls) && !*slug; i++)
		slug = slug_of_host(urls[i], a);
	return slug;
}

static const char *show_slug(struct import_plan *plan, const struct show *there)
{
	struct arena *a = plan->show.arena;
	const char *title = plan->show.from->title;

	if (there)
		return there->item.slug;
	if (plan->settings->slug)
		return plan->settings->slug;
	const char *slug = title ? short_slug(title, a) : "", *base = slug;

	if (!*slug) {
		base = slug_of_address(plan->show.from, a);
		base = *base ? base : "podcast";
		import_note(&plan->show, NULL, IMPORT_GUESSED, "show",
			    "the title has no letters a-z, so the show's folder and address are "
			    "called '%s'; say otherwise with --show before you publish it",
			    base);
	}
	slug = base;
	for (int n = 2; show_called(plan->settings->site, slug); n++)
		slug = arena_printf(a, "%s-%d", base, n);
	return slug;
}

/* Nobody has such an address: it must be changed before anything is published. */
#define EXAMPLE_ADDRESS "https://www.example.org/"

static const char *show_address(struct import_plan *plan)
{
	const struct import_settings *s = plan->settings;
	const char *origin = owner_address(plan->show.from, plan->show.arena);

	if (s->address)
		return s->address;
	if (s->site && s->site->address)
		return s->site->address;
	import_note(
		&plan->show, NULL, IMPORT_GUESSED, "address",
		origin ? "the site is to stand where the show's page was, at %s; say otherwise "
			 "with --address"
		       : "nobody has said where the site is to stand; '%s' in site.yaml must be "
			 "changed",
		origin ? origin : EXAMPLE_ADDRESS);
	return origin ? origin : EXAMPLE_ADDRESS;
}

/* Episodes that are there keep their folders; their slugs are nobody else's. */
static void keep_folders(struct import_show *show, const struct show *there, struct table *taken)
{
	struct table known = { 0 };

	for (size_t i = 0; there && i < show_all_count(there); i++) {
		const struct episode *e = show_any(there, i);

		*taken_at(taken, e->item.slug) = 1;
		if (e->guid)
			*table_at(&known, guid_key(e->guid)) = (uint32_t)i + 1;
	}
	for (size_t i = 0; i < show->count; i++) {
		struct import_episode *e = &show->episodes[i];
		const uint32_t *at = table_find(&known, guid_key(e->guid));

		e->is_new = !at;
		if (!at)
			continue;
		const struct item *item = &show_any(there, *at - 1)->item;
		const char *folder = path_dir(item->src->path, show->arena);

		e->slug = item->slug;
		e->folder = arena_strdup(show->arena, path_base(folder));
	}
	table_release(&known);
}

void plan_names(struct import_plan *plan)
{
	struct import_show *show = &plan->show;
	const struct show *there = find_show(plan);
	const bool numbered = are_numbered(show);
	int64_t most = (int64_t)show->count;
	struct table taken = { 0 };

	show->slug = show_slug(plan, there);
	show->address = show_address(plan);
	*taken_at(&taken, "index") = 1; /* the page of the show */
	keep_folders(show, there, &taken);
	for (size_t i = 0; i < show->count && numbered; i++) {
		if (show->episodes[i].from->number > most)
			most = show->episodes[i].from->number;
	}
	for (size_t i = 0; i < show->count; i++) {
		struct import_episode *e = &show->episodes[i];
		long long number = numbered ? e->from->number : (int64_t)i + 1;

		if (!e->is_new)
			continue;
		e->slug = own_slug(&taken, slug_of(e->from, show->arena), show->arena);
		e->folder =
			arena_printf(show->arena, "%0*lld-%s", digits_of(most), number, e->slug);
	}
	table_release(&taken);
}
