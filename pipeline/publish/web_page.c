#include "web_page.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* Behind each stands a blank or '>' (MIME Sniffing Standard section 7.1). */
static const char *const tags[] = {
	"<!doctype html", "<html", "<head", "<body", "<script", "<title"
};

static bool begins_with_tag(const char *bytes, size_t len)
{
	while (len && strchr(" \t\r\n\f", *bytes) && *bytes)
		bytes++, len--;
	for (size_t i = 0; i < COUNT(tags); i++) {
		size_t n = strlen(tags[i]);

		if (len > n && strncasecmp(bytes, tags[i], n) == 0 &&
		    strchr(" \t\r\n\f>", bytes[n]))
			return true;
	}
	return false;
}

/* "Binary data byte" of section 3. */
static bool is_text(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c < 0x20 && !(c >= '\t' && c <= '\r' && c != '\v') && c != 0x1b)
			return false;
	}
	return true;
}

static bool is_called_page(const char *type)
{
	size_t n = strcspn(type, "; \t");

	return (n == 9 && strncasecmp(type, "text/html", n) == 0) ||
	       (n == 21 && strncasecmp(type, "application/xhtml+xml", n) == 0);
}

bool web_page_begins(const char *bytes, size_t len, const char *type)
{
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		bytes += 3, len -= 3;
	return begins_with_tag(bytes, len) || (is_called_page(type) && is_text(bytes, len));
}
