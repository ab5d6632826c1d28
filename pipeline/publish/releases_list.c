#include "releases_list.h"

#include "base/json.h"
#include "base/json_tree.h"
#include "base/mem.h"
#include "base/strbuf.h"

static void write_one(const struct release *one, struct json *j, struct arena *a)
{
	json_open(j, NULL, '{');
	json_int(j, "number", one->number);
	json_bool(j, "ended", one->ended);
	json_bool(j, "purged", one->purged);
	json_text(j, "when", date_rfc3339(one->when, a));
	json_int(j, "like", one->like);
	json_open(j, "targets", '[');
	for (const char *const *t = one->targets; *t; t++)
		json_text(j, NULL, *t);
	json_close(j, ']');
	json_int(j, "created", (int64_t)one->created);
	json_int(j, "changed", (int64_t)one->changed);
	json_int(j, "deleted", (int64_t)one->deleted);
	json_int(j, "files", (int64_t)one->files);
	json_int(j, "bytes", one->bytes);
	json_text(j, "news", one->news);
	json_close(j, '}');
}

void releases_list_write(const struct release *all, size_t count, struct strbuf *out,
			 struct arena *a)
{
	struct json j = JSON_INIT_PRETTY(out);

	json_open(&j, NULL, '{');
	json_int(&j, "version", 1);
	json_open(&j, "releases", '[');
	for (size_t i = 0; i < count; i++)
		write_one(&all[i], &j, a);
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

/* A whole number that a double holds exactly; 0 where there is none. */
static int64_t number(const struct tree *map, const char *key)
{
	const double most = 9007199254740992.0;
	double n;

	return tree_number(map, key, &n) && n >= 0 && n <= most ? (int64_t)n : 0;
}

static bool flag(const struct tree *map, const char *key)
{
	const struct tree *t = tree_member(map, key);

	return t && t->kind == TREE_FLAG && t->number > 0;
}

static const char *const *texts(const struct tree *list, struct arena *a)
{
	const char **all = arena_array(a, (list ? list->count : 0) + 1, sizeof(*all));
	size_t n = 0;

	for (const struct tree *t = list ? list->first : NULL; t; t = t->next) {
		if (t->kind == TREE_TEXT)
			all[n++] = t->text;
	}
	return all;
}

static struct release read_one(const struct tree *map, struct arena *a)
{
	const char *when = tree_text(map, "when");
	struct release one = {
		.number = number(map, "number"),
		.ended = flag(map, "ended"),
		.purged = flag(map, "purged"),
		.like = number(map, "like"),
		.targets = texts(tree_list(map, "targets"), a),
		.created = (size_t)number(map, "created"),
		.changed = (size_t)number(map, "changed"),
		.deleted = (size_t)number(map, "deleted"),
		.files = (size_t)number(map, "files"),
		.bytes = number(map, "bytes"),
		.news = tree_text(map, "news"),
	};

	if (when)
		date_parse(when, &one.when);
	return one;
}

struct release *releases_list_read(const char *text, size_t len, size_t *count, const char **fault,
				   struct arena *a)
{
	struct tree_fault broken = { 0 };
	const struct tree *root = tree_read(text, len, a, &broken);
	const struct tree *list = tree_list(root, "releases");
	struct release *all = arena_array(a, (list ? list->count : 0) + 1, sizeof(*all));
	int64_t last = 0;

	*count = 0;
	*fault = !root                                   ? broken.text
		 : number(root, "version") != 1 || !list ? "it has no releases"
							 : NULL;
	for (const struct tree *t = list ? list->first : NULL; t && !*fault; t = t->next) {
		all[*count] = read_one(t, a);
		if (all[*count].number <= last)
			*fault = "its numbers are not in order";
		last = all[(*count)++].number;
	}
	return all;
}
