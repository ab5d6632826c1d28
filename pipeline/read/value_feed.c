#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/language.h"
#include "model/licence.h"
#include "model/taxonomy.h"
#include "value_check.h"

/* 'one', 'two', 'three' */
static char *quoted_list(const char *const *choices, struct arena *a)
{
	char *list = arena_strdup(a, "");

	for (; *choices; choices++)
		list = arena_printf(a, "%s%s'%s'", list, *list ? ", " : "", *choices);
	return list;
}

bool value_check_choice(const struct value *v)
{
	const char *const *choices = v->field->choices;

	if (text_is_one_of(v->text, choices))
		return true;
	diag_report(v->r->diag, DIAG_BAD_CHOICE, v->at, "'%s' is '%s'; expected one of %s%s",
		    v->field->key, v->text, quoted_list(choices, v->r->arena),
		    value_suggestion(v, choices));
	return false;
}

bool value_check_language(const struct value *v)
{
	if (!language_is_tag(v->text)) {
		value_refuse_for(v, DIAG_BAD_LANGUAGE,
				 "that is no code of a language, and Apple Podcasts refuses a show "
				 "without one",
				 language_tag_meant(v->text, v->r->arena),
				 "a language code such as en, en-GB, gd or pl");
		return false;
	}
	if (strcspn(v->text, "-") == 3)
		diag_report(
			v->r->diag, DIAG_RARE_LANGUAGE, v->at,
			"'%s' is '%s', which is right, but Apple Podcasts and the validator of the "
			"W3C know only codes of two letters",
			v->field->key, v->text);
	return true;
}

bool value_check_licence(const struct value *v)
{
	if (licence_find(v->text))
		return true;
	diag_report(v->r->diag, DIAG_BAD_LICENCE, v->at,
		    "'%s' is '%s'; expected a licence such as 'CC-BY-4.0', or 'ARR' for all rights "
		    "reserved%s",
		    v->field->key, v->text, value_suggestion(v, licence_ids()));
	return false;
}

/* Where in the list a part stands that was written alone, or below another; "" if nowhere. */
static const char *category_place(const struct value *v, const char *sub)
{
	for (const char *const *top = category_tops(); *top; top++) {
		if (text_is_one_of(sub, category_subs(*top)))
			return arena_printf(v->r->arena, "; did you mean '%s > %s'?", *top, sub);
	}
	return "";
}

static void refuse_top(const struct value *top)
{
	const char *hint = category_place(top, top->text);

	if (!*hint)
		hint = value_suggestion(top, category_tops());
	if (!*hint)
		hint = arena_printf(top->r->arena, "; expected one of %s",
				    quoted_list(category_tops(), top->r->arena));
	diag_report(top->r->diag, DIAG_BAD_CATEGORY, top->at,
		    "'%s' is none of the categories that Apple Podcasts files shows under%s",
		    top->text, hint);
}

static void refuse_sub(const struct value *sub, const char *top)
{
	const char *const *subs = category_subs(top);
	const char *hint = value_suggestion(sub, subs);

	if (!*hint)
		hint = category_place(sub, sub->text);
	if (!*hint)
		hint = arena_printf(sub->r->arena,
				    *subs ? "; expected one of %s" : "; write '%s' alone",
				    *subs ? quoted_list(subs, sub->r->arena) : top);
	diag_report(sub->r->diag, DIAG_BAD_CATEGORY, sub->at,
		    "'%s' is no part of '%s' in the list of Apple Podcasts%s", sub->text, top,
		    hint);
}

bool value_check_category(const struct value *v)
{
	const char *arrow = strstr(v->text, " > ");
	struct value top = *v, sub = *v;

	if (arrow) {
		top.text = arena_strndup(v->r->arena, v->text, (size_t)(arrow - v->text));
		sub.text = arrow + 3;
	}
	if (!text_is_one_of(top.text, category_tops()))
		refuse_top(&top);
	else if (arrow && !text_is_one_of(sub.text, category_subs(top.text)))
		refuse_sub(&sub, top.text);
	else
		return true;
	return false;
}

/* The nearest of names that are compared in any case; in small letters, as people write them. */
static const char *nearest_name(const char *word, const char *const *names, struct arena *a)
{
	size_t count = 0;

	while (names[count])
		count++;
	const char **small = arena_array(a, count + 1, sizeof(char *));
	char *key = arena_strdup(a, word);

	for (char *c = key; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	for (size_t i = 0; i < count; i++) {
		char *name = arena_strdup(a, names[i]);

		for (char *c = name; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		small[i] = name;
	}
	return text_nearest(key, small);
}

bool value_check_role(const struct value *v)
{
	if (role_find(v->text, NULL))
		return true;
	const char *meant = role_meant(v->text);

	value_refuse_for(v, DIAG_BAD_ROLE, "apps know only the roles of the podcast taxonomy",
			 meant ? meant : nearest_name(v->text, role_names(), v->r->arena),
			 "one such as host, co-host, guest, narrator, producer, audio editor or "
			 "transcriber");
	return false;
}

bool value_check_group(const struct value *v)
{
	if (group_find(v->text))
		return true;
	value_refuse_for(
		v, DIAG_BAD_ROLE, "apps know only the groups of the podcast taxonomy",
		nearest_name(v->text, groups(), v->r->arena),
		arena_printf(v->r->arena, "one of %s", quoted_list(groups(), v->r->arena)));
	return false;
}
