/* What programmes and their sessions tell programs, in the words of https://schema.org. */
#include <inttypes.h>

#include "base/json.h"
#include "base/limits.h"
#include "course.h"
#include "model/licence.h"

static void add_text(struct json *j, const char *key, const char *value)
{
	if (value && *value)
		json_text(j, key, value);
}

static void open_document(struct press *p, struct json *j, const char *type, const char *path)
{
	json_open(j, NULL, '{');
	json_text(j, "@context", "https://schema.org");
	json_text(j, "@type", type);
	json_text(j, "url", site_permalink(p->site, path, &p->page));
}

static const char *close_document(struct press *p, struct json *j, struct strbuf *text)
{
	json_close(j, '}');
	const char *copy = strbuf_ok(text) ? arena_strndup(&p->page, text->data, text->len) : NULL;

	strbuf_release(text);
	return copy;
}

static void add_site(struct press *p, struct json *j, const char *key)
{
	json_open(j, key, '{');
	json_text(j, "@type", "Organization");
	json_text(j, "name", p->site->title);
	json_text(j, "url", site_permalink(p->site, p->site->item.path, &p->page));
	json_close(j, '}');
}

static void add_outcomes(struct json *j, const struct programme *programme,
			 const struct session *only)
{
	const struct outcome *all = programme->outcomes.items;

	json_open(j, "teaches", '[');
	for (size_t i = 0; i < programme->outcomes.count; i++) {
		if (!only || session_serves(only, all[i].id))
			json_text(j, NULL, all[i].text);
	}
	json_close(j, ']');
}

static const char *minutes(struct press *p, int64_t count)
{
	return arena_printf(&p->page, "PT%" PRId64 "M", count);
}

/* One cohort. */
static void add_instance(struct press *p, struct json *j, const struct programme *programme)
{
	json_open(j, "hasCourseInstance", '[');
	json_open(j, NULL, '{');
	json_text(j, "@type", "CourseInstance");
	add_text(j, "name", programme->cohort);
	if (programme->start.set)
		json_text(j, "startDate", date_day(programme->start, &p->page));
	if (programme->end.set)
		json_text(j, "endDate", date_day(programme->end, &p->page));
	if (programme_minutes(programme))
		json_text(j, "courseWorkload", minutes(p, programme_minutes(programme)));
	json_close(j, '}');
	json_close(j, ']');
}

static void add_parts(struct press *p, struct json *j, const struct programme *programme)
{
	json_open(j, "hasPart", '[');
	for (size_t i = 0; i < programme->session_count; i++) {
		const struct session *s = course_session(p, programme->sessions[i]);

		json_open(j, NULL, '{');
		json_text(j, "@type", "LearningResource");
		json_text(j, "name", s->title);
		json_text(j, "url", site_permalink(p->site, s->item.path, &p->page));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void add_language(struct press *p, struct json *j, const struct item *item)
{
	const struct licence *known = p->site->licence ? licence_find(p->site->licence) : NULL;

	add_text(j, "inLanguage", item->language ? item->language : p->language);
	json_bool(j, "isAccessibleForFree", true);
	add_text(j, "license", known ? known->url : NULL);
}

const char *linked_programme(struct press *p, const struct programme *programme)
{
	struct strbuf text = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct json j = JSON_INIT(&text);

	open_document(p, &j, "Course", programme->item.path);
	json_text(&j, "name", programme->title);
	add_text(&j, "description", programme->summary);
	add_language(p, &j, &programme->item);
	add_site(p, &j, "provider");
	add_outcomes(&j, programme, NULL);
	add_instance(p, &j, programme);
	add_parts(p, &j, programme);
	return close_document(p, &j, &text);
}

const char *linked_session(struct press *p, const struct session *s)
{
	const struct programme *programme = course_programme(p, s->programme);
	struct strbuf text = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct json j = JSON_INIT(&text);

	open_document(p, &j, "LearningResource", s->item.path);
	json_text(&j, "name", s->title);
	add_text(&j, "description", s->summary);
	add_language(p, &j, &s->item);
	json_int(&j, "position", s->number);
	if (s->minutes)
		json_text(&j, "timeRequired", minutes(p, s->minutes));
	add_outcomes(&j, programme, s);
	json_open(&j, "isPartOf", '{');
	json_text(&j, "@type", "Course");
	json_text(&j, "name", programme->title);
	json_text(&j, "url", site_permalink(p->site, programme->item.path, &p->page));
	json_close(&j, '}');
	return close_document(p, &j, &text);
}
