#ifndef TESTS_IMPORT_SITE_H
#define TESTS_IMPORT_SITE_H

/*
 * What tests of import do with a feed: read it, plan, pretend that all of its files came, and write what
 * becomes of it into a content folder in a temporary place, which the real reader takes.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "import/show.h"
#include "read/feed_reader.h"
#include "read/read.h"

struct imported {
	struct arena           arena;
	struct diag            diag; /* of the feed, and then of the content */
	char                   dir[64];
	struct import_settings settings;
	struct import_show    *show;
	const char            *show_text;
	const char           **texts; /* of each episode, in its order */
};

static inline struct imported *imported_new(void)
{
	struct imported *i = xcalloc(1, sizeof(*i));

	diag_init(&i->diag, &i->arena);
	i->settings.email = "asked@example.org"; /* where the feed has none */
	snprintf(i->dir, sizeof(i->dir), "/tmp/blether-test-XXXXXX");
	if (!mkdtemp(i->dir))
		abort();
	return i;
}

/* With all that is in it. */
static inline void imported_remove(const char *path, struct arena *a)
{
	struct dirent **all;
	const int count = scandir(path, &all, NULL, NULL);

	for (int k = 0; k < count; k++) {
		if (strcmp(all[k]->d_name, ".") != 0 && strcmp(all[k]->d_name, "..") != 0)
			imported_remove(path_join(path, all[k]->d_name, a), a);
		free(all[k]);
	}
	if (count >= 0)
		free(all);
	if (remove(path) != 0)
		abort();
}

static inline void imported_free(struct imported *i)
{
	imported_remove(i->dir, &i->arena);
	arena_free(&i->arena);
	free(i);
}

/* All came, each under its stem. */
static inline void imported_fetch(struct imported *i)
{
	static const char *const suffixes[] = { [ASSET_AUDIO] = ".mp3",
						[ASSET_COVER] = ".jpg",
						[ASSET_CHAPTERS] = ".json",
						[ASSET_TRANSCRIPT] = ".vtt",
						[ASSET_PICTURE] = ".jpg" };

	for (size_t k = 0; k < i->show->assets.count; k++) {
		struct import_asset *asset = i->show->assets.all[k];

		asset->file = arena_printf(&i->arena, "%s%s", asset->stem, suffixes[asset->kind]);
	}
}

static inline void imported_texts(struct imported *i)
{
	struct strbuf out = STRBUF_INIT((size_t)64 << 20);

	import_show_text(i->show, &out);
	i->show_text = arena_strndup(&i->arena, out.data, out.len);
	i->texts = arena_array(&i->arena, i->show->count + 1, sizeof(*i->texts));
	for (size_t k = 0; k < i->show->count; k++) {
		strbuf_clear(&out);
		import_episode_text(i->show, &i->show->episodes[k], &out);
		i->texts[k] = arena_strndup(&i->arena, out.data, out.len);
	}
	strbuf_release(&out);
}

/* NULL: that is no feed. */
static inline struct import_show *imported_read(struct imported *i, const char *feed, size_t len,
						const char *from)
{
	const struct remote_feed *f = feed_read(feed, len, from, &i->arena, &i->diag);

	i->show = f ? import_show_plan(f, &i->settings, &i->arena) : NULL;
	if (i->show)
		imported_fetch(i);
	if (i->show)
		imported_texts(i);
	return i->show;
}

static inline void imported_put(struct imported *i, const char *rel, const char *text)
{
	const char *path = path_join(i->dir, rel, &i->arena);

	if (!file_mkdirs(path_dir(path, &i->arena)) || !file_write(path, text, strlen(text)))
		abort();
}

static inline void imported_write(struct imported *i)
{
	static const char *const files[] = {
		[ASSET_AUDIO] = "not listened to",
		[ASSET_COVER] = "not looked at",
		[ASSET_CHAPTERS] = "{\"version\":\"1.2.0\",\"chapters\":[{\"startTime\":0,\"title\":\"One\"}]}",
		[ASSET_TRANSCRIPT] = "WEBVTT\n\n00:00.000 --> 00:02.000\nOne two three.\n",
		[ASSET_PICTURE] = "not looked at",
	};
	struct arena *a = &i->arena;
	const char *folder = path_join("podcasts", i->show->slug, a);

	imported_put(i, "site.yaml",
		     "title: A site\naddress: https://www.example.org/\nlanguage: en\nsummary: Shows that moved here.\n"
		     "contact: hello@example.org\n");
	imported_put(i, path_join(folder, "show.yaml", a), i->show_text);
	imported_put(i, path_join(folder, "cover.jpg", a), "not looked at");
	for (size_t k = 0; k < i->show->count; k++) {
		const char *rel = path_join(folder, i->show->episodes[k].folder, a);

		if (*i->texts[k])
			imported_put(i, path_join(rel, "episode.md", a), i->texts[k]);
	}
	for (size_t k = 0; k < i->show->assets.count; k++) {
		const struct import_asset *asset = i->show->assets.all[k];
		const char *rel = asset->episode ? path_join(folder, asset->episode->folder, a) : folder;

		if (asset->file && (!asset->episode || *i->texts[asset->episode - i->show->episodes]))
			imported_put(i, path_join(rel, asset->file, a), files[asset->kind]);
	}
}

/* What the real reader says of it, but for what is no error: "" is what every test wants. */
static inline const char *imported_errors(struct imported *i)
{
	struct diag diag;
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_init(&diag, &i->arena);
	read_site(i->dir, (struct moment){ .utc = 1795305600, .set = true }, &i->arena, &diag);
	diag_print(&diag, f, false);
	fclose(f);

	STRBUF_SCOPED struct strbuf errors = STRBUF_INIT(SIZE_MAX / 2);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		if (strstr(line, ": error: ") || strstr(line, ": fatal"))
			strbuf_addf(&errors, "%s\n", line + strlen(i->dir));
	}
	free(text);
	return arena_strndup(&i->arena, errors.data, errors.len);
}

/* Every note, a line each: "guessed loss cover_alt: …"; the folder is '-' where it concerns the show. */
static inline const char *imported_notes(struct imported *i)
{
	static const char *const kinds[] = { "changed", "guessed", "lost", "unwrapped" };
	struct strbuf out = STRBUF_INIT((size_t)64 << 20);

	for (size_t k = 0; k < i->show->note_count; k++) {
		const struct import_note *n = &i->show->notes[k];

		strbuf_addf(&out, "%s %s %s: %s\n", kinds[n->kind],
			    n->episode ? n->episode->folder : "-", n->field ? n->field : "-", n->text);
	}
	const char *text = arena_strndup(&i->arena, out.data, out.len);
	strbuf_release(&out);
	return text;
}

#endif
