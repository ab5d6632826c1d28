#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/guid.h"
#include "rules.h"

/* podcast namespace, "soundbite": in milliseconds. */
#define SOUNDBITE_LEAST 15000
#define SOUNDBITE_MOST  120000

static size_t digits_of(const char *s)
{
	return strspn(s, "0123456789");
}

static size_t word_of(const char *s, const char *word)
{
	return strncasecmp(s, word, strlen(word)) == 0 ? strlen(word) : 0;
}

/* Bytes of a sign that parts a number or the show's name from the rest of a title. */
static size_t sign_of(const char *s)
{
	static const char *const signs[] = { " ", ":", ".", "-", "|", ")", ",", "–", "—" };

	for (size_t i = 0; i < COUNT(signs); i++) {
		if (text_starts(s, signs[i]))
			return strlen(signs[i]);
	}
	return 0;
}

static size_t parting(const char *s)
{
	size_t len = 0, sign;

	while ((sign = sign_of(s + len)))
		len += sign;
	return len;
}

/* 'S1E3', 'S01 E03' */
static size_t season_and_number(const char *t)
{
	size_t season = word_of(t, "s") ? digits_of(t + 1) : 0, at = 1 + season;

	at += t[at] == ' ';
	size_t number = season && word_of(t + at, "e") ? digits_of(t + at + 1) : 0;
	return number ? at + 1 + number : 0;
}

/* 'Episode 3', 'Ep. 3', '#3', and '3' itself where that is the episode's number. */
static size_t number_in_words(const char *t, int64_t number)
{
	static const char *const words[] = { "episode", "ep.", "ep", "no." };
	size_t at = 0;

	for (size_t i = 0; i < COUNT(words) && !at; i++)
		at = word_of(t, words[i]);
	at += at && t[at] == ' ';
	bool named = at || *t == '#';
	at += t[at] == '#';
	size_t digits = digits_of(t + at);

	if (!digits || digits > 5)
		return 0;
	if (named)
		return at + digits;
	const char *next = t + digits;
	bool parted = strspn(next, ".:)") ? next[1] == ' ' : parting(next) > 1;

	return parted && strtol(t, NULL, 10) == number ? digits : 0;
}

/* Bytes at the start of a title that tell the number, with what parts them from the rest; 0: none.
 */
static size_t number_length(const char *title, int64_t number)
{
	size_t len = season_and_number(title);

	if (!len)
		len = number_in_words(title, number);
	size_t part = len ? parting(title + len) : 0;
	return len && (part || !title[len]) ? len + part : 0;
}

/* The same for the name of the show, where a sign follows it: 'Talks: Hope', but not 'Talks about
 * hope'. */
static size_t name_length(const char *title, const char *show)
{
	size_t len = show ? word_of(title, show) : 0;
	const char *rest = title + len + (title[len] == ' ');

	return len && parting(rest) ? len + parting(title + len) : 0;
}

static void check_title(const struct episode *e, struct diag *diag)
{
	size_t name = name_length(e->title, e->show->title);
	size_t number = number_length(e->title + name, e->number);
	const char *rest = e->title + name + number;

	if (!name && !number)
		return;
	diag_report(
		diag, DIAG_TITLE_REPEATS, item_field_span(&e->item, "title"),
		"'%s' tells the %s, which Apple Podcasts and others show beside it anyway; %s%s%s",
		e->title, name ? "name of the show" : "number",
		*rest ? "did you mean '" : "give it a title of its own", rest, *rest ? "'?" : "");
}

static void check_soundbites(const struct episode *e, struct diag *diag)
{
	const struct soundbite *all = e->soundbites.items;

	for (size_t i = 0; i < e->soundbites.count; i++) {
		int64_t ms = all[i].duration;

		if (ms > 0 && (ms < SOUNDBITE_LEAST || ms > SOUNDBITE_MOST))
			diag_report(diag,
				    episode_was_elsewhere(e) ? DIAG_AS_IT_WAS : DIAG_BAD_SOUNDBITE,
				    list_field_span(&e->soundbites, i, "duration"),
				    "the soundbite lasts %s; apps play those of 15 seconds to 2 "
				    "minutes",
				    time_clock(ms, diag->arena));
	}
}

static void check_status(const struct episode *e, struct moment now, struct diag *diag)
{
	if (e->status && strcmp(e->status, "published") == 0 && e->date.set &&
	    e->date.utc > now.utc)
		diag_report(diag, DIAG_FUTURE_DATE, item_field_span(&e->item, "status"),
			    "'status' is 'published', but the date is still to come; write "
			    "'scheduled', "
			    "or change the date");
}

static void check_guid(const struct episode *e, struct diag *diag)
{
	if (!e->guid || guid_is_uuid(e->guid) || episode_was_elsewhere(e))
		return;
	diag_report(diag, DIAG_GUID_FORM, item_field_span(&e->item, "guid"),
		    "'guid' is '%.80s', which is no UUID; that is right only where apps know the "
		    "episode by it from another place",
		    e->guid);
}

void texts_check(const struct list *texts, bool was_elsewhere, struct diag *diag)
{
	const enum diag_id bad = was_elsewhere ? DIAG_AS_IT_WAS : DIAG_BAD_TXT;
	static const char *const known[] = { "verify", "applepodcastsverify", "release",
					     "ai-content", NULL };
	const struct text_record *all = texts->items;

	for (size_t i = 0; i < texts->count; i++) {
		const char *purpose = all[i].purpose, *text = all[i].text;
		const char *near = purpose ? text_nearest(purpose, known) : NULL;
		bool is_known = near && strcmp(near, purpose) == 0;

		if (is_known && near == known[3] && text && strcmp(text, "true") != 0 &&
		    strcmp(text, "false") != 0)
			diag_report(diag, bad, list_field_span(texts, i, "text"),
				    "a txt of purpose 'ai-content' is '%s'; expected true or false",
				    text);
		else if (near && !is_known)
			diag_report(
				diag, bad, list_field_span(texts, i, "purpose"),
				"directories look for no txt of purpose '%s'; did you mean '%s'?",
				purpose, near);
		else if (purpose && !is_known && !was_elsewhere)
			diag_report(diag, DIAG_TXT_PURPOSE, list_field_span(texts, i, "purpose"),
				    "no directory is known to read a txt of purpose '%s'", purpose);
	}
}

void episode_check_rules(const struct episode *e, struct moment now, struct diag *diag)
{
	const struct lone alone[] = {
		{ e->display, e->number, "display", "number" },
		{ e->cover_alt, e->cover_name, "cover_alt", "cover" },
	};

	lone_fields_check(&e->item, alone, COUNT(alone), diag);
	if (e->cover_name && !e->cover_alt)
		diag_report(diag, DIAG_MISSING_ALT, item_field_span(&e->item, "cover"),
			    "the cover has no 'cover_alt'; say what it shows, for people who "
			    "cannot see "
			    "it");
	if (e->title && !episode_was_elsewhere(e))
		check_title(e, diag);
	check_guid(e, diag);
	check_soundbites(e, diag);
	check_status(e, now, diag);
	texts_check(&e->texts, episode_was_elsewhere(e), diag);
	values_check(&e->values, diag);
}
