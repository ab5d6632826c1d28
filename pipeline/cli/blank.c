#include "blank.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "commands.h"
#include "model/fields.h"
#include "model/site.h"
#include "skeleton.h"

const char *blank_place(const char *content, const char *rel, struct arena *a)
{
	const char *path = path_join(content, rel, a);

	if (access(path, F_OK) != 0)
		return path;
	fprintf(stderr, "error: '%s' is there already\n", path);
	return NULL;
}

const char *blank_nearest_folder(const char *folder, const char *name, struct arena *a)
{
	struct dirent **folders;
	const int count = scandir(folder, &folders, NULL, alphasort);
	const char **names = arena_array(a, count > 0 ? (size_t)count + 1 : 1, sizeof(char *));
	size_t n = 0;

	for (int i = 0; i < count; i++) {
		if (folders[i]->d_name[0] != '.')
			names[n++] = arena_strdup(a, folders[i]->d_name);
		free(folders[i]);
	}
	if (count >= 0)
		free(folders);
	return text_nearest(slug_make(name, a), names);
}

int blank_failed(const char *path)
{
	fprintf(stderr, "error: cannot write '%s': %s\n", path, strerror(errno));
	return STATUS_MACHINE;
}

bool blank_write(const char *path, const void *data, size_t len, struct arena *a)
{
	return file_mkdirs(path_dir(path, a)) && file_create(path, data, len);
}

bool blank_page(const char *path, const struct kind *kind, const struct skeleton_value *values,
		const char *body, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	if (kind->has_body)
		strbuf_adds(&out, "---\n");
	skeleton_write(kind, values, &out);
	if (kind->has_body)
		strbuf_addf(&out, "---\n%s%s", kind->body ? kind->body : "", body);
	return blank_write(path, out.data, out.len, a);
}

const char *blank_quoted(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);

	skeleton_quote(text, &out);
	return arena_strndup(a, out.data, out.len);
}

static bool is_plain(const char *title)
{
	for (size_t n; *title; title += n) {
		uint32_t cp;

		n = utf8_decode(title, strlen(title), &cp);
		if (!n || !utf8_is_xml(cp) || cp == '\n' || cp == '\t')
			return false;
	}
	return true;
}

/* Folders and addresses are read and typed by people. */
#define SLUG_BYTES 60

static char *short_slug(const char *title, struct arena *a)
{
	char *slug = slug_make(title, a);
	size_t len = strlen(slug);

	if (len <= SLUG_BYTES)
		return slug;
	for (len = SLUG_BYTES; len && slug[len] != '-'; len--)
		;
	slug[len ? len : SLUG_BYTES] = '\0';
	return slug;
}

char *blank_slug(const char *title, const char *what, struct arena *a)
{
	if (!is_plain(title)) {
		fprintf(stderr, "error: the %s is not plain UTF-8 text in one line, without tabs\n",
			what);
		return NULL;
	}
	char *slug = short_slug(title, a);
	if (*slug)
		return slug;
	fprintf(stderr,
		"error: the %s has no letters a-z that an address could be made of; make it with "
		"some, "
		"and change '%s:' in the file\n",
		what, what);
	return NULL;
}

const char *blank_read_line(const char *path, const char *key, struct arena *a)
{
	char *text;
	size_t len;

	if (!file_read(path, LIMIT_SOURCE_BYTES, &text, &len, a))
		return NULL;
	char *line = text_starts(text, key) ? text : strstr(text, arena_printf(a, "\n%s", key));
	if (!line)
		return NULL;
	line = strchr(line, ':') + 1;
	line += strspn(line, " \t\"'");
	line[strcspn(line, "\r\n\"'#")] = '\0';
	for (size_t end = strlen(line); end && line[end - 1] == ' '; end--)
		line[end - 1] = '\0';
	return line;
}
