/*
 * A folder of recordings: each says by its tags what it is. What podcasts write there: album is the
 * show, artist who makes it, TGID the GUID, WFED the address of the feed (id3.org, "podcast" frames
 * of iTunes).
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "source.h"

/* RFC 9562 section 6.6: the namespace of names of domains. A digest is none, so that no other GUID
 * is the same. */
static const uint8_t guid_space[16] = { 0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
					0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };

struct tagged {
	const struct tagged_folder *from;
	struct import_source *s;
	struct arena *arena;
};

/* `012-hope_and tea.mp3` is called "hope and tea". */
static const char *name_of(const char *path, struct arena *a)
{
	const char *name = path_base(path);
	size_t lead = strspn(name, "0123456789"), len;
	char *title;

	lead += lead ? strspn(name + lead, " ._-") : 0;
	title = arena_strdup(a, name[lead] && name[lead] != '.' ? name + lead : name);
	len = strlen(title) - strlen(path_suffix(title));
	title[len] = '\0';
	for (char *c = title; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return *title ? title : name;
}

/* A year or a month alone is no day; the file's own time says when within it. */
static void take_date(struct tagged *t, const struct tagged_file *f, struct remote_episode *e,
		      size_t item)
{
	const char *date = source_text(f->facts->tags.date, t->arena);

	if (source_date(date, &e->date)) {
		e->date_text = date;
		if (strlen(date) <= 10)
			source_note(
				t->s, item, IMPORT_GUESSED, t->arena,
				"the tags give the day, %s, and no time; taken is midnight in UTC",
				date);
		return;
	}
	e->date = (struct moment){ .utc = f->changed, .set = true };
	e->date_text = date_rfc822(e->date, t->arena);
	source_note(t->s, item, IMPORT_GUESSED, t->arena,
		    "the tags have no day%s%s; taken is when the file was changed last",
		    date ? " but " : "", date ? date : "");
}

static void take_guid(struct tagged *t, const struct tagged_file *f, struct remote_episode *e,
		      size_t item)
{
	char uuid[UUID_LEN + 1];

	e->guid = source_text(f->facts->tags.guid, t->arena);
	if (!e->guid) {
		uuid_v5(guid_space, f->sha256, uuid);
		e->guid = arena_strdup(t->arena, uuid);
		source_note(t->s, item, IMPORT_GUESSED, t->arena,
			    "the tags have no GUID; it is made of the file's bytes: %s", uuid);
	}
	e->guid_written = e->guid;
}

static void take_chapters(struct tagged *t, const struct media_facts *facts,
			  struct remote_episode *e)
{
	for (size_t i = 0; i < facts->chapter_count; i++) {
		struct remote_chapter *c = source_add(&e->chapters, sizeof(*c), t->arena);

		c->start = facts->chapters[i].start;
		c->title = facts->chapters[i].title;
		c->url = facts->chapters[i].url;
	}
}

/* The longer of comment and description. */
static const char *notes_of(const struct audio_tags *tags, struct arena *a)
{
	const char *comment = source_text(tags->comment, a);
	const char *description = source_text(tags->description, a);

	if (!comment || !description)
		return comment ? comment : description;
	return strlen(comment) > strlen(description) ? comment : description;
}

static void take_file(struct tagged *t, const struct tagged_file *f)
{
	const struct audio_tags *tags = &f->facts->tags;
	struct remote_feed *feed = t->s->feed;
	size_t item = feed->items.count;
	struct remote_episode *added = source_add(&feed->items, sizeof(*added), t->arena);
	struct remote_episode e = { .title = source_text(tags->title, t->arena),
				    .author = source_text(tags->artist, t->arena),
				    .link = text_begins_web(tags->url) ? tags->url : NULL,
				    .image = f->cover,
				    .description = notes_of(tags, t->arena),
				    .number = tags->track > 0 ? tags->track : 0,
				    .enclosures = 1,
				    .duration = (int64_t)(f->facts->seconds * 1000) };

	e.enclosure = (struct remote_enclosure){ .url = f->path,
						 .file = f->path,
						 .type = source_audio_type(f->path),
						 .length = f->bytes };
	if (!e.title) {
		e.title = name_of(f->path, t->arena);
		source_note(t->s, item, IMPORT_GUESSED, t->arena,
			    "the tags have no title; taken is the name of the file");
	}
	if (e.number)
		e.number_text = arena_printf(t->arena, "%lld", (long long)e.number);
	take_date(t, f, &e, item);
	take_guid(t, f, &e, item);
	take_chapters(t, f->facts, &e);
	*added = e;
}

/* --- the show --- */

/* What most files say; of several that are as many, what the first says. */
static const char *most_common(const struct tagged *t, size_t member)
{
	const char *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < t->from->count; i++) {
		const char *const *text =
			(const void *)((const char *)&t->from->files[i].facts->tags + member);
		const char *own = source_text(*text, t->arena);
		size_t count = 0;

		if (!own || (best && strcmp(own, best) == 0))
			continue;
		for (size_t k = 0; k < t->from->count; k++) {
			text = (const void *)((const char *)&t->from->files[k].facts->tags +
					      member);
			count += *text && strcmp(*text, own) == 0;
		}
		if (count > most) {
			most = count;
			best = own;
		}
	}
	return best;
}

