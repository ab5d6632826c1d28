#include "publish/fetch.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "base/version.h"
#include "guard.h"
#include "transfer.h"

#define MOST_REDIRECTS 5L

static const struct patience usual_patience = { .connect = 15, .stall = 30, .whole = 300 };

bool fetch_is_url(const char *word)
{
	return text_begins_web(word);
}

static long status_of(CURL *curl)
{
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

/* The curl handle is reached through this while a transfer runs. */
struct listener {
	struct transfer *transfer;
	CURL *curl;
	struct arena *arena;
	const char *moved; /* the address of the first answer that is no redirect for good; NULL:
			      none came yet */
};

/* A return other than `count` ends the transfer: with a status but 200 the bytes are of no use. */
static size_t take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct listener *l = arg;
	struct transfer *t = l->transfer;

	(void)size; /* always 1 */
	if (status_of(l->curl) != 200)
		return 0;
	strbuf_add(t->body, bytes, count);
	t->too_long = !strbuf_ok(t->body);
	return t->too_long ? 0 : count;
}

/* At the end of each answer's header fields: is this where the file is for good (RFC 9110
 * section 15.4)? */
static void follow_moves(struct listener *l)
{
	long status = status_of(l->curl);
	const char *url = NULL;

	if (l->moved || status < 200 || status == 301 || status == 308)
		return;
	curl_easy_getinfo(l->curl, CURLINFO_EFFECTIVE_URL, &url);
	l->moved = url ? arena_strdup(l->arena, url) : NULL;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct listener *l = arg;
	struct transfer *t = l->transfer;

	(void)size;
	if (count && (*bytes == '\r' || *bytes == '\n'))
		follow_moves(l);
	t->header_bytes += count;
	t->too_long = t->header_bytes > LIMIT_HTTP_HEADERS;
	return t->too_long ? 0 : count;
}

/* Packed bytes count too: a stream of empty blocks never ends and unpacks to nothing. */
static int watch(void *arg, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up)
{
	struct transfer *t = ((struct listener *)arg)->transfer;

	(void)total;
	(void)up_total;
	(void)up;
	t->too_long = t->too_long || (now > 0 && (size_t)now > t->body->limit);
	return t->too_long;
}

static void set_up(struct listener *l)
{
	const struct transfer *t = l->transfer;
	CURL *c = l->curl;

	curl_easy_setopt(c, CURLOPT_URL, t->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, MOST_REDIRECTS);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "blether/" BLETHER_VERSION);
	curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, t->patience.connect);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, t->patience.stall);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, t->patience.whole);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, l);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, l);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)t->body->limit);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, watch);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, l);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	if (t->ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, t->ca);
	if (t->guard)
		guard_set(t->guard, c);
}

static const char *header_of(CURL *curl, const char *name, struct arena *a)
{
	struct curl_header *found;

	if (curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK)
		return NULL;
	return arena_strdup(a, found->value);
}

static struct fetched what_was_said(const struct listener *l)
{
	CURL *curl = l->curl;
	struct arena *a = l->arena;
	const char *last = NULL, *type = header_of(curl, "Content-Type", a);
	const char *url = l->transfer->url;

	curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &last);
	return (struct fetched){
		.url = arena_strdup(a, last && *last ? last : url),
		.moved = l->moved && strcmp(l->moved, url) != 0 ? l->moved : NULL,
		.type = type ? type : "",
		.etag = header_of(curl, "ETag", a),
		.modified = header_of(curl, "Last-Modified", a),
		.status = status_of(curl),
	};
}

static const char cannot_unpack[] =
	"the server says that it packed the file, and it cannot be unpacked";

/* What curl's codes mean to somebody who gave an address. */
static const struct failure {
	CURLcode code;
	enum diag_id id;
	const char *text;
} failures[] = {
	{ CURLE_URL_MALFORMAT, DIAG_WEB_ADDRESS,
	  "this is not a web address; expected one such as 'https://example.org/feed.xml'" },
	{ CURLE_TOO_MANY_REDIRECTS, DIAG_REDIRECTS,
	  "this leads from one address to the next, more than 5 times" },
	{ CURLE_COULDNT_RESOLVE_HOST, DIAG_UNREACHABLE,
	  "no server has this name; check its spelling and your connection to the internet" },
	{ CURLE_COULDNT_RESOLVE_PROXY, DIAG_UNREACHABLE,
	  "your proxy server, through which this would be fetched, has a name that nobody knows" },
	{ CURLE_COULDNT_CONNECT, DIAG_UNREACHABLE,
	  "the server refused the connection or is switched off" },
	{ CURLE_OPERATION_TIMEDOUT, DIAG_UNREACHABLE,
	  "the server took too long to answer; try again later" },
	{ CURLE_GOT_NOTHING, DIAG_UNREACHABLE, "the server closed the connection without a word" },
	{ CURLE_RECV_ERROR, DIAG_UNREACHABLE, "the connection broke; try again" },
	{ CURLE_SEND_ERROR, DIAG_UNREACHABLE, "the connection broke; try again" },
	{ CURLE_UNSUPPORTED_PROTOCOL, DIAG_UNREACHABLE, "the server does not speak http" },
	{ CURLE_WEIRD_SERVER_REPLY, DIAG_UNREACHABLE, "the server does not speak http" },
	{ CURLE_SSL_CONNECT_ERROR, DIAG_INSECURE,
	  "the server does not speak https here, or only an old kind that is not safe" },
	{ CURLE_PEER_FAILED_VERIFICATION, DIAG_INSECURE,
	  "the server could not prove that it is the one it says: its certificate is not valid" },
	{ CURLE_PARTIAL_FILE, DIAG_FETCH_DAMAGED, "it ended before all of it had come; try again" },
	{ CURLE_BAD_CONTENT_ENCODING, DIAG_FETCH_DAMAGED, cannot_unpack },
	{ CURLE_WRITE_ERROR, DIAG_FETCH_DAMAGED,
	  cannot_unpack }, /* packed in a way unknown to curl */
};

