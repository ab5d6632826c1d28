/* Looks at one address: what is asked, one request after the other, and what the answers show. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/text.h"
#include "looking.h"

#define CERTIFICATE_DAYS 14
#define DAY              86400
#define SOON                                                                                       \
	"the certificate of this server ends on %s; one that is renewed by itself would have "     \
	"been "                                                                                    \
	"by now"
#define SILENT_LOOKS 3 /* after so many, a server that never answered is asked no more */

/* An origin that is not the site's own, as a player in somebody's page has. */
#define ORIGIN "https://example.org"

/* --- findings ----------------------------------------------------------------------------- */

static bool was_found(const struct look *l, enum live_what what)
{
	return l->found >> what & 1;
}

void live_find(struct check *c, struct finding f)
{
	struct live_report *r = &c->report;

	r->findings = arena_grow(c->arena, r->findings, r->count, &r->room, sizeof(*r->findings));
	r->findings[r->count++] = f;
}

static const char *remedy_at(const struct look *l, const struct answer *got, enum live_what what)
{
	char server[128] = "";

	const struct live_options *o = l->check->o;

	answer_field(got, "Server", server, sizeof(server));
	return remedy_for(what, web_host_of(server, l->url),
			  l->role == ROLE_RECORDING ? o->audio_remedy : o->remedy);
}

/* Once for an address: a look that begins again finds the same. */
__attribute__((format(printf, 4, 5))) static void find(struct look *l, const struct answer *got,
						       enum live_what what, const char *fmt, ...)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(4096);
	va_list ap;

	if (was_found(l, what))
		return;
	l->found |= 1u << what;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	live_find(l->check, (struct finding){ .what = what,
					      .url = l->url,
					      .text = arena_strdup(l->check->arena, text.data),
					      .remedy = remedy_at(l, got, what) });
}

/* What a server says, for a message. */
static const char *shown(struct look *l, const char *value)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(1024);

	text_add_visible(&text, value);
	return arena_strdup(l->check->arena, text.data);
}

/* --- what every answer shows --------------------------------------------------------------- */

static void judge_certificate(struct look *l, const struct answer *got)
{
	int64_t ends = got->certificate_ends, now = l->check->o->now.utc;

	if (!ends || l->at->certificate_ends)
		return;
	l->at->certificate_ends = ends;
	if (ends - now >= (int64_t)CERTIFICATE_DAYS * DAY)
		return;
	live_find(l->check,
		  (struct finding){ .what = LIVE_CERTIFICATE,
				    .url = l->at->url,
				    .text = arena_printf(l->check->arena, SOON,
							 date_day((struct moment){ .utc = ends },
								  l->check->arena)),
				    .remedy = remedy_at(l, got, LIVE_CERTIFICATE) });
}

static enum live_what kind_of_trouble(CURLcode code)
{
	switch (code) {
	case CURLE_TOO_MANY_REDIRECTS:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return LIVE_REDIRECTS;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
		return LIVE_CERTIFICATE;
	case CURLE_BAD_CONTENT_ENCODING:
	case CURLE_WRITE_ERROR:
		return LIVE_PACKED;
	case CURLE_PARTIAL_FILE:
		return LIVE_BYTES;
	default:
		return LIVE_UNREACHABLE;
	}
}

static enum step again_or(struct look *l, struct question *q, const struct answer *got)
{
	return question_again(&l->check->probing, q, got ? answer_pause(got) : 0);
}

/* One finding for all that is on this server: live.c reports it when nothing else was answered. */
static void note_silence(struct look *l, const struct answer *got)
{
	if (l->at->silent++)
		return;
	l->at->what = kind_of_trouble(got->code);
	l->at->why = answer_trouble(got);
}

/*
 * Is it an answer with a file, as far as the status says? Otherwise *next is what to do: to wait,
 * or to end after this has been found.
 */
static bool is_file(struct look *l, struct question *q, const struct answer *got, enum step *next)
{
	if (!got->code && got->status / 100 == 2)
		return true;
	*next = answer_may_change(got) ? again_or(l, q, got) : STEP_END;
	if (*next == STEP_WAIT)
		return false;
	if (got->code && !l->at->answered) {
		note_silence(l, got);
	} else if (got->code) {
		find(l, got, kind_of_trouble(got->code), "%s", answer_trouble(got));
	} else if (got->status >= 500 || got->status == 429) {
		find(l, got, LIVE_UNREACHABLE, "the server has trouble of its own (%ld)",
		     got->status);
	} else {
		find(l, got, LIVE_MISSING, "the server answers %ld; expected 200", got->status);
	}
	return false;
}

static void judge_type(struct look *l, const struct answer *got)
{
	char type[256] = "";
	const char *want = l->file->type;

	if (!want)
		return;
	if (!answer_field(got, "Content-Type", type, sizeof(type)))
		find(l, got, LIVE_TYPE,
		     "the server does not say of what type this is; expected '%s'", want);
	else if (!type_fits(want, type))
		find(l, got, LIVE_TYPE, "the server says '%s' of this; expected '%s'",
		     shown(l, type), want);
}

