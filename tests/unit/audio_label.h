#ifndef TESTS_AUDIO_LABEL_H
#define TESTS_AUDIO_LABEL_H

/* For the tests of what files for listeners say of themselves: a label, and others to read it. */
#include "media_jobs.h"

#include <math.h>

#include "../../pipeline/media/label.h"
#include "base/file.h"
#include "base/hash.h"

/* A file that only this run of this program uses. */
static inline const char *temporary(const char *name, struct arena *a)
{
	return arena_printf(a, "/tmp/blether-%d-%s", (int)getpid(), name);
}

static inline void put_file(const char *path, const void *data, size_t len)
{
	assert_true(file_write(path, data, len));
}

static inline struct label_picture load_picture(const char *name, struct arena *a)
{
	struct label_picture p = { .png = strstr(name, ".png") != NULL,
				   .width = 120,
				   .height = 100 };
	char *data;

	assert_true(file_read(fixture(name, a), LIMIT_PICTURE_BYTES, &data, &p.len, a));
	p.data = (const uint8_t *)data;
	return p;
}

static inline const char *hex_of(const void *data, size_t len, struct arena *a)
{
	char *hex = arena_alloc(a, HASH_HEX);
	struct hash h = hash_bytes(data, len);

	if (!data)
		return "";
	hash_hex(&h, hex);
	return hex;
}

static inline void say(struct strbuf *out, const char *key, const char *value)
{
	if (!value)
		return;
	strbuf_addf(out, "%s\t", key);
	for (; *value; value++) {
		if (*value == '\n')
			strbuf_adds(out, "\\n");
		else
			strbuf_addc(out, *value);
	}
	strbuf_addc(out, '\n');
}

/* What audio_tags.py compares with; `more` are lines that only some formats can say. */
static inline const char *expected_of(const struct label *l, const char *more, struct arena *a)
{
	struct strbuf out = STRBUF_INIT(16 << 20);
	const struct audio_tags *t = l->tags;

	say(&out, "title", t->title);
	say(&out, "artist", t->artist);
	say(&out, "album", t->album);
	say(&out, "date", t->date);
	say(&out, "comment", t->comment);
	say(&out, "copyright", t->copyright);
	say(&out, "genre", t->genre);
	say(&out, "description", t->description);
	if (t->track)
		say(&out, "track", arena_printf(a, "%d", (int)t->track));
	if (l->cover.data) {
		say(&out, "cover", hex_of(l->cover.data, l->cover.len, a));
		say(&out, "cover type", label_picture_type(&l->cover));
	}
	strbuf_adds(&out, more);
	for (size_t i = 0; i < label_chapters(l); i++) {
		const struct label_picture *p =
			l->pictures ? &l->pictures[i] : &(struct label_picture){ 0 };

		strbuf_addf(&out, "chapter\t%d\t%d\t%s\t%s\t%s\n", (int)l->chapters[i].start,
			    (int)label_chapter_end(l, i), l->chapters[i].title,
			    l->chapters[i].url ? l->chapters[i].url : "",
			    hex_of(p->data, p->len, a));
	}
	const char *path = temporary("expected", a);
	put_file(path, out.data, out.len);
	strbuf_release(&out);
	return path;
}

/* Fails with what each witness reads otherwise. */
static inline void assert_others_read(const char *file, const struct label *l, const char *more,
				      struct arena *a)
{
	const char *expected = expected_of(l, more, a);

	assert_string_equal(
		output_of(a, arena_printf(a,
					  "/usr/bin/python3 tests/unit/audio_tags.py '%s' "
					  "'%s' 2>&1 | head -c 4000",
					  file, expected)),
		"");
	unlink(expected);
}

/* LABEL_MAX_CHAPTERS chapters, a second each, with titles of 200 characters in three scripts. */
static inline struct audio_chapter *many_chapters(struct arena *a)
{
	static const char *const letters[] = { "é", "ש", "語", "😀", "a" };
	struct audio_chapter *c = arena_array(a, LABEL_MAX_CHAPTERS, sizeof(*c));

	for (size_t i = 0; i < LABEL_MAX_CHAPTERS; i++) {
		struct strbuf title = STRBUF_INIT(1 << 12);

		strbuf_addf(&title, "%03zu ", i);
		for (size_t n = 4; n < 200; n++)
			strbuf_adds(&title, letters[(n + i) % COUNT(letters)]);
		c[i] = (struct audio_chapter){ .start = (int64_t)i * 10,
					       .title = arena_strdup(a, title.data) };
		strbuf_release(&title);
	}
	return c;
}

#endif
