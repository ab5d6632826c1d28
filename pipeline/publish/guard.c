#include "guard.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "address.h"
#include "base/text.h"

static const char this_computer[] = "this computer";

/* --- proxies ------------------------------------------------------------------------------- */

static bool same_place(const struct sockaddr *a, const struct sockaddr *b, size_t len)
{
	/* Of IPv6 only what names the place: flow and scope may differ. */
	if (a->sa_family == AF_INET6) {
		struct sockaddr_in6 x, y;

		memcpy(&x, a, sizeof(x));
		memcpy(&y, b, sizeof(y));
		return x.sin6_port == y.sin6_port &&
		       memcmp(&x.sin6_addr, &y.sin6_addr, sizeof(x.sin6_addr)) == 0;
	}
	return memcmp(a, b, len) == 0;
}

static bool name_means(const char *host, const char *port, const struct curl_sockaddr *address)
{
	const struct addrinfo hints = { .ai_family = address->family, .ai_socktype = SOCK_STREAM };
	struct addrinfo *all = NULL;
	bool found = false;

	if (getaddrinfo(host, port, &hints, &all) != 0)
		return false;
	for (const struct addrinfo *i = all; i && !found; i = i->ai_next)
		found = i->ai_family == (int)address->addr.sa_family &&
			same_place(i->ai_addr, &address->addr, i->ai_addrlen);
	freeaddrinfo(all);
	return found;
}

/* curl takes "proxy.example.org:3128" as well as a URL, with port 1080 unless it says another. */
static bool is_proxy(const char *proxy, const struct curl_sockaddr *address)
{
	CURLU *u = curl_url();
	char *host = NULL, *port = NULL;
	bool found = false;

	if (u &&
	    curl_url_set(u, CURLUPART_URL, proxy, CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME) ==
		    CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
		curl_url_get(u, CURLUPART_PORT, &port, 0);
		if (*host == '[') {
			host[strcspn(host, "]%")] = '\0';
			memmove(host, host + 1, strlen(host));
		}
		found = name_means(host, port ? port : "1080", address);
	}
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(u);
	return found;
}

static bool is_any_proxy(const struct guard *g, const struct curl_sockaddr *address)
{
	for (const char *const *p = g->proxies; p && *p; p++) {
		if (is_proxy(*p, address))
			return true;
	}
	return false;
}

/* --- sockets --------------------------------------------------------------------------------- */

static void keep_off(struct guard *g, const struct sockaddr *address, const char *what)
{
	char text[NI_MAXHOST] = "";

	socklen_t len = address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
						       : sizeof(struct sockaddr_in);
	getnameinfo(address, len, text, sizeof(text), NULL, 0, NI_NUMERICHOST);
	snprintf(g->address, sizeof(g->address), "%.*s", (int)sizeof(g->address) - 1, text);
	g->what = what;
}

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct guard *g = arg;
	const char *what = g->local ? NULL : address_special(&address->addr);

	(void)purpose;
	if (what && !is_any_proxy(g, address)) {
		keep_off(g, &address->addr, what);
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* --- addresses as they are written -------------------------------------------------------------
 */

/* "localhost" and all names that end with it, also with the dot of the root behind. */
static bool is_localhost(const char *host)
{
	size_t len = strlen(host);

	if (len && host[len - 1] == '.')
		len--;
	return len >= 9 && strncasecmp(host + len - 9, "localhost", 9) == 0 &&
	       (len == 9 || host[len - 10] == '.');
}

static enum guarded judge_host(struct guard *g, char *host)
{
	char *digits = host;
	size_t len = strlen(host);

	if (g->local)
		return GUARD_GOOD;
	if (*host == '[') {
		digits[strcspn(digits, "]%")] = '\0';
		digits++;
	} else if (len && host[len - 1] == '.') {
		host[len - 1] = '\0';
	}
	g->what = is_localhost(digits) ? this_computer : address_special_text(digits);
	if (!g->what)
		return GUARD_GOOD;
	snprintf(g->address, sizeof(g->address), "%.*s", (int)sizeof(g->address) - 1, digits);
	return GUARD_SPECIAL;
}

/* Is it some scheme at all (RFC 3986 section 3.1)? */
static bool has_scheme(const char *url)
{
	size_t n = strcspn(url, ":/?#");

	return n && url[n] == ':';
}

enum guarded guard_url(struct guard *g, const char *url)
{
	enum guarded is = GUARD_NO_ADDRESS;
	char *host = NULL, *user = NULL, *password = NULL;

	if (!text_begins_web(url))
		return has_scheme(url) ? GUARD_SCHEME : GUARD_NO_ADDRESS;
	CURLU *u = curl_url();
	/* libcurl writes numbers in any form (127.1, 0x7f000001, 2130706433) as four bytes in
	 * decimals. */
	if (u && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK && *host) {
		curl_url_get(u, CURLUPART_USER, &user, 0);
		curl_url_get(u, CURLUPART_PASSWORD, &password, 0);
		is = user || password ? GUARD_PASSWORD : judge_host(g, host);
	}
	curl_free(host);
	curl_free(user);
	curl_free(password);
	curl_url_cleanup(u);
	return is;
}

/* --- a handle -------------------------------------------------------------------------------- */

/* Before each request, those of redirects too. */
static int look_at_request(void *arg, char *there, char *here, int port, int own_port)
{
	struct guard *g = arg;
	char *url = NULL;

	(void)there;
	(void)here;
	(void)port;
	(void)own_port;
	curl_easy_getinfo(g->curl, CURLINFO_EFFECTIVE_URL, &url);
	return url && guard_url(g, url) != GUARD_GOOD ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

void guard_set(struct guard *g, CURL *curl)
{
	g->curl = curl;
	g->address[0] = '\0';
	g->what = NULL;
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, g);
	curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, look_at_request);
	curl_easy_setopt(curl, CURLOPT_PREREQDATA, g);
	curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
}
