#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What is drawn of a page: the picture that stands for it where its link is shared, and the poster
 * that hangs on a wall. All words are final; NULL: left out.
 */
enum sheet_kind {
	SHEET_CARD,   /* PNG, SHEET_CARD_WIDTH × SHEET_CARD_HEIGHT: what link previews ask for */
	SHEET_POSTER, /* PDF, one page of A4 */
};

#define SHEET_CARD_WIDTH  1200
#define SHEET_CARD_HEIGHT 630

/* More rows than these no poster has room for. */
#define SHEET_ROWS_MOST 8

/* Whom to ring up, on the poster of the help page. */
struct sheet_row {
	const char *name, *value, *more; /* "Example Helpline", its number, "day and night" */
};

struct sheet {
	enum sheet_kind kind;
	const char *kicker; /* above the title: "Spirituality · Episode 1 of 4" */
	const char *title;
	const char *lead;      /* a sentence; posters only */
	const char *facts;     /* "7 September 2026 · 12 minutes"; posters only */
	const char *site;      /* who asks people in */
	const char *prompt;    /* beside the QR code; posters only */
	const char *url;       /* what the QR code says; posters only */
	const char *url_words; /* the same for people to type */
	const char
		*day; /* "2026-09-07": of the file, so that the same content gives the same bytes */
	bool rtl;     /* it is laid out from right to left */
	const char *accent, *paper, *ink; /* `#rrggbb` */
	const struct sheet_row *rows;     /* posters only */
	size_t row_count;
};

/* A sheet when it has been drawn. */
struct drawn {
	const char *sha256; /* lower-case hexadecimal */
	int64_t bytes;
};

#endif
