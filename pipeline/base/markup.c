#include "base/markup.h"

#include <stdbool.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"

/* Behind the next `mark`, or the end. */
static const char *past(const char *s, const char *end, const char *mark)
{
	const char *found = strstr(s, mark);

	return found ? found + strlen(mark) : end;
}

/*
 * Goes to the end of the start tag whose name begins at `s`: its `>`, or a `<`,
 * which may not even stand in a value.
 */
static const char *pass_tag(const char *s, bool *is_wide)
{
	size_t attributes = 0;
	char quote = 0;

	for (; *s && *s != '<' && (quote || *s != '>'); s++) {
		if (quote)
			quote = *s == quote ? 0 : quote;
		else if (*s == '"' || *s == '\'')
			quote = *s;
		else
			attributes += *s == '=';
	}
	*is_wide = attributes > LIMIT_XML_ATTRIBUTES;
	return s;
}

const char *markup_wide_tag(const char *text, size_t len)
{
	const char *end = text + len, *s = text;

	while (s < end && (s = strchr(s, '<'))) {
		const char *tag = s++;
		bool is_wide = false;

		if (text_starts(tag, "<!--"))
			s = past(s, end, "-->");
		else if (text_starts(tag, "<![CDATA["))
			s = past(s, end, "]]>");
		else if (*s != '/' && *s != '!' && *s != '?')
			s = pass_tag(s, &is_wide);
		if (is_wide)
			return tag;
	}
	return NULL;
}
