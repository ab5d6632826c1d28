/* How each kind of listener to announcements is told. */
#include "herald.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/address.h"

#define LANES      4
#define WORDS_MOST 120 /* bytes of what a hub says to a refusal */

struct errand_of_word {
	const struct announce_options *o;
	struct probing *probing;
	struct word *word;
	struct arena *arena;
};

const char *channel_address(const struct announce_options *o, enum channel c)
{
	return c == CHANNEL_HUB ? o->hub : c == CHANNEL_PODPING ? o->podping : o->webhook;
}

/* Everything but what RFC 3986 section 2.3 leaves as it is. */
static const char *escaped(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (isascii(c) && (isalnum(c) || strchr("-._~", c)))
			strbuf_addc(&out, *text);
		else
			strbuf_addf(&out, "%%%02X", c);
	}
	return arena_strdup(a, out.data);
}

/* W3C WebSub section 6 leaves it to the hub; these are what hubs take. */
static struct probe to_hub(struct errand_of_word *e)
{
	const char *topic = escaped(e->word->text, e->arena);
	const char *body =
		arena_printf(e->arena, "hub.mode=publish&hub.url=%s&hub.topic=%s", topic, topic);

	return (struct probe){
		.way = PROBE_POST, .url = e->o->hub, .body = body, .len = strlen(body)
	};
}

/* As podping.cloud takes it: a GET with the token as it is. */
static struct probe to_podping(struct errand_of_word *e)
{
	const char *base = e->o->podping;
	const char *url =
		arena_printf(e->arena, "%s%surl=%s&reason=update&medium=podcast", base,
			     strchr(base, '?') ? "&" : "?", escaped(e->word->text, e->arena));
	struct probe p = { .url = url, .stays = true };

	if (e->o->podping_token)
		p.headers[0] = arena_printf(e->arena, "Authorization: %s", e->o->podping_token);
	return p;
}

/* The same words have the same number: who gets them twice can tell. */
static struct probe to_webhook(struct errand_of_word *e)
{
	const char *body = e->word->text, *key = e->o->webhook_key;
	size_t len = strlen(body);
	char hex[HASH_HEX];
	struct hash h = hash_bytes(body, len);

	hash_hex(&h, hex);
	struct probe p = { .way = PROBE_POST, .url = e->o->webhook, .body = body, .len = len };
	p.headers[0] = "Content-Type: application/json";
	p.headers[1] = arena_printf(e->arena, "X-Blether-Delivery: %.32s", hex);
	if (!key)
		return p;
	h = hash_hmac(key, strlen(key), body, len);
	hash_hex(&h, hex);
	p.headers[2] = arena_printf(e->arena, "X-Blether-Signature-256: sha256=%s", hex);
	return p;
}

/* What a hub says for people; others might say a secret back. */
static const char *words_of(struct errand_of_word *e, const struct answer *got)
{
	char type[128] = "";

	answer_field(got, "Content-Type", type, sizeof(type));
	if (e->word->channel != CHANNEL_HUB || !got->words.len || !text_starts(type, "text/plain"))
		return "";
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(WORDS_MOST * 8);
	size_t len = strcspn(got->words.data, "\r\n");
	text_add_visible(&out, arena_strndup(e->arena, got->words.data,
					     len < WORDS_MOST ? len : WORDS_MOST));
	return arena_printf(e->arena, ": '%s'", out.data);
}

static const char *why_not(struct errand_of_word *e, const struct answer *got)
{
	const char *trouble = answer_trouble(got);
	long s = got->status;

	if (trouble)
		return trouble;
	if (s == 401 || s == 403)
		return arena_printf(e->arena,
				    "it does not take our word (%ld); look at the secret%s", s,
				    words_of(e, got));
	if (s / 100 == 3)
		return arena_printf(e->arena, "it has another address now (%ld)", s);
	return arena_printf(e->arena, "it answers %ld%s", s, words_of(e, got));
}

static enum step tell(struct question *q, const struct answer *got)
{
	struct errand_of_word *e = q->of;
	struct word *w = e->word;

	if (!got) {
		q->probe = w->channel == CHANNEL_HUB       ? to_hub(e)
			   : w->channel == CHANNEL_PODPING ? to_podping(e)
							   : to_webhook(e);
		return STEP_ASK;
	}
	if (!got->code && got->status / 100 == 2) {
		w->told = true;
		return STEP_END;
	}
	w->why = why_not(e, got);
	if (!answer_may_change(got) || got->status == 404)
		return STEP_END;
	return question_again(e->probing, q, answer_pause(got));
}

/* What is told, and the secrets with it, go over the network encrypted, or not at all. */
static bool is_safe(const char *url)
{
	return strncasecmp(url, "https://", 8) == 0 || address_is_local(url);
}

void herald_run(const struct announce_options *o, struct word *words, size_t count, struct arena *a)
{
	const struct announce_patience *p = o->patience;
	const struct probe_patience patience = { .tries = p->tries,
						 .first_wait = p->first_wait,
						 .longest_wait = p->longest_wait,
						 .whole = p->whole,
						 .connect = p->stall < 15 ? p->stall : 15,
						 .stall = p->stall,
						 .request = 2 * p->stall };
	struct probing probing = { .patience = &patience, .ca = o->ca, .lanes = LANES };
	struct question *questions = arena_array(a, count + 1, sizeof(*questions));
	struct errand_of_word *errands = arena_array(a, count + 1, sizeof(*errands));
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		errands[n] = (struct errand_of_word){ o, &probing, &words[i], a };
		if (is_safe(channel_address(o, words[i].channel))) {
			questions[n] = (struct question){ .step = tell, .of = &errands[n] };
			n++;
		} else {
			words[i].why =
				"its address begins with 'http:', which anybody on the way can "
				"read; expected 'https:'";
		}
	}
	probing_run(&probing, questions, n);
}
