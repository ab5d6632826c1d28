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

void problems_add(struct problems *p, enum diag_id id, double at, const char *fmt, ...)
{
	va_list ap;

	if (p->count == PROBLEMS_MAX)
		return;
	va_start(ap, fmt);
	p->items[p->count++] = (struct media_problem){
		.id = diag_slug(id),
		.text = format_text(p, fmt, ap),
		.at = at,
	};
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
	};
	va_end(ap);
	return false;
}
