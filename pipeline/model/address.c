#include "model/address.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* The name of a host and, behind a colon, a port; a name of other letters is written in punycode.
 */
static bool is_authority(const char *s, size_t len)
{
	size_t host = strspn(s, LETTERS ".-");
	long port = 443;

	if (!host || host > len || s[0] == '.' || s[0] == '-')
		return false;
	if (host < len) {
		char *end;

		if (s[host] != ':')
			return false;
		port = strtol(s + host + 1, &end, 10);
		if (end != s + len)
			return false;
	}
	return port > 0 && port < 65536;
}

const char *address_fault(const char *address)
{
	static const char scheme[] = "https://";
	const size_t begin = sizeof(scheme) - 1;

	if (strncasecmp(address, scheme, begin) != 0)
		return "an address that begins with https://, as podcast directories demand";
	const char *host = address + begin, *path = host + strcspn(host, "/?#");

	if (!is_authority(host, (size_t)(path - host)))
		return "a host of plain letters such as www.example.org, without user name (other "
		       "letters in punycode: xn--…)";
	if (strpbrk(path, "?#") || strstr(path, "//") || strstr(path, "/."))
		return "an address that ends with the host or a folder, such as "
		       "https://www.example.org/talks/";
	if (path[strspn(path, LETTERS "-._~/")])
		return "folders of plain letters, digits and '-', such as "
		       "https://www.example.org/talks/";
	return NULL;
}

bool address_is_local(const char *url)
{
	const char *scheme = strstr(url, "://"), *host = scheme ? scheme + 3 : url;
	size_t len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");

	if (len == strlen("localhost") && strncasecmp(host, "localhost", len) == 0)
		return true;
	if (len == strlen("[::1]") && strncmp(host, "[::1]", len) == 0)
		return true;
	return len > 4 && strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == len;
}
