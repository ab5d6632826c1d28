/*
 * PowerPress keeps a recording in a field `enclosure` (of its other shows: `_name:enclosure`):
 * lines with address, size, type, and what PHP's serialize() makes of the rest. podPress keeps a
 * serialised list of files in `_podPressMedia`. Seriously Simple Podcasting has a field for each
 * thing, and so have others.
 */
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "php.h"
#include "wordpress.h"

#define WP "wp"

bool post_field(const struct remote_element *post, size_t *i, const char **key, const char **value)
{
	const struct remote_element *in;

	while ((in = inner_at(post, *i))) {
		++*i;
		*key = inner_named(in, WP, "postmeta") ? inner_value(in, WP, "meta_key") : NULL;
		*value = *key ? inner_value(in, WP, "meta_value") : NULL;
		if (*value)
			return true;
	}
	return false;
}

const char *post_meta(const struct remote_element *post, const char *key)
{
	const char *name, *value;

	for (size_t i = 0; post_field(post, &i, &name, &value);) {
		if (strcmp(name, key) == 0)
			return value;
	}
	return NULL;
}

const char *post_channel(const char *key, struct arena *a)
{
	size_t len = strlen(key);

	if (*key != '_' || !text_ends(key, ":enclosure"))
		return NULL;
	return arena_strndup(a, key + 1, len - 1 - strlen(":enclosure"));
}

/* --- PowerPress --- */

/* What PowerPress calls a thing, and the member that it is. */
struct word {
	const char *key;
	size_t member;
};

static const struct word powerpress_words[] = {
	{ "duration", offsetof(struct remote_episode, duration_text) },
	{ "episode_no", offsetof(struct remote_episode, number_text) },
	{ "season", offsetof(struct remote_episode, season_text) },
	{ "episode_type", offsetof(struct remote_episode, type) },
	{ "episode_title", offsetof(struct remote_episode, itunes_title) },
	{ "subtitle", offsetof(struct remote_episode, subtitle) },
	{ "summary", offsetof(struct remote_episode, summary) },
	{ "author", offsetof(struct remote_episode, author) },
	{ "itunes_image", offsetof(struct remote_episode, image) },
	{ "pci_chapters_url", offsetof(struct remote_episode, chapters_url) },
};

/* Looks that only its own player has, switches, and sizes that are measured again. */
static const char *const powerpress_passed_over[] = { "explicit",
						      "block",
						      "pci_chapters",
						      "pci_transcript",
						      "pci_transcript_url",
						      "pci_transcript_language",
						      "no_player",
						      "no_links",
						      "width",
						      "height",
						      "ishd",
						      "cc",
						      "order",
						      "gp_desc",
						      "gp_explicit",
						      "gp_block",
						      "image",
						      "set_duration",
						      "set_size",
						      "itunes_image_checkbox",
						      "feed_always",
						      "podcast_id",
						      "episode_art",
						      NULL };

static const char **member_of(struct remote_episode *e, const struct word *word)
{
	void *member = (char *)e + word->member;

	return member;
}

static void fill_words(const struct word *words, size_t count, const struct tree *map,
		       struct remote_episode *e, struct arena *a)
{
	for (size_t i = 0; i < count; i++) {
		const char **member = member_of(e, &words[i]);
		const char *text = source_text(tree_text(map, words[i].key), a);

		*member = text ? text : *member;
	}
}

static bool is_known(const char *key)
{
	for (size_t i = 0; i < COUNT(powerpress_words); i++) {
		if (strcmp(key, powerpress_words[i].key) == 0)
			return true;
	}
	return text_is_one_of(key, powerpress_passed_over);
}

static bool says_something(const struct tree *value)
{
	return value->count || (value->text && *value->text && strcmp(value->text, "0") != 0);
}

static void tell_unknown(const struct tree *extras, const struct post_plugins *p)
{
	for (const struct tree *t = extras->first; t; t = t->next) {
		if (says_something(t) && !is_known(t->key))
			p->lost(p->arg,
				arena_printf(p->arena, "what PowerPress keeps as '%.60s'", t->key));
	}
}

static void add_transcript(struct remote_episode *e, const char *url, const char *language,
			   struct arena *a)
{
	if (!text_begins_web(url))
		return;
	struct remote_transcript *t = source_add(&e->transcripts, sizeof(*t), a);
	t->url = url;
	t->language = language;
	t->type = text_ends(url, ".vtt")    ? "text/vtt"
		  : text_ends(url, ".srt")  ? "application/x-subrip"
		  : text_ends(url, ".json") ? "application/json"
		  : text_ends(url, ".html") ? "text/html"
					    : "text/plain";
}

/* `explicit` is a number: 0 no, 1 yes, 2 clean. */
static void take_extras(const char *text, struct remote_episode *e, const struct post_plugins *p)
{
	const struct tree *extras = php_read(text, p->arena);

	if (!extras || extras->kind != TREE_MAP) {
		p->lost(p->arg, "what PowerPress keeps beside the address (it is damaged)");
		return;
	}
	fill_words(powerpress_words, COUNT(powerpress_words), extras, e, p->arena);
	const char *is_explicit = tree_text(extras, "explicit");
	if (is_explicit && *is_explicit)
		e->is_explicit = strcmp(is_explicit, "1") == 0 ? REMOTE_YES : REMOTE_NO;
	if (source_flag(tree_text(extras, "block")) == REMOTE_YES)
		e->is_blocked = REMOTE_YES;
	if (e->chapters_url)
		e->chapters_type = "application/json+chapters";
	add_transcript(e, source_text(tree_text(extras, "pci_transcript_url"), p->arena),
		       source_text(tree_text(extras, "pci_transcript_language"), p->arena),
		       p->arena);
	tell_unknown(extras, p);
}

