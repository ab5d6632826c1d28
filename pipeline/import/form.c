#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "source.h"
#include "wordpress_body.h"

#define LOOKED_AT ((size_t)64 << 10) /* bytes in which something says what it is */

static struct import_guess is(enum import_form form)
{
	return (struct import_guess){ .form = form };
}

static struct import_guess is_not(const char *why)
{
	return (struct import_guess){ .form = FORM_UNKNOWN, .why = why };
}

/* --- a file -------------------------------------------------------------------------------------
 */

struct mark {
	const char *bytes;
	size_t len, off;
	const char *why;
};

#define MARK(bytes, off, why)                                                                      \
	{                                                                                          \
		bytes, sizeof(bytes) - 1, off, why                                                 \
	}

#define IS_RECORDING                                                                               \
	"this is a recording; put it into a folder with the others of the show, and import the "   \
	"folder"

/* First bytes that say what a file is. */
static const struct mark marks[] = {
	MARK("PK\3\4", 0, "this is a packed folder (ZIP); unpack it, and import what is in it"),
	MARK("\x1f\x8b", 0, "this is packed (gzip); unpack it first"),
	MARK("7z\xbc\xaf", 0, "this is packed (7z); unpack it first"),
	MARK("Rar!", 0, "this is packed (RAR); unpack it first"),
	MARK("ustar", 257, "this is a packed folder (tar); unpack it, and import what is in it"),
	MARK("%PDF", 0, "this is a PDF; what is imported is a feed, or an export"),
	MARK("SQLite format 3", 0,
	     "this is a database; what is imported is a feed, or an export that its program makes"),
	MARK("ID3", 0, IS_RECORDING),
	MARK("\xff\xfb", 0, IS_RECORDING),
	MARK("\xff\xf3", 0, IS_RECORDING),
	MARK("OggS", 0, IS_RECORDING),
	MARK("fLaC", 0, IS_RECORDING),
	MARK("RIFF", 0, IS_RECORDING),
	MARK("ftyp", 4, IS_RECORDING),
	MARK("\x89PNG", 0, "this is a picture"),
	MARK("\xff\xd8\xff", 0, "this is a picture"),
};

static const char *marked(const char *bytes, size_t len)
{
	for (size_t i = 0; i < COUNT(marks); i++) {
		const struct mark *m = &marks[i];

		if (len >= m->off + m->len && memcmp(bytes + m->off, m->bytes, m->len) == 0)
			return m->why;
	}
	return NULL;
}

/* `<link rel="alternate" type="application/rss+xml" href="…">` */
static const char *named_feed(const char *html, struct arena *a)
{
	for (const char *s = strcasestr(html, "<link"); s; s = strcasestr(s + 5, "<link")) {
		const char *end = s + strcspn(s, ">");
		const char *type = wordpress_attribute(s + 5, end, "type", a);
		const char *href = wordpress_attribute(s + 5, end, "href", a);

		if (type && href &&
		    (strcasestr(type, "rss+xml") || strcasestr(type, "atom+xml") ||
		     strcasestr(type, "feed+json")))
			return href;
	}
	return NULL;
}

static struct import_guess web_page(const char *text, struct arena *a)
{
	const char *feed = named_feed(text, a);

	return (struct import_guess){
		.form = FORM_UNKNOWN,
		.names = feed,
		.why = feed ? arena_printf(a,
					   "this is a web page; its feed is '%.500s': import that",
					   feed)
			    : "this is a web page, and names no feed; look for a link called RSS, "
			      "or "
			      "import its address from a podcast app"
	};
}

/* The root of XML, white space, declarations and comments passed over. */
static const char *root_of(const char *s)
{
	for (;;) {
		s += strspn(s, " \t\r\n");
		if (!text_starts(s, "<?") && !text_starts(s, "<!"))
			return s;
		const char *end = text_starts(s, "<!--") ? strstr(s, "-->") : strchr(s, '>');
		if (!end)
			return s;
		s = end + (*end == '-' ? 3 : 1);
	}
}

static bool is_root(const char *root, const char *name)
{
	size_t len = strlen(name);

	return strncasecmp(root + 1, name, len) == 0 && strchr(" \t\r\n>/", root[1 + len]);
}

