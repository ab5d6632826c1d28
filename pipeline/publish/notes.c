#include "notes.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "manifest.h"

#define PATH_BYTES 1024
#define PART_BYTES 255 /* NAME_MAX of every file system in use */

static const char *const group_names[OUTPUT_GROUPS] = { "media", "page", "list", "feed" };

/* The part of a path up to the next slash. */
static bool part_ok(const char *part, size_t len)
{
	if (!len || len > PART_BYTES || (len <= 2 && memcmp(part, "..", len) == 0))
		return false;
	return !text_starts(part, ".blether-");
}

bool output_path_ok(const char *path)
{
	const char *part = path, *c = path;

	for (;; c++) {
		if (*c == '/' || !*c) {
			if (!part_ok(part, (size_t)(c - part)))
				return false;
			part = c + 1;
		}
		if (!*c)
			return c - path <= PATH_BYTES;
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return false;
	}
}

bool notes_line(struct notes *in, char *fields[], size_t count)
{
	char *end = memchr(in->next, '\n', (size_t)(in->end - in->next));
	size_t n = 0;

	in->number++;
	in->fault = !end                                               ? "the line has no end"
		    : memchr(in->next, '\0', (size_t)(end - in->next)) ? "the line has a zero byte"
								       : NULL;
	if (in->fault)
		return false;
	*end = '\0';
	for (char *field = in->next; field; n++) {
		char *tab = strchr(field, '\t');

		if (n < count)
			fields[n] = field;
		if (tab)
			*tab++ = '\0';
		field = tab;
	}
	in->next = end + 1;
	in->fault = n == count ? NULL : "the line has not the right number of fields";
	return !in->fault;
}

bool notes_number(const char *s, uint64_t max, uint64_t *into)
{
	*into = 0;
	if (!*s)
		return false;
	for (; *s; s++) {
		uint64_t digit = (uint64_t)(unsigned char)*s - '0';

		if (digit > 9 || *into > (max - digit) / 10)
			return false;
		*into = *into * 10 + digit;
	}
	return true;
}

bool notes_signed(const char *s, int64_t *into)
{
	bool minus = *s == '-';
	uint64_t value;

	if (!notes_number(s + minus, INT64_MAX, &value))
		return false;
	*into = minus ? -(int64_t)value : (int64_t)value;
	return true;
}

static bool is_hash(const char *s)
{
	return strspn(s, "0123456789abcdef") == HASH_HEX - 1 && !s[HASH_HEX - 1];
}

bool notes_hash(struct notes *in, const char *s, char into[static HASH_HEX])
{
	in->fault = is_hash(s) ? NULL : "the SHA-256 is not 64 hexadecimal digits";
	if (!in->fault)
		memcpy(into, s, HASH_HEX);
	return !in->fault;
}

bool notes_optional_hash(struct notes *in, const char *s, char into[static HASH_HEX])
{
	into[0] = '\0';
	return strcmp(s, "-") == 0 || notes_hash(in, s, into);
}

const char *notes_group_name(enum output_group group)
{
	return group_names[group];
}

bool notes_group(struct notes *in, const char *s, enum output_group *into)
{
	for (size_t i = 0; i < OUTPUT_GROUPS; i++) {
		if (strcmp(s, group_names[i]) == 0) {
			*into = (enum output_group)i;
			return true;
		}
	}
	in->fault = "the group is none of media, page, list, feed";
	return false;
}

bool notes_path(struct notes *in, const char *path)
{
	const char *before = in->last_path;

	in->last_path = path;
	in->fault = !output_path_ok(path) ? "the path is not one that blether writes"
		    : before && strcmp(before, path) >= 0 ? "the path is out of order"
							  : NULL;
	return !in->fault;
}

bool notes_title(struct notes *in, const char *title, const char *version, char *fields[],
		 size_t count)
{
	/* No line is shorter than its tabs, so a count beyond this is a lie. */
	uint64_t most = (uint64_t)(in->end - in->next), n;

	if (!notes_line(in, fields, count) || strcmp(fields[0], title) != 0)
		in->fault = "the first line is not one that blether writes";
	else if (strcmp(fields[1], version) != 0)
		in->fault = "it was written by another version of blether";
	else if (!notes_number(fields[2], most, &n))
		in->fault = "the first line does not say how many lines follow";
	if (in->fault)
		return false;
	in->count = (size_t)n;
	return true;
}

bool notes_end(struct notes *in)
{
	if (in->next == in->end)
		return true;
	in->number++;
	in->fault = "there are more lines than the first line says";
	return false;
}
