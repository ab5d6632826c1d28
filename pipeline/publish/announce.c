/* The list of what is yet to be told: what is put on it, and what is struck out. */
#include "publish/announce.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/path.h"
#include "base/text.h"
#include "herald.h"
#include "notes.h"

#define DAY        86400
#define DAYS_TRIED 14
#define MOST_BYTES ((size_t)16 << 20)
#define MOST_PAGES 200 /* of each kind in the JSON of a webhook; the others are counted */
#define TITLE      "# what is yet to be announced: to whom, since when (s), failed runs, what\n"

const struct announce_patience announce_usual_patience = {
	.tries = 4, .first_wait = 1, .longest_wait = 15, .whole = 45, .stall = 20
};

static const char *const channel_names[CHANNELS] = { "hub", "podping", "webhook" };

struct list_of_words {
	struct word *words;
	size_t count, room;
};

/* --- the list as a file -------------------------------------------------------------------- */

static void add_word(struct list_of_words *l, struct word w, struct arena *a)
{
	l->words = arena_grow(a, l->words, l->count, &l->room, sizeof(*l->words));
	l->words[l->count++] = w;
}

/* `hub <tab> 1795392000 <tab> 2 <tab> https://…`. What is not understood is left out. */
static void take_line(struct list_of_words *l, char *line, struct arena *a)
{
	struct word w = { .channel = CHANNELS };
	char *field[4] = { line };

	for (int i = 1; i < 4; i++) {
		char *tab = field[i - 1] ? strchr(field[i - 1], '\t') : NULL;

		if (tab)
			*tab++ = '\0';
		field[i] = tab;
	}
	for (size_t i = 0; i < CHANNELS; i++) {
		if (strcmp(line, channel_names[i]) == 0)
			w.channel = (enum channel)i;
	}
	if (w.channel == CHANNELS || !field[3] || !*field[3] || !notes_signed(field[1], &w.noted) ||
	    !notes_signed(field[2], &w.tries))
		return;
	w.text = field[3];
	add_word(l, w, a);
}

static struct list_of_words read_list(const struct announce_options *o, struct arena *a)
{
	struct list_of_words l = { 0 };
	char *text;
	size_t len;

	if (!file_read(o->path, MOST_BYTES, &text, &len, a))
		return l;
	for (char *next; *text; text = next) {
		next = text + strcspn(text, "\n");
		if (*next)
			*next++ = '\0';
		take_line(&l, text, a);
	}
	return l;
}

/* What was told is left out. No line: no file. */
static bool write_list(const struct announce_options *o, const struct list_of_words *l,
		       struct arena *a, struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(MOST_BYTES);
	size_t left = 0;

	strbuf_adds(&out, TITLE);
	for (size_t i = 0; i < l->count; i++) {
		const struct word *w = &l->words[i];

		if (w->told)
			continue;
		strbuf_addf(&out, "%s\t%lld\t%lld\t%s\n", channel_names[w->channel],
			    (long long)w->noted, (long long)w->tries, w->text);
		left++;
	}
	bool good =
		left ? file_mkdirs(path_dir(o->path, a)) && file_write(o->path, out.data, out.len)
		     : unlink(o->path) == 0 || errno == ENOENT;
	if (!good)
		diag_report_errno(diag, DIAG_CANNOT_WRITE_CACHE,
				  "cannot write what is to be announced to", o->path);
	return good;
}

/* --- what is told -------------------------------------------------------------------------------
 */

static const char *url_of(const struct announcement *what, const struct output_file *f,
			  struct arena *a)
{
	const char *path = path_to_url(f->path, a);
	size_t len = strlen(path);

	if (strcmp(path_base(f->path), "index.html") == 0)
		len -= strlen("index.html");
	return arena_printf(a, "%s%.*s", what->address, (int)len, path);
}

/* What hubs are told of: feeds name them. */
static bool is_feed(const struct output_file *f)
{
	static const char *const types[] = { "application/rss+xml", "application/atom+xml",
					     "application/feed+json", NULL };

	return text_is_one_of(f->type, types);
}

static bool is_podcast(const struct output_file *f)
{
	return f->type && strcmp(f->type, "application/rss+xml") == 0;
}

/* Pages that people read, but those about people: who is gone from the site is nobody's business.
 */
static bool is_page(const struct output_file *f)
{
	return f->group == OUTPUT_PAGE && f->type && strcmp(f->type, "text/html") == 0 &&
	       !path_within(f->path, "people");
}

enum turn { TURN_NEW, TURN_CHANGED, TURN_GONE };

static bool has_turned(const struct output_file *f, enum turn t)
{
	return t == TURN_NEW ? f->is_new : f->is_changed && !f->is_new;
}

/* "new": [ … ], and how many more there are. */
static void write_pages(struct json *j, const struct announcement *what, enum turn t,
			struct arena *a)
{
	static const char *const keys[] = { "new", "changed", "gone" };
	size_t n = 0, all = t == TURN_GONE ? what->gone_count : what->tree->count;

	json_open(j, keys[t], '[');
	for (size_t i = 0; i < all; i++) {
		const struct output_file *f =
			t == TURN_GONE ? what->gone[i] : &what->tree->files[i];

		if (!is_page(f) || (t != TURN_GONE && !has_turned(f, t)))
			continue;
		if (n++ < MOST_PAGES)
			json_text(j, NULL, url_of(what, f, a));
	}
	json_close(j, ']');
	if (n > MOST_PAGES)
		json_int(j, arena_printf(a, "more_%s", keys[t]), (int64_t)(n - MOST_PAGES));
}

