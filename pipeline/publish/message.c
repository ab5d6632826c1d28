#include "publish/message.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/mime.h"
#include "base/strbuf.h"

#define ID_DIGITS 24 /* of a SHA-256: what nobody guesses, and what fits in a line */

char *message_id(const char *of, const char *to, const char *host, struct arena *a)
{
	const char *both = arena_printf(a, "%s\n%s", of, to ? to : "");
	const struct hash hash = hash_bytes(both, strlen(both));
	char hex[HASH_HEX];

	hash_hex(&hash, hex);
	return arena_printf(a, "%.*s@%s", ID_DIGITS, hex, host);
}

/* What parts the forms: by the identity, so that the same letter has the same bytes. */
static char *boundary_of(const struct message *m, struct arena *a)
{
	/* "=_" stands in no quoted-printable text (RFC 2045 section 6.7). */
	return arena_printf(a, "=_%.*s", ID_DIGITS, m->id);
}

static void add_part(struct strbuf *out, const char *boundary, const char *type, const char *text)
{
	strbuf_addf(out,
		    "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		    boundary, type);
	mime_quoted(out, text);
	strbuf_adds(out, "\r\n");
}

static void add_headers(const struct message *m, struct strbuf *out, struct arena *a)
{
	mime_field(out, "Date", date_rfc822(m->date, a));
	mime_mailbox(out, "From", m->from_name, m->from);
	if (m->to)
		mime_mailbox(out, "To", NULL, m->to);
	else
		mime_field(out, "X-Unsent", "1"); /* Outlook opens it as a draft */
	mime_header(out, "Subject", m->subject);
	mime_field(out, "Message-ID", arena_printf(a, "<%s>", m->id));
	if (m->list_id)
		mime_mailbox(out, "List-Id", m->list_name, m->list_id);
	if (m->stop)
		mime_field(out, "List-Unsubscribe", arena_printf(a, "<%s>", m->stop));
	mime_field(out, "Auto-Submitted",
		   "auto-generated"); /* RFC 3834: nobody's holiday answers it */
	mime_field(out, "MIME-Version", "1.0");
}

void message_write(const struct message *m, struct strbuf *out, struct arena *a)
{
	const char *boundary = boundary_of(m, a);

	add_headers(m, out, a);
	strbuf_addf(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n",
		    boundary);
	add_part(out, boundary, "text/plain", m->text);
	add_part(out, boundary, "text/html", m->html);
	strbuf_addf(out, "--%s--\r\n", boundary);
}
