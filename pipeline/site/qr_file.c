/* QR codes as pictures that scale: one path, black on white whatever the page's colours are. */
#include <string.h>

#include "base/limits.h"
#include "base/qr.h"
#include "base/text.h"
#include "press.h"
#include "reuse.h"

/* Numbers of a path are small and many: no printf. */
static void add_number(struct strbuf *out, int n)
{
	if (n >= 100)
		strbuf_addc(out, (char)('0' + n / 100));
	if (n >= 10)
		strbuf_addc(out, (char)('0' + n / 10 % 10));
	strbuf_addc(out, (char)('0' + n % 10));
}

static void add_run(struct strbuf *out, int x, int y, int n)
{
	strbuf_addc(out, 'M');
	add_number(out, x + QR_QUIET);
	strbuf_addc(out, ' ');
	add_number(out, y + QR_QUIET);
	strbuf_addc(out, 'h');
	add_number(out, n);
	strbuf_adds(out, "v1h-");
	add_number(out, n);
	strbuf_addc(out, 'z');
}

static void add_modules(struct strbuf *out, const struct qr *qr)
{
	for (int y = 0; y < qr->width; y++) {
		for (int x = 0, n; x < qr->width; x += n ? n : 1) {
			n = qr_run(qr, x, y);
			if (n)
				add_run(out, x, y, n);
		}
	}
}

static void add_svg(struct strbuf *out, const struct qr *qr, const char *title)
{
	int width = qr->width + 2 * QR_QUIET;

	strbuf_addf(out,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" "
		    "height=\"%d\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><title>",
		    4 * width, 4 * width, width, width);
	text_escape_html(out, title, strlen(title));
	strbuf_addf(out, "</title><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", width,
		    width);
	add_modules(out, qr);
	strbuf_adds(out, "\"/></svg>\n");
}

bool reuse_put_qr(struct press *p, const char *path, const char *url, const char *title)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	const struct output_meta meta = { path, OUTPUT_PAGE, "image/svg+xml" };
	const struct qr qr = qr_make(url, &p->page);

	if (!qr.width)
		return false;
	add_svg(&out, &qr, title);
	p->sink->put(p->sink, meta, out.data, out.len);
	return true;
}
