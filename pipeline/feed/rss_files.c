#include <string.h>

#include "base/hash.h"
#include "model/mastering.h"
#include "rss.h"

/* The files of an episode besides the recording that all apps play. */

/* Bytes that the alternate's digest has in base64. */
#define SRI_PREFIX "sha256-"

/* W3C Subresource Integrity: for apps to see that they got what was published. */
static void write_integrity(struct rss *f, const char *sha256)
{
	char text[sizeof(SRI_PREFIX) + HASH_BASE64] = SRI_PREFIX;
	struct hash hash;

	if (!sha256 || !hash_from_hex(sha256, &hash))
		return;
	hash_base64(&hash, text + strlen(SRI_PREFIX));
	xml_start(&f->xml, "podcast:integrity");
	xml_attr(&f->xml, "type", "sri");
	xml_attr(&f->xml, "value", text);
	xml_end(&f->xml);
}

/* RFC 6381, where the type does not say it and blether made the file; NULL: not known. */
static const char *codecs_of(const struct published_audio *p)
{
	if (strcmp(p->type, "audio/ogg") == 0)
		return strcmp(p->suffix, "ogg") == 0 ? "vorbis" : "opus";
	if (strcmp(p->type, "audio/x-m4a") == 0 && p->making == AUDIO_ENCODED)
		return "mp4a.40.2"; /* AAC-LC */
	return NULL;
}

/* What follows is written into it; the end too. */
static void start_alternate(struct rss *f, const struct published_audio *p, int64_t bit_rate)
{
	xml_start(&f->xml, "podcast:alternateEnclosure");
	xml_attr(&f->xml, "type", p->type);
	rss_attr_number(f, "length", p->bytes);
	if (bit_rate > 0)
		rss_attr_number(f, "bitrate", bit_rate);
	xml_attr(&f->xml, "codecs", codecs_of(p));
}

static void end_alternate(struct rss *f, const struct published_audio *p, const char *path)
{
	xml_start(&f->xml, "podcast:source");
	rss_attr_audio(f, "uri", path);
	xml_end(&f->xml);
	write_integrity(f, p->sha256);
	xml_end(&f->xml);
}

/* Of the sound alone, as the file has a cover besides; a few bits a second are nobody's choice. */
static int64_t bit_rate_of(const struct episode *e, struct arena *a)
{
	const struct recording *r = &e->recording;

	if (r->published.making == AUDIO_ENCODED)
		return mastering_plan(e, a).bitrate * 1000;
	return (r->facts.bit_rate + 500) / 1000 * 1000;
}

void rss_alternates(struct rss *f, const struct episode *e)
{
	const struct recording *r = &e->recording;

	if (!r->small_path)
		return;
	start_alternate(f, &r->published, bit_rate_of(e, f->render->scratch));
	xml_attr(&f->xml, "title", "Standard");
	xml_attr(&f->xml, "default", "true");
	end_alternate(f, &r->published, r->path);
	start_alternate(f, &r->small, (int64_t)LOW_DATA_KBITS * 1000);
	xml_attr(&f->xml, "title", f->render->site->interface->download_small);
	end_alternate(f, &r->small, r->small_path);
}

static void write_simple_chapters(struct rss *f, const struct list *chapters)
{
	const struct chapter *all = chapters->items;

	xml_start(&f->xml, "psc:chapters");
	xml_attr(&f->xml, "version", "1.2");
	for (size_t i = 0; i < chapters->count; i++) {
		xml_start(&f->xml, "psc:chapter");
		xml_attr(&f->xml, "start", time_vtt(all[i].start, f->render->scratch));
		xml_attr(&f->xml, "title", all[i].title);
		xml_attr(&f->xml, "href", all[i].url);
		rss_attr_path(f, "image", all[i].picture_path);
		xml_end(&f->xml);
	}
	xml_end(&f->xml);
}

/* A file beside the episode: its transcript or its chapters. */
static void start_file(struct rss *f, const char *name, const char *path, const char *type)
{
	xml_start(&f->xml, name);
	rss_attr_path(f, "url", path);
	xml_attr(&f->xml, "type", type);
}

static void write_transcripts(struct rss *f, const struct episode *e, const char *own)
{
	const char *language = own ? feed_lower(own, f->render->scratch) : f->language;

	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++) {
		if (!e->transcript_paths[i])
			continue;
		start_file(f, "podcast:transcript", e->transcript_paths[i],
			   transcript_files[i].type);
		xml_attr(&f->xml, "language", language);
		xml_attr(&f->xml, "rel", transcript_files[i].timed ? "captions" : NULL);
		xml_end(&f->xml);
	}
}

void rss_files(struct rss *f, const struct episode *e)
{
	const struct versions *v = e->item.versions;

	write_transcripts(f, e, e->show->language);
	for (size_t i = 1; v && i < v->count; i++)
		write_transcripts(f, (const struct episode *)v->items[i], v->items[i]->language);
	if (e->chapters_path) {
		start_file(f, "podcast:chapters", e->chapters_path, "application/json+chapters");
		xml_end(&f->xml);
	}
	if (e->chapters.count && !e->show->strict_w3c)
		write_simple_chapters(f, &e->chapters);
}
