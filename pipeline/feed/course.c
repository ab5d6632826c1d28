/* The calendar of each programme, and the table of communities for others to reuse. */
#include "base/cell.h"
#include "base/mem.h"
#include "ical.h"
#include "model/community.h"
#include "model/programme.h"
#include "render.h"

/* Neither who comes nor the link by which they join: that is told to participants alone. */
static struct ical_event event_of(struct render *r, const struct session *s, struct arena *a)
{
	return (struct ical_event){
		.uid = site_page_uuid(r->site, s->item.path, a),
		.sequence = s->sequence,
		.status = session_is_cancelled(s) ? ICAL_CANCELLED : ICAL_PLANNED,
		.start = s->date,
		.end = s->end.set ? s->end : s->date,
		.title = s->title,
		.text = s->summary,
		.page = s->item.path,
	};
}

static void put_calendar(struct render *r, const struct programme *p)
{
	struct arena a = { 0 };
	struct ical_event *events = arena_array(&a, p->session_count, sizeof(*events));
	struct ical_calendar calendar = { .path = programme_calendar_path(p, &a),
					  .page = p->item.path,
					  .name = p->title,
					  .summary = p->summary,
					  .events = events };

	for (size_t i = 0; i < p->session_count; i++) {
		if (p->sessions[i]->date.set)
			events[calendar.count++] = event_of(r, p->sessions[i], &a);
	}
	if (calendar.path)
		ical_put(r, &calendar);
	arena_free(&a);
}

/* Columns as in the file that people keep, but for the addresses. */
static void put_row(struct strbuf *out, const struct community *c)
{
	const char *const cells[] = { c->id, c->name, c->kind, c->council, c->cohort, c->story };

	for (size_t i = 0; i < COUNT(cells); i++) {
		if (i)
			strbuf_addc(out, ',');
		cell_put(out, cells[i] ? cells[i] : "");
	}
	strbuf_adds(out, "\r\n");
}

static void put_communities(struct render *r)
{
	const char *path = community_data_path(r->site);

	if (!path)
		return;
	strbuf_clear(r->out);
	strbuf_adds(r->out, "id,name,kind,council,cohort,story\r\n");
	for (size_t i = 0; i < r->site->community_count; i++)
		put_row(r->out, &r->site->communities[i]);
	render_put(r, path, "text/csv");
}

void course_render(struct render *r)
{
	for (size_t i = 0; i < r->site->programme_count; i++)
		put_calendar(r, r->site->programmes[i]);
	put_communities(r);
}
