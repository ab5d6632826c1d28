/* What is to be set elsewhere: redirects at the old host, and addresses at the directories. */
#include <string.h>

#include "report.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "import/show.h"
#include "old_host.h"
#include "plain_words.h"

/* --- the old host ------------------------------------------------------------------------ */

/* In general words: settings have other names every year. */
static const struct {
	const char *host, *what;
} places[] = {
	{ "A hosting service with a dashboard",
	  "look in the settings of the show (not of your account) for *Redirect*, *301 redirect*, "
	  "*New feed URL* or *Move to another host*, and give it the address of the new feed. Some "
	  "have it in a paid plan only, or set it when you write to their support. If there are "
	  "two "
	  "fields, one for a redirect and one for `itunes:new-feed-url`, fill both" },
	{ "A hosting service that has a feed for each file format",
	  "every one of these feeds needs its redirect" },
	{ "WordPress with a podcast plugin",
	  "the plugin's feed settings have a field such as *New feed URL* or *Redirect feed*. For "
	  "pages and recordings, take the file for WordPress below" },
	{ "A static site or web space of your own",
	  "take the file below for its web server, for feed, pages and recordings at once" },
	{ "A service that only passes your feed on",
	  "if people subscribed to an address of such a service, give it the new feed as its "
	  "source, "
	  "and keep it: then no subscriber has to move" },
	{ "A host that cannot redirect",
	  "set `itunes:new-feed-url` there if it has that; publish one last short episode there "
	  "that "
	  "says where the show is now; and leave the old feed as it is for as long as you can" },
};

static void add_places(struct reporting *r)
{
	strbuf_adds(r->out, "### How, by kind of host\n\n");
	for (size_t i = 0; i < COUNT(places); i++)
		strbuf_addf(r->out, "- **%s:** %s.\n", places[i].host, places[i].what);
	strbuf_addc(r->out, '\n');
}

static void add_forms(struct reporting *r)
{
	strbuf_adds(r->out, "### The files\n\n");
	for (size_t i = 0; i < redirect_form_count; i++)
		strbuf_addf(r->out, "- `%s` — %s: %s.\n", redirect_forms[i].file,
			    redirect_forms[i].whose, redirect_forms[i].how);
	strbuf_adds(r->out,
		    "\nThe front page of a site is in none of them: it may belong to more than "
		    "the show. Recordings at a hosting service can seldom be redirected; "
		    "that does no harm, as apps learn the new addresses from the new "
		    "feed.\n\n");
}

static void add_folders(struct reporting *r)
{
	const struct old_hosts hosts = old_hosts(&r->moves, r->arena);

	strbuf_adds(r->out,
		    "`" IMPORT_REDIRECTS "/redirects.csv` is a table of all of them. For each "
		    "old host there is a folder with the same as rules:\n\n");
	for (size_t i = 0; i < hosts.count; i++) {
		if (!hosts.all[i].count)
			continue;
		strbuf_adds(r->out, "- ");
		md_code(r->out, arena_printf(r->arena, IMPORT_REDIRECTS "/%s/",
					     old_host_folder(&hosts.all[i], r->arena)));
		strbuf_addc(r->out, '\n');
	}
	if (hosts.rest) {
		strbuf_adds(r->out, "- for ");
		md_count(r->out, hosts.rest, "more host", "more hosts");
		strbuf_adds(r->out, " there is the table only\n");
	}
	strbuf_addc(r->out, '\n');
}

static void add_moves(struct reporting *r)
{
	for (size_t i = 0; i < r->moves.count && i < REPORT_FEW; i++) {
		strbuf_adds(r->out, "- ");
		md_code(r->out, r->moves.all[i].from);
		strbuf_adds(r->out, " → ");
		md_code(r->out, r->moves.all[i].to);
		strbuf_addc(r->out, '\n');
	}
	if (r->moves.count > REPORT_FEW) {
		strbuf_adds(r->out, "- and ");
		md_number(r->out, r->moves.count - REPORT_FEW);
		strbuf_adds(r->out, " more, in `" IMPORT_REDIRECTS "/redirects.csv`\n");
	}
	strbuf_addc(r->out, '\n');
}

void report_redirects(struct reporting *r)
{
	if (!r->moves.count)
		return;
	strbuf_adds(r->out,
		    "## What must be redirected at the old host\n\nThe feed first, and at any "
		    "price. Pages and recordings are for links that others have made to "
		    "them; they are worth the trouble where you can.\n\n");
	add_moves(r);
	if (r->moves.unsure) {
		md_count(r->out, r->moves.unsure, "recording is", "recordings are");
		strbuf_adds(r->out,
			    " of a form that apps cannot play, and made anew by the first "
			    "build. Only then is it known where that will be, so it is not in "
			    "these lists.\n\n");
	}
	add_places(r);
	add_folders(r);
	add_forms(r);
}

/* --- directories ------------------------------------------------------------------------- */

/* What is said of each is known of it; where its settings stand, its own help says. */
static const struct {
	const char *name, *what;
} directories[] = {
	{ "Apple Podcasts",
	  "follows the redirect and `itunes:new-feed-url`. Look in Podcasts Connect after a few "
	  "days "
	  "whether the show has the new feed address; it can be changed there too. To prove that a "
	  "show is yours, Apple asks for a line of text in the feed: `txt` in show.yaml, with "
	  "the "
	  "purpose `applepodcastsverify`" },
	{ "Spotify", "follows the redirect. If the show was *hosted* by Spotify for Creators, the "
		     "redirect is set "
		     "in its settings in a browser, not in its app; it may take seven days, and "
		     "the account must "
		     "not be deleted before" },
	{ "YouTube",
	  "took each episode once and made a video of it; what changes later in the feed does not "
	  "change there. Give YouTube Studio the new feed address where it has the old one. It "
	  "writes to the owner's mail address of the feed, so look that it is read" },
	{ "Podcast Index, and the apps that ask it",
	  "follow the redirect. They know the show by `podcast:guid`, which stays what it was" },
	{ "Amazon Music and Audible, iHeart, Deezer, Pandora",
	  "read the feed again and again, and follow the redirect as other programs do. If you "
	  "have an "
	  "account there, look whether it shows the new address after a week" },
	{ "Overcast, Pocket Casts, AntennaPod, gPodder and other apps",
	  "nothing need be done: they follow the redirect and keep what was heard, as every "
	  "episode "
	  "has the guid that it had" },
	{ "Your own pages, letters and posters", "change links and codes that name the old feed" },
};

void report_directories(struct reporting *r)
{
	if (!r->old_feed)
		return;
	strbuf_adds(r->out, "## What each directory wants\n\nThe new feed: ");
	md_code(r->out, r->feed);
	strbuf_adds(r->out, "\n\n");
	for (size_t i = 0; i < COUNT(directories); i++)
		strbuf_addf(r->out, "- [ ] **%s:** %s.\n", directories[i].name,
			    directories[i].what);
	strbuf_adds(r->out, "\nNever submit the show a second time, as if it were new: listeners "
			    "would find it twice, and what they think of it would stay at the old "
			    "one.\n\n");
}
