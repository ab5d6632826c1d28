#include "owner.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "draft.h"
#include "model/language.h"
#include "model/site.h"

/* What read/value_web.c takes. */
static bool is_email(const char *s)
{
	const char *at = s ? strchr(s, '@') : NULL;
	const char *dot = at ? strchr(at + 1, '.') : NULL;

	if (!at || at == s || !dot || at[1] == '.' || strchr(at + 1, '@') || text_ends(s, ".") ||
	    strlen(s) > 255 || strpbrk(s, " \t\n\"<>\\^`{}|"))
		return false;
	for (const unsigned char *c = (const unsigned char *)s; *c; c++) {
		if (*c <= ' ' || *c >= 0x7f)
			return false;
	}
	return true;
}

/* The first word of it that is one: 'mail@example.org (Name)', 'Name <mail@example.org>'. */
static const char *email_in(const char *text, struct arena *a)
{
	static const char parting[] = " \t\n<>(),;:\"";

	while (text && *text) {
		text += strspn(text, parting);
		size_t len = strcspn(text, parting);
		const char *word = arena_strndup(a, text, len);

		if (is_email(word))
			return word;
		text += len;
	}
	return NULL;
}

const char *owner_email(const struct remote_feed *feed, const struct import_settings *s,
			struct arena *a)
{
	const char *places[] = { feed->owner_email, feed->locked_owner, feed->editor };

	for (size_t i = 0; i < COUNT(places); i++) {
		const char *found = email_in(places[i], a);

		if (found)
			return found;
	}
	return s->email && is_email(s->email) ? s->email : NULL;
}

/* Without the mail address that stands in it, and its brackets. */
static const char *name_in(const char *text, struct arena *a)
{
	const char *open = text ? strchr(text, '(') : NULL;
	const char *close = open ? strchr(open, ')') : NULL;

	if (close)
		return draft_clean(arena_strndup(a, open + 1, (size_t)(close - open - 1)), false,
				   a);
	return text && !strchr(text, '@') ? draft_clean(text, false, a) : NULL;
}

const char *owner_author(const struct remote_feed *feed, struct arena *a)
{
	const char *author = draft_clean(feed->author, false, a);

	if (!author)
		author = draft_clean(feed->owner_name, false, a);
	return author ? author : name_in(feed->editor, a);
}

bool uuid_fits(const char *s)
{
	size_t len = s ? strlen(s) : 0;

	for (size_t i = 0; i < len; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (i >= 36 || (dash ? s[i] != '-' : !strchr("0123456789abcdef", s[i])))
			return false;
	}
	return len == 36;
}

/* Sites where shows of many people live: none of them is the show's own. */
static bool is_hosting(const char *host)
{
	static const char *const hosts[] = {
		"acast.com",
		"anchor.fm",
		"art19.com",
		"audioboom.com",
		"blogspot.com",
		"blubrry.com",
		"blubrry.net",
		"buzzsprout.com",
		"captivate.fm",
		"castos.com",
		"fireside.fm",
		"github.io",
		"hearthis.at",
		"iheart.com",
		"letscast.fm",
		"libsyn.com",
		"megaphone.fm",
		"mixcloud.com",
		"omny.fm",
		"podbean.com",
		"podcasters.spotify.com",
		"podcasts.apple.com",
		"podigee.io",
		"podomatic.com",
		"rss.com",
		"rssblue.com",
		"simplecast.com",
		"soundcloud.com",
		"spotify.com",
		"spreaker.com",
		"squarespace.com",
		"substack.com",
		"transistor.fm",
		"wordpress.com",
		"youtube.com",
		"zencast.fm",
	};

	for (size_t i = 0; i < COUNT(hosts); i++) {
		size_t len = strlen(hosts[i]), own = strlen(host);

		if (own >= len && strcasecmp(host + own - len, hosts[i]) == 0 &&
		    (own == len || host[own - len - 1] == '.'))
			return true;
	}
	return false;
}

const char *owner_address(const struct remote_feed *feed, struct arena *a)
{
	const char *host = text_begins_web(feed->link) ? strstr(feed->link, "://") + 3 : NULL;
	size_t len = host ? strcspn(host, "/?#:@") : 0;
	const char *name = host ? arena_strndup(a, host, len) : "";

	if (!strchr(name, '.') || is_hosting(name) || strpbrk(name, " \"<>\\^`{}|[]"))
		return NULL;
	for (const unsigned char *c = (const unsigned char *)name; *c; c++) {
		if (*c >= 0x7f)
			return NULL;
	}
	return arena_printf(a, "https://%s/", name);
}

/* Sentences for whoever imports. */
struct wants {
	const char **all;
	size_t count, room;
	struct arena *arena;
};

static void want(struct wants *w, const char *sentence)
{
	w->all = arena_grow(w->arena, w->all, w->count + 1, &w->room, sizeof(*w->all));
	w->all[w->count++] = sentence;
	w->all[w->count] = NULL;
}

const char *const *import_show_wants(const struct import_show *show,
				     const struct import_settings *s)
{
	struct arena *a = show->arena;
	const struct remote_feed *feed = show->from;
	struct wants w = { .arena = a, .all = arena_array(a, 1, sizeof(char *)) };
	const char *language = feed->language;

	if (!owner_email(feed, s, a))
		want(&w,
		     s->email ? arena_printf(a,
					     "'%s' is no mail address; say with --email who is "
					     "to be asked about the show",
					     s->email)
			      : "the feed names no owner with a mail address; say with --email who "
				"is to be asked about the show");
	if (!s->site && !s->language &&
	    !(language && (language_is_tag(language) || language_tag_meant(language, a))))
		want(&w,
		     "the feed does not say in which language the show is; say it with --language, "
		     "such as --language en-GB");
	return w.all;
}
