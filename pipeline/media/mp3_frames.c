#include "mp3_frames.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "bytes.h"
#include "fdio.h"
#include "mp3_gain.h"
#include "trailer.h"

#define WINDOW_BYTES ((size_t)1 << 18)

/* What taggers leave between their tag and the sound, or behind it; players look no further,
 * either. */
#define MAX_JUNK ((int64_t)1 << 16)

/* So many frames in a row are no accident. */
#define CHAIN_FRAMES 3

/* Tags in a row; files that were joined from more parts than this are not copied. */
#define MAX_SPANS 4096

#define ID3V1_BYTES 128
#define APE_BYTES   32

void mp3_window_init(struct mp3_window *w, int fd, int64_t end, struct arena *a)
{
	*w = (struct mp3_window){ .fd = fd, .end = end, .block = arena_alloc(a, WINDOW_BYTES) };
}

uint8_t *mp3_window_at(struct mp3_window *w, int64_t at, size_t len)
{
	if (at < 0 || len > WINDOW_BYTES || (int64_t)len > w->end - at)
		return NULL;
	if (at < w->at || at + (int64_t)len > w->at + (int64_t)w->len) {
		int64_t rest = w->end - at;

		w->at = at;
		w->len = rest < (int64_t)WINDOW_BYTES ? (size_t)rest : WINDOW_BYTES;
		if (!fd_read_at(w->fd, at, w->block, w->len)) {
			w->len = 0;
			w->broken = true;
			return NULL;
		}
	}
	return w->block + (at - w->at);
}

/* One walk: what is found, and where we are. */
struct walker {
	struct mp3_window window;
	struct mp3_sound *sound;
	struct arena *arena;
	const char *why;
	size_t span_room;
	int64_t taken; /* up to here the taker has had the frames */
};

/* The header of a whole frame at this place, or NULL. */
static const uint8_t *frame_at(struct walker *w, int64_t at, struct mpeg_header *h)
{
	const uint8_t *b = mp3_window_at(&w->window, at, 4);

	if (!b || !mpeg_header_read(b, h) || !h->bytes)
		return NULL;
	return mp3_window_at(&w->window, at, (size_t)h->bytes);
}

static bool is_mono(const uint8_t *head)
{
	return head[3] >> 6 == 3;
}

static bool is_same_kind(const uint8_t *a, const uint8_t *b)
{
	return ((a[1] ^ b[1]) & 0xfe) == 0 && ((a[2] ^ b[2]) & 0x0c) == 0 &&
	       is_mono(a) == is_mono(b);
}

/* Do frames of one kind follow each other here, CHAIN_FRAMES of them or up to the end? */
static bool chain_at(struct walker *w, int64_t at)
{
	struct mpeg_header h;
	uint8_t first[4] = { 0 };

	for (int i = 0; i < CHAIN_FRAMES; i++) {
		if (i && at == w->window.end)
			return true;
		const uint8_t *head = frame_at(w, at, &h);
		if (!head || (i && !is_same_kind(first, head)))
			return false;
		memcpy(first, head, sizeof(first));
		at += h.bytes;
	}
	return true;
}

/* The first chain of frames not further than MAX_JUNK from here, or -1. */
static int64_t find_chain(struct walker *w, int64_t at)
{
	for (int64_t stop = at + MAX_JUNK; at < stop && at + 4 <= w->window.end; at++) {
		if (chain_at(w, at))
			return at;
	}
	return -1;
}

/* The length of a tag that begins here, or 0. */
static int64_t tag_at(struct walker *w, int64_t at)
{
	const uint8_t *b = mp3_window_at(&w->window, at, APE_BYTES);

	if (!b)
		return 0;
	if (memcmp(b, "TAG", 3) == 0)
		return ID3V1_BYTES;
	if (memcmp(b, "APETAGEX", 8) == 0)
		return APE_BYTES + (int64_t)le32(b + 12);
	return id3v2_length(b);
}

static int64_t skip_tags(struct walker *w, int64_t at)
{
	int64_t len;

	while ((len = tag_at(w, at)) > 0 && len <= w->window.end - at)
		at += len;
	return at;
}

static bool odd(struct walker *w, const char *why)
{
	w->why = why;
	return false;
}

static bool add_span(struct walker *w, int64_t from)
{
	struct mp3_sound *s = w->sound;

	if (s->span_count == MAX_SPANS)
		return odd(w, "it was joined from very many files");
	s->spans = arena_grow(w->arena, s->spans, s->span_count, &w->span_room, sizeof(*s->spans));
	s->spans[s->span_count++] = (struct mp3_span){ from, from };
	return true;
}

static void add_mark(struct mp3_sound *s)
{
	if (s->frames == MP3_MARKS * s->stride) {
		for (size_t i = 0; i < MP3_MARKS / 2; i++)
			s->marks[i] = s->marks[2 * i];
		s->stride *= 2;
	}
	s->marks[s->frames / s->stride] = s->bytes;
}

