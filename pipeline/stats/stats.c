#include "stats/stats.h"

#include <stdlib.h>
#include <string.h>

#include "agents.h"
#include "base/calendar.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/table.h"
#include "log.h"
#include "request.h"

#define DAY         86400
#define LEAST       60 /* seconds of sound that were sent */
#define FIRST_SWEEP ((size_t)1 << 20)

/* What stands in a name that is never reused: `-0123456789ab` before the suffix. */
#define HASH_CHARS 13

/* A listener, an episode, and the day that began with the first request. */
struct visit {
	uint64_t who;           /* address, program and episode, with the salt */
	int64_t utc, moment;    /* of the first request */
	int64_t sent[2];        /* bytes of the two files of the episode */
	uint32_t episode, name; /* name: of the program */
	bool counts;
};

/* What has to be sent of the two files of an episode; 0: there is no such file. */
struct need {
	int64_t bytes[2];
};

struct tally {
	struct stats_count count;
	size_t name;
};

struct stats {
	struct stats_wanted wanted;
	struct table paths; /* without their hash; number of the file, from 1 */
	struct need *needs;
	struct agents *agents;
	uint64_t salt;
	struct visit *visits;
	struct table known; /* visits, from 1 */
	size_t count, room, sweep_at;
	struct tally *tallies;
	struct table tally_of; /* from 1 */
	size_t tally_count, tally_room;
	struct stats_result result;
	struct arena arena, line;
};

/* The path without what makes the name of each version another; 0: it has no such thing. */
static size_t stem_len(const char *path, size_t len)
{
	size_t dot = len;

	while (dot && path[dot - 1] != '.' && path[dot - 1] != '/')
		dot--;
	if (!dot || path[dot - 1] != '.' || dot - 1 < HASH_CHARS)
		return 0;
	const char *hash = path + dot - 1 - HASH_CHARS;

	if (*hash != '-')
		return 0;
	for (int i = 1; i < HASH_CHARS; i++) {
		if (!((hash[i] >= '0' && hash[i] <= '9') || (hash[i] >= 'a' && hash[i] <= 'f')))
			return 0;
	}
	return dot - 1 - HASH_CHARS;
}

static void take_file(struct stats *s, size_t number)
{
	const struct stats_file *f = &s->wanted.files[number];
	const char *path = arena_printf(&s->arena, "%s%s", s->wanted.base, f->path);
	const size_t stem = stem_len(path, strlen(path));
	const int64_t sound = f->bytes - f->tag;

	if (!stem)
		return;
	*table_at(&s->paths, key_of(0, path, stem)) = (uint32_t)number + 1;
	s->needs[f->episode].bytes[f->is_small] =
		f->seconds <= LEAST ? f->bytes
				    : f->tag + (int64_t)((double)sound * LEAST / f->seconds);
}

struct stats *stats_new(const struct stats_wanted *wanted)
{
	struct stats *s = xcalloc(1, sizeof(*s));
	char salt[UUID_LEN + 1] = "";

	s->wanted = *wanted;
	s->agents = agents_new();
	s->needs = arena_array(&s->arena, wanted->episodes, sizeof(*s->needs));
	s->sweep_at = FIRST_SWEEP;
	/* Without a random source the numbers can be guessed, but they leave this process in no
	 * way. */
	if (uuid_v4(salt))
		s->salt = key_of(0, salt, UUID_LEN);
	for (size_t i = 0; i < wanted->count; i++)
		take_file(s, i);
	return s;
}

void stats_free(struct stats *s)
{
	agents_free(s->agents);
	table_release(&s->paths);
	table_release(&s->known);
	table_release(&s->tally_of);
	free(s->visits);
	arena_free(&s->arena);
	arena_free(&s->line);
	free(s);
}

/* Visits */

static void add_tally(struct stats *s, const struct visit *v)
{
	const struct civil c = civil_from_seconds(v->moment);
	const int64_t month = c.year * 12 + c.month - 1;
	const int64_t what[] = { v->episode, month, v->name };
	uint32_t *number = table_at(&s->tally_of, key_of(0, (const char *)what, sizeof(what)));

	if (!*number) {
		s->tallies = arena_grow(&s->arena, s->tallies, s->tally_count, &s->tally_room,
					sizeof(*s->tallies));
		s->tallies[s->tally_count++] = (struct tally){
			.count = { .episode = v->episode,
				   .month = month,
				   .app = agents_name_text(s->agents, v->name) },
			.name = v->name,
		};
		*number = (uint32_t)s->tally_count;
	}
	s->tallies[*number - 1].count.downloads++;
}

/* Enough of one file, or of both together: b0/n0 + b1/n1 >= 1. */
static bool is_enough(const struct stats *s, const struct visit *v)
{
	const struct need *n = &s->needs[v->episode];
	double share = 0;

	for (int i = 0; i < 2; i++) {
		if (n->bytes[i] && v->sent[i] >= n->bytes[i])
			return true;
		if (n->bytes[i])
			share += (double)v->sent[i] / (double)n->bytes[i];
	}
	return share >= 1;
}

static bool is_wanted(const struct stats *s, const struct visit *v)
{
	return v->moment >= s->wanted.from && v->moment < s->wanted.to;
}

/* A visit is over. */
static void end_visit(struct stats *s, const struct visit *v)
{
	if (!v->counts && is_wanted(s, v))
		s->result.too_short++;
}

