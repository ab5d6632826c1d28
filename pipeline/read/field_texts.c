#include "field_texts.h"

#include "base/text.h"

struct showing {
	struct reader *r;
	void (*show)(struct reader *r, const struct field_text *t);
};

static void show_struct(const struct showing *s, const struct kind *kind, const void *data,
			const struct span *spans, struct span above);

/* Names stay as they are, and programs read the rest as it stands. */
static bool is_prose(const struct field *f)
{
	static const char *const others[] = { "name",       "author",    "copyright",  "transcribe",
					      "checked_by", "phone",     "text",       "text_word",
					      "purpose",    "tested_by", "controller", "host",
					      "block",      "allow",     "display",    NULL };

	return (f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT) &&
	       !text_is_one_of(f->key, others);
}

static void show_text(const struct showing *s, const struct field *f, const char *text,
		      struct span at)
{
	const struct field_text t = { f, text, at };

	if (text && at.src)
		s->show(s->r, &t);
}

static void show_list(const struct showing *s, const struct field *f, const void *at)
{
	const struct list *l = at;
	size_t fields = kind_field_count(f->sub);

	for (size_t i = 0; l->field_spans && i < l->count; i++)
		show_struct(s, f->sub, (const char *)l->items + i * f->sub->size,
			    &l->field_spans[i * fields], l->at[i]);
}

static void show_texts(const struct showing *s, const struct field *f, const void *at)
{
	const struct strings *all = at;

	for (size_t i = 0; all->at && i < all->count; i++)
		show_text(s, f, all->items[i], all->at[i]);
}

/* `above` is where the struct stands: for values that have no place of their own. */
static void show_struct(const struct showing *s, const struct kind *kind, const void *data,
			const struct span *spans, struct span above)
{
	for (size_t i = 0; kind->fields[i].key; i++) {
		const struct field *f = &kind->fields[i];
		const void *at = (const char *)data + f->offset;
		struct span where = spans && spans[i].src ? spans[i] : above;

		if (!where.src)
			continue;
		if (f->type == FIELD_MAP && f->list)
			show_list(s, f, at);
		else if (f->type == FIELD_MAP)
			show_struct(s, f->sub, at, NULL, where);
		else if (is_prose(f) && f->list)
			show_texts(s, f, at);
		else if (is_prose(f))
			show_text(s, f, *(const char *const *)at, where);
	}
}

void field_texts(const struct item *item, struct reader *r,
		 void (*show)(struct reader *r, const struct field_text *t))
{
	const struct showing s = { r, show };

	if (item->kind != &kind_word_list)
		show_struct(&s, item->kind, item, item->spans, (struct span){ 0 });
}
