/* What is checked of help, of topics that need care and of the accessibility statement. */
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "model/care.h"
#include "rules.h"

#define DAY 86400 /* seconds */

/* ITU-T E.164 section 6: a number has at most fifteen digits. */
#define MOST_DIGITS 15

static const char after_a_year[] = ": after a year the site is not built";

static int64_t days_since(struct moment day, struct moment now)
{
	return (now.utc - day.utc) / DAY;
}

/* Days written in a zone east of here may have begun there already. */
static bool is_to_come(struct moment day, struct moment now)
{
	return day.utc > now.utc + DAY;
}

/* --- help ------------------------------------------------------------------------- */

static void check_age(const struct help_entry *h, const struct site *site, struct diag *diag)
{
	int64_t days = days_since(h->checked, site->now);
	struct span at = item_field_span(&h->item, "checked");
	const char *when = h->checked.set ? date_words(h->checked, diag->arena) : NULL;

	if (!when)
		return;
	if (is_to_come(h->checked, site->now))
		diag_report(diag, DIAG_HELP_FUTURE, at,
			    "'checked' says %s, which is still to come; write the day on which "
			    "somebody last made sure that all this is right",
			    when);
	else if (days > HELP_STALE_DAYS && !site->is_example)
		diag_report(diag, DIAG_HELP_STALE, at,
			    "this was last checked on %s, more than a year ago; ring the number, "
			    "look at the website, and write today's date",
			    when);
	else if (days > HELP_AGING_DAYS)
		diag_report(diag, DIAG_HELP_AGING, at,
			    "this was last checked on %s; check it again%s", when,
			    site->is_example ? "" : after_a_year);
}

/* Digits, blanks, brackets, and a '+' at the start. */
static bool can_be_dialled(const char *phone, struct arena *a)
{
	const char *digits = phone_dialled(phone, a);
	size_t count = strlen(digits + (*digits == '+'));

	return !phone[strspn(phone, "0123456789 ()+")] && !strchr(phone + 1, '+') && count &&
	       count <= MOST_DIGITS;
}

static void check_number(const struct help_entry *h, const char *key, const char *number,
			 struct diag *diag)
{
	if (number && *number && !can_be_dialled(number, diag->arena))
		diag_report(diag, DIAG_BAD_PHONE, item_field_span(&h->item, key),
			    "'%s' cannot be dialled; write digits, blanks, brackets and a '+' at "
			    "the start only, and put words into 'hours' or below",
			    number);
}

static void check_entry(const struct help_entry *h, const struct site *site, struct diag *diag)
{
	const struct lone alone[] = { { h->text_word, h->text, "text_word", "text" } };

	lone_fields_check(&h->item, alone, COUNT(alone), diag);
	check_number(h, "phone", h->phone, diag);
	check_number(h, "text", h->text, diag);
	if (!h->phone && !h->text && !h->web)
		diag_report(diag, DIAG_HELP_NO_CONTACT, span_of(h->item.src),
			    "nobody can reach this: it has no 'phone', no 'text' and no 'web'; "
			    "write one of them");
	check_age(h, site, diag);
}

static void check_twins(const struct site *site, struct diag *diag)
{
	struct table numbers = { 0 }; /* of the entry that has it, from 1 */

	for (size_t i = 0; i < site->help_count; i++) {
		const struct help_entry *h = site->help[i];

		if (!h->phone || !can_be_dialled(h->phone, diag->arena))
			continue;
		const char *digits = phone_dialled(h->phone, diag->arena);
		uint32_t *first = table_at(&numbers, key_of(0, digits, strlen(digits)));

		if (*first)
			diag_report(diag, DIAG_HELP_TWIN, item_field_span(&h->item, "phone"),
				    "'%s' has the same number; is one of the two wrong, or one too "
				    "many?",
				    site->help[*first - 1]->item.src->path);
		else
			*first = (uint32_t)i + 1;
	}
	table_release(&numbers);
}

static bool has_help_page(const struct site *site)
{
	for (size_t i = 0; i < site->page_count; i++) {
		if (strcmp(site->pages[i]->item.slug, "find-help") == 0)
			return true;
	}
	return false;
}

static void check_help(const struct site *site, struct diag *diag)
{
	for (size_t i = 0; i < site->help_count; i++)
		check_entry(site->help[i], site, diag);
	check_twins(site, diag);
	if (!site->help_count && !has_help_page(site) && !site->has_unread)
		diag_report(diag, DIAG_NO_HELP, span_of(site->item.src),
			    "the site does not say where people find help; 'blether new help "
			    "\"NAME\"' makes a file for each place that does, and every page "
			    "will lead there");
}

/* --- topics that need care ---------------------------------------------------------- */

/* "bereavement", "suicide and bereavement", "suicide, alcohol and bereavement" */
static const char *name_topics(const struct care *care, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);

	for (size_t i = 0; i < care->topic_count; i++) {
		const char *between = i == 0 ? "" : i + 1 < care->topic_count ? ", " : " and ";

		strbuf_addf(&out, "%s%s", between, care->topics[i]->name);
	}
	return arena_strndup(a, out.data, out.len);
}

