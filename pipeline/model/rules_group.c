/* What is checked of groups and of their services. */
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"
#include "model/care.h"
#include "model/contact.h"
#include "model/map.h"
#include "rules.h"

#define DAY 86400 /* seconds */

/* Of a summary; what ALISS asks for. */
#define SUMMARY_LEAST 50
#define SUMMARY_MOST  200

#define AREAS_MOST 6

static bool is_status(const char *status, const char *word)
{
	return status && strcmp(status, word) == 0;
}

/* --- what it says of itself ------------------------------------------------------------ */

static void check_summary(const struct group *g, struct diag *diag)
{
	const size_t length = g->summary ? utf8_length(g->summary) : SUMMARY_LEAST;

	if (length < SUMMARY_LEAST || length > SUMMARY_MOST)
		diag_report(diag, DIAG_GROUP_SUMMARY, item_field_span(&g->item, "summary"),
			    "the summary has %zu characters; say in %d to %d what the group does, "
			    "and for whom",
			    length, SUMMARY_LEAST, SUMMARY_MOST);
}

struct role_list {
	const char *key;
	const struct strings *areas;
};

static const char *list_with(const struct role_list *lists, size_t count, const char *area)
{
	for (size_t i = 0; i < count; i++) {
		if (strings_has(lists[i].areas, area))
			return lists[i].key;
	}
	return NULL;
}

static void check_areas(const struct group *g, struct diag *diag)
{
	const struct role_list lists[] = { { "leads", &g->leads },
					   { "helps", &g->helps },
					   { "refers", &g->refers } };
	size_t count = 0;
	bool is_written = false;

	for (size_t i = 0; i < COUNT(lists); i++) {
		is_written |= item_field_span(&g->item, lists[i].key).len > 0;
		count += lists[i].areas->count;
		for (size_t k = 0; k < lists[i].areas->count; k++) {
			const char *area = lists[i].areas->items[k];
			const char *other = list_with(lists, i, area);

			if (other)
				diag_report(diag, DIAG_GROUP_TWO_ROLES, lists[i].areas->at[k],
					    "'%s' stands under '%s' too; keep it in one of the two",
					    area, other);
		}
	}
	for (size_t i = 0; i < g->services.count; i++)
		is_written |= ((const struct service *)g->services.items)[i].areas.count > 0;
	if (!is_written)
		diag_report(diag, DIAG_GROUP_AREAS, span_of(g->item.src),
			    "this group is in no area, so the map does not have it; name areas "
			    "under 'leads', 'helps' or 'refers'");
	else if (count > AREAS_MOST)
		diag_report(diag, DIAG_GROUP_AREAS, span_of(g->item.src),
			    "this group names %zu areas; name the %d where it does most", count,
			    AREAS_MOST);
}

/* --- numbers ----------------------------------------------------------------------------- */

