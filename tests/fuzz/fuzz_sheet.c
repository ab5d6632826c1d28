#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "read/read.h"
#include "../../pipeline/cli/sheet_merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

static void put(const char *dir, const char *name, const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	must(file_write(path, text, strlen(text)));
}

/* A site of two groups and two areas, read from a folder that is gone again. */
static const struct site *make_site(struct arena *a)
{
	static const char *const folders[] = { "areas", "groups", "places" };
	char dir[] = "/tmp/blether-sheet-XXXXXX", command[64];
	struct diag diag;

	must(mkdtemp(dir) != NULL);
	for (size_t i = 0; i < COUNT(folders); i++) {
		char path[64];

		snprintf(path, sizeof(path), "%s/%s", dir, folders[i]);
		must(mkdir(path, 0700) == 0);
	}
	put(dir, "site.yaml", "title: T\naddress: https://www.example.org/\nsummary: S\n");
	put(dir, "areas/housing.md", "---\ntitle: Housing\nsummary: S\n---\n");
	put(dir, "areas/bereavement.md", "---\ntitle: Loss\nsummary: S\n---\n");
	put(dir, "places/exampleton.md", "---\ntitle: Exampleton\n---\n");
	put(dir, "groups/one.md", "---\nname: One\nsummary: S\nkind: third\nleads: [housing]\nphone: \"01\"\nchecked: 2026-09-01\n---\n");
	put(dir, "groups/two.md", "---\nname: Two\nsummary: S\nkind: faith\nhelps: [bereavement]\n---\n");
	diag_init(&diag, a);
	const struct site *site = read_site(dir, (struct moment){ .utc = 1800000000, .set = true }, a, &diag);

	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	must(system(command) == 0 && site && site->group_count == 2);
	return site;
}

/* Every edit is of a field with a value that has passed; nothing is edited and in conflict at once. */
static void check(const struct sheet_merge *m)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct group_edit *g = &m->groups[i];

		must(slug_valid(g->slug));
		for (size_t k = 0; k < g->count; k++) {
			const struct field *f = g->edits[k].field;

			must(f >= kind_group.fields && f < kind_group.fields + kind_field_count(&kind_group));
			must(!f->required || g->edits[k].texts.count);
			must(f->list || g->edits[k].texts.count <= 1);
		}
	}
}

/* Any bytes as a sheet that comes back. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena kept;
	static const struct site *site;
	struct arena a = { 0 };
	struct diag diag;
	struct sheet sheet;
	char path[64];
	int fd = memfd_create("sheet", 0);

	if (!site)
		site = make_site(&kept);
	must(fd >= 0 && file_write_all(fd, data, size));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	diag_init(&diag, &a);
	if (sheet_read(path, site, &sheet, &a, &diag)) {
		struct sheet_merge m = { .site = site, .sheet = &sheet, .diag = &diag };

		sheet_merge(&m);
		check(&m);
	}
	must(!diag.prefix);
	close(fd);
	arena_free(&a);
	return 0;
}