const char *transfer_status_words(long status)
{
	switch (status) {
	case 401:
	case 403:
		return "it is not public";
	case 404:
		return "there is nothing at this address";
	case 410:
		return "it was taken away for good";
	case 429:
		return "it was asked too often; wait a while";
	default:
		return status >= 500 ? "the server has trouble of its own; try again later"
				     : "expected 200";
	}
}

static void report_code(struct span at, CURLcode code, struct diag *diag)
{
	for (size_t i = 0; i < COUNT(failures); i++) {
		if (failures[i].code == code) {
			diag_report(diag, failures[i].id, at, "%s", failures[i].text);
			return;
		}
	}
	diag_report(diag, DIAG_UNREACHABLE, at, "this could not be fetched: %s",
		    curl_easy_strerror(code));
}

/* True when the answer is what was asked for. */
static bool judge(const struct transfer *t, CURLcode code, struct arena *a, struct diag *diag)
{
	const struct span at = span_path(t->url, a);
	long status = t->about->status;

	if (t->guard && t->guard->what)
		diag_report(diag, DIAG_PRIVATE_ADDRESS, at,
			    "this leads to '%s', an address of %s; only public ones are asked",
			    t->guard->address, t->guard->what);
	else if (code == CURLE_LOGIN_DENIED)
		diag_report(diag, DIAG_WEB_ADDRESS, at,
			    "this leads to an address with a password in it; what is public "
			    "has none");
	else if (t->too_long || code == CURLE_FILESIZE_EXCEEDED)
		diag_report(diag, DIAG_FETCH_TOO_LONG, at,
			    "the server sends more than %zu bytes, the most that is read",
			    t->body->limit);
	else if (code == CURLE_UNSUPPORTED_PROTOCOL && status / 100 == 3)
		diag_report(diag, DIAG_REDIRECTS, at,
			    "this leads to something that is neither http nor https");
	else if (code == CURLE_TOO_MANY_REDIRECTS)
		report_code(at, code, diag);
	else if (status != 0 && status != 200 && status / 100 != 3 && code != CURLE_PARTIAL_FILE)
		diag_report(diag, DIAG_HTTP_STATUS, at, "the server answered %ld: %s", status,
			    transfer_status_words(status));
	else if (code)
		report_code(at, code, diag);
	else if (status != 200)
		diag_report(diag, DIAG_HTTP_STATUS, at, "the server answered %ld; expected 200",
			    status);
	else
		return true;
	return false;
}

bool transfer_run(struct transfer *t, struct arena *a, struct diag *diag)
{
	CURL *curl = curl_easy_init();
	struct listener l = { t, curl, a, NULL };

	strbuf_clear(t->body);
	*t->about = (struct fetched){ .url = t->url, .type = "" };
	if (!curl) {
		diag_report(diag, DIAG_UNREACHABLE, span_path(t->url, a),
			    "this could not be fetched: out of memory");
		return false;
	}
	set_up(&l);
	CURLcode code = curl_easy_perform(curl);
	*t->about = what_was_said(&l);
	curl_easy_cleanup(curl);
	bool good = judge(t, code, a, diag);
	if (!good)
		strbuf_clear(t->body);
	return good;
}

/* Nothing is asked, and nothing came. */
static bool cannot_ask(const char *url, struct strbuf *body, struct fetched *about)
{
	*about = (struct fetched){ .url = url, .type = "" };
	strbuf_clear(body);
	return false;
}

bool fetch_url(const char *url, struct strbuf *body, struct fetched *about, struct arena *a,
	       struct diag *diag)
{
	struct transfer t = {
		.url = url, .patience = usual_patience, .body = body, .about = about
	};

	if (fetch_is_url(url))
		return transfer_run(&t, a, diag);
	report_code(span_path(url, a), CURLE_URL_MALFORMAT, diag);
	return cannot_ask(url, body, about);
}

/* The address without the name and the password that stand before its host. */
static const char *without_password(const char *url, struct arena *a)
{
	const char *from = strstr(url, "://");

	if (!from)
		return url;
	from += 3;
	size_t whole = strcspn(from, "/?#"), user = whole;
	while (user && from[user - 1] != '@')
		user--;
	return arena_printf(a, "%.*s%s", (int)(from - url), url, from + user);
}

bool fetch_guarded(const struct fetching *how, const char *url, struct strbuf *body,
		   struct fetched *about)
{
	struct guard guard = { .local = how->local, .proxies = how->proxies };
	struct transfer t = { .url = url,
			      .patience = usual_patience,
			      .body = body,
			      .about = about,
			      .guard = &guard,
			      .ca = how->ca };

	enum guarded is = guard_url(&guard, url);
	if (is == GUARD_GOOD)
		return transfer_run(&t, how->arena, how->diag);
	url = without_password(url, how->arena);
	cannot_ask(url, body, about);
	if (is == GUARD_PASSWORD)
		diag_report(how->diag, DIAG_WEB_ADDRESS, span_path(url, how->arena),
			    "this address has a password in it, and what is public has none; give "
			    "the public address of the feed");
	else if (is == GUARD_SPECIAL)
		judge(&t, CURLE_OK, how->arena, how->diag);
	else
		report_code(span_path(url, how->arena), CURLE_URL_MALFORMAT, how->diag);
	return false;
}