/* The place where the episode names the topic, and how. */
static struct span topic_span(const struct episode *e, const struct care_topic *topic,
			      const char **word, struct arena *a)
{
	size_t i = 0;

	while (i + 1 < e->topics.count && care_topic_find(e->topics.items[i], a) != topic)
		i++;
	*word = e->topics.items[i];
	return e->topics.at ? e->topics.at[i] : span_of(e->item.src);
}

static void check_care(const struct site *site, const struct episode *e, struct diag *diag)
{
	const struct care *care = &e->care;
	const char *word;

	if (!care->topic_count || episode_is_draft(e) || episode_is_withdrawn(e))
		return;
	struct span at = topic_span(e, care->topics[0], &word, diag->arena);
	if (!e->note)
		diag_report(diag, DIAG_MISSING_NOTE, at,
			    "the episode is about '%s', and nothing tells people before they "
			    "listen; write 'note: This episode talks about %s. You can stop at any "
			    "time. Below it you find who can help.', or say it better",
			    word, name_topics(care, diag->arena));
	for (size_t i = 0; i < care->topic_count && !site->has_unread; i++) {
		if (care_has_help(site, care->topics[i]))
			continue;
		at = topic_span(e, care->topics[i], &word, diag->arena);
		diag_report(diag, DIAG_NO_HELP_FOR_TOPIC, at,
			    "the episode is about '%s', and no entry in 'help/' is for that; add "
			    "'%s' to the 'for:' of one that can help, or make one with 'blether "
			    "new help \"NAME\"'",
			    word, care->topics[i]->name);
	}
}

/* --- the accessibility statement ------------------------------------------------------ */

/* It is looked at again within a year (GOV.UK, "Publish your accessibility statement"). */
static void check_review(const struct site *site, struct diag *diag)
{
	const struct statement *s = &site->statement;
	struct moment last = s->reviewed.set ? s->reviewed : s->prepared;
	struct span at = item_field_span(&site->item, "accessibility");
	int64_t days = days_since(last, site->now);

	if (!last.set)
		diag_report(diag, DIAG_NO_STATEMENT, at,
			    "'accessibility' does not say when the statement was prepared; write "
			    "'prepared:' and 'reviewed:' with the day");
	else if (is_to_come(last, site->now))
		diag_report(diag, DIAG_STATEMENT_FUTURE, at,
			    "the accessibility statement says %s, which is still to come",
			    date_words(last, diag->arena));
	else if (days > STATEMENT_STALE_DAYS && !site->is_example)
		diag_report(diag, DIAG_STATEMENT_STALE, at,
			    "the accessibility statement was last reviewed on %s, more than a year "
			    "ago; test the site again, and write today's date into 'reviewed'",
			    date_words(last, diag->arena));
	else if (days > STATEMENT_AGING_DAYS)
		diag_report(
			diag, DIAG_STATEMENT_AGING, at,
			"the accessibility statement was last reviewed on %s; review it again%s",
			date_words(last, diag->arena), site->is_example ? "" : after_a_year);
}

/* Episodes that are out, or will be, without transcript. */
static size_t count_silent(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < show_all_count(site->shows[i]); k++) {
			const struct episode *e = show_any(site->shows[i], k);

			count += e->no_transcript && !e->transcript.count && !episode_is_draft(e) &&
				 !episode_is_withdrawn(e);
		}
	}
	return count;
}

static void check_conformance(const struct site *site, struct diag *diag)
{
	const struct statement *s = &site->statement;
	size_t silent = count_silent(site);
	struct span at = item_field_span(&site->item, "accessibility");

	if (!s->conforms || strcmp(s->conforms, "fully") != 0)
		return;
	if (silent)
		diag_report(diag, DIAG_STATEMENT_CONTRADICTED, at,
			    "the statement says 'conforms: fully', but %zu %s no transcript; write "
			    "'partially'",
			    silent, silent == 1 ? "episode has" : "episodes have");
	else if (s->limits.count)
		diag_report(diag, DIAG_STATEMENT_CONTRADICTED, at,
			    "the statement says 'conforms: fully', and 'limits' says what does not "
			    "work; write 'partially', or take the limits out");
}

static void check_statement(const struct site *site, struct diag *diag)
{
	const struct field *f = kind_field(&kind_site, "accessibility");

	if (site->item.spans && site->item.spans[f - kind_site.fields].src)
		check_review(site, diag);
	else
		diag_report(
			diag, DIAG_NO_STATEMENT, span_of(site->item.src),
			"the site has no accessibility statement of yours; test it, and write "
			"'accessibility:' into site.yaml as 'blether help accessibility' shows");
}

void site_check_care(const struct site *site, struct diag *diag)
{
	check_help(site, diag);
	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < show_all_count(site->shows[i]); k++)
			check_care(site, show_any(site->shows[i], k), diag);
	}
	check_statement(site, diag);
	check_conformance(site, diag);
}
