#include "check.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "html.h"
#include "model/audio_place.h"

uint64_t id_key(const struct check *c, const struct output_file *file, const char *id, size_t len)
{
	return key_of((uint64_t)(file - c->tree->files) + 1, id, len);
}

static bool is_page(const struct output_file *file)
{
	return text_ends(file->path, ".html");
}

/*
 * Places that a browser knows without an id (HTML standard 7.4.6.3, Media Fragments, text
 * fragments).
 */
static bool always_there(const char *place, size_t len)
{
	return !len || html_is(place, len, "top") || (len > 2 && memcmp(place, "t=", 2) == 0) ||
	       (len > 3 && memcmp(place, ":~:", 3) == 0);
}

static void remember_anchor(struct doc *doc, const struct output_file *target, const char *ref,
			    size_t len, struct place at)
{
	struct check *c = doc->check;
	const char *hash = memchr(ref, '#', len);
	char place[256];

	if (!hash || !is_page(target))
		return;
	size_t place_len = len - (size_t)(hash + 1 - ref);
	if (always_there(hash + 1, place_len))
		return;
	/* Ids are compared decoded; one longer than this is cut and so never found. */
	place_len = place_len < sizeof(place) ? place_len : sizeof(place);
	memcpy(place, hash + 1, place_len);
	place_len = url_decode(place, place_len);
	if (c->anchor_count == c->anchor_room) {
		c->anchor_room = c->anchor_room ? c->anchor_room * 2 : 256;
		c->anchors = xreallocarray(c->anchors, c->anchor_room, sizeof(*c->anchors));
	}
	c->anchors[c->anchor_count++] = (struct anchor){
		.id = id_key(c, target, place, place_len),
		.from = (uint32_t)(doc->file - c->tree->files),
		.off = (uint32_t)at.off,
		.len = (uint32_t)at.len,
		.ref = doc->by_line ? arena_strndup(c->arena, ref, len) : NULL,
	};
}

static void report_dead(struct doc *doc, const struct url_target *t, const char *ref, size_t len,
			struct place at)
{
	doc_report(doc, DIAG_DEAD_LINK, at, t->path,
		   "'%.*s' leads to '%s', which is not in the output; check the name or remove the "
		   "link",
		   (int)len, ref, t->path);
}

static void report_foreign(struct doc *doc, const char *ref, size_t len, struct place at)
{
	char *subject = arena_strndup(doc->check->arena, ref, len);

	doc_report(doc, DIAG_THIRD_PARTY, at, subject,
		   "'%s' is fetched from another site, which would learn of every visitor; keep a "
		   "copy here",
		   subject);
}

static bool is_absolute(const char *ref, size_t len)
{
	return memmem(ref, len, "://", 3) || (len > 2 && memcmp(ref, "//", 2) == 0);
}

/*
 * The recording that a reference to their host leads to, or NULL. There is nothing else there, and
 * all that is there stands in the output at the same path.
 */
static const struct output_file *recording_at(const struct check *c, const char *ref, size_t len,
					      struct url_target *t)
{
	if (!c->audio.len || !is_absolute(ref, len))
		return NULL;
	url_resolve(&c->audio, "", ref, len, t);
	const struct output_file *file =
		t->kind == URL_LOCAL ? check_file(c, t->path, t->path_len) : NULL;

	return file && file->type && audio_is_type(file->type) ? file : NULL;
}

/* Where recordings have a host of their own, the host of the pages has none. */
static void check_host(struct doc *doc, const struct output_file *file, const char *ref, size_t len,
		       struct place at)
{
	const struct site_address *audio = &doc->check->audio;

	if (audio->len && file->type && audio_is_type(file->type))
		doc_report(doc, DIAG_DEAD_LINK, at, file->path,
			   "'%.*s' is a recording, and those stand at '%s', not with the pages",
			   (int)(len < 200 ? len : 200), ref, audio->text);
}

/* Resolves a reference that is not remembered; returns the local file it leads to, if any. */
static const struct output_file *judge(struct doc *doc, enum use use, const char *ref, size_t len,
				       struct place at)
{
	struct url_target t = { 0 }, elsewhere = { .kind = URL_FOREIGN };
	const struct output_file *recording = recording_at(doc->check, ref, len, &elsewhere);

	if (recording)
		return recording;
	url_resolve(&doc->check->site, doc->file->path, ref, len, &t);
	if (t.kind != URL_LOCAL && elsewhere.kind == URL_LOCAL) {
		report_dead(doc, &elsewhere, ref, len, at);
		return NULL;
	}
	if (t.kind == URL_FOREIGN && use == USE_FETCH)
		report_foreign(doc, ref, len, at);
	if (t.kind == URL_BAD)
		doc_report(doc, DIAG_DEAD_LINK, at, "", "'%.*s' is not an address",
			   (int)(len < 200 ? len : 200), ref);
	if (t.kind != URL_LOCAL)
		return NULL;
	const struct output_file *file = check_file(doc->check, t.path, t.path_len);
	if (file)
		check_host(doc, file, ref, len, at);
	else
		report_dead(doc, &t, ref, len, at);
	return file;
}

static size_t trim(const char **ref, size_t len)
{
	while (len && (unsigned char)(*ref)[len - 1] <= ' ')
		len--;
	while (len && (unsigned char)**ref <= ' ') {
		(*ref)++;
		len--;
	}
	return len;
}

const struct output_file *check_reference(struct doc *doc, enum use use, const char *ref,
					  size_t len, struct place at)
{
	len = trim(&ref, len);
	/* A reference without a path means the page itself. */
	bool own = !len || *ref == '#' || *ref == '?';
	const struct output_file *file = own ? doc->file : judge(doc, use, ref, len, at);

	if (file)
		remember_anchor(doc, file, ref, len, at);
	return file;
}

static void report_anchor(struct doc *doc, const struct anchor *a)
{
	const char *ref = a->ref;

	if (!ref && a->off + a->len > doc->len)
		return;
	if (!ref)
		ref = arena_strndup(doc->check->arena, doc->text + a->off, a->len);
	doc_report(doc, DIAG_DEAD_ANCHOR, (struct place){ a->off, a->len }, ref,
		   "'%s' leads to a place that the page does not have; check the part after '#'",
		   ref);
}

void check_anchors(struct check *c)
{
	struct doc doc = { 0 };

	for (size_t i = 0; i < c->anchor_count; i++) {
		const struct anchor *a = &c->anchors[i];
		const struct output_file *file = &c->tree->files[a->from];

		if (table_find(&c->ids, a->id))
			continue;
		if (a->ref)
			doc = (struct doc){ .check = c, .file = file, .by_line = true };
		else if (doc.file != file && !check_read(c, file, &doc))
			continue;
		report_anchor(&doc, a);
	}
}
