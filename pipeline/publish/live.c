/* What of a site is looked at online, and what was found. */
#include "publish/live.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/path.h"
#include "base/text.h"
#include "looking.h"

#define DAY   86400
#define LANES 6

const struct live_patience live_after_publication = {
	.tries = 7, .first_wait = 1, .longest_wait = 20, .whole = 90, .stall = 30
};
const struct live_patience live_on_schedule = {
	.tries = 2, .first_wait = 1, .longest_wait = 10, .whole = 60, .stall = 30
};

/* A page that no site has. */
#define NEVER_PATH "blether-asks-for-a-page-that-never-was.html"

/* --- what is looked at ------------------------------------------------------------------------ */

/* Read by the host, and often shown to nobody. */
static bool is_for_host(const char *path)
{
	static const char *const names[] = { "web.config", "site.nginx.conf", "404.html", NULL };
	const char *base = path_base(path);

	return *base == '.' || *base == '_' || text_is_one_of(base, names);
}

static enum role role_of(const struct output_file *f)
{
	static const char *const words[] = { "text/vtt", "application/x-subrip",
					     "application/json+chapters", NULL };
	const char *type = f->type ? f->type : "";

	if (text_starts(type, "audio/") || text_starts(type, "video/"))
		return ROLE_RECORDING;
	if (text_starts(type, "image/"))
		return ROLE_PICTURE;
	if (text_is_one_of(type, words) || text_ends(f->path, ".transcript.json"))
		return ROLE_WORDS;
	return f->group == OUTPUT_FEED   ? ROLE_FEED
	       : f->group == OUTPUT_LIST ? ROLE_LIST
					 : ROLE_PAGE;
}

#define EVERY SIZE_MAX

/* How many of a role, at most: of what is new or changed, and of everything. */
static const struct portion {
	size_t news, besides, sample;
} portions[] = {
	[ROLE_RECORDING] = { EVERY, 0, EVERY }, [ROLE_PICTURE] = { 50, 0, LIVE_SOME },
	[ROLE_FEED] = { EVERY, 0, EVERY },      [ROLE_WORDS] = { 50, 0, LIVE_SOME },
	[ROLE_LIST] = { 100, 0, EVERY },        [ROLE_PAGE] = { 50, LIVE_SOME, LIVE_SOME },
};
#define ROLES COUNT(portions)

/* Each role's files that are new, and those that are not. */
struct crowd {
	size_t count[ROLES][2], seen[ROLES][2];
};

static bool is_news(const struct output_file *f)
{
	return f->is_new || f->is_changed;
}

static size_t portion_of(const struct live_options *o, enum role role, bool news)
{
	if (o->scope == LIVE_ALL)
		return EVERY;
	if (o->scope == LIVE_SAMPLE)
		return portions[role].sample;
	return news ? portions[role].news : portions[role].besides;
}

/*
 * Is the k-th of n among `take` of them that lie as far apart as can be? Others each day, so that
 * in time each is looked at.
 */
static bool is_chosen(size_t k, size_t n, size_t take, int64_t now)
{
	size_t turned = (k + (size_t)(now / DAY)) % n;

	return take >= n || turned * take % n < take;
}

static bool is_wanted(const struct live_options *o, struct crowd *c, const struct output_file *f)
{
	enum role role = role_of(f);
	bool news = o->scope == LIVE_NEWS && is_news(f);
	size_t k = c->seen[role][news]++;

	return strcmp(f->path, "index.html") == 0 ||
	       is_chosen(k, c->count[role][news], portion_of(o, role, news), o->now.utc);
}

static struct crowd count_crowd(const struct live_options *o)
{
	struct crowd c = { 0 };

	for (size_t i = 0; i < o->tree->count; i++) {
		const struct output_file *f = &o->tree->files[i];

		if (!is_for_host(f->path))
			c.count[role_of(f)][o->scope == LIVE_NEWS && is_news(f)]++;
	}
	return c;
}

