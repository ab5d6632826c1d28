/* What to do, in which order, with dates: for whoever publishes on the day of the import. */
#include <stdbool.h>

#include "report.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "import/show.h"
#include "plain_words.h"

/* Apple's rule, and that of most hosts: a move is announced for four weeks at least. */
#define WEEKS_REDIRECTED 4

static const char *day_words(const struct reporting *r, int days)
{
	struct moment m = r->day;

	m.utc += (int64_t)days * 86400;
	return date_words(m, r->arena);
}

/* "- [ ] **Day 28, 20 December 2026: title** " */
static void begin_step(struct reporting *r, int from, int to, const char *title)
{
	strbuf_addf(r->out, "- [ ] **Day %d", from);
	if (to > from)
		strbuf_addf(r->out, " to %d", to);
	strbuf_addf(r->out, ", %s%s: %s.** ", to > from ? "from " : "", day_words(r, from), title);
}

/* A text in which `%` stands for something as code. */
static void add_words(struct reporting *r, const char *text, const char *code)
{
	for (const char *c = text; *c; c++) {
		if (*c == '%')
			md_code(r->out, code);
		else
			strbuf_addc(r->out, *c);
	}
}

static void end_step(struct reporting *r)
{
	strbuf_adds(r->out, "\n");
}

static void add_before(struct reporting *r)
{
	const char *address = r->show->address;

	strbuf_adds(r->out, "- [ ] **Before that: the address.** ");
	if (address)
		add_words(r, "The site is to stand at %. ", address);
	strbuf_adds(r->out,
		    "It is `address:` in `site.yaml`, and apps remember it. This page and the "
		    "lists of redirects name it everywhere: if it is to be another, import into a "
		    "new folder with `--address` and that address behind the command.\n");
	if (r->show->people && *r->show->people)
		strbuf_adds(r->out, "- [ ] **Before that: consent.** See *Who is named*, below. "
				    "Nothing can be built before.\n");
	strbuf_adds(r->out, "- [ ] **Before that: look.** Say `blether check`, then `blether "
			    "serve`, and hold the newest episode, the oldest one and one in "
			    "between against the old site: title, notes, sound. Go through the "
			    "lists below.\n");
	strbuf_adds(r->out,
		    "- [ ] **Before that: nothing new at the old host.** An episode that appears "
		    "there now comes over with the same `blether import` once more.\n");
}

static void add_publication(struct reporting *r)
{
	begin_step(r, 0, 0, "publish");
	add_words(r, "Say `blether publish`. The feed is now at %.", r->feed);
	end_step(r);
	begin_step(r, 0, 0, "try it");
	add_words(r,
		  "Say `blether verify --online`. Then subscribe to % in a podcast app by its "
		  "address, and play the newest and the oldest episode.",
		  r->feed);
	end_step(r);
}

/* Inside quotation marks of a shell, an address that a stranger wrote must do nothing. */
static bool can_be_typed(const char *url)
{
	for (; *url; url++) {
		if ((unsigned char)*url <= ' ' || *url == '\'' || *url == '\\' || *url == 0x7f)
			return false;
	}
	return true;
}

static void add_redirect(struct reporting *r)
{
	begin_step(r, 0, 0, "let the old host send everybody on");
	add_words(r, "The old feed, %, ", r->old_feed);
	add_words(r,
		  "must answer with a *permanent redirect (301)* to %. *How, by kind of host* "
		  "below says where that is set. This one line moves the subscribers; nothing "
		  "else does.",
		  r->feed);
	strbuf_addf(r->out,
		    " The new feed says so as well, in `itunes:new-feed-url`, which Apple Podcasts "
		    "looks for. For that nothing need be done: it does as long as `came_from:` "
		    "stands in `podcasts/%s/show.yaml`.",
		    r->show->slug);
	end_step(r);
	begin_step(r, 1, 1, "see whether it works");
	add_words(r, "Open the old address in a browser: % appears in its address bar.", r->feed);
	if (can_be_typed(r->old_feed))
		add_words(r, " In a terminal, % answers 301.",
			  arena_printf(r->arena, "curl -sI '%s'", r->old_feed));
	end_step(r);
}

static void add_waiting(struct reporting *r)
{
	const int weeks = WEEKS_REDIRECTED * 7;

	begin_step(r, 1, 3, "tell the directories");
	strbuf_adds(r->out, "Most follow the redirect by themselves. *What each directory wants*, "
			    "below, says where to look.");
	end_step(r);
	begin_step(r, 7, 7, "publish the next episode here, and only here");
	strbuf_adds(r->out, "When it appears in the apps, they have followed. Where it does not "
			    "within two days, look at that directory.");
	end_step(r);
	begin_step(r, weeks, weeks, "the earliest day to close the old account");
	strbuf_adds(r->out,
		    "Look at the old host's statistics: is its feed still fetched by many? Then "
		    "wait. Keep what the old host offers as a download of its statistics, and a "
		    "copy of "
		    "this content folder. A redirect that costs nothing should stay for years: "
		    "some people open their app twice a year.");
	end_step(r);
}

static void add_days(struct reporting *r)
{
	const int last = WEEKS_REDIRECTED * 7;

	strbuf_addf(r->out,
		    r->is_published
			    ? "## What to do, in this order\n\nDay 0 was %s, when the show was "
			      "published here; what you have done since need not be done again. "
			    : "## What to do, in this order\n\nDay 0 is the day on which you "
			      "publish; the dates are for whoever does so on %s. If it is another "
			      "day, count from that. ",
		    day_words(r, 0));
	strbuf_addf(r->out,
		    "**Do not close the old account before day %d, %s:** whoever has not opened "
		    "their app by then would be lost.\n\n",
		    last, day_words(r, last));
}

void report_steps(struct reporting *r)
{
	add_days(r);
	if (!r->is_published)
		add_before(r);
	add_publication(r);
	if (r->old_feed) {
		add_redirect(r);
		add_waiting(r);
	}
	strbuf_addc(r->out, '\n');
	if (!r->old_feed)
		strbuf_adds(r->out,
			    "What was imported had no address on the web but the one that it "
			    "has here, so no feed must be redirected.\n\n");
}
