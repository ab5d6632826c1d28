/* `blether map freeze`: the map as it is today becomes an edition. */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "map_command.h"
#include "model/map_table.h"

#define FOLDER "editions"

static const struct edition *last_edition(const struct site *site)
{
	return site->edition_count ? &site->editions[site->edition_count - 1] : NULL;
}

/* NULL after reporting that there can be none today. */
static const char *name_edition(struct map_run *run)
{
	const struct edition *last = last_edition(run->site);
	const char *zone = run->site->time_zone;
	const char *day = date_day(zone ? date_in_zone(run->now, zone) : run->now, run->arena);

	if (!run->site->map->count) {
		diag_report(run->diag, DIAG_EDITION_ORDER, span_of(run->site->item.src),
			    "there is nobody on the map, and so nothing to freeze");
		return NULL;
	}
	if (last && strcmp(day, date_day(last->date, run->arena)) <= 0) {
		diag_report(run->diag, DIAG_EDITION_ORDER, span_path(last->file, run->arena),
			    "there is an edition of this day or a later one already; what is "
			    "frozen stays as it is, so freeze the next one tomorrow");
		return NULL;
	}
	return arena_printf(run->arena, "%02lld-%s.csv", last ? (long long)last->number + 1 : 1LL,
			    day);
}

void map_freeze(struct map_run *run)
{
	STRBUF_SCOPED struct strbuf table = STRBUF_INIT(SIZE_MAX / 2);
	const char *folder = path_join(run->content, FOLDER, run->arena);
	const char *name = name_edition(run);
	const char *path = name ? path_join(folder, name, run->arena) : NULL;

	if (!path)
		return;
	map_table_write(run->site, &table);
	if (!file_mkdirs(folder) || !file_create(path, table.data, table.len))
		diag_report_errno(run->diag, DIAG_CANNOT_WRITE, "write", path);
	else
		puts(path);
}
