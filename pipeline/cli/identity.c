#include "identity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "environment.h"
#include "ledger_file.h"
#include "model/collect.h"
#include "opt.h"
#include "read/front_edit.h"
#include "read/read.h"
#include "report.h"

int identity_refuse(const char *fmt, ...)
{
	va_list ap;

	fputs("error: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return STATUS_USAGE;
}

void identity_say(const struct identity *id, const char *fmt, ...)
{
	va_list ap;

	if (id->dry_run)
		fputs("would be done: ", stdout);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

int identity_open(struct identity *id, const struct identity_opts *o)
{
	struct moment now;

	*id = (struct identity){ .dry_run = o->dry_run };
	id->content = environment_content(o->content, &id->arena);
	if (!id->content || !environment_now(o->now, &now))
		return STATUS_USAGE;
	diag_init(&id->diag, &id->arena);
	diag_init(&id->of_site, &id->arena);
	const struct ledger *l = read_ledger(id->content, &id->arena, &id->diag);
	id->site = l ? read_site(id->content, now, &id->arena, &id->of_site) : NULL;
	if (!diag_ok(&id->diag)) {
		report_messages(&id->diag);
		return report_status(&id->diag);
	}
	if (!id->site) {
		report_messages(&id->of_site);
		return report_status(&id->of_site);
	}
	id->is_published = l->src;
	site_collect(id->site, &id->arena, &id->of_site);
	id->ledger = ledger_copy(l, &id->arena);
	id->items = ledger_items(id->site, &id->arena);
	return STATUS_GOOD;
}

int identity_published(const struct identity *id)
{
	if (id->is_published)
		return STATUS_GOOD;
	return identity_refuse("nothing has been published yet: '%s' has no %s, so names, dates "
			       "and recordings can be changed freely",
			       id->content, LEDGER_NAME);
}

void identity_close(struct identity *id)
{
	arena_free(&id->arena);
}

/* --- which item is meant ---------------------------------------------------- */

/* What was found so far under one name. */
struct search {
	struct identity *id;
	struct target found[8]; /* so many are listed at most */
	size_t count;
};

static void add_found(struct search *s, struct target t)
{
	if (t.item && !t.row)
		t.row = ledger_by_guid(s->id->ledger, t.item->guid);
	if (t.row && !t.item && t.row->guid)
		t.item = ledger_item_by_guid(&s->id->items, t.row->guid);
	for (size_t i = 0; i < s->count; i++) {
		if (s->found[i].item == t.item && s->found[i].row == t.row)
			return;
	}
	if (s->count < COUNT(s->found))
		s->found[s->count++] = t;
}

/* An item's own file, or the folder that it lies in. */
static bool is_file_of(const struct stat *st, const struct ledger_item *i, struct arena *a)
{
	struct stat own;

	if (!i->item)
		return false;
	const char *path = S_ISDIR(st->st_mode) ? ledger_item_place(i, a) : i->item->src->path;

	return stat(path, &own) == 0 && own.st_dev == st->st_dev && own.st_ino == st->st_ino;
}

static void find_file(struct search *s, const char *name)
{
	struct stat st;

	if (stat(name, &st) != 0 && stat(path_join(s->id->content, name, &s->id->arena), &st) != 0)
		return;
	for (size_t i = 0; i < s->id->items.count; i++) {
		if (is_file_of(&st, &s->id->items.all[i], &s->id->arena))
			add_found(s, (struct target){ .item = &s->id->items.all[i] });
	}
}

static bool is_slug(const char *slug, const char *name)
{
	size_t digits = strspn(name, "0123456789");

	if (!slug || !*slug)
		return false;
	return strcmp(slug, name) == 0 ||
	       (digits && name[digits] == '-' && strcmp(slug, name + digits + 1) == 0);
}

/* A place in the content that is no more, because what was there has a new name already. */
static void find_former_place(struct search *s, const char *name)
{
	struct ledger *l = s->id->ledger;
	struct arena *a = &s->id->arena;
	char *slug = arena_strdup(a, path_base(name));
	struct stat dir, st;

	slug[strcspn(slug, ".")] = '\0';
	if (stat(path_dir(name, a), &dir) != 0 &&
	    stat(path_join(s->id->content, path_dir(name, a), a), &dir) != 0)
		return;
	for (size_t i = 0; i < l->count; i++) {
		const struct ledger_item *now =
			l->rows[i].kind != LEDGER_MOVED && l->rows[i].guid &&
					is_slug(l->rows[i].slug, slug)
				? ledger_item_by_guid(&s->id->items, l->rows[i].guid)
				: NULL;
		const char *there = now ? path_dir(ledger_item_place(now, a), a) : NULL;

		if (there && stat(there, &st) == 0 && st.st_dev == dir.st_dev &&
		    st.st_ino == dir.st_ino)
			add_found(s, (struct target){ .row = &l->rows[i] });
	}
}

static void find_permalink(struct search *s, const char *path)
{
	struct ledger_row *row = ledger_at(s->id->ledger, path);
	struct ledger_row *left = row ? NULL : ledger_left(s->id->ledger, path);

	if (left && left->guid)
		row = ledger_by_guid(s->id->ledger, left->guid);
	if (row && row->kind != LEDGER_SITE)
		add_found(s, (struct target){ .row = row });
}

static void find_slug(struct search *s, const char *name)
{
	struct ledger *l = s->id->ledger;

	for (size_t i = 0; i < s->id->items.count; i++) {
		if (s->id->items.all[i].item && is_slug(s->id->items.all[i].slug, name))
			add_found(s, (struct target){ .item = &s->id->items.all[i] });
	}
	for (size_t i = 0; i < l->count; i++) {
		if (l->rows[i].kind != LEDGER_SITE && l->rows[i].kind != LEDGER_MOVED &&
		    l->rows[i].kind != LEDGER_FEED && is_slug(l->rows[i].slug, name))
			add_found(s, (struct target){ .row = &l->rows[i] });
	}
}

static bool tell_none(struct identity *id, const char *name)
{
	const char **slugs = arena_array(&id->arena, id->items.count + 1, sizeof(char *));
	const char *near;

	for (size_t i = 0; i < id->items.count; i++)
		slugs[i] = id->items.all[i].slug;
	near = text_nearest(path_base(name), slugs);
	identity_refuse("there is no '%s' in the content and in %s%s%s%s; name a folder or file of "
			"the content, a path of the site, or a guid",
			name, LEDGER_NAME, near ? "; did you mean '" : "", near ? near : "",
			near ? "'?" : "");
	return false;
}

static bool tell_several(const struct search *s, const char *name)
{
	identity_refuse("'%s' could be any of these; name the one you mean by its path:", name);
	for (size_t i = 0; i < s->count; i++) {
		const struct target *t = &s->found[i];

		fprintf(stderr, "  %s\n",
			t->item ? ledger_item_place(t->item, &s->id->arena) : t->row->permalink);
	}
	return false;
}

bool identity_find(struct identity *id, const char *name, struct target *into)
{
	struct search s = { .id = id };
	size_t len = strlen(name);
	char *path = arena_strdup(&id->arena, name);

	while (len > 1 && path[len - 1] == '/')
		path[--len] = '\0';
	if (ledger_by_guid(id->ledger, path))
		add_found(&s, (struct target){ .row = ledger_by_guid(id->ledger, path) });
	if (!s.count)
		find_file(&s, path);
	if (!s.count)
		find_permalink(&s, path);
	if (!s.count)
		find_permalink(&s, path_join(path, "index.html", &id->arena));
	if (!s.count)
		find_slug(&s, path);
	if (!s.count)
		find_former_place(&s, path);
	if (s.count != 1)
		return s.count ? tell_several(&s, name) : tell_none(id, name);
	*into = s.found[0];
	return true;
}

/* --- what is written -------------------------------------------------------- */

static bool machine_failed(struct identity *id, const char *what, const char *path)
{
	diag_report_errno(&id->diag, DIAG_CANNOT_WRITE, what, path);
	return false;
}

bool identity_set_line(struct identity *id, const char *file, const char *key, const char *value)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);
	const struct front_value line = { .key = key, .texts = &value, .count = 1 };
	char *text;
	size_t len;

	if (!file_read(file, LIMIT_SOURCE_BYTES, &text, &len, &id->arena))
		return machine_failed(id, "cannot read the file", file);
	if (!front_edit(text, len, NULL, &line, &out)) {
		identity_refuse("'%s' cannot be changed by itself here; write '%s: %s' into it, "
				"and say this command again",
				file, key, value);
		return false;
	}
	identity_say(id, "%s: the line '%s: %s'", file, key, value);
	if (id->dry_run || (out.len == len && memcmp(out.data, text, len) == 0))
		return true;
	return file_replace(file, out.data, out.len) ||
	       machine_failed(id, "cannot write the file", file);
}

/* renameat2(2) may be unknown to the file system; then somebody else would have to be very quick.
 */
static bool rename_beside(const char *from, const char *to)
{
	struct stat st;

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (lstat(to, &st) == 0) {
		errno = EEXIST;
		return false;
	}
	return rename(from, to) == 0;
}

bool identity_rename(struct identity *id, const char *from, const char *to)
{
	struct stat st;

	if (lstat(to, &st) == 0) {
		identity_refuse("'%s' is there already; choose another name", to);
		return false;
	}
	identity_say(id, "%s is now %s", from, to);
	if (id->dry_run || rename_beside(from, to))
		return true;
	return machine_failed(id, "cannot rename", from);
}

int identity_save(struct identity *id)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_LEDGER_BYTES);

	if (diag_ok(&id->diag) && !id->dry_run && id->is_published) {
		ledger_tidy(id->ledger, &id->arena);
		ledger_file_write(id->content, id->ledger, &out, &id->diag);
	}
	if (diag_ok(&id->diag))
		return STATUS_GOOD;
	report_messages(&id->diag);
	return report_status(&id->diag);
}
