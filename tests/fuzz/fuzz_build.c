#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "feed/feed.h"
#include "model/check.h"
#include "model/collect.h"
#include "model/ledger.h"
#include "model/output.h"
#include "read/read.h"
#include "site/site.h"
#include "verify/judge.h"
#include "verify/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW       1795305600 /* 2026-11-22 00:00 UTC */
#define SEPARATOR "\n%%%\n"

/* What is in every input, so that more of them get as far as a feed. */
static const char *const beginnings[] = {
	"address: https://www.example.org/pod\ncontact: hello@example.org\n",
	("owner: {name: Ann, email: ann@example.org}\ncategories: [Education]\ncover: cover.jpg\n"
	 "cover_alt: A square\nexplicit: false\n"),
	"---\ndate: 2026-09-07 09:00 +01:00\nguid: 564431c4-0af3-49eb-9a07-66c3c76659e5\n",
};
static char scratch[] = "/tmp/blether-fuzz-XXXXXX";
static const char *const files[] = { "site.yaml", "podcasts/talks/show.yaml",
				     "podcasts/talks/01-one/episode.md" };

/* Takes what is rendered; each file's bytes go into a numbered file of the scratch folder. */
struct bench {
	struct output_sink sink; /* first: put() finds the bench by it */
	struct arena arena;
	struct diag diag;
	struct output_file *files;
	size_t count, room;
};

static struct output_file *add(struct bench *b, struct output_meta meta, int64_t size)
{
	b->files = arena_grow(&b->arena, b->files, b->count, &b->room, sizeof(*b->files));
	struct output_file *f = &b->files[b->count];

	*f = (struct output_file){ .path = arena_strdup(&b->arena, meta.path),
				   .type = arena_strdup(&b->arena, meta.type),
				   .disk = arena_printf(&b->arena, "%s/out/%zu", scratch, b->count),
				   .size = size,
				   .group = meta.group };
	b->count++;
	return f;
}

static void put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct output_file *f = add((struct bench *)sink, meta, (int64_t)len);
	struct hash hash = hash_bytes(bytes, len);

	hash_hex(&hash, f->sha256);
	if (!file_write(f->disk, bytes, len))
		abort();
}

static void put_file(struct output_sink *sink, struct output_meta meta, const char *file,
		     const char *sha256, int64_t size)
{
	struct bench *b = (struct bench *)sink;
	struct output_file *f = add(b, meta, size);

	f->disk = arena_strdup(&b->arena, file);
	memcpy(f->sha256, sha256, sizeof(f->sha256));
}

static const char *in_scratch(const char *name, struct arena *a)
{
	return path_join(scratch, name, a);
}

static void remove_scratch(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf '%s'", scratch);
	if (system(command) != 0)
		abort();
}

/* The folder with what does not change. */
static void make_scratch(void)
{
	static const char *const others[] = { "podcasts/talks/cover.jpg",
					      "podcasts/talks/01-one/two-cups.jpg",
					      "podcasts/talks/01-one/one.mp3" };
	struct arena a = { 0 };

	if (!mkdtemp(scratch) || atexit(remove_scratch) != 0 ||
	    !file_mkdirs(in_scratch("podcasts/talks/01-one", &a)) ||
	    !file_mkdirs(in_scratch("out", &a)))
		abort();
	for (size_t i = 0; i < COUNT(others); i++) {
		if (!file_write(in_scratch(others[i], &a), others[i], strlen(others[i])))
			abort();
	}
	arena_free(&a);
}

/* The parts of the input behind the beginnings; a part that is not there is empty. */
static void write_content(const char *text, size_t len, struct arena *a)
{
	const char *end = text + len;

	for (size_t i = 0; i < COUNT(files); i++) {
		const char *stop = memmem(text, (size_t)(end - text), SEPARATOR, strlen(SEPARATOR));
		const char *stop_or_end = stop ? stop : end;
		size_t head = strlen(beginnings[i]), part = (size_t)(stop_or_end - text);
		char *all = arena_alloc(a, head + part + 1);

		memcpy(all, beginnings[i], head);
		memcpy(all + head, text, part);
		if (!file_write(in_scratch(files[i], a), all, head + part))
			abort();
		text = stop ? stop + strlen(SEPARATOR) : end;
	}
}

