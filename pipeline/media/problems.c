#include "problems.h"

#include <stdarg.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

static const char *__attribute__((format(printf, 2, 0)))
format_text(struct problems *p, const char *fmt, va_list ap)
{
	STRBUF_SCOPED struct strbuf sb = STRBUF_INIT(LIMIT_MESSAGE);

	strbuf_vaddf(&sb, fmt, ap);
	return arena_strndup(p->arena, sb.data, sb.len);
}

static void add(struct problems *p, struct media_problem problem)
{
	if (p->count < PROBLEMS_MAX)
		p->items[p->count++] = problem;
}

void problems_add(struct problems *p, enum diag_id id, double at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, (struct media_problem){ diag_slug(id), format_text(p, fmt, ap), at, NOWHERE });
	va_end(ap);
}

void problems_add_part(struct problems *p, enum diag_id id, struct part part, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, (struct media_problem){ diag_slug(id), format_text(p, fmt, ap), part.from, part.to });
	va_end(ap);
}

bool problems_fail(struct problems *p, enum diag_id id, const char *fmt, ...)
{
	va_list ap;

	if (p->failure.id)
		return false;
	va_start(ap, fmt);
	p->failure = (struct media_problem){
		.id = diag_slug(id),
		.text = format_text(p, fmt, ap),
		.at = NOWHERE,
		.until = NOWHERE,
	};
	va_end(ap);
	return false;
}
