/* What lies at the top of an export: what it is, in words for people and for programs. */
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "export.h"
#include "model/site.h"

static const char what_is_what[] =
	"Each show has a folder of its own. In it:\n"
	"\n"
	"  feed.xml          the feed as it was published, with every episode in it. This is the "
	"one\n"
	"                    file that other podcast hosts ask for.\n"
	"  audio/            the recordings as they were published, byte for byte, with their "
	"tags.\n"
	"  cover.jpg         the picture of the show. covers/ has those of single episodes, if "
	"there\n"
	"                    are any.\n"
	"  notes/            the notes of each episode, twice: as HTML, which opens in any "
	"browser,\n"
	"                    and as Markdown with front matter, for Hugo, Jekyll and others.\n"
	"  files/            pictures and documents that the notes show or link.\n"
	"  transcripts/      what is said, as .vtt and .srt (subtitles), .html, .txt and .json.\n"
	"  chapters/         the chapters, as .json (Podcasting 2.0) and .txt (time and title).\n"
	"  episodes.csv      a table of all episodes; it opens in any spreadsheet.\n"
	"  episodes.json     the same for programs, and more: people, notes, checksums.\n"
	"  redirects.csv     every address that people and apps know. See below.\n"
	"\n"
	"At the top, subscriptions.opml is a list of the feeds that any podcast app can import.\n";

static const char where_to[] =
	"TO ANOTHER PODCAST HOST\n"
	"\n"
	"1. Leave the old site as it is, for now. The new host fetches the recordings from it.\n"
	"2. At the new host, choose 'import a show', 'move your podcast here' or the like, and "
	"give it\n"
	"   the address of the feed, which stands in redirects.csv. If the old site is gone "
	"already, put\n"
	"   the folder audio/ and feed.xml on any web space, with the addresses in feed.xml "
	"changed to\n"
	"   where they are then; or upload the recordings one by one.\n"
	"3. Look there whether each episode has kept its guid: episodes.csv has them. If they are\n"
	"   others, every subscriber gets every episode a second time. Ask the host before you go "
	"on.\n"
	"4. Redirect the addresses. See below.\n"
	"\n"
	"TO WORDPRESS\n"
	"\n"
	"Podcast plugins (PowerPress, Seriously Simple Podcasting, Podlove) import from a feed: "
	"give them\n"
	"the address of the feed, or feed.xml. The media library takes the files of audio/. What "
	"stands\n"
	"in notes/ as .html can be pasted into a page.\n"
	"\n"
	"TO CASTOPOD OR ANOTHER PROGRAM ON A SERVER OF YOUR OWN\n"
	"\n"
	"They import from the address of the feed, too, with recordings, transcripts and "
	"chapters.\n"
	"\n"
	"TO HUGO, JEKYLL OR ANOTHER GENERATOR\n"
	"\n"
	"Copy notes/*.md into content/episodes/ (Hugo) or _posts/ (Jekyll), and audio/, files/ "
	"and\n"
	"covers/ beside it. The front matter has title, date, guid, audio, duration, season and "
	"episode;\n"
	"'url' and 'permalink' keep the path that each page had.\n"
	"\n"
	"BACK TO BLETHER\n"
	"\n"
	"  blether import SHOW/feed.xml\n"
	"\n"
	"reads it again, as long as the recordings can be fetched from where the feed says.\n";

static const char redirecting[] =
	"WHAT MUST BE REDIRECTED\n"
	"\n"
	"The feed, and at any price. Its old address must answer with a permanent redirect (301) "
	"to the\n"
	"new one, for four weeks at least and better for years: that is how subscribers come "
	"along. The\n"
	"new feed should name its own address as itunes:new-feed-url during that time. Pages and\n"
	"recordings are worth a redirect where you can, for links that others have made.\n"
	"\n"
	"redirects.csv lists them all. Write into the column 'to' where each has gone, and give "
	"the table\n"
	"to whoever keeps the old web server; WordPress takes such a table with the plugin "
	"Redirection.\n"
	"When you export again, into the same folder, write it into a copy, under another name.\n";

static void put_readme(struct export_run *x, const struct export_show *const *shows, size_t count)
{
	struct strbuf *out = &x->out;

	strbuf_addf(
		out,
		"%s\n\nThis folder has everything that was published, in forms that other programs "
		"read. It needs\nno program of its own: look around.\n\n",
		x->site->title);
	for (size_t i = 0; i < count; i++)
		strbuf_addf(out, "  %s/  %s, %zu %s\n", shows[i]->show->item.slug,
			    shows[i]->show->title, shows[i]->count,
			    shows[i]->count == 1 ? "episode" : "episodes");
	strbuf_addf(out, "\n\nWHAT IS WHAT\n\n%s\n\n%s\n\n%s", what_is_what, where_to, redirecting);
	strbuf_adds(out,
		    "\n\nWHAT IS NOT HERE\n\nDrafts, what was taken back, and everything "
		    "private. (Drafts are in drafts/ if they were asked for.) The\nlicence of each "
		    "episode stands in its front matter and in the tables: it says what others "
		    "may do\nwith it.\n");
	export_put(x, "README.txt", OUTPUT_LIST, "text/plain");
}

static void put_mark(struct export_run *x, const struct export_show *const *shows, size_t count)
{
	struct json j = JSON_INIT_PRETTY(&x->out);

	json_open(&j, NULL, '{');
	json_text(&j, "what", "an export of blether");
	json_int(&j, "version", 1);
	json_text(&j, "site", x->site->title);
	json_text(&j, "address", x->site->address);
	json_open(&j, "shows", '[');
	for (size_t i = 0; i < count; i++)
		json_text(&j, NULL, shows[i]->show->item.slug);
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(&x->out, '\n');
	export_put(x, EXPORT_MARK, OUTPUT_LIST, "application/json");
}

void export_top(struct export_run *x, const struct export_show *const *shows, size_t count)
{
	const struct output_file *opml = output_find(x->tree, "shows.opml");

	if (opml)
		export_copy(x, opml, "subscriptions.opml");
	put_readme(x, shows, count);
	put_mark(x, shows, count);
}
