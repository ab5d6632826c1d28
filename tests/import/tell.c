/*
 * Usage: tell FILE [ADDRESS]    what feed_read() finds in a file, as if it came from ADDRESS
 *
 * Prints a struct remote_feed as JSON: the same names, absent text as null, absent numbers as the
 * reader has them, a moment as seconds since 1970 or null, a list as an array. `messages` are what
 * the reader reported. Ends with 1 when it is no feed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "read/feed_reader.h"

#define TEXT(of, member)   json_text(j, #member, (of)->member)
#define NUMBER(of, member) json_int(j, #member, (int64_t)(of)->member)

static void tell_flag(struct json *j, const char *key, enum remote_flag flag)
{
	static const char *const words[] = { NULL, "no", "yes" };

	json_text(j, key, words[flag]);
}

static void tell_moment(struct json *j, const char *key, struct moment m)
{
	if (m.set)
		json_int(j, key, m.utc);
	else
		json_text(j, key, NULL);
}

/* Each struct of a list as an object, written by its own function. */
static void tell_list(struct json *j, const char *key, const struct remote_list *list, size_t size,
		      void (*tell)(struct json *j, const void *item))
{
	json_open(j, key, '[');
	for (size_t i = 0; i < list->count; i++) {
		json_open(j, NULL, '{');
		tell(j, (const char *)list->items + i * size);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void tell_person(struct json *j, const void *item)
{
	const struct remote_person *p = item;

	TEXT(p, name);
	TEXT(p, role);
	TEXT(p, group);
	TEXT(p, url);
	TEXT(p, picture);
}

static void tell_transcript(struct json *j, const void *item)
{
	const struct remote_transcript *t = item;

	TEXT(t, url);
	TEXT(t, type);
	TEXT(t, language);
	TEXT(t, rel);
}

static void tell_chapter(struct json *j, const void *item)
{
	const struct remote_chapter *c = item;

	NUMBER(c, start);
	TEXT(c, title);
	TEXT(c, url);
	TEXT(c, picture);
}

static void tell_funding(struct json *j, const void *item)
{
	const struct remote_funding *f = item;

	TEXT(f, url);
	TEXT(f, label);
}

static void tell_attribute(struct json *j, const void *item)
{
	const struct remote_attribute *a = item;

	TEXT(a, ns);
	TEXT(a, prefix);
	TEXT(a, name);
	TEXT(a, value);
}

static void tell_element(struct json *j, const void *item)
{
	const struct remote_element *e = item;

	TEXT(e, ns);
	TEXT(e, prefix);
	TEXT(e, name);
	NUMBER(e, line);
	TEXT(e, text);
	tell_list(j, "attributes", &e->attributes, sizeof(struct remote_attribute), tell_attribute);
	tell_list(j, "inside", &e->inside, sizeof(struct remote_element), tell_element);
}

static void tell_enclosure(struct json *j, const struct remote_enclosure *e)
{
	json_open(j, "enclosure", '{');
	TEXT(e, url);
	TEXT(e, type);
	TEXT(e, length_text);
	NUMBER(e, length);
	json_close(j, '}');
}

static void tell_episode_text(struct json *j, const struct remote_episode *e)
{
	TEXT(e, guid);
	TEXT(e, guid_written);
	json_bool(j, "guid_is_link", e->guid_is_link);
	TEXT(e, title);
	TEXT(e, itunes_title);
	TEXT(e, author);
	TEXT(e, link);
	TEXT(e, image);
	TEXT(e, type);
	TEXT(e, licence);
	TEXT(e, date_text);
	tell_moment(j, "date", e->date);
	TEXT(e, description);
	TEXT(e, content);
	TEXT(e, summary);
	TEXT(e, subtitle);
}

static void tell_episode(struct json *j, const void *item)
{
	const struct remote_episode *e = item;

	NUMBER(e, line);
	tell_episode_text(j, e);
	tell_enclosure(j, &e->enclosure);
	NUMBER(e, enclosures);
	TEXT(e, duration_text);
	NUMBER(e, duration);
	TEXT(e, season_text);
	TEXT(e, number_text);
	TEXT(e, season_name);
	TEXT(e, display);
	NUMBER(e, season);
	NUMBER(e, number);
	tell_flag(j, "is_explicit", e->is_explicit);
	tell_flag(j, "is_blocked", e->is_blocked);
	TEXT(e, chapters_url);
	TEXT(e, chapters_type);
	tell_list(j, "chapters", &e->chapters, sizeof(struct remote_chapter), tell_chapter);
	tell_list(j, "people", &e->people, sizeof(struct remote_person), tell_person);
	tell_list(j, "transcripts", &e->transcripts, sizeof(struct remote_transcript),
		  tell_transcript);
	tell_list(j, "elements", &e->elements, sizeof(struct remote_element), tell_element);
}

static void tell_channel_text(struct json *j, const struct remote_feed *f)
{
	TEXT(f, from);
	TEXT(f, title);
	TEXT(f, link);
	TEXT(f, description);
	TEXT(f, summary);
	TEXT(f, subtitle);
	TEXT(f, language);
	TEXT(f, copyright);
	TEXT(f, generator);
	TEXT(f, author);
	TEXT(f, editor);
	TEXT(f, owner_name);
	TEXT(f, owner_email);
	TEXT(f, guid);
	TEXT(f, medium);
	TEXT(f, type);
	TEXT(f, licence);
	TEXT(f, image);
	TEXT(f, self);
	TEXT(f, new_url);
	TEXT(f, next);
	TEXT(f, hub);
	TEXT(f, locked_owner);
	TEXT(f, updated_text);
}

static void tell_categories(struct json *j, const struct remote_list *list)
{
	const char *const *names = list->items;

	json_open(j, "categories", '[');
	for (size_t i = 0; i < list->count; i++)
		json_text(j, NULL, names[i]);
	json_close(j, ']');
}

static void tell_feed(struct json *j, const struct remote_feed *f)
{
	json_text(j, "kind", f->kind == REMOTE_ATOM ? "atom" : "rss");
	tell_channel_text(j, f);
	tell_moment(j, "updated", f->updated);
	tell_flag(j, "is_explicit", f->is_explicit);
	tell_flag(j, "is_locked", f->is_locked);
	tell_flag(j, "is_blocked", f->is_blocked);
	tell_flag(j, "is_complete", f->is_complete);
	tell_categories(j, &f->categories);
	tell_list(j, "funding", &f->funding, sizeof(struct remote_funding), tell_funding);
	tell_list(j, "people", &f->people, sizeof(struct remote_person), tell_person);
	tell_list(j, "elements", &f->elements, sizeof(struct remote_element), tell_element);
	tell_list(j, "items", &f->items, sizeof(struct remote_episode), tell_episode);
}

static int tell(const char *path, const char *from, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(16 * LIMIT_FEED_BYTES);
	struct json j = JSON_INIT(&out);
	struct diag diag;
	char *bytes;
	size_t len;

	diag_init(&diag, a);
	if (!file_read(path, LIMIT_FEED_BYTES, &bytes, &len, a)) {
		perror(path);
		return 2;
	}
	const struct remote_feed *feed = feed_read(bytes, len, from, a, &diag);
	json_open(&j, NULL, '{');
	if (feed)
		tell_feed(&j, feed);
	diag_write_json(&diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
	return !feed;
}

int main(int argc, char **argv)
{
	struct arena arena = { 0 };

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: tell FILE [ADDRESS]\n");
		return 2;
	}
	int status = tell(argv[1], argv[argc - 1], &arena);
	arena_free(&arena);
	return status;
}
