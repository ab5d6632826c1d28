#include "base/qr.h"

#include <qrencode.h>

#include "base/mem.h"

struct qr qr_make(const char *text, struct arena *a)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

	if (!code)
		return (struct qr){ 0 };
	size_t count = (size_t)code->width * (size_t)code->width;
	uint8_t *dark = arena_alloc(a, count);
	const struct qr qr = { code->width, dark };

	for (size_t i = 0; i < count; i++)
		dark[i] = code->data[i] & 1;
	QRcode_free(code);
	return qr;
}

int qr_run(const struct qr *qr, int x, int y)
{
	int n = 0;

	while (x + n < qr->width && qr_dark(qr, x + n, y))
		n++;
	return n;
}
