#include <assert.h>
#include <errno.h>
#include <string.h>

#include "base/diag.h"
#include "base/path.h"
#include "folder_state.h"

static void warn_left(struct folder *f, const char *path)
{
	diag_report(f->diag, DIAG_CHANGED_BY_HAND, span_path(folder_typed(f, path), f->arena),
		    "'%s' is not part of the site any more, but is not as blether wrote it, and "
		    "is left there; delete it if nobody needs it",
		    path);
}

/* A file that nobody put is deleted; one that is not ours any more is left and forgotten. */
static void settle_unwanted(struct folder *f, struct entry *e)
{
	enum look look = folder_look(f, e);

	/* Nor is it ours when the way to it leads through a link now. */
	if (look == LOOK_OURS && dirs_of(&f->dirs, e->path, false) < 0)
		look = errno == ENOTDIR || errno == ELOOP ? LOOK_STRANGE : LOOK_FAILED;
	if (look == LOOK_FAILED)
		folder_fail(f, "cannot read what is there already", e->path);
	if (look == LOOK_FAILED || look == LOOK_NOTHING || look == LOOK_OURS)
		return;
	warn_left(f, e->path);
	e->was = NULL;
	f->stale = true;
}

/* A file that is to be written must not have the name of a folder that another needs. */
static void check_way(struct folder *f, const struct entry *e)
{
	char path[DIRS_PATH];
	size_t len = strlen(e->path);

	if (!e->waits || len >= sizeof(path))
		return;
	memcpy(path, e->path, len + 1);
	for (char *slash = path; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		const struct entry *in_the_way = paths_find(&f->paths, path);

		if (in_the_way && in_the_way->put)
			folder_refuse_double(f, path);
	}
}

static void settle(struct folder *f)
{
	paths_sort(&f->paths);
	for (size_t i = 0; i < f->paths.count && !f->broken; i++) {
		struct entry *e = f->paths.all[i];

		if (!e->put && e->was)
			settle_unwanted(f, e);
		else if (e->put)
			check_way(f, e);
	}
	folder_count_refused(f);
}

/* Where the bytes of a wanted file can be read now. */
static const char *disk_path(struct folder *f, const struct entry *e)
{
	if (f->fresh)
		return path_join(f->sibling, e->path, f->arena);
	if (!e->waits)
		return path_join(f->place, e->path, f->arena);
	return arena_printf(f->arena, "%s/" STAGING_NAME "/%s", f->place,
			    waiting_name(e->waits).text);
}

/* Both trees; what was refused is in neither. */
static void grow_trees(struct folder *f, struct output_tree *have)
{
	struct output_tree *want = &f->tree;

	have->files = arena_array(f->arena, f->paths.count + 1, sizeof(*have->files));
	want->files = arena_array(f->arena, f->paths.count + 1, sizeof(*want->files));
	for (size_t i = 0; i < f->paths.count; i++) {
		struct entry *e = f->paths.all[i];

		if (e->was)
			have->files[have->count++] = e->was->file;
		if (e->put && (e->was || e->waits || f->fresh)) {
			e->will.file.disk = disk_path(f, e);
			want->files[want->count++] = e->will.file;
		}
	}
}

static void mark(struct output_tree *tree, const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_step *s = &plan->steps[i];

		if (s->act == PLAN_DELETE)
			continue;
		struct output_file *file = &tree->files[s->file - tree->files];
		file->is_new = s->act == PLAN_CREATE;
		file->is_changed = s->act == PLAN_REPLACE;
	}
}

static const struct output_file **list_gone(struct folder *f)
{
	const struct output_file **gone =
		arena_array(f->arena, f->plan.of[PLAN_DELETE], sizeof(*gone));
	size_t n = 0;

	for (size_t i = 0; i < f->plan.count; i++) {
		if (f->plan.steps[i].act == PLAN_DELETE)
			gone[n++] = f->plan.steps[i].file;
	}
	return gone;
}

struct folder_plan folder_stage(struct folder *f)
{
	struct output_tree have = { 0 };

	assert(!f->staged);
	f->staged = true;
	settle(f);
	grow_trees(f, &have);
	f->plan = plan_make(&have, &f->tree, f->arena);
	mark(&f->tree, &f->plan);
	return (struct folder_plan){
		.created = f->plan.of[PLAN_CREATE],
		.changed = f->plan.of[PLAN_REPLACE],
		.deleted = f->plan.of[PLAN_DELETE],
		.unchanged = f->plan.unchanged,
		.bytes = f->plan.bytes,
		.listed = have.count,
		.gone = list_gone(f),
	};
}