/* Forgets visits whose day is over: so many are remembered as there are in a day. */
static void sweep(struct stats *s, int64_t utc)
{
	size_t kept = 0;

	table_release(&s->known);
	for (size_t i = 0; i < s->count; i++) {
		if (s->visits[i].utc + DAY <= utc) {
			end_visit(s, &s->visits[i]);
			continue;
		}
		s->visits[kept] = s->visits[i];
		kept++;
		*table_at(&s->known, s->visits[kept - 1].who) = (uint32_t)kept;
	}
	s->count = kept;
	s->sweep_at = kept * 2 > FIRST_SWEEP ? kept * 2 : FIRST_SWEEP;
}

static struct visit *new_visit(struct stats *s, uint64_t who, int64_t utc)
{
	if (s->count >= s->sweep_at)
		sweep(s, utc);
	if (s->count == s->room) {
		s->room = s->room ? s->room * 2 : 1024;
		s->visits = xreallocarray(s->visits, s->room, sizeof(*s->visits));
	}
	*table_at(&s->known, who) = (uint32_t)s->count + 1;
	return &s->visits[s->count++];
}

/* That which the request belongs to; begun anew when its day is over. */
static struct visit *visit_of(struct stats *s, const struct request *r, uint32_t episode,
			      size_t name)
{
	uint64_t who = key_of(s->salt, r->client.text, r->client.len);

	who = key_of(who + 1, r->agent.text, r->agent.len);
	who = key_of(who + 1, (const char *)&episode, sizeof(episode));
	const uint32_t *known = table_find(&s->known, who);
	struct visit *v = known ? &s->visits[*known - 1] : NULL;

	if (v && r->utc < v->utc + DAY)
		return v;
	if (v)
		end_visit(s, v);
	else
		v = new_visit(s, who, r->utc);
	*v = (struct visit){ .who = who,
			     .utc = r->utc,
			     .moment = r->moment,
			     .episode = episode,
			     .name = (uint32_t)name };
	return v;
}

/* Requests */

/* Why it does not count; STATS_REASONS: it does. */
static enum stats_left_out left_out(const struct request *r, enum agent_class class)
{
	if (r->method.len != 3 || memcmp(r->method.text, "GET", 3) != 0)
		return STATS_METHOD;
	if (r->status != 200 && r->status != 206)
		return STATS_STATUS;
	if (!r->agent.len || (r->agent.len == 1 && *r->agent.text == '-'))
		return STATS_NAMELESS;
	return class == AGENT_NOT ? STATS_ROBOT : STATS_REASONS;
}

static void take_request(struct stats *s, const struct request *r, const struct stats_file *f)
{
	const size_t row = agents_find(s->agents, r->agent.text, r->agent.len);
	const enum stats_left_out why = left_out(r, agents_class(s->agents, row));

	if (why != STATS_REASONS) {
		s->result.left_out[why]++;
		return;
	}
	struct visit *v = visit_of(s, r, (uint32_t)f->episode, agents_name(s->agents, row));

	if (!is_wanted(s, v)) {
		s->result.left_out[STATS_OUTSIDE]++;
		return;
	}
	v->sent[f->is_small] += r->bytes;
	if (v->counts || !is_enough(s, v))
		return;
	v->counts = true;
	add_tally(s, v);
}

static const struct stats_file *file_of(const struct stats *s, struct piece path)
{
	const size_t stem = stem_len(path.text, path.len);
	const uint32_t *number = stem ? table_find(&s->paths, key_of(0, path.text, stem)) : NULL;

	return number ? &s->wanted.files[*number - 1] : NULL;
}

static void take_line(void *arg, struct log_form *form, const char *line, size_t len)
{
	struct stats *s = arg;
	struct request r;
	const enum line_kind kind = line_begin(form, line, len, &r);

	s->result.lines += kind != LINE_REMARK;
	s->result.unread += kind == LINE_UNREAD;
	const struct stats_file *f = kind == LINE_REQUEST ? file_of(s, r.path) : NULL;

	if (!f)
		return;
	if (line_finish(form, line, len, &r, &s->line)) {
		s->result.requests++;
		take_request(s, &r, f);
	} else {
		s->result.unread++;
	}
	arena_reset(&s->line);
}

bool stats_read(struct stats *s, const char *path, struct arena *a, struct diag *diag)
{
	return log_read(path, take_line, s, a, diag);
}

/* The end */

static int by_episode(const void *x, const void *y)
{
	const struct stats_count *a = x, *b = y;

	if (a->episode != b->episode)
		return a->episode < b->episode ? -1 : 1;
	if (a->month != b->month)
		return a->month < b->month ? -1 : 1;
	return strcmp(a->app, b->app);
}

struct stats_result stats_end(struct stats *s, struct arena *a)
{
	struct stats_result result;

	for (size_t i = 0; i < s->count; i++)
		end_visit(s, &s->visits[i]);
	s->count = 0;
	table_release(&s->known);
	result = s->result;
	result.counts = arena_array(a, s->tally_count, sizeof(*result.counts));
	result.count = s->tally_count;
	for (size_t i = 0; i < s->tally_count; i++) {
		result.counts[i] = s->tallies[i].count;
		result.counts[i].app = arena_strdup(a, s->tallies[i].count.app);
	}
	if (result.count > 1)
		qsort(result.counts, result.count, sizeof(*result.counts), by_episode);
	return result;
}
