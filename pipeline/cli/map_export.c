#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "map_command.h"
#include "model/rows.h"
#include "opt.h"
#include "read/read.h"
#include "report.h"

/* --- JSON ---------------------------------------------------------------------- */

static void json_fields(struct json *j, const struct kind *kind, const void *item,
			const struct span *spans, struct arena *a);

static void json_entries(struct json *j, const struct field *f, const struct strings *s)
{
	json_open(j, f->key, '[');
	for (size_t i = 0; i < s->count; i++)
		json_text(j, NULL, s->items[i]);
	json_close(j, ']');
}

static void json_maps(struct json *j, const struct field *f, const struct list *l, struct arena *a)
{
	const size_t fields = kind_field_count(f->sub);

	json_open(j, f->key, '[');
	for (size_t i = 0; i < l->count; i++) {
		json_open(j, NULL, '{');
		json_fields(j, f->sub, (const char *)l->items + i * f->sub->size,
			    &l->field_spans[i * fields], a);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* What is not said is left out. */
static void json_fields(struct json *j, const struct kind *kind, const void *item,
			const struct span *spans, struct arena *a)
{
	for (size_t i = 0; kind->fields[i].key; i++) {
		const struct field *f = &kind->fields[i];
		const void *place = (const char *)item + f->offset;
		const char *cell = field_cell(f, item, spans[i], a);

		if (f->type == FIELD_MAP && f->list && spans[i].src)
			json_maps(j, f, place, a);
		else if (!field_has_column(f) || !*cell)
			continue;
		else if (f->list)
			json_entries(j, f, place);
		else if (f->type == FIELD_FLAG)
			json_bool(j, f->key, *(const bool *)place);
		else if (f->type == FIELD_NUMBER)
			json_int(j, f->key, *(const int64_t *)place);
		else
			json_text(j, f->key, cell);
	}
}

static void write_json(const struct site *site, struct strbuf *out, struct arena *a)
{
	struct json j = JSON_INIT_PRETTY(out);

	json_open(&j, NULL, '{');
	json_open(&j, "groups", '[');
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		json_open(&j, NULL, '{');
		json_text(&j, kind_group.name, g->item.slug);
		json_fields(&j, &kind_group, g, g->item.spans, a);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

/* --- tables ---------------------------------------------------------------------- */

static const struct table_kind {
	const char *name;
	struct rows (*make)(const struct site *site, enum rows_for who, struct arena *a);
} tables[] = {
	{ "groups", rows_groups },
	{ "services", rows_services },
	{ "long", rows_long },
	{ "wide", rows_wide },
};

static void write_table(const struct map_opts *o, const struct site *site, struct strbuf *out,
			struct arena *a)
{
	const char *as = o->as ? o->as : tables[0].name;

	if (strcmp(as, "json") == 0)
		write_json(site, out, a);
	for (size_t i = 0; i < COUNT(tables); i++) {
		if (strcmp(as, tables[i].name) != 0)
			continue;
		const struct rows rows = tables[i].make(site, ROWS_SHEET, a);

		rows_write(&rows, o->bom, out);
	}
}

/* A sheet of groups may come back with changes. */
static int put_out(const struct map_opts *o, const struct strbuf *out, struct diag *diag)
{
	const bool may_return = !o->as || strcmp(o->as, tables[0].name) == 0;

	if (!o->output) {
		fwrite(out->data, 1, out->len, stdout);
		return STATUS_GOOD;
	}
	if (file_write(o->output, out->data, out->len)) {
		fprintf(stderr, "%s is ready%s%s\n", o->output,
			may_return ? "; when it was changed: blether map import " : "",
			may_return ? o->output : "");
		return STATUS_GOOD;
	}
	diag_report_errno(diag, DIAG_CANNOT_WRITE, "cannot write the file", o->output);
	report_messages(diag);
	return STATUS_MACHINE;
}

/* A sheet of what cannot be read would come back without it. */
int map_export(struct map_run *run)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct diag diag;

	diag_init(&diag, run->arena);
	const struct site *site = read_site(run->content, run->now, run->arena, &diag);

	if (!site || site->has_unread || diag.count[SEV_FATAL]) {
		report_messages(&diag);
		return report_status(&diag);
	}
	write_table(run->opts, site, &out, run->arena);
	return put_out(run->opts, &out, &diag);
}