static bool is_digits(const char *s, size_t count)
{
	return strspn(s, "0123456789") == count && strlen(s) == count;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* OSCR: "SC" and six digits. */
static bool is_charity(const char *s)
{
	return text_starts(s, "SC") && is_digits(s + 2, 6);
}

/* Companies House: eight digits, or two letters for the register and six digits. */
static bool is_company(const char *s)
{
	return is_digits(s, 8) || (is_capital(s[0]) && is_capital(s[1]) && is_digits(s + 2, 6));
}

/* `PA15 1AA`: the forms of BS 7666, and of GIR 0AA. */
static bool is_postcode(const char *s)
{
	const char *c = s;

	if (strcmp(s, "GIR 0AA") == 0)
		return true;
	for (c += is_capital(*c); is_capital(*c) && c - s < 2; c++)
		;
	if (c == s || !is_digit(*c))
		return false;
	c++;
	c += is_digit(*c) || is_capital(*c);
	return c[0] == ' ' && is_digit(c[1]) && is_capital(c[2]) && is_capital(c[3]) && !c[4];
}

/*
 * Ten or eleven digits from 0 (Ofcom's numbering plan), a short number of its own (999, 111, 116
 * 123), or from + what goes abroad: at most fifteen digits (ITU-T E.164).
 */
static bool is_phone(const char *phone, struct arena *a)
{
	const char *digits = phone_dialled(phone, a);
	const size_t count = strlen(digits);

	if (phone[strspn(phone, "0123456789 ()+")] || !count || strchr(phone + 1, '+'))
		return false;
	if (*digits == '+')
		return text_starts(digits, "+44") ? count == 12 || count == 13
						  : count >= 8 && count <= 16;
	if (*digits == '0')
		return count == 10 || count == 11;
	return count >= 3 && count <= 6 && (*digits == '1' || strspn(digits, "9") == count);
}

static void check_numbers(const struct group *g, struct diag *diag)
{
	if (g->charity && !is_charity(g->charity))
		diag_report(diag, DIAG_BAD_REGISTER_NUMBER, item_field_span(&g->item, "charity"),
			    "'%s' is no number of the Scottish Charity Register; it is SC and six "
			    "digits",
			    g->charity);
	if (g->company && !is_company(g->company))
		diag_report(diag, DIAG_BAD_REGISTER_NUMBER, item_field_span(&g->item, "company"),
			    "'%s' is no number of Companies House; it has eight digits, or two "
			    "capitals and six digits",
			    g->company);
	if (g->postcode && !is_postcode(g->postcode))
		diag_report(diag, DIAG_BAD_POSTCODE, item_field_span(&g->item, "postcode"),
			    "'%s' is no postcode; write it as in 'PA15 1AA'", g->postcode);
	if (g->phone && !is_phone(g->phone, diag->arena))
		diag_report(diag, DIAG_BAD_PHONE, item_field_span(&g->item, "phone"),
			    "'%s' is no number that people here can dial; write ten or eleven "
			    "digits from 0, or a '+' and the number from abroad",
			    g->phone);
}

/* --- how to reach it ---------------------------------------------------------------------- */

static void check_contact(const struct group *g, struct diag *diag)
{
	static const char *const ways[] = { "phone", "email", "web", "address" };
	bool is_written = false;

	for (size_t i = 0; i < COUNT(ways); i++)
		is_written |= item_field_span(&g->item, ways[i]).len > 0;
	if (!is_written)
		diag_report(diag, DIAG_GROUP_NO_CONTACT, span_of(g->item.src),
			    "nobody can reach this group; write 'phone', 'email', 'web' or "
			    "'address'");
	if (g->is_personal)
		return;
	if (g->phone && phone_is_mobile(g->phone))
		diag_report(diag, DIAG_PERSONAL_CONTACT, item_field_span(&g->item, "phone"),
			    "'%s' is a mobile number; is it somebody's own? Write 'personal: true' "
			    "if it is not, or if they agreed",
			    g->phone);
	if (g->email && email_is_personal(g->email))
		diag_report(diag, DIAG_PERSONAL_CONTACT, item_field_span(&g->item, "email"),
			    "'%s' is private mail; is it somebody's own? Write 'personal: true' if "
			    "it is not, or if they agreed",
			    g->email);
}

static void check_hidden(const struct group *g, struct diag *diag)
{
	static const char *const keys[] = { "address", "postcode" };

	for (size_t i = 0; g->is_hidden && i < COUNT(keys); i++) {
		const struct span at = item_field_span(&g->item, keys[i]);

		if (at.len)
			diag_report(diag, DIAG_HIDDEN_PLACE, at,
				    "where this group is must not be known ('hidden: true'), and "
				    "'%s' says it; delete the line",
				    keys[i]);
	}
}

/* --- services ------------------------------------------------------------------------------ */

static void check_service(const struct group *g, size_t i, struct diag *diag)
{
	const struct service *s = &((const struct service *)g->services.items)[i];

	if (s->opens >= 0 && s->closes >= 0 && s->opens >= s->closes)
		diag_report(diag, DIAG_SERVICE_HOURS, list_field_span(&g->services, i, "closes"),
			    "this closes before it opens");
	if (s->rrule && s->opens < 0)
		diag_report(diag, DIAG_SERVICE_NO_HOURS, list_field_span(&g->services, i, "rrule"),
			    "calendars need to know when it begins on those days; write 'opens'");
	if (s->alert && (is_status(s->status, "closed") || is_status(g->status, "closed")))
		diag_report(diag, DIAG_ALERT_CLOSED, list_field_span(&g->services, i, "alert"),
			    "nobody will read this: %s is closed",
			    is_status(s->status, "closed") ? "the service" : "the group");
}

/* --- how fresh it is ------------------------------------------------------------------------ */

static void report_old(const struct group *g, const struct site *site, struct diag *diag)
{
	const int64_t days = (site->now.utc - g->checked.utc) / DAY;
	const struct span at = item_field_span(&g->item, "checked");
	const char *when = date_words(g->checked, diag->arena);

	if (days > MAP_OLD_DAYS && !g->keep && !site->is_example)
		diag_report(diag, DIAG_CHECKED_STALE, at,
			    "this was last checked on %s, more than two years ago; make sure that "
			    "it is right and write today's date, or 'keep: true'",
			    when);
	else if (days > MAP_STALE_DAYS)
		diag_report(diag, DIAG_CHECKED_AGING, at,
			    "this was last checked on %s, more than a year ago; make sure that it "
			    "is right, and write today's date",
			    when);
}

static void check_freshness(const struct group *g, const struct site *site, struct diag *diag)
{
	const struct span at = item_field_span(&g->item, "checked");

	if (!g->checked.set && !at.len)
		diag_report(diag, DIAG_NEVER_CHECKED, at,
			    "it does not say when somebody last made sure that this is right; "
			    "write the day into 'checked', and who into 'checked_by'");
	/* Days written in a zone east of here may have begun there already. */
	else if (g->checked.set && g->checked.utc > site->now.utc + DAY)
		diag_report(diag, DIAG_CHECKED_FUTURE, at,
			    "'checked' says %s, which is still to come; write the day on which "
			    "somebody last made sure that all this is right",
			    date_words(g->checked, diag->arena));
	else if (g->checked.set)
		report_old(g, site, diag);
}

/* --- groups among one another --------------------------------------------------------------- */

struct twins {
	struct table names, charities, phones; /* of the group that has it, from 1 */
};

/* The group that has had this already, or NULL. */
static const struct group *seen_before(struct table *seen, const char *text, size_t i,
				       const struct site *site)
{
	uint32_t *first = table_at(seen, key_of(0, text, strlen(text)));

	if (*first)
		return site->groups[*first - 1];
	*first = (uint32_t)i + 1;
	return NULL;
}

/* Without capitals, accents and what is between the words; of other scripts as it is written. */
static const char *folded_name(const char *name, struct arena *a)
{
	const char *slug = slug_make(name, a);

	return *slug ? slug : name;
}

/* As it is dialled from here, however it is written. */
static const char *folded_phone(const char *phone, struct arena *a)
{
	const char *digits = phone_dialled(phone, a);

	return text_starts(digits, "+44") ? arena_printf(a, "0%s", digits + 3) : digits;
}

static void check_twins(struct twins *t, size_t i, const struct site *site, struct diag *diag)
{
	const struct group *g = site->groups[i], *other;
	const struct item *item = &g->item;

	if (g->name && (other = seen_before(&t->names, folded_name(g->name, diag->arena), i, site)))
		diag_report(diag, DIAG_GROUP_TWIN, item_field_span(item, "name"),
			    "'%s' has the same name; is it the same group?", other->item.src->path);
	if (g->charity && (other = seen_before(&t->charities, g->charity, i, site)))
		diag_report(diag, DIAG_GROUP_TWIN, item_field_span(item, "charity"),
			    "'%s' has the same charity number; is it the same group?",
			    other->item.src->path);
	if (g->phone &&
	    (other = seen_before(&t->phones, folded_phone(g->phone, diag->arena), i, site)))
		diag_report(diag, DIAG_GROUP_SAME_PHONE, item_field_span(item, "phone"),
			    "'%s' has the same number; is one of the two wrong?",
			    other->item.src->path);
}

static void check_partners(const struct group *g, const struct site *site, struct diag *diag)
{
	for (size_t i = 0; i < g->works_with.count; i++) {
		const struct group *other = site_item(site, &kind_group, g->works_with.items[i]);

		if (!other || is_status(other->status, "closed"))
			continue;
		if (other == g)
			diag_report(diag, DIAG_WORKS_WITH, g->works_with.at[i],
				    "this is the group itself; name others");
		else if (!strings_has(&other->works_with, g->item.slug))
			diag_report(diag, DIAG_WORKS_WITH, g->works_with.at[i],
				    "'%s' does not name this group; if they do work together, add "
				    "'%s' under 'works_with' in '%s'",
				    other->item.slug, g->item.slug, other->item.src->path);
	}
}

static void check_group(const struct group *g, const struct site *site, struct diag *diag)
{
	check_hidden(g, diag);
	check_numbers(g, diag);
	for (size_t i = 0; i < g->services.count; i++)
		check_service(g, i, diag);
	if (is_status(g->status, "closed"))
		return;
	check_summary(g, diag);
	check_areas(g, diag);
	check_contact(g, diag);
	check_freshness(g, site, diag);
	check_partners(g, site, diag);
}

void groups_check(const struct site *site, struct diag *diag)
{
	struct twins t = { 0 };

	for (size_t i = 0; i < site->group_count; i++) {
		check_group(site->groups[i], site, diag);
		check_twins(&t, i, site, diag);
	}
	table_release(&t.names);
	table_release(&t.charities);
	table_release(&t.phones);
}
