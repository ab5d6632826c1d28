#include "read/from_html.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/feed_diff.h"

/* Words only, until the converter comes. */
bool markdown_from_html(const char *html, const struct html_rules *rules, struct strbuf *out,
			struct arena *a)
{
	(void)rules;
	strbuf_adds(out, plain_text(html, a));
	strbuf_addc(out, '\n');
	return true;
}

const char *const *html_pictures(const char *html, const char *base, struct arena *a)
{
	(void)html;
	(void)base;
	return arena_array(a, 1, sizeof(char *));
}
