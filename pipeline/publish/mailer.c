#include "publish/mailer.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/address.h"

#define SAID_MOST 400 /* bytes of what a server says */

/* The command that the server answered last. */
enum asked { ASKED_OTHER, ASKED_SENDER, ASKED_RECIPIENT, ASKED_LETTER, ASKED_TO_END };

struct mailer {
	CURL *curl;
	const char *bytes; /* of the letter that goes out */
	size_t len, gone;
	const struct mail_witness *witness;
	bool is_whole;  /* all bytes were handed over */
	bool is_barred; /* the witness said no */
	enum asked asked;
	bool is_over;         /* QUIT was said: what is answered to that does not count */
	char said[SAID_MOST]; /* the last line of the server */
};

/* Addresses */

static const char *host_of(const char *url, size_t *len)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	*len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");
	return host;
}

const char *mail_url_fault(const char *url)
{
	size_t len;
	const char *host = host_of(url, &len), *end = host + len;

	if (strncmp(url, "smtps://", 8) != 0 && strncmp(url, "smtp://", 7) != 0)
		return "an address that begins with smtps:// or smtp://";
	if (!len || strpbrk(host, "@ \t\r\n?#"))
		return "a server such as smtps://mail.example.org, without a name or password in "
		       "it";
	if (*end == ':' && strspn(end + 1, "0123456789") == strlen(end + 1) && end[1])
		return NULL;
	return *end ? "nothing behind the name of the server but a port, such as :587" : NULL;
}

/* While a letter goes */

static size_t give_bytes(char *into, size_t size, size_t count, void *arg)
{
	struct mailer *m = arg;
	size_t left = m->len - m->gone, n = size * count;

	if (n > left)
		n = left;
	/* When nothing is left, curl says that the letter ends: from then on it may have been
	 * taken. */
	if (!left && !m->is_whole) {
		if (m->witness && !m->witness->commit(m->witness->arg)) {
			m->is_barred = true;
			return CURL_READFUNC_ABORT;
		}
		m->is_whole = true;
	}
	memcpy(into, m->bytes + m->gone, n);
	m->gone += n;
	return n;
}

static void keep_said(struct mailer *m, const char *line, size_t len)
{
	len = len < SAID_MOST ? len : SAID_MOST - 1;
	memcpy(m->said, line, len);
	while (len && isspace((unsigned char)m->said[len - 1]))
		len--;
	m->said[len] = '\0';
	for (char *c = m->said; *c; c++) {
		if ((unsigned char)*c < ' ' || (unsigned char)*c > '~')
			*c = '?';
	}
}

static enum asked asked_by(const char *command)
{
	static const struct {
		const char *word;
		enum asked asked;
	} all[] = {
		{ "MAIL", ASKED_SENDER },
		{ "RCPT", ASKED_RECIPIENT },
		{ "DATA", ASKED_LETTER },
		{ "QUIT", ASKED_TO_END },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		if (strncasecmp(command, all[i].word, 4) == 0)
			return all[i].asked;
	}
	return ASKED_OTHER;
}

/* Commands and answers pass here; a password never leaves this function. */
static int overhear(CURL *curl, curl_infotype type, char *data, size_t len, void *arg)
{
	struct mailer *m = arg;

	(void)curl;
	if (m->is_over)
		return 0;
	if (type == CURLINFO_HEADER_IN && len > 3)
		keep_said(m, data, len);
	if (type == CURLINFO_HEADER_OUT && len >= 4) {
		const enum asked asked = asked_by(data);

		m->is_over = asked == ASKED_TO_END;
		if (!m->is_over)
			m->asked = asked;
	}
	return 0;
}

struct mailer *mailer_open(const struct mail_server *server)
{
	struct mailer *m = xcalloc(1, sizeof(*m));
	CURL *c = m->curl = curl_easy_init();

