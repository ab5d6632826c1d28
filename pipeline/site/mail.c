#include "mail.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <string.h>

/* What needs no code wherever it stands (RFC 3986 section 2.3), and the @ of an address. */
static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@";

/* The same, and the comma that parts addresses (RFC 6068 section 2). */
static const char plain_or_comma[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@,";

static void add_coded(struct strbuf *out, const char *text, const char *uncoded)
{
	while (*text) {
		size_t len = strspn(text, uncoded);

		strbuf_add(out, text, len);
		text += len;
		if (*text == '\n')
			strbuf_adds(out, "%0D%0A"); /* RFC 6068 section 5 */
		else if (*text)
			strbuf_addf(out, "%%%02X", (unsigned char)*text);
		text += *text != '\0';
	}
}

size_t mail_length(const char *text)
{
	size_t len = 0;

	for (; *text; text++)
		len += *text == '\n' ? 6 : strchr(plain, *text) ? 1 : 3;
	return len;
}

/* `body` may be NULL; an empty `to` leaves the receiver open. */
static const char *compose(const char *to, const char *subject, const char *body, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	strbuf_adds(&out, "mailto:");
	add_coded(&out, to, plain_or_comma);
	strbuf_adds(&out, "?subject=");
	add_coded(&out, subject, plain);
	if (body) {
		strbuf_adds(&out, "&body=");
		add_coded(&out, body, plain);
	}
	return arena_strndup(a, out.data, out.len);
}

const char *mail_link(const char *to, const char *subject, struct arena *a)
{
	return compose(to, subject, NULL, a);
}

const char *mail_letter(const char *subject, const char *body, struct arena *a)
{
	return compose("", subject, body, a);
}

const char *mail_to(const char *to, const char *subject, const char *body, struct arena *a)
{
	return compose(to, subject, body, a);
}
