#include "mp3_copy.h"

#include <errno.h>
#include <math.h>

#include "base/strbuf.h"
#include "hashed_out.h"
#include "id3.h"
#include "label.h"
#include "mp3_crc.h"
#include "mp3_gain.h"

static bool walk(struct mp3_copy *c, struct arena *a)
{
	if (!mp3_walk(c->fd, c->size, &c->sound, a, &c->why))
		return false;
	if (mp3_header_make(&c->header, c->fd, &c->sound))
		return true;
	c->why = "it cannot be read";
	return false;
}

bool mp3_copy_open(struct mp3_copy *c, int fd, int64_t size, struct arena *a)
{
	*c = (struct mp3_copy){ .fd = fd, .size = size };
	return walk(c, a);
}

double mp3_copy_seconds(const struct mp3_copy *c)
{
	return (double)c->header.samples / c->sound.first.sample_rate;
}

/* Tag and header. */
static bool write_front(const struct mp3_copy *c, const struct mp3_target *to)
{
	STRBUF_SCOPED struct strbuf tag = STRBUF_INIT(ID3_MAX_BYTES);

	to->label->length = llround(mp3_copy_seconds(c) * 1000);
	if (!id3_write(&tag, to->label))
		return false;
	hashed_out_add(to->out, tag.data, tag.len);
	hashed_out_add(to->out, c->header.bytes, (size_t)c->header.len);
	return true;
}

static void copy_sound(const struct mp3_copy *c, struct hashed_out *out)
{
	for (size_t i = 0; i < c->sound.span_count; i++)
		hashed_out_copy(out, c->fd, c->sound.spans[i].from, c->sound.spans[i].to);
}

/* Every frame with its new gain, to `out` or (when that is NULL) into `crc`. */
struct gain_pass {
	struct mp3_window window;
	int steps;
	struct hashed_out *out;
	struct mp3_crc crc;
};

static bool gain_span(struct gain_pass *p, const struct mp3_span *span)
{
	struct mpeg_header h;

	for (int64_t at = span->from; at < span->to; at += h.bytes) {
		const uint8_t *head = mp3_window_at(&p->window, at, 4);
		/* It was a frame when it was walked over; somebody may have written into the file
		 * since. */
		if (!head || !mpeg_header_read(head, &h) || !h.bytes)
			return false;
		uint8_t *frame = mp3_window_at(&p->window, at, (size_t)h.bytes);
		if (!frame)
			return false;
		mp3_gain_apply(frame, &h, p->steps);
		if (p->out)
			hashed_out_add(p->out, frame, (size_t)h.bytes);
		else
			mp3_crc_add(&p->crc, frame, (size_t)h.bytes);
	}
	return true;
}

static bool gain_sound(const struct mp3_copy *c, struct gain_pass *p, struct arena *a)
{
	const struct mp3_sound *s = &c->sound;

	mp3_window_init(&p->window, c->fd, s->spans[s->span_count - 1].to, a);
	for (size_t i = 0; i < s->span_count; i++) {
		if (!gain_span(p, &s->spans[i]))
			return false;
	}
	return true;
}

/* The header stands before the sound, but its checksum is of the sound as it will be. */
static bool gain_header(struct mp3_copy *c, int steps, struct arena *a)
{
	struct gain_pass pass = { .steps = steps };

	mp3_crc_init(&pass.crc);
	if (mp3_header_wants_crc(&c->header) && !gain_sound(c, &pass, a))
		return false;
	mp3_header_gain(&c->header, steps, pass.crc.value);
	return true;
}

bool mp3_copy_write(struct mp3_copy *c, int steps, const struct mp3_target *to)
{
	struct gain_pass pass = { .steps = steps, .out = to->out };

	if (steps && !gain_header(c, steps, to->arena)) {
		to->out->error = ENODATA;
		return true;
	}
	if (!write_front(c, to))
		return false;
	if (!steps)
		copy_sound(c, to->out);
	else if (!gain_sound(c, &pass, to->arena) && !to->out->error)
		to->out->error = ENODATA;
	return true;
}

/* What is written while it is walked over, believing what the header says until the end. */
struct believer {
	struct mp3_taker taker; /* first */
	struct mp3_copy *copy;
	const struct mp3_target *to;
	bool asked, believes, fits;
	int64_t samples; /* that were promised */
};

static void take(struct mp3_taker *taker, const uint8_t *bytes, size_t len)
{
	struct believer *b = (struct believer *)taker;
	struct mp3_copy *c = b->copy;

	if (!b->asked) {
		b->asked = true;
		b->believes = mp3_header_claim(&c->header, c->fd, &c->sound);
		b->samples = c->header.samples;
		b->fits = b->believes && write_front(c, b->to);
	}
	if (b->fits)
		hashed_out_add(b->to->out, bytes, len);
}

bool mp3_copy_at_once(struct mp3_copy *c, const struct mp3_target *to, bool *opened)
{
	struct believer b = { .taker.take = take, .copy = c, .to = to };

	c->sound.taker = &b.taker;
	*opened = walk(c, to->arena);
	c->sound.taker = NULL;
	if (!*opened)
		return true;
	if (b.believes && c->header.kept && c->header.samples == b.samples)
		return b.fits;
	hashed_out_rewind(to->out);
	return mp3_copy_write(c, 0, to);
}
