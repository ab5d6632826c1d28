#ifndef BASE_QR_H
#define BASE_QR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * A QR code (ISO/IEC 18004) of a text: its modules, without the quiet zone of QR_QUIET modules
 * that must be left free on every side. About a sixth of it may be damaged (level M).
 */
#define QR_QUIET 4

struct qr {
	int            width; /* modules; 0: the text is too long for one */
	const uint8_t *dark;  /* width × width, row by row: not 0 where a module is dark */
};

struct qr qr_make(const char *text, struct arena *a);

static inline bool qr_dark(const struct qr *qr, int x, int y)
{
	return qr->dark[(size_t)y * (size_t)qr->width + (size_t)x];
}

/* The dark modules that follow one another to the right from here; 0: this one is light. */
int qr_run(const struct qr *qr, int x, int y);

#endif