static const char *json_of(const struct announcement *what, struct moment now, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(MOST_BYTES);
	struct json j = JSON_INIT(&out);

	json_open(&j, NULL, '{');
	json_int(&j, "release", what->release);
	json_text(&j, "address", what->address);
	json_text(&j, "time", date_rfc3339((struct moment){ .utc = now.utc }, a));
	json_open(&j, "feeds", '[');
	for (size_t i = 0; i < what->tree->count; i++) {
		const struct output_file *f = &what->tree->files[i];

		if (is_feed(f) && (f->is_new || f->is_changed))
			json_text(&j, NULL, url_of(what, f, a));
	}
	json_close(&j, ']');
	for (enum turn t = TURN_NEW; t <= TURN_GONE; t++)
		write_pages(&j, what, t, a);
	json_close(&j, '}');
	/* The list has a line for it. */
	return arena_strndup(a, out.data, strcspn(out.data, "\n"));
}

/* A feed that is on the list already is told once; since when stays. */
static void note_feed(struct list_of_words *l, enum channel c, const char *url, int64_t now,
		      struct arena *a)
{
	for (size_t i = 0; i < l->count; i++) {
		if (l->words[i].channel == c && strcmp(l->words[i].text, url) == 0)
			return;
	}
	add_word(l, (struct word){ .channel = c, .text = url, .noted = now }, a);
}

bool announce_note(const struct announce_options *o, const struct announcement *what,
		   struct arena *a, struct diag *diag)
{
	struct list_of_words l = read_list(o, a);

	for (size_t i = 0; i < what->tree->count; i++) {
		const struct output_file *f = &what->tree->files[i];

		if (!f->is_new && !f->is_changed)
			continue;
		if (o->hub && is_feed(f))
			note_feed(&l, CHANNEL_HUB, url_of(what, f, a), o->now.utc, a);
		if (o->podping && is_podcast(f))
			note_feed(&l, CHANNEL_PODPING, url_of(what, f, a), o->now.utc, a);
	}
	if (o->webhook)
		add_word(&l,
			 (struct word){ .channel = CHANNEL_WEBHOOK,
					.text = json_of(what, o->now, a),
					.noted = o->now.utc },
			 a);
	return write_list(o, &l, a, diag);
}

size_t announce_waiting(const struct announce_options *o, struct arena *a)
{
	return read_list(o, a).count;
}

/* --- telling
 * ----------------------------------------------------------------------------------------- */

/* Where something goes, for a message: of a webhook the host alone, as its path is often a secret.
 */
static const char *shown(const struct announce_options *o, enum channel c, struct arena *a)
{
	const char *url = channel_address(o, c), *host = strstr(url, "://");
	size_t len = host ? strcspn(host + 3, "/?@") : 0;

	return c == CHANNEL_WEBHOOK && host
		       ? arena_printf(a, "the webhook at '%.*s'", (int)len, host + 3)
	       : c == CHANNEL_HUB
		       ? arena_printf(a, "the hub '%s'", url)
		       : arena_printf(a, "the podping endpoint '%.*s'", (int)len, host + 3);
}

/* Forgets what nobody is to be told any more. */
static struct list_of_words still_wanted(const struct announce_options *o,
					 const struct list_of_words *all, struct arena *a,
					 struct diag *diag)
{
	struct list_of_words l = { 0 };
	size_t late = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct word *w = &all->words[i];

		if (!channel_address(o, w->channel))
			continue;
		if (o->now.utc - w->noted > (int64_t)DAYS_TRIED * DAY)
			late++;
		else
			add_word(&l, *w, a);
	}
	if (late)
		diag_report(diag, DIAG_ANNOUNCE_LATE, (struct span){ 0 },
			    "%zu %s could not be made for %d days, and will not be tried again",
			    late, late == 1 ? "announcement" : "announcements", DAYS_TRIED);
	return l;
}

/* One message a channel and reason. */
static void report_failures(const struct announce_options *o, const struct list_of_words *l,
			    struct arena *a, struct diag *diag)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct word *w = &l->words[i];
		size_t alike = 0;
		bool was_said = false;

		for (size_t k = 0; k < l->count && !w->told; k++) {
			const struct word *other = &l->words[k];
			bool is_alike = !other->told && other->channel == w->channel &&
					strcmp(other->why, w->why) == 0;

			was_said = was_said || (is_alike && k < i);
			alike += is_alike;
		}
		if (w->told || was_said)
			continue;
		diag_report(diag, DIAG_ANNOUNCE_FAILED, (struct span){ 0 },
			    "%s could not be told of %zu %s: %s; the next 'blether publish' tries "
			    "again",
			    shown(o, w->channel, a), alike,
			    w->channel == CHANNEL_WEBHOOK ? alike == 1 ? "release" : "releases"
			    : alike == 1                  ? "feed"
							  : "feeds",
			    w->why);
	}
}

bool announce_send(const struct announce_options *o, struct arena *a, struct diag *diag)
{
	struct list_of_words all = read_list(o, a), l;
	size_t left = 0;

	if (!all.count)
		return true;
	l = still_wanted(o, &all, a, diag);
	herald_run(o, l.words, l.count, a);
	for (size_t i = 0; i < l.count; i++) {
		l.words[i].tries += !l.words[i].told;
		left += !l.words[i].told;
	}
	report_failures(o, &l, a, diag);
	return write_list(o, &l, a, diag) && left == 0;
}
