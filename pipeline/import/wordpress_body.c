#include "wordpress_body.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "source.h"

#define BLANKS        " \t\r\n"
#define BLOCK_COMMENT "<!-- wp:"
#define REUSED_DEPTH  4 /* reusable blocks inside one another */

/* --- addresses and attributes --- */

static const char *behind_scheme(const char *url)
{
	const char *host = strstr(url, "://");

	return host ? host + 3 : url;
}

bool wordpress_same_file(const char *x, const char *y)
{
	if (!x || !y)
		return false;
	x = behind_scheme(x);
	y = behind_scheme(y);
	size_t len = strcspn(x, "?#");
	return len == strcspn(y, "?#") && strncmp(x, y, len) == 0;
}

/* The value behind `=`; where it ends is in *end. */
static const char *take_value(const char **s, const char *end, struct arena *a)
{
	char quote = *s < end && (**s == '"' || **s == '\'') ? **s : '\0';
	const char *start = *s + (quote != '\0'), *stop = start;

	while (stop < end && (quote ? *stop != quote : !strchr(BLANKS, *stop)))
		stop++;
	*s = stop + (quote && stop < end);
	return arena_strndup(a, start, (size_t)(stop - start));
}

const char *wordpress_attribute(const char *tag, const char *end, const char *name, struct arena *a)
{
	while (tag < end) {
		tag += strspn(tag, BLANKS "/");
		size_t len = strcspn(tag, "=" BLANKS);
		const char *key = tag;

		tag += len;
		if (tag >= end || *tag != '=') {
			tag += tag < end;
			continue;
		}
		tag++;
		const char *value = take_value(&tag, end, a);
		if (strlen(name) == len && strncasecmp(name, key, len) == 0)
			return value;
	}
	return NULL;
}

/* --- blocks ------------------------------------------------------------------------------------
 */

/* What `<!-- wp:block {"ref":12} /-->` stands for; NULL: another comment, or nothing. */
static const char *reused(const char *comment, const char *end, const struct body_rules *rules)
{
	const char *ref = memmem(comment, (size_t)(end - comment), "\"ref\":", 6);

	if (!ref || !rules->reusable || strncmp(comment, BLOCK_COMMENT "block ", 14) != 0)
		return NULL;
	return rules->reusable(rules->arg, strtol(ref + 6, NULL, 10));
}

static void add_blocks(const char *text, const struct body_rules *rules, struct strbuf *out,
		       unsigned depth)
{
	const char *comment;

	while ((comment = strstr(text, "<!--"))) {
		const char *end = strstr(comment, "-->");

		strbuf_add(out, text, (size_t)(comment - text));
		if (!end)
			return;
		const char *again = depth < REUSED_DEPTH ? reused(comment, end, rules) : NULL;
		if (again)
			add_blocks(again, rules, out, depth + 1);
		text = end + 3;
	}
	strbuf_adds(out, text);
}

/* --- addresses that stand alone --- */

/* WordPress would show what is there; a link leads to it. */
static void add_line(struct strbuf *out, const char *line, size_t len)
{
	size_t lead = strspn(line, " \t"), tail = len;

	while (tail > lead && strchr(BLANKS, line[tail - 1]))
		tail--;
	const char *url = line + lead;
	if (lead < tail && text_begins_web(url) && strcspn(url, BLANKS "<>\"[]") >= tail - lead)
		strbuf_addf(out, "<a href=\"%.*s\">%.*s</a>", (int)(tail - lead), url,
			    (int)(tail - lead), url);
	else
		strbuf_add(out, line, len);
}

static void add_lines(struct strbuf *out, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		add_line(out, text, len);
		text += len;
		if (*text == '\n')
			strbuf_addc(out, *text++);
	}
}

/* --- players -----------------------------------------------------------------------------------
 */

/* Behind the end of `<audio …>…</audio>`; `s` is at its beginning. */
static const char *end_of_player(const char *s)
{
	const char *end = strncasecmp(s, "<audio", 6) == 0 ? strcasestr(s, "</audio>")
							   : strcasestr(s, "</video>");

	return end ? end + 8 : s + strcspn(s, ">") + (strchr(s, '>') != NULL);
}

static const char *next_player(const char *text)
{
	for (const char *s = strchr(text, '<'); s; s = strchr(s + 1, '<')) {
		if (strncasecmp(s, "<audio", 6) == 0 || strncasecmp(s, "<video", 6) == 0)
			return s;
	}
	return NULL;
}

/* A player of another recording than the post's own becomes a link to it. */
static void add_players(const char *text, const struct body_rules *rules, struct strbuf *out,
			struct arena *a)
{
	const char *player;
	unsigned seen = 0;

	while (seen++ < LIMIT_SHORT_CODES && (player = next_player(text))) {
		const char *end = end_of_player(player);
		const char *url = wordpress_body_audio(
			arena_strndup(a, player, (size_t)(end - player)), rules, a);

		strbuf_add(out, text, (size_t)(player - text));
		if (url && !wordpress_same_file(url, rules->audio)) {
			strbuf_adds(out, "<a href=\"");
			text_escape_html(out, url, strlen(url));
			strbuf_adds(out, "\">");
			text_escape_html(out, url, strlen(url));
			strbuf_adds(out, "</a>");
		}
		text = end;
	}
	strbuf_adds(out, text);
}

void wordpress_body(const char *text, const struct body_rules *rules, struct strbuf *out,
		    struct arena *a)
{
	STRBUF_SCOPED struct strbuf blocks = STRBUF_INIT(LIMIT_PAGE_BYTES);
	STRBUF_SCOPED struct strbuf lines = STRBUF_INIT(LIMIT_PAGE_BYTES);
	STRBUF_SCOPED struct strbuf players = STRBUF_INIT(LIMIT_PAGE_BYTES);
	STRBUF_SCOPED struct strbuf codes = STRBUF_INIT(LIMIT_PAGE_BYTES);

	add_blocks(text, rules, &blocks, 0);
	add_lines(&lines, blocks.data);
	add_players(lines.data, rules, &players, a);
	wordpress_codes(players.data, rules, &codes, a);
	if (strstr(text, BLOCK_COMMENT))
		strbuf_add(out, codes.data, codes.len);
	else
		wordpress_autop(codes.data, out);
}