static void take_show(struct tagged *t)
{
	struct remote_feed *f = t->s->feed;
	const char *genre = most_common(t, offsetof(struct audio_tags, category));

	f->title = most_common(t, offsetof(struct audio_tags, album));
	f->author = most_common(t, offsetof(struct audio_tags, artist));
	f->language = most_common(t, offsetof(struct audio_tags, language));
	f->copyright = most_common(t, offsetof(struct audio_tags, copyright));
	f->self = most_common(t, offsetof(struct audio_tags, feed_url));
	f->image = t->from->cover;
	if (!text_begins_web(f->self))
		f->self = NULL;
	if (genre)
		*(const char **)source_add(&f->categories, sizeof(genre), t->arena) = genre;
	if (!f->title) {
		f->title = path_base(t->from->folder);
		source_note(t->s, SOURCE_SHOW, IMPORT_GUESSED, t->arena,
			    "no file names the album, which would be the show; taken is the name "
			    "of the folder");
	}
	if (!f->image)
		source_note(t->s, SOURCE_SHOW, IMPORT_GUESSED, t->arena,
			    "a picture called cover.jpg or folder.jpg beside the recordings would "
			    "be the cover");
}

/* An album besides the show's: another show, it may be. */
static void tell_albums(struct tagged *t)
{
	size_t others = 0;

	for (size_t i = 0; i < t->from->count; i++) {
		const char *album = source_text(t->from->files[i].facts->tags.album, t->arena);

		others += album && strcmp(album, t->s->feed->title) != 0;
	}
	if (others)
		source_note(t->s, SOURCE_SHOW, IMPORT_GUESSED, t->arena,
			    "%zu recording%s of another album; if that is another show, move %s to "
			    "a folder "
			    "of %s own",
			    others, others == 1 ? " is" : "s are", others == 1 ? "it" : "them",
			    others == 1 ? "its" : "their");
}

struct import_source *import_tagged(const struct tagged_folder *folder, struct arena *a)
{
	struct tagged t = { .from = folder, .s = source_new(folder->folder, a), .arena = a };

	if (!folder->count) {
		source_note(t.s, SOURCE_SHOW, IMPORT_LOST, a, "no recording is in this folder");
		return source_none(t.s);
	}
	take_show(&t);
	tell_albums(&t);
	for (size_t i = 0; i < folder->count; i++)
		take_file(&t, &folder->files[i]);
	source_sort(t.s, a);
	return t.s;
}