/* The address that people and links use: a folder's page has no name there. */
static const char *address_of(struct check *c, const struct output_file *f)
{
	const struct live_options *o = c->o;
	const char *url = o->url_of ? o->url_of(o->url_arg, f, c->arena)
				    : arena_printf(c->arena, "%s%s", o->address,
						   path_to_url(f->path, c->arena));
	bool index = strcmp(path_base(f->path), "index.html") == 0 && text_ends(url, "/index.html");

	return index ? arena_strndup(c->arena, url, strlen(url) - strlen("index.html")) : url;
}

static struct authority *authority_of(struct check *c, const char *url)
{
	const char *host = strstr(url, "://");
	size_t len = host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/") : strlen(url);
	struct authority *a = c->authorities;

	while (a && (strncmp(a->url, url, len) != 0 || strlen(a->url) != len + 1))
		a = a->next;
	if (!a) {
		a = arena_new(c->arena, struct authority);
		*a = (struct authority){ .url = arena_printf(c->arena, "%.*s/", (int)len, url),
					 .next = c->authorities };
		c->authorities = a;
	}
	return a;
}

/* The looks, and a question for each. */
struct looks {
	struct look *all;
	struct question *questions;
	size_t count;
};

static void add_look(struct check *c, struct looks *l, const struct output_file *f, enum role role)
{
	struct look *look = &l->all[l->count];
	const char *url =
		f ? address_of(c, f) : arena_printf(c->arena, "%s" NEVER_PATH, c->o->address);

	*look = (struct look){ .check = c, .file = f, .role = role, .url = url };
	look->at = authority_of(c, url);
	l->questions[l->count++] = (struct question){ .step = look_step, .of = look };
}

static struct looks make_looks(struct check *c)
{
	const struct live_options *o = c->o;
	size_t room = o->tree->count + o->gone_count + 1;
	struct looks l = { .all = arena_array(c->arena, room, sizeof(*l.all)),
			   .questions = arena_array(c->arena, room, sizeof(*l.questions)) };
	struct crowd crowd = count_crowd(o);

	for (size_t i = 0; i < o->tree->count; i++) {
		const struct output_file *f = &o->tree->files[i];

		if (!is_for_host(f->path) && is_wanted(o, &crowd, f))
			add_look(c, &l, f, role_of(f));
	}
	for (size_t i = 0; i < o->gone_count; i++) {
		if (!is_for_host(o->gone[i]->path) &&
		    is_chosen(i, o->gone_count, LIVE_SOME, o->now.utc))
			add_look(c, &l, o->gone[i], ROLE_GONE);
	}
	add_look(c, &l, NULL, ROLE_NEVER);
	return l;
}

/* --- the check -----------------------------------------------------------------------------------
 */

static void tick(void *arg, size_t ended, size_t count, const char *url, double waited)
{
	const struct live_options *o = ((const struct check *)arg)->o;

	(void)waited;
	if (o->progress)
		o->progress(o->progress_arg, (double)ended, count, url);
}

static int by_address(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->url, y->url);

	return order ? order : (int)x->what - (int)y->what;
}

static bool feeds_are_new(const struct looks *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct look *look = &l->all[i];

		if (look->role == ROLE_FEED && is_news(look->file) && !look->fresh)
			return false;
	}
	return true;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What was asked for, and of which servers that tells something. */
static void list_addresses(struct check *c, const struct looks *l)
{
	struct live_report *r = &c->report;
	size_t room = l->count;

	for (const struct authority *at = c->authorities; at; at = at->next)
		room++;
	r->looked = arena_array(c->arena, room, sizeof(*r->looked));
	for (size_t i = 0; i < l->count; i++) {
		if (l->all[i].at->answered)
			r->looked[r->asked++] = l->all[i].url;
	}
	r->looked_count = r->asked;
	r->silent = l->count - r->asked;
	for (const struct authority *at = c->authorities; at; at = at->next) {
		if (at->answered)
			r->looked[r->looked_count++] = at->url;
	}
	qsort(r->looked, r->looked_count, sizeof(*r->looked), by_text);
}

/* A server that never answered: one finding, and not one for each of its files. */
static void find_silence(struct check *c)
{
	for (const struct authority *at = c->authorities; at; at = at->next) {
		if (at->answered || !at->silent)
			continue;
		live_find(c, (struct finding){ .what = at->what,
					       .url = at->url,
					       .text = at->why,
					       .remedy = remedy_for(at->what, WEB_UNKNOWN, NULL) });
	}
}