/* --- recordings and pictures ---------------------------------------------------------------- */

/* False: it may be another soon. */
static bool judge_length(struct look *l, struct question *q, const struct answer *got)
{
	char value[64] = "";
	long long size = -1, want = l->file->size;

	if (want < 0)
		return true;
	if (answer_field(got, "Content-Length", value, sizeof(value)))
		sscanf(value, "%lld", &size);
	if (size == want)
		return true;
	if (again_or(l, q, got) == STEP_WAIT)
		return false;
	if (size < 0)
		find(l, got, LIVE_LENGTH,
		     "the server does not say how long this is; expected %lld bytes", want);
	else
		find(l, got, LIVE_LENGTH, "this has %lld bytes there; %lld were published", size,
		     want);
	return true;
}

static void judge_range(struct look *l, const struct answer *got)
{
	char value[128] = "";
	char want[64];

	if (got->status == 200) {
		find(l, got, LIVE_RANGES,
		     "the server sends all of it when asked for a part; expected 206");
		return;
	}
	snprintf(want, sizeof(want), "bytes 0-1/%lld", (long long)l->file->size);
	answer_field(got, "Content-Range", value, sizeof(value));
	if (got->status != 206)
		find(l, got, LIVE_RANGES,
		     "the server answers %ld when asked for a part; expected 206", got->status);
	else if (l->file->size >= 0 && !was_found(l, LIVE_LENGTH) && strcmp(value, want) != 0)
		find(l, got, LIVE_RANGES, "asked for a part the server says '%s'; expected '%s'",
		     shown(l, value), want);
	else if (got->size != 2)
		find(l, got, LIVE_RANGES, "asked for 2 bytes the server sends %lld",
		     (long long)got->size);
	if (got->status == 206)
		judge_type(l, got);
}

static enum step ask(struct question *q, struct probe probe)
{
	q->probe = probe;
	q->probe.url = ((struct look *)q->of)->url;
	return STEP_ASK;
}

/* More than was asked for is not read. */
static enum step ask_for_part(struct question *q)
{
	return ask(q, (struct probe){ .range = "0-1", .enough = 4096 });
}

/* Statuses with which servers and buckets refuse HEAD, and only it. */
static bool refuses_head(const struct answer *got)
{
	return !got->code && (got->status == 405 || got->status == 501 || got->status == 403 ||
			      got->status == 400);
}

static enum step look_at_recording(struct question *q, const struct answer *got)
{
	struct look *l = q->of;
	enum step next = STEP_END;

	if (!got)
		return ask(q, (struct probe){ .way = PROBE_HEAD });
	if (q->stage == 1 && refuses_head(got)) {
		l->head_refused = true;
		return ask_for_part(q);
	}
	if (!got->code && got->status == 416 && q->stage == 2) {
		judge_range(l, got);
		return STEP_END;
	}
	if (!is_file(l, q, got, &next))
		return next;
	if (q->stage == 1) {
		if (!judge_length(l, q, got))
			return STEP_WAIT;
		judge_type(l, got);
		return l->role == ROLE_RECORDING ? ask_for_part(q) : STEP_END;
	}
	if (l->head_refused)
		find(l, got, LIVE_HEAD,
		     "the server refuses to tell about this without sending it (HEAD)");
	judge_range(l, got);
	return STEP_END;
}

/* --- feeds, pages, transcripts -----------------------------------------------------------------
 */

static bool is_of(const struct answer *got, const struct output_file *f)
{
	char hex[HASH_HEX];

	hash_hex(&got->hash, hex);
	return strcmp(hex, f->sha256) == 0;
}

static bool is_stale(const struct look *l, const struct answer *got)
{
	const struct output_tree *before = l->check->o->before;
	const struct output_file *old = before ? output_find(before, l->file->path) : NULL;

	return old && is_of(got, old);
}

/* For how many minutes what came may be kept by a cache (RFC 9111 section 4.2). */
static int minutes_kept(const struct answer *got)
{
	char control[256] = "", age[32] = "0";
	long most = 300, old = 0;

	if (answer_field(got, "Cache-Control", control, sizeof(control))) {
		const char *at = strcasestr(control, "s-maxage=");

		at = at ? at : strcasestr(control, "max-age=");
		if (at)
			sscanf(strchr(at, '=') + 1, "%ld", &most);
	}
	if (answer_field(got, "Age", age, sizeof(age)))
		sscanf(age, "%ld", &old);
	long left = (most - old + 59) / 60;
	return left < 1 ? 1 : left > 24 * 60 ? 24 * 60 : (int)left;
}

static void find_bytes(struct look *l, const struct answer *got)
{
	long long want = l->file->size;

	if (is_stale(l, got))
		find(l, got, LIVE_STALE,
		     "the host still shows what was here before; look again in %d minutes",
		     minutes_kept(got));
	else if (want >= 0 && got->size < want)
		find(l, got, LIVE_BYTES, "only %lld bytes of this come; %lld were published",
		     (long long)got->size, want);
	else
		find(l, got, LIVE_BYTES, "this is not what was published: other bytes come");
}

