/*
 * open/tabular/: the same records as a tabular data package (HSDS 3.0, "Serialization";
 * https://specs.frictionlessdata.io/tabular-data-package/): a table a kind of record, and
 * datapackage.json, which says what stands in them. The folder is the package, as the
 * specification has it: each table has an address of its own, opens in any spreadsheet, and is
 * written anew only when it changes; in an archive all that would be hidden.
 */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "model/licence.h"
#include "open_data.h"

static const struct {
	const char *type, *format; /* Table Schema: field descriptors */
} types[] = {
	[HSDS_TEXT] = { "string", NULL },   [HSDS_UUID] = { "string", "uuid" },
	[HSDS_URI] = { "string", "uri" },   [HSDS_EMAIL] = { "string", "email" },
	[HSDS_NUMBER] = { "number", NULL }, [HSDS_DATE] = { "date", NULL },
	[HSDS_TIME] = { "time", "%H:%M" },  [HSDS_DATETIME] = { "datetime", "any" },
};

/*
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV
 * Injection"). Numbers that begin with a sign are none: "+44 1632 960000", "-4.76".
 */
static bool is_formula(const char *text)
{
	if (strchr("=@\t\r", *text))
		return *text;
	return strchr("+-", *text) && text[1 + strspn(text + 1, "0123456789 .()-")];
}

/* RFC 4180 section 2. */
static void add_cell(struct strbuf *out, const char *text)
{
	bool is_quoted = text[strcspn(text, ",\"\r\n")];

	if (is_quoted)
		strbuf_addc(out, '"');
	if (is_formula(text))
		strbuf_addc(out, '\'');
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			strbuf_addc(out, '"');
		strbuf_addc(out, *c);
	}
	if (is_quoted)
		strbuf_addc(out, '"');
}

static void put_table(struct render *r, const struct hsds *h, enum hsds_kind kind)
{
	const struct hsds_table *t = &hsds_tables[kind];

	strbuf_clear(r->out);
	for (const struct hsds_column *c = t->columns; c->name; c++)
		strbuf_addf(r->out, "%s%s", c == t->columns ? "" : ",", c->name);
	strbuf_adds(r->out, "\r\n");
	for (size_t i = 0; i < h->rows[kind].count; i++) {
		for (const struct hsds_column *c = t->columns; c->name; c++) {
			const char *value = hsds_value(hsds_row(h, kind, i), c);

			if (c != t->columns)
				strbuf_addc(r->out, ',');
			if (value)
				add_cell(r->out, value);
		}
		strbuf_adds(r->out, "\r\n");
	}
	render_put(r, arena_printf(r->scratch, "open/tabular/%s", t->file), "text/csv");
	arena_reset(r->scratch);
}

static void write_field(struct json *j, const struct hsds_table *t, const struct hsds_column *c)
{
	json_open(j, NULL, '{');
	json_text(j, "name", c->name);
	json_text(j, "type", types[c->type].type);
	open_data_text(j, "format", types[c->type].format);
	if (c->required || c->choices) {
		json_open(j, "constraints", '{');
		if (c->required)
			json_bool(j, "required", true);
		if (c == t->columns)
			json_bool(j, "unique", true);
		if (c->choices) {
			json_open(j, "enum", '[');
			for (const char *const *one = c->choices; *one; one++)
				json_text(j, NULL, *one);
			json_close(j, ']');
		}
		json_close(j, '}');
	}
	json_close(j, '}');
}

static void write_foreign_keys(struct json *j, const struct hsds_table *t)
{
	bool is_open = false;

	for (const struct hsds_column *c = t->columns; c->name; c++) {
		if (c->refers == HSDS_KINDS)
			continue;
		if (!is_open)
			json_open(j, "foreignKeys", '[');
		is_open = true;
		json_open(j, NULL, '{');
		json_text(j, "fields", c->name);
		json_open(j, "reference", '{');
		json_text(j, "resource", hsds_tables[c->refers].name);
		json_text(j, "fields", "id");
		json_close(j, '}');
		json_close(j, '}');
	}
	if (is_open)
		json_close(j, ']');
}

static void write_resource(struct json *j, const struct hsds_table *t)
{
	json_open(j, NULL, '{');
	json_text(j, "name", t->name);
	json_text(j, "path", t->file);
	json_text(j, "profile", "tabular-data-resource");
	json_text(j, "format", "csv");
	json_text(j, "mediatype", "text/csv");
	json_text(j, "encoding", "utf-8");
	json_open(j, "schema", '{');
	json_open(j, "fields", '[');
	for (const struct hsds_column *c = t->columns; c->name; c++)
		write_field(j, t, c);
	json_close(j, ']');
	json_text(j, "primaryKey", "id");
	write_foreign_keys(j, t);
	json_close(j, '}');
	json_close(j, '}');
}

static void write_licences(struct json *j, const struct site *site)
{
	const struct licence *l = licence_find(site->licence);

	if (!l || !l->url)
		return;
	json_open(j, "licenses", '[');
	json_open(j, NULL, '{');
	json_text(j, "name", l->id);
	json_text(j, "title", l->name);
	json_text(j, "path", l->url);
	json_close(j, '}');
	json_close(j, ']');
}

static void put_package(struct render *r, const struct hsds *h)
{
	const struct site *site = r->site;
	struct json j = JSON_INIT_PRETTY(r->out);

	strbuf_clear(r->out);
	json_open(&j, NULL, '{');
	json_text(&j, "profile", "tabular-data-package");
	json_text(&j, "name", "human_services_data");
	json_text(&j, "title", site->title);
	open_data_text(&j, "description", site->summary);
	json_text(&j, "homepage", site_url(site, open_data_path(site), r->scratch));
	write_licences(&j, site);
	json_open(&j, "resources", '[');
	for (int k = 0; k < HSDS_KINDS; k++) {
		if (h->rows[k].count)
			write_resource(&j, &hsds_tables[k]);
	}
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(r->out, '\n');
	render_put(r, "open/tabular/datapackage.json", "application/json");
	arena_reset(r->scratch);
}

void hsds_render_tabular(struct render *r, const struct hsds *h)
{
	for (int k = 0; k < HSDS_KINDS; k++) {
		if (h->rows[k].count)
			put_table(r, h, (enum hsds_kind)k);
	}
	put_package(r, h);
}
