/* `blether import`: chapters that no site takes as they are: out of order, twice at one time,
 * behind the end. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/strbuf.h"
#include "import_look.h"
#include "model/site.h"
#include "read/read.h"

static int by_start(const void *a, const void *b)
{
	const struct chapter *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static bool is_in_order(const struct chapter *all, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (all[i].start <= all[i - 1].start)
			return false;
	}
	return true;
}

/* Keeps the first of those at one time, and what begins before the recording ends. */
static size_t keep_right(struct chapter *all, size_t count, double seconds)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		bool beyond = seconds > 0 && (double)all[i].start >= seconds * 1000;

		if (!beyond && (!kept || all[i].start > all[kept - 1].start))
			all[kept++] = all[i];
	}
	return kept;
}

/*
 * JSON chapters 1.2 (Podcasting 2.0 namespace, chapters/jsonChapters.md), in one form whatever the
 * feed's was: so that what blether publishes (feed/chapters.c) comes back as the same file.
 */
static void add_chapters(struct strbuf *out, const struct chapter *all, size_t count)
{
	struct json j = JSON_INIT_PRETTY(out);

	json_open(&j, NULL, '{');
	json_text(&j, "version", "1.2.0");
	json_open(&j, "chapters", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(&j, NULL, '{');
		json_thousandths(&j, "startTime", all[i].start);
		json_text(&j, "title", all[i].title);
		if (all[i].url)
			json_text(&j, "url", all[i].url);
		if (all[i].picture_name)
			json_text(&j, "img", all[i].picture_name);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

static bool write_chapters(const struct source *src, const char *path, const struct chapter *all,
			   size_t count)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	add_chapters(&out, all, count);
	return strbuf_ok(&out) &&
	       (strcmp(src->text, out.data) == 0 || file_write(path, out.data, out.len));
}

static void mend(struct importing *im, const struct import_episode *e, const char *path)
{
	struct diag unheard;
	struct list list = { 0 };

	diag_init(&unheard, im->arena);
	const struct source *src = source_load(path, (struct span){ 0 }, im->arena, &unheard);
	if (src)
		read_chapters(src, &list, im->arena, &unheard);
	struct chapter *all = list.items;
	bool ordered = is_in_order(all, list.count);

	if (!ordered)
		qsort(all, list.count, sizeof(*all), by_start);
	size_t kept = keep_right(all, list.count, e->audio ? e->audio->seconds : 0);
	if (!kept || !write_chapters(src, path, all, kept)) {
		e->chapters->file = NULL;
		e->chapters->why = "all of them begin behind the end of the recording";
		return;
	}
	import_take_hash(im, e->chapters, path);
	if (ordered && kept == list.count)
		return;
	import_note(
		im->show, e, IMPORT_CHANGED, "chapters",
		"its chapters were put in order; %zu at a time that another has, or behind the end "
		"of the recording, were left out",
		list.count - kept);
}

void import_mend_chapters(struct importing *im)
{
	for (size_t i = 0; i < im->show->count; i++) {
		const struct import_episode *e = &im->show->episodes[i];
		const char *path =
			e->chapters && e->chapters->file ? import_waiting(im, e->chapters) : NULL;

		if (path && access(path, F_OK) == 0)
			mend(im, e, path);
	}
}