static void judge_origin(struct look *l, const struct answer *got)
{
	char value[256] = "";

	if (l->role != ROLE_WORDS)
		return;
	answer_field(got, "Access-Control-Allow-Origin", value, sizeof(value));
	if (strcmp(value, "*") != 0 && strcasecmp(value, ORIGIN) != 0)
		find(l, got, LIVE_CORS, "the server does not let pages of others read this");
}

/* Apps ask for a feed every hour or so: is it still the same? */
static enum step ask_for_news(struct look *l, struct question *q, const struct answer *got)
{
	char value[256];
	size_t n = 0;

	if (answer_field(got, "ETag", value, sizeof(value)))
		l->unless[n++] = arena_printf(l->check->arena, "If-None-Match: %s", value);
	if (answer_field(got, "Last-Modified", value, sizeof(value)))
		l->unless[n++] = arena_printf(l->check->arena, "If-Modified-Since: %s", value);
	if (n == 0) {
		find(l, got, LIVE_VALIDATOR,
		     "the server gives this feed no ETag and no Last-Modified");
		return STEP_END;
	}
	return ask(q, (struct probe){ .headers = { l->unless[0], l->unless[1] },
				      .packed = !l->plain,
				      .enough = 1 });
}

static enum step ask_for_bytes(struct question *q)
{
	const struct look *l = q->of;

	return ask(q,
		   (struct probe){ .headers = { l->role == ROLE_WORDS ? "Origin: " ORIGIN : NULL },
				   .packed = !l->plain });
}

/* All of it has come: is it right? STEP_ASK: something else must be asked to know. */
static enum step judge_bytes(struct look *l, struct question *q, const struct answer *got)
{
	if (*l->file->sha256 && !is_of(got, l->file)) {
		if (!l->plain && !is_stale(l, got)) {
			l->plain = true;
			return ask_for_bytes(q);
		}
		if (again_or(l, q, got) == STEP_WAIT) {
			l->plain = false;
			return STEP_WAIT;
		}
		find_bytes(l, got);
		return STEP_END;
	}
	if (l->plain)
		find(l, got, LIVE_PACKED,
		     "it is damaged when the server packs it (gzip), and right when it does not");
	l->fresh = true;
	judge_type(l, got);
	judge_origin(l, got);
	return l->role == ROLE_FEED ? ask_for_news(l, q, got) : STEP_END;
}

static enum step look_at_text(struct question *q, const struct answer *got)
{
	struct look *l = q->of;
	enum step next = STEP_END;

	if (!got)
		return ask_for_bytes(q);
	if (l->unless[0] && q->stage > 1 && got->code == CURLE_OK) {
		if (got->status == 200)
			find(l, got, LIVE_VALIDATOR,
			     "asked whether this feed has changed, the server sends all of it "
			     "again; expected 304");
		return STEP_END;
	}
	if (!is_file(l, q, got, &next))
		return next;
	return judge_bytes(l, q, got);
}

/* --- what is not there
 * ----------------------------------------------------------------------------- */

/* Any refusal will do: buckets that may not be listed answer 403 for what they do not have. */
static enum step look_for_nothing(struct question *q, const struct answer *got)
{
	struct look *l = q->of;

	if (!got)
		return ask(q, (struct probe){ .way = PROBE_HEAD });
	if (got->code || got->status / 100 != 2)
		return STEP_END; /* where nothing answers, other looks say so */
	if (l->role == ROLE_NEVER) {
		find(l, got, LIVE_LOST,
		     "nothing was ever here, and the server answers %ld; expected 404",
		     got->status);
		return STEP_END;
	}
	if (got->redirects)
		return STEP_END; /* to what took its place */
	if (again_or(l, q, got) == STEP_WAIT)
		return STEP_WAIT;
	find(l, got, LIVE_LEFT, "this was deleted and can still be had; expected 404 or 410");
	return STEP_END;
}

/* --- a look
 * ------------------------------------------------------------------------------------------ */

static void take_note(struct look *l, const struct answer *got)
{
	l->at->answered = l->at->answered || got->status;
	judge_certificate(l, got);
	if (got->cookie)
		find(l, got, LIVE_COOKIE, "the server sets a cookie");
}

enum step look_step(struct question *q, const struct answer *got)
{
	struct look *l = q->of;

	if (got)
		take_note(l, got);
	if (!got && !l->at->answered && l->at->silent >= SILENT_LOOKS)
		return STEP_END;
	if (l->role == ROLE_GONE || l->role == ROLE_NEVER)
		return look_for_nothing(q, got);
	if (l->role == ROLE_RECORDING || l->role == ROLE_PICTURE)
		return look_at_recording(q, got);
	return look_at_text(q, got);
}
