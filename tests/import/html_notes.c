#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "read/from_html.h"

/*
 * Usage: html_notes [BASE] <HTML >MARKDOWN
 *
 * Pictures are taken to lie beside the notes under their own names; what is lost is told on stderr.
 */
static const char *picture(void *arg, const char *url, const char *alt)
{
	const char *name = strrchr(url, '/') + 1;

	(void)arg;
	(void)alt;
	return *name ? name : "picture.png";
}

static void lost(void *arg, const char *what)
{
	(void)arg;
	fprintf(stderr, "lost: %s\n", what);
}

int main(int argc, char **argv)
{
	struct arena arena = { 0 };
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(LIMIT_SOURCE_BYTES * 4);
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES * 16);
	const struct html_rules rules = {
		.picture = picture,
		.lost = lost,
		.base = argc > 1 ? argv[1] : "https://example.org/show/",
	};
	char bytes[65536];

	for (size_t n; (n = fread(bytes, 1, sizeof(bytes), stdin)) > 0;)
		strbuf_add(&html, bytes, n);
	if (!markdown_from_html(html.data, &rules, &out, &arena))
		fprintf(stderr, "too deep\n");
	fwrite(out.data, 1, out.len, stdout);
	arena_free(&arena);
	return !strbuf_ok(&out);
}
