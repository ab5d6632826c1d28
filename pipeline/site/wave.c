#include "wave.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define BARS  120
#define STEP  (WAVE_WIDTH / BARS)
#define REACH (WAVE_HEIGHT / 2 - 1) /* from the middle, leaving room for round ends */

static unsigned largest(const uint8_t *peaks, size_t count)
{
	unsigned most = 0;

	for (size_t i = 0; i < count; i++)
		most = peaks[i] > most ? peaks[i] : most;
	return most;
}

/* Half the height of a bar. By power, not amplitude: so pauses and voices look as they sound. */
static unsigned height(unsigned peak, unsigned most)
{
	unsigned h = (peak * peak * REACH + most * most / 2) / (most * most);

	return h ? h : 1;
}

const char *wave_path(const uint8_t *peaks, size_t count, struct arena *a)
{
	STRBUF_SCOPED struct strbuf path = STRBUF_INIT(LIMIT_PAGE_BYTES);
	unsigned most = largest(peaks, count), last = 0;

	if (!most)
		return NULL;
	for (size_t i = 0; i < BARS; i++) {
		size_t from = i * count / BARS, to = (i + 1) * count / BARS;
		unsigned h = height(largest(peaks + from, to > from ? to - from : 1), most);

		if (i)
			strbuf_addf(&path, "m%d-%u", STEP, last + h);
		else
			strbuf_addf(&path, "M%d %u", STEP / 2, WAVE_HEIGHT / 2 - h);
		strbuf_addf(&path, "v%u", 2 * h);
		last = h;
	}
	return arena_strndup(a, path.data, path.len);
}