static void count_frame(struct walker *w, const uint8_t *frame, const struct mpeg_header *h)
{
	struct mp3_sound *s = w->sound;

	if (s->frames % s->stride == 0)
		add_mark(s);
	mp3_gain_range(frame, h, &s->gain_min, &s->gain_max);
	s->constant &= frame[2] >> 4 == s->head[2] >> 4;
	s->frames++;
	s->bytes += h->bytes;
	s->spans[s->span_count - 1].to += h->bytes;
}

/*
 * At a place where no frame begins: tags between two files that were joined are
 * left out; what has no frames after it is the end. Returns where frames go on,
 * the end of the window for the end, or -1.
 */
static int64_t step_over(struct walker *w, int64_t at)
{
	int64_t after = skip_tags(w, at);

	if (after > at && after < w->window.end && chain_at(w, after))
		return add_span(w, after) ? after : -1;
	if (w->window.end - at <= MAX_JUNK && find_chain(w, at) < 0) {
		w->sound->dropped = w->window.end - at;
		return w->window.end;
	}
	odd(w, "there is something between its frames that is not sound");
	return -1;
}

/* The frames that end at `at`, before the window moves on. */
static void hand_on(struct walker *w, int64_t at)
{
	struct mp3_taker *t = w->sound->taker;

	if (t && at > w->taken)
		t->take(t, w->window.block + (w->taken - w->window.at), (size_t)(at - w->taken));
	w->taken = at;
}

static bool is_last_in_window(const struct walker *w, int64_t at)
{
	return at + MP3_MAX_FRAME > w->window.at + (int64_t)w->window.len;
}

static bool walk_frames(struct walker *w, int64_t at)
{
	struct mpeg_header h;

	w->taken = at;
	while (at < w->window.end) {
		if (is_last_in_window(w, at))
			hand_on(w, at);
		const uint8_t *frame = frame_at(w, at, &h);
		if (!frame) {
			hand_on(w, at);
			at = w->taken = step_over(w, at);
			if (at < 0)
				return false;
			continue;
		}
		if (!is_same_kind(frame, w->sound->head))
			return odd(w, "its format changes on the way");
		count_frame(w, frame, &h);
		at += h.bytes;
	}
	hand_on(w, at);
	return true;
}

/* Is the first frame one that tells of the others? Then the sound begins after it. */
static int64_t read_header(struct walker *w, int64_t at)
{
	struct mp3_sound *s = w->sound;
	uint8_t b[XING_BYTES] = { 0 };
	struct mpeg_header h;
	const uint8_t *frame = frame_at(w, at, &h);

	if (!frame) /* it was there a moment ago: the disk fails, or somebody writes */
		return at;
	memcpy(b, frame, (size_t)h.bytes < sizeof(b) ? (size_t)h.bytes : sizeof(b));
	if (!xing_parse(b).is_tag)
		return at;
	s->header = (struct mp3_span){ at, at + h.bytes };
	return at + h.bytes;
}

static bool begin(struct walker *w, int64_t *at)
{
	struct mp3_sound *s = w->sound;

	*at = find_chain(w, skip_tags(w, 0));
	if (*at < 0)
		return odd(w, "its frames cannot be told apart");
	*at = read_header(w, *at);
	const uint8_t *frame = frame_at(w, *at, &s->first);
	if (!frame)
		return odd(w, "there is no sound in it");
	memcpy(s->head, frame, sizeof(s->head));
	s->mono = is_mono(frame);
	s->self_contained = mp3_main_data_begin(frame) == 0;
	s->constant = true;
	s->gain_min = INT_MAX;
	s->gain_max = INT_MIN;
	return add_span(w, *at);
}

bool mp3_walk(int fd, int64_t size, struct mp3_sound *s, struct arena *a, const char **why)
{
	struct walker w = { .sound = s, .arena = a };
	int64_t at;

	*s = (struct mp3_sound){ .taker = s->taker, .stride = 1 };
	s->marks = arena_array(a, MP3_MARKS, sizeof(*s->marks));
	mp3_window_init(&w.window, fd, trailer_start(fd, size), a);
	bool ok = begin(&w, &at) && walk_frames(&w, at);
	s->broken = w.window.broken;
	*why = s->broken ? "it cannot be read" : w.why;
	return ok && !s->broken;
}

int64_t mp3_bytes_before(const struct mp3_sound *s, int64_t frame)
{
	int64_t mark = frame / s->stride, last = (s->frames - 1) / s->stride;

	if (frame >= s->frames)
		return s->bytes;
	int64_t from = s->marks[mark], to = mark < last ? s->marks[mark + 1] : s->bytes;
	int64_t frames = mark < last ? s->stride : s->frames - last * s->stride;
	return from + (to - from) * (frame % s->stride) / frames;
}