static void know_cover(const struct site *site, struct picture *cover)
{
	for (size_t i = 0; cover->file && i < site->picture_count; i++) {
		if (strcmp(site->pictures[i].file, cover->file) == 0)
			cover->facts = site->pictures[i].facts;
	}
}

static void know_recording(const struct episode *e, struct recording *r, struct arena *a)
{
	struct hash hash;
	int64_t size;

	if (!r->file || !hash_file(r->file, &hash, &size))
		return;
	hash_hex(&hash, r->sha256);
	r->facts = (struct media_facts){ .format = "mp3",
					 .codec = "mp3",
					 .copies_as = "mp3",
					 .sample_rate = 44100,
					 .channels = 1,
					 .bit_rate = 64000,
					 .seconds = 1000,
					 .samples = 44100000,
					 .loudness = { .integrated = LEVEL_NONE } };
	r->published = (struct published_audio){ .file = r->file,
						 .suffix = "mp3",
						 .type = "audio/mpeg",
						 .sha256 = r->sha256,
						 .bytes = size,
						 .seconds = 1000 };
	r->path = arena_printf(a, "podcasts/%s/audio/%s-%.16s.mp3", e->show->item.slug,
			       e->item.slug, r->sha256);
}

/* What media workers would find out. */
static void know_media(struct site *site, struct arena *a)
{
	for (size_t i = 0; i < site->picture_count; i++)
		site->pictures[i].facts = (struct picture_facts){
			.format = "jpeg", .colour = "rgb", .width = 1400, .height = 1400
		};
	know_cover(site, &site->cover);
	for (size_t i = 0; i < site->show_count; i++) {
		struct show *show = site->shows[i];

		know_cover(site, &show->cover);
		for (size_t k = 0; k < show_all_count(show); k++) {
			know_cover(site, &show_any(show, k)->cover);
			know_recording(show_any(show, k), &show_any(show, k)->recording, a);
		}
	}
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct output_file *)a)->path, ((const struct output_file *)b)->path);
}

static void must_be_good(struct bench *b, const char *whose)
{
	if (diag_ok(&b->diag))
		return;
	fprintf(stderr, "%s is not content with what was written:\n", whose);
	diag_print(&b->diag, stderr, false);
	abort();
}

/* The judge of anybody's feeds finds no error in those of shows. */
static void judge_feeds(struct bench *b)
{
	for (size_t i = 0; i < b->count; i++) {
		const struct output_file *f = &b->files[i];
		struct feed_file file = { .name = f->path, .now = NOW };
		char *text;

		if (strcmp(f->path, "podcasts/talks/feed.xml") != 0)
			continue;
		if (!file_read(f->disk, (size_t)1 << 30, &text, &file.len, &b->arena))
			abort();
		file.bytes = text;
		judge_feed(&file, &b->arena, &b->diag);
		must_be_good(b, "the judge");
	}
}

static void render(struct bench *b, struct site *site)
{
	site_render(site, NULL, &b->sink, &b->diag);
	feed_render(site, &b->sink, &b->diag);
	if (!diag_ok(&b->diag))
		return;
	qsort(b->files, b->count, sizeof(*b->files), by_path);
	struct output_tree tree = { b->files, b->count };
	diag_init(&b->diag, &b->arena);
	verify_output(&tree, site->address, &b->arena, &b->diag);
	must_be_good(b, "the verifier");
	judge_feeds(b);
}

/* Any content is refused with a message, or becomes pages and feeds in which nobody finds an error.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bench b = { .sink = { .put = put, .put_file = put_file } };

	if (strstr(scratch, "XXXXXX"))
		make_scratch();
	diag_init(&b.diag, &b.arena);
	write_content((const char *)data, size, &b.arena);
	struct site *site = read_site(scratch, (struct moment){ NOW, 0, true }, &b.arena, &b.diag);
	if (site) {
		know_media(site, &b.arena);
		site_complete(site, &b.arena);
		site_collect(site, &b.arena, &b.diag);
		site_check_media(site, &b.diag);
		ledger_check(site, &b.diag);
		if (diag_ok(&b.diag))
			render(&b, site);
		else if (getenv("BLETHER_FUZZ_WORDS"))
			diag_print(&b.diag, stderr, false);
	}
	arena_free(&b.arena);
	return 0;
}
