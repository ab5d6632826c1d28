#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/map.h"
#include "model/network.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/blether-tables-XXXXXX";

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

static void put(const char *name, const void *data, size_t len)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	must(file_write(path, data, len));
}

static void put_text(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

static void leave(void)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	must(system(command) == 0);
}

static void make_folder(void)
{
	static const char *const folders[] = { "areas", "groups", "editions" };
	char path[64];

	must(mkdtemp(folder) != NULL);
	for (size_t i = 0; i < COUNT(folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, folders[i]);
		must(mkdir(path, 0700) == 0);
	}
	atexit(leave);
	put_text("site.yaml", "title: T\naddress: https://www.example.org/\nsummary: S\n");
	put_text("areas/housing.md", "---\ntitle: Housing\nsummary: S\n---\n");
	put_text("groups/one.md",
		 "---\nname: One\nsummary: S\nkind: third\nleads: [housing]\nphone: \"01\"\n---\n");
}

/* What an edition says is whole, and what became of it since can be told. */
static void check_edition(const struct edition *e, const struct site *site, struct arena *a)
{
	for (size_t i = 0; i < e->map.count; i++) {
		must(e->map.presences[i].area < e->map.areas.count);
		must(e->map.presences[i].group < e->map.groups.count);
	}
	must(map_compare(&e->map, &e->map, a).count == 0);
	if (site->map)
		must(map_compare(&e->map, site->map, a).count ==
		     map_compare(site->map, &e->map, a).count);
}

/* Any bytes as communities.csv and as a frozen edition. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct diag diag;

	if (folder[strlen(folder) - 1] == 'X')
		make_folder();
	put("communities.csv", data, size);
	put("editions/01-2026-01-01.csv", data, size);
	diag_init(&diag, &a);
	const struct site *site =
		read_site(folder, (struct moment){ .utc = 1800000000, .set = true }, &a, &diag);

	for (size_t i = 0; site && i < site->edition_count; i++)
		check_edition(&site->editions[i], site, &a);
	must(site && site->edition_count <= 1);
	arena_free(&a);
	return 0;
}