/* The line that begins at *s, which is behind it then; NULL: nothing stands in it. */
static const char *next_line(const char **s, struct arena *a)
{
	size_t len = strcspn(*s, "\n");
	const char *line = source_text(arena_strndup(a, *s, len), a);

	*s += len + ((*s)[len] == '\n');
	return line;
}

static void set_enclosure(struct remote_episode *e, const char *url, const char *length,
			  const char *type)
{
	e->enclosures++;
	if (!type || !strchr(type, '/'))
		type = source_audio_type(url);
	e->enclosure = (struct remote_enclosure){
		.url = url, .type = type, .length_text = length, .length = source_number(length)
	};
}

/* Address, size, type, the rest; WordPress itself writes the first three. */
static void take_enclosure(const char *value, struct remote_episode *e,
			   const struct post_plugins *p)
{
	const char *url = next_line(&value, p->arena), *length = next_line(&value, p->arena);
	const char *type = next_line(&value, p->arena), *extras = source_text(value, p->arena);

	if (!text_begins_web(url))
		return;
	bool is_media = source_audio_type(url) ||
			(type && (source_is_audio(type) || text_starts(type, "video/")));
	bool is_better = source_is_audio(type) && !source_is_audio(e->enclosure.type);
	if (!is_media || (e->enclosure.url && !is_better)) {
		e->enclosures += is_media;
		return;
	}
	set_enclosure(e, url, length, type);
	if (extras && strchr(extras, '{'))
		take_extras(extras, e, p);
}

static void take_powerpress(const struct remote_element *post, struct remote_episode *e,
			    const struct post_plugins *p)
{
	const char *wanted =
		p->channel ? arena_printf(p->arena, "_%s:enclosure", p->channel) : "enclosure";
	const char *key, *value;

	for (size_t i = 0; post_field(post, &i, &key, &value);) {
		if (strcmp(key, wanted) == 0)
			take_enclosure(value, e, p);
	}
}

/* --- podPress -----------------------------------------------------------------------------------
 */

/* A file of its list: the first that is a recording and stands on the web. */
static void take_podpress_file(const struct tree *file, struct remote_episode *e, struct arena *a)
{
	const char *url = source_text(tree_text(file, "URI"), a);
	const char *duration = source_text(tree_text(file, "duration"), a);

	if (!url || !source_audio_type(url))
		return;
	if (!text_begins_web(url) || e->enclosure.url) {
		e->enclosures += text_begins_web(url);
		return;
	}
	set_enclosure(e, url, source_text(tree_text(file, "size"), a), NULL);
	if (duration && strcasecmp(duration, "UNKNOWN") != 0)
		e->duration_text = duration;
}

static void take_podpress(const struct remote_element *post, struct remote_episode *e,
			  const struct post_plugins *p)
{
	const char *text = post_meta(post, "_podPressMedia");
	const struct tree *files;

	if (!text)
		text = post_meta(post, "podPressMedia");
	files = text ? php_read(text, p->arena) : NULL;
	if (files && files->kind == TREE_TEXT) /* serialised twice */
		files = php_read(files->text, p->arena);
	if (text && (!files || files->kind != TREE_MAP))
		p->lost(p->arg, "what podPress keeps of the recording (it is damaged)");
	for (const struct tree *t = files ? files->first : NULL; t; t = t->next)
		take_podpress_file(t, e, p->arena);
}

/* --- Seriously Simple Podcasting, and others with a field for each thing ------------------------
 */

static const struct word field_words[] = {
	{ "duration", offsetof(struct remote_episode, duration_text) },
	{ "itunes_episode_number", offsetof(struct remote_episode, number_text) },
	{ "episode_number", offsetof(struct remote_episode, number_text) },
	{ "itunes_season_number", offsetof(struct remote_episode, season_text) },
	{ "season_number", offsetof(struct remote_episode, season_text) },
	{ "itunes_episode_type", offsetof(struct remote_episode, type) },
	{ "itunes_title", offsetof(struct remote_episode, itunes_title) },
	{ "cover_image", offsetof(struct remote_episode, image) },
};

static void take_fields(const struct remote_element *post, struct remote_episode *e,
			struct arena *a)
{
	for (size_t i = 0; i < COUNT(field_words); i++) {
		const char **member = member_of(e, &field_words[i]);
		const char *text = source_text(post_meta(post, field_words[i].key), a);

		*member = *member ? *member : text;
	}
	if (!e->is_explicit)
		e->is_explicit = source_flag(post_meta(post, "explicit"));
	if (source_flag(post_meta(post, "block")) == REMOTE_YES)
		e->is_blocked = REMOTE_YES;
	if (!e->transcripts.count)
		add_transcript(e, source_text(post_meta(post, "transcript_file"), a), NULL, a);
}

static void take_audio_file(const struct remote_element *post, struct remote_episode *e,
			    struct arena *a)
{
	const char *url = source_text(post_meta(post, "audio_file"), a);

	if (!text_begins_web(url))
		return;
	e->enclosures = 0;
	set_enclosure(e, url, source_text(post_meta(post, "filesize_raw"), a), NULL);
	if (!e->enclosure.type)
		e->enclosure.type = "audio/mpeg";
}

void post_take_audio(const struct remote_element *post, struct remote_episode *e,
		     const struct post_plugins *p)
{
	take_powerpress(post, e, p);
	if (p->channel)
		return;
	if (!e->enclosure.url)
		take_podpress(post, e, p);
	take_audio_file(post, e, p->arena);
	take_fields(post, e, p->arena);
}
