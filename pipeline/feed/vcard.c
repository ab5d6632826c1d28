/*
 * groups/<slug>.vcf, and groups/all.vcf with all of them: cards for the address book of a phone
 * (vCard 4.0, RFC 6350).
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/care.h"
#include "model/contact.h"
#include "model/map_pages.h"
#include "open_data.h"

#define LINE_OCTETS 75 /* RFC 6350 section 3.2, the CRLF not counted */

struct card {
	struct strbuf *out;
	struct strbuf *line;
};

/* Section 3.4: in text, these stand behind a backslash. */
static void add_escaped(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\,;", *text))
			strbuf_addc(out, '\\');
		if (*text == '\n')
			strbuf_adds(out, "\\n");
		else if (*text != '\r')
			strbuf_addc(out, *text);
	}
}

/* Folds by octets, as section 3.2 says, but not inside a character. */
static void end_line(struct card *c)
{
	const char *text = c->line->data;
	size_t left = c->line->len, room = LINE_OCTETS;

	while (left > room) {
		size_t cut = room;

		while (cut > 1 && ((unsigned char)text[cut] & 0xc0) == 0x80)
			cut--;
		strbuf_add(c->out, text, cut);
		strbuf_adds(c->out, "\r\n ");
		text += cut;
		left -= cut;
		room = LINE_OCTETS - 1; /* the blank is one of them */
	}
	strbuf_add(c->out, text, left);
	strbuf_adds(c->out, "\r\n");
	strbuf_clear(c->line);
}

static void add_line(struct card *c, const char *name, const char *value)
{
	if (!value)
		return;
	strbuf_addf(c->line, "%s:", name);
	strbuf_adds(c->line, value);
	end_line(c);
}

static void add_text_line(struct card *c, const char *name, const char *value)
{
	if (!value)
		return;
	strbuf_addf(c->line, "%s:", name);
	add_escaped(c->line, value);
	end_line(c);
}

/* Section 6.3.1: post box, extension, street, town, region, postcode, country. */
static void add_address(struct card *c, const struct group *g)
{
	if (!group_has_open_address(g))
		return;
	strbuf_adds(c->line, "ADR;TYPE=work:;;");
	add_escaped(c->line, g->address);
	strbuf_addc(c->line, ';');
	add_escaped(c->line, g->town ? g->town : "");
	strbuf_adds(c->line, ";;");
	add_escaped(c->line, g->postcode ? g->postcode : "");
	strbuf_addc(c->line, ';');
	end_line(c);
}

static void add_category(struct card *c, const struct site *site, const char *slug)
{
	const struct area *area = site_item(site, &kind_area, slug);

	if (!area)
		return;
	strbuf_adds(c->line, c->line->len ? "," : "CATEGORIES:");
	add_escaped(c->line, area->title);
}

static void add_categories(struct card *c, const struct site *site, const struct group *g)
{
	for (size_t i = 0; i < g->leads.count; i++)
		add_category(c, site, g->leads.items[i]);
	for (size_t i = 0; i < g->helps.count; i++)
		add_category(c, site, g->helps.items[i]);
	if (c->line->len)
		end_line(c);
}

/* Section 6.7.4; the day on which somebody made sure that it is right. */
static void add_revision(struct card *c, const struct group *g, struct arena *a)
{
	int year, month, day;

	if (!g->checked.set ||
	    sscanf(date_day(g->checked, a), "%d-%d-%d", &year, &month, &day) != 3)
		return;
	add_line(c, "REV", arena_printf(a, "%04d%02d%02dT000000Z", year, month, day));
}

static const char *language_tag(const struct site *site, struct arena *a)
{
	return arena_printf(a, "NOTE;LANGUAGE=%s", site->language);
}

/* `id` is that of its record in the open directory, so that the two find each other. */
static void write_card(struct render *r, struct card *c, const struct group *g, const char *id)
{
	struct arena *a = r->scratch;
	const struct site *site = r->site;
	const char *phone = group_open_phone(g);

	strbuf_adds(c->out, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
	add_line(c, "PRODID", "-//blether//EN");
	add_line(c, "KIND", "org");
	add_line(c, "UID", arena_printf(a, "urn:uuid:%s", id));
	add_text_line(c, "FN", g->name);
	add_text_line(c, "ORG", g->name);
	add_text_line(c, "ROLE", g->ask_for);
	if (phone)
		add_line(c, "TEL;VALUE=uri;TYPE=\"work,voice\"",
			 arena_printf(a, "tel:%s", phone_dialled(phone, a)));
	add_text_line(c, "EMAIL;TYPE=work", group_open_email(g));
	add_address(c, g);
	add_line(c, "URL;TYPE=work", g->web);
	add_line(c, "SOURCE", site_url(site, group_card_path(g, a), a));
	add_text_line(c, language_tag(site, a), g->summary);
	add_categories(c, site, g);
	add_revision(c, g, a);
	strbuf_adds(c->out, "END:VCARD\r\n");
}

static void put_card(struct render *r, struct card *c, const struct group *g, const char *id)
{
	const char *path = group_card_path(g, r->scratch);

	strbuf_clear(c->out);
	write_card(r, c, g, id);
	render_put(r, path, "text/vcard");
	arena_reset(r->scratch);
}

void vcard_render(struct render *r, const struct hsds *h)
{
	const struct site *site = r->site;
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(r->out->limit);
	STRBUF_SCOPED struct strbuf all = STRBUF_INIT(r->out->limit);
	struct card one = { r->out, &line }, each = { &all, &line };

	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];
		const struct hsds_organization *o = hsds_row(h, HSDS_ORGANIZATION, i);

		if (group_is_closed(g))
			continue;
		write_card(r, &each, g, o->id);
		put_card(r, &one, g, o->id);
	}
	strbuf_clear(r->out);
	strbuf_add(r->out, all.data, all.len);
	if (r->out->len)
		render_put(r, "groups/all.vcf", "text/vcard");
}