	if (!c)
		return m;
	curl_easy_setopt(c, CURLOPT_URL, server->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_USE_SSL, server->plain_ok ? CURLUSESSL_NONE : CURLUSESSL_ALL);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	if (server->ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, server->ca);
	if (server->user)
		curl_easy_setopt(c, CURLOPT_USERNAME, server->user);
	if (server->password)
		curl_easy_setopt(c, CURLOPT_PASSWORD, server->password);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 15L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, 120L);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give_bytes);
	curl_easy_setopt(c, CURLOPT_READDATA, m);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, overhear);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, m);
	return m;
}

void mailer_close(struct mailer *m)
{
	if (m->curl)
		curl_easy_cleanup(m->curl);
	free(m);
}

/* What curl's codes mean to whoever sends letters; others are in curl's own words. */
static const char *words_of(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return "no server has this name; check 'server' and your connection to the "
		       "internet";
	case CURLE_COULDNT_CONNECT:
		return "the server refused the connection or is switched off";
	case CURLE_OPERATION_TIMEDOUT:
		return "the server took too long to answer";
	case CURLE_LOGIN_DENIED:
		return "the server does not take this name and password";
	case CURLE_USE_SSL_FAILED:
		return "the server offers no encryption, and without it nothing is sent";
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return "the server could not prove that it is the one it says: its certificate is "
		       "not valid";
	case CURLE_SSL_CONNECT_ERROR:
		return "the server does not speak TLS here, or only an old kind that is not safe";
	default:
		return curl_easy_strerror(code);
	}
}

static bool is_hopeless(CURLcode code)
{
	return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
	       code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED ||
	       code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
	       code == CURLE_SSL_CONNECT_ERROR || code == CURLE_URL_MALFORMAT ||
	       code == CURLE_UNSUPPORTED_PROTOCOL;
}

/* By the last answer of the server, and by what it answered. */
static enum mail_outcome judge(const struct mailer *m, CURLcode code, long status)
{
	if (code == CURLE_OK)
		return MAIL_SENT;
	if (m->is_barred || is_hopeless(code))
		return MAIL_STOP;
	if (m->is_whole && status / 100 != 4 && status / 100 != 5)
		return MAIL_DOUBT;
	if (status / 100 == 5 && (m->asked == ASKED_RECIPIENT || m->asked == ASKED_LETTER))
		return MAIL_REFUSED;
	if (status / 100 == 5)
		return MAIL_STOP;
	return MAIL_LATER;
}

static CURLcode perform(struct mailer *m, const char *from, const char *to)
{
	struct curl_slist *rcpt = curl_slist_append(NULL, to);
	CURLcode code = CURLE_OUT_OF_MEMORY;

	if (rcpt) {
		curl_easy_setopt(m->curl, CURLOPT_MAIL_FROM, from);
		curl_easy_setopt(m->curl, CURLOPT_MAIL_RCPT, rcpt);
		code = curl_easy_perform(m->curl);
		curl_easy_setopt(m->curl, CURLOPT_MAIL_RCPT, NULL);
		curl_slist_free_all(rcpt);
	}
	return code;
}

struct mail_answer mailer_send(struct mailer *m, const struct envelope *e,
			       const struct mail_witness *witness, struct arena *a)
{
	if (!m->curl)
		return (struct mail_answer){ MAIL_STOP, "out of memory" };
	m->bytes = e->bytes;
	m->len = e->len;
	m->gone = 0;
	m->witness = witness;
	m->is_whole = m->is_barred = false;
	m->is_over = false;
	m->asked = ASKED_OTHER;
	m->said[0] = '\0';
	const CURLcode code = perform(m, e->from, e->to);
	const long status = strtol(m->said, NULL, 10);
	const bool has_said = code == CURLE_OK || (!is_hopeless(code) && status / 100 >= 4);

	return (struct mail_answer){ judge(m, code, status),
				     arena_strdup(a, has_said ? m->said : words_of(code)) };
}
