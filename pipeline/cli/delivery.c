#include "delivery.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/strbuf.h"
#include "commands.h"
#include "progress.h"
#include "publish/sent.h"
#include "report.h"

#define ROUNDS 3 /* for those whom a server puts off */

static void write_letter(struct delivery *d, const char *to, struct strbuf *out, struct arena *a)
{
	struct message m = letter_to(d->c, to, a);

	m.from = d->from;
	m.from_name = d->from_name;
	m.date = d->c->site->now;
	strbuf_clear(out);
	message_write(&m, out, a);
}

void delivery_measure(struct delivery *d)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	write_letter(d, d->from, &out, &d->c->arena);
	d->bytes = out.len;
}

static const char *month_of(const struct delivery *d)
{
	return d->c->report->item.slug;
}

static enum sent_state known(const struct delivery *d, const char *address)
{
	return d->journal ? sent_state(d->journal, month_of(d), address) : SENT_NEVER;
}

static void choose(struct delivery *d, const struct subscriber *s, bool with_doubtful)
{
	const enum sent_state state = known(d, s->address);

	if (state == SENT_DONE)
		d->known.done++;
	else if (s->has_left)
		d->known.left++;
	else if (state == SENT_REFUSED)
		d->known.refused++;
	else if (state == SENT_TRYING && !with_doubtful)
		d->doubtful.items[d->doubtful.count++] = s->address;
	else
		d->to[d->count++] = s->address;
}

void delivery_choose(struct delivery *d, bool with_doubtful)
{
	const size_t room = d->subscribers.count;

	d->to = arena_array(&d->c->arena, room, sizeof(*d->to));
	d->doubtful.items = arena_array(&d->c->arena, room, sizeof(*d->to));
	for (size_t i = 0; i < room; i++)
		choose(d, &d->subscribers.all[i], with_doubtful);
}

/* Sending */

/* A run of letters. */
struct run {
	struct delivery *d;
	struct mailer *mailer;
	struct progress progress;
	const char *to;     /* of the letter that goes out just now */
	int journal_error;  /* errno; 0: it could be written */
	const char **later; /* whom the server has put off */
	size_t later_count, sent, refused, doubtful;
	struct strbuf letter;
	struct timespec next; /* the earliest moment of the next letter */
	struct arena arena;
};

static bool note_begin(void *arg)
{
	struct run *r = arg;
	const struct delivery *d = r->d;

	if (sent_begin(d->journal, month_of(d), r->to, d->c->site->now))
		return true;
	r->journal_error = errno;
	return false;
}

static void note_end(struct run *r, enum sent_state state)
{
	if (!sent_end(r->d->journal, month_of(r->d), r->to, state))
		r->journal_error = errno;
}

/* No faster than the table of settings allows. */
static void keep_pace(struct run *r)
{
	const int64_t gap = 60 * INT64_C(1000000000) / r->d->per_minute;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec < r->next.tv_sec ||
	    (now.tv_sec == r->next.tv_sec && now.tv_nsec < r->next.tv_nsec))
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &r->next, NULL);
	else
		r->next = now;
	const int64_t at = r->next.tv_nsec + gap;

	r->next.tv_sec += at / 1000000000;
	r->next.tv_nsec = at % 1000000000;
}

static void tell(struct run *r, const char *what, const char *why)
{
	progress_end(&r->progress);
	fprintf(stderr, "%s: %s: %s\n", r->to, what, why);
}

/* False when no letter at all can go. */
static bool take_outcome(struct run *r, enum mail_outcome outcome, const char *why)
{
	switch (outcome) {
	case MAIL_SENT:
		note_end(r, SENT_DONE);
		r->sent++;
		break;
	case MAIL_REFUSED:
		note_begin(r); /* where it was refused before the letter went */
		note_end(r, SENT_REFUSED);
		r->refused++;
		tell(r, "refused", why);
		break;
	case MAIL_LATER:
		note_end(r, SENT_NEVER);
		r->later[r->later_count++] = r->to;
		break;
	case MAIL_DOUBT:
		r->doubtful++;
		tell(r, "in doubt, the connection broke before the server answered", why);
		break;
	case MAIL_STOP:
		break;
	}
	if (outcome == MAIL_STOP && !r->journal_error) {
		progress_end(&r->progress);
		fprintf(stderr, "error: %s: %s\n", r->d->server.url, why);
	}
	return outcome != MAIL_STOP && !r->journal_error;
}

static bool send_one(struct run *r, const char *to)
{
	const struct mail_witness witness = { note_begin, r };

	r->to = to;
	keep_pace(r);
	write_letter(r->d, to, &r->letter, &r->arena);
	const struct envelope envelope = { r->d->from, to, r->letter.data, r->letter.len };
	const struct mail_answer answer = mailer_send(r->mailer, &envelope, &witness, &r->arena);
	const bool good = take_outcome(r, answer.outcome, answer.why);

	arena_reset(&r->arena);
	return good;
}

/* All of them once; false when there is no sense in going on. */
static bool send_round(struct run *r, const char *const *to, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		progress_show(&r->progress, (double)i, count, "");
		if (!send_one(r, to[i]))
			return false;
	}
	return true;
}

static void wait_a_while(struct run *r)
{
	progress_end(&r->progress);
	fprintf(stderr, "%zu put off by the server; waiting %ld seconds\n", r->later_count,
		r->d->wait);
	const struct timespec pause = { .tv_sec = r->d->wait };

	nanosleep(&pause, NULL);
}

static bool send_all(struct run *r)
{
	struct arena *a = &r->d->c->arena;
	const char **to = r->d->to;
	size_t count = r->d->count;

	for (int round = 0; count; round++) {
		r->later = arena_array(a, count, sizeof(*r->later));
		r->later_count = 0;
		progress_begin(&r->progress, "sending");
		if (!send_round(r, to, count))
			return false;
		if (!r->later_count || round + 1 == ROUNDS)
			break;
		wait_a_while(r);
		to = r->later;
		count = r->later_count;
	}
	return true;
}

static void print_end(const struct run *r)
{
	printf("%zu sent, %zu refused, %zu put off, %zu in doubt\n", r->sent, r->refused,
	       r->later_count, r->doubtful);
	if (r->later_count)
		puts("the same command tries those again that were put off");
	if (r->journal_error)
		fprintf(stderr,
			"error: private/sent.tsv could not be written, so nothing more is sent: "
			"%s\n",
			strerror(r->journal_error));
}

int delivery_run(struct delivery *d)
{
	struct run r = { .d = d, .letter = STRBUF_INIT(LIMIT_PAGE_BYTES) };

	r.mailer = mailer_open(&d->server);
	const bool whole = send_all(&r);

	progress_end(&r.progress);
	mailer_close(r.mailer);
	print_end(&r);
	strbuf_release(&r.letter);
	arena_free(&r.arena);
	if (!whole)
		return STATUS_MACHINE;
	return r.refused || r.later_count || r.doubtful || d->doubtful.count ? STATUS_CONTENT
									     : STATUS_GOOD;
}

void delivery_close(struct delivery *d)
{
	if (d->journal)
		sent_close(d->journal);
}