bool live_looked_at(const struct live_report *r, const char *url)
{
	return r->looked_count &&
	       bsearch(&url, r->looked, r->looked_count, sizeof(*r->looked), by_text);
}

struct live_report live_check(const struct live_options *o, struct arena *a)
{
	const struct live_patience *p = o->patience;
	const struct probe_patience patience = { .tries = p->tries,
						 .first_wait = p->first_wait,
						 .longest_wait = p->longest_wait,
						 .whole = p->whole,
						 .connect = p->stall < 15 ? p->stall : 15,
						 .stall = p->stall,
						 .request = 10 * p->stall };
	struct check c = { .o = o,
			   .arena = a,
			   .probing = {
				   .patience = &patience,
				   .ca = o->ca,
				   .lanes = LANES,
				   .tick = tick,
			   } };
	struct looks l = make_looks(&c);

	c.probing.arg = &c;
	probing_run(&c.probing, l.questions, l.count);
	find_silence(&c);
	list_addresses(&c, &l);
	c.report.feeds_are_new = feeds_are_new(&l);
	if (c.report.count)
		qsort(c.report.findings, c.report.count, sizeof(struct finding), by_address);
	return c.report;
}

/* --- its messages
 * --------------------------------------------------------------------------------- */

static const enum diag_id ids[LIVE_WHATS] = {
	[LIVE_UNREACHABLE] = DIAG_ONLINE_UNREACHABLE,
	[LIVE_MISSING] = DIAG_ONLINE_MISSING,
	[LIVE_STALE] = DIAG_ONLINE_STALE,
	[LIVE_BYTES] = DIAG_ONLINE_BYTES,
	[LIVE_LENGTH] = DIAG_ONLINE_LENGTH,
	[LIVE_TYPE] = DIAG_ONLINE_TYPE,
	[LIVE_RANGES] = DIAG_ONLINE_RANGES,
	[LIVE_HEAD] = DIAG_ONLINE_HEAD,
	[LIVE_REDIRECTS] = DIAG_ONLINE_REDIRECTS,
	[LIVE_CERTIFICATE] = DIAG_ONLINE_CERTIFICATE,
	[LIVE_COOKIE] = DIAG_ONLINE_COOKIE,
	[LIVE_VALIDATOR] = DIAG_ONLINE_VALIDATOR,
	[LIVE_PACKED] = DIAG_ONLINE_PACKED,
	[LIVE_CORS] = DIAG_ONLINE_CORS,
	[LIVE_LEFT] = DIAG_ONLINE_LEFT,
	[LIVE_LOST] = DIAG_ONLINE_LOST,
};

const char *live_slug(enum live_what what)
{
	return diag_slug(ids[what]);
}

static bool is_same(const struct finding *x, const struct finding *y)
{
	return x->what == y->what && strcmp(x->text, y->text) == 0 &&
	       strcmp(x->remedy, y->remedy) == 0 &&
	       strcmp(x->since ? x->since : "", y->since ? y->since : "") == 0;
}

/* Was one like it told already? */
static bool was_told(const struct live_report *r, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		if (is_same(&r->findings[i], &r->findings[at]))
			return true;
	}
	return false;
}

static size_t count_like(const struct live_report *r, size_t at)
{
	size_t n = 0;

	for (size_t i = at; i < r->count; i++)
		n += is_same(&r->findings[i], &r->findings[at]);
	return n;
}

void live_tell(const struct live_report *r, struct arena *a, struct diag *diag)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct finding *f = &r->findings[i];

		if (was_told(r, i))
			continue;
		size_t more = count_like(r, i) - 1;
		const char *others = more ? arena_printf(a, "; %zu more %s alike", more,
							 more == 1 ? "file is" : "files are")
					  : "";
		const char *since = f->since ? arena_printf(a, " (since %s)", f->since) : "";

		diag_report(diag, ids[f->what], span_path(f->url, a), "%s%s%s; %s", f->text, since,
			    others, f->remedy);
	}
}