static struct import_guess xml_form(const char *text, const char *root, struct arena *a)
{
	if (is_root(root, "opml"))
		return is(FORM_OPML);
	if (is_root(root, "wpe:export") || strstr(text, "podlove-podcast-publisher/export"))
		return is(FORM_PODLOVE);
	if (is_root(root, "html") || strcasestr(text, "<!doctype html"))
		return web_page(text, a);
	if (strstr(text, "http://wordpress.org/export/") || strstr(text, "<wp:wxr_version>"))
		return is(FORM_WORDPRESS);
	/* Damaged feeds are feeds: the reader says what is wrong with them. */
	return is(FORM_FEED);
}

static struct import_guess json_form(const char *text)
{
	if (strstr(text, "jsonfeed.org/version/"))
		return is(FORM_JSON_FEED);
	if (strstr(text, "aliss") || strstr(text, "\"data\""))
		return is(FORM_ALISS);
	return is_not("this is JSON, and neither a JSON Feed nor an answer of ALISS");
}

struct import_guess import_form_of(const char *name, const char *bytes, size_t len, struct arena *a)
{
	const char *why = marked(bytes, len);
	const char *text = arena_strndup(a, bytes, len < LOOKED_AT ? len : LOOKED_AT);

	if (why)
		return is_not(why);
	text += text_starts(text, "\xef\xbb\xbf") ? 3 : 0;
	if (!len)
		return is_not("this is empty");
	/* UTF-16: the reader of feeds knows what to do with it. */
	if (text_starts(text, "\xff\xfe") || text_starts(text, "\xfe\xff") ||
	    memchr(bytes, 0, len < 4 ? len : 4))
		return is(FORM_FEED);
	const char *root = root_of(text);
	if (*root == '<')
		return xml_form(text, root, a);
	if (*root == '{')
		return json_form(text);
	if (text_starts(root, "---") || text_starts(root, "+++"))
		return is_not("this is one page of a site; import the folder of the whole site");
	return path_suffix(name)[0] && strcasestr(path_suffix(name), "ml")
		       ? is(FORM_FEED)
		       : is_not("this is neither a feed nor an export that is known");
}

/* --- a folder -----------------------------------------------------------------------------------
 */

struct seen {
	bool hugo, content, jekyll, posts, recording, xml, feed, ours;
};

static void look_at(struct seen *seen, const char *path)
{
	const char *suffix = path_suffix(path);

	seen->hugo |= import_site_is_config(FORM_HUGO, path) && !strchr(path, '/');
	seen->hugo |= text_starts(path, "config/_default/");
	seen->content |= text_starts(path, "content/") && text_ends(path, ".md");
	seen->jekyll |= import_site_is_config(FORM_JEKYLL, path);
	seen->posts |= text_starts(path, "_posts/") || strstr(path, "/_posts/") != NULL;
	seen->recording |= source_audio_type(path) != NULL;
	seen->xml |=
		!strchr(path, '/') && (strcmp(suffix, ".xml") == 0 || text_ends(path, ".xml.gz"));
	seen->feed |= strcmp(path, "feed.xml") == 0;
	seen->ours |= strcmp(path, "export.json") == 0;
}

struct import_guess import_form_of_folder(const char *const *paths, size_t count, struct arena *a)
{
	struct seen seen = { .hugo = false };

	(void)a;
	for (size_t i = 0; i < count; i++)
		look_at(&seen, paths[i]);
	if (seen.ours)
		return is(FORM_BLETHER_EXPORT);
	if (seen.jekyll || seen.posts)
		return is(FORM_JEKYLL);
	if (seen.hugo && seen.content)
		return is(FORM_HUGO);
	if (seen.feed)
		return is(FORM_BLETHER_EXPORT);
	if (seen.xml)
		return is(FORM_EXPORTS);
	if (seen.recording)
		return is(FORM_TAGGED);
	return is_not(seen.content ? "this is the folder of a site, but its settings (hugo.toml, "
				     "config.toml) are not here"
				   : "in this folder is neither a site of Hugo or Jekyll, nor an "
				     "export, nor a recording");
}
