#include "mp3_copy.h"

#include <errno.h>

#include "base/strbuf.h"
#include "hashed_out.h"
#include "id3.h"
#include "mp3_crc.h"
#include "mp3_gain.h"

bool mp3_copy_open(struct mp3_copy *c, int fd, int64_t size, struct arena *a)
{
	*c = (struct mp3_copy){ .fd = fd };
	if (!mp3_walk(fd, size, &c->sound, a, &c->why))
		return false;
	if (mp3_header_make(&c->header, fd, &c->sound))
		return true;
	c->why = "it cannot be read";
	return false;
}

double mp3_copy_seconds(const struct mp3_copy *c)
{
	return (double)c->header.samples / c->sound.first.sample_rate;
}

static bool write_tag(const struct label *l, struct hashed_out *out)
{
	STRBUF_SCOPED struct strbuf tag = STRBUF_INIT(ID3_MAX_BYTES);

	if (!id3_write(&tag, l))
		return false;
	hashed_out_add(out, tag.data, tag.len);
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

static bool write_with_gain(struct mp3_copy *c, int steps, struct hashed_out *out, struct arena *a)
{
	struct gain_pass pass = { .steps = steps, .out = out };

	if (!gain_header(c, steps, a))
		return false;
	hashed_out_add(out, c->header.bytes, (size_t)c->header.len);
	return gain_sound(c, &pass, a);
}

bool mp3_copy_write(struct mp3_copy *c, const struct label *l, int steps, struct hashed_out *out,
		    struct arena *a)
{
	if (!write_tag(l, out))
		return false;
	if (steps) {
		if (!write_with_gain(c, steps, out, a) && !out->error)
			out->error = ENODATA;
		return true;
	}
	hashed_out_add(out, c->header.bytes, (size_t)c->header.len);
	copy_sound(c, out);
	return true;
}
