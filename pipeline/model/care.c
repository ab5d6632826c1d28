#include "model/care.h"
#include "model/map_pages.h"
#include "model/network.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "topic.h"

/* What an entry of help is for. */
struct offer {
	const struct help_entry *entry;
	const struct care_topic **topics; /* NULL where a word is in no table */
	const char **keys;                /* of its words */
};

static struct offer offer_of(const struct help_entry *h, struct arena *a)
{
	struct offer o = {
		.entry = h,
		.topics = arena_array(a, h->topics.count, sizeof(struct care_topic *)),
		.keys = arena_array(a, h->topics.count, sizeof(char *)),
	};

	for (size_t i = 0; i < h->topics.count; i++) {
		o.topics[i] = care_topic_find(h->topics.items[i], a);
		o.keys[i] = topic_key(h->topics.items[i], a);
	}
	return o;
}

static bool is_same_or_wider(const struct care_topic *of, const struct care_topic *t)
{
	return t && (t == of || (of->wider && strcmp(of->wider, t->name) == 0));
}

/* Does the entry name this topic, or one that it belongs to? `topic`: NULL where no table has it.
 */
static bool is_for(const struct offer *o, const struct care_topic *topic, const char *key)
{
	for (size_t i = 0; i < o->entry->topics.count; i++) {
		if (topic ? is_same_or_wider(topic, o->topics[i]) : strcmp(o->keys[i], key) == 0)
			return true;
	}
	return false;
}

static bool is_for_any(const struct offer *o, const struct episode *e, struct arena *scratch)
{
	for (size_t i = 0; i < e->topics.count; i++) {
		const char *word = e->topics.items[i];

		if (is_for(o, care_topic_find(word, scratch), topic_key(word, scratch)))
			return true;
	}
	return false;
}

static bool is_watched(const struct offer *o)
{
	for (size_t i = 0; i < o->entry->topics.count; i++) {
		if (o->topics[i] && o->topics[i]->is_watched)
			return true;
	}
	return false;
}

static void find_topics(struct episode *e, struct arena *a, struct arena *scratch)
{
	struct care *care = &e->care;

	care->topics = arena_array(a, e->topics.count, sizeof(struct care_topic *));
	for (size_t i = 0; i < e->topics.count; i++) {
		const struct care_topic *t = care_topic_find(e->topics.items[i], scratch);
		size_t k = 0;

		while (k < care->topic_count && care->topics[k] != t)
			k++;
		if (!t || k < care->topic_count)
			continue;
		care->topics[care->topic_count++] = t;
		care->is_watched = care->is_watched || t->is_watched;
	}
}

static bool is_urgent(const struct care *care)
{
	for (size_t i = 0; i < care->topic_count; i++) {
		if (care->topics[i]->is_urgent)
			return true;
	}
	return false;
}

/* Three rounds: who to ring in danger, who knows about these topics, who is there for anything. */
static void find_help(struct episode *e, const struct offer *offers, size_t count, struct arena *a,
		      struct arena *scratch)
{
	struct care *care = &e->care;
	enum { DANGER, SPECIAL, GENERAL, ROUNDS };

	care->help = arena_array(a, count, sizeof(struct help_entry *));
	for (int round = DANGER; round < ROUNDS; round++) {
		for (size_t i = 0; i < count; i++) {
			const struct help_entry *h = offers[i].entry;
			bool is_general = !h->topics.count;
			bool fits = round == DANGER ? h->emergency && is_urgent(care)
				    : round == SPECIAL
					    ? !h->emergency && !is_general &&
						      is_for_any(&offers[i], e, scratch)
					    : !h->emergency && is_general && care->topic_count;

			if (fits)
				care->help[care->help_count++] = h;
		}
	}
}

void site_care(struct site *site, struct arena *a)
{
	struct arena scratch = { 0 };
	struct offer *offers = arena_array(a, site->help_count, sizeof(*offers));

	for (size_t i = 0; i < site->help_count; i++) {
		offers[i] = offer_of(site->help[i], a);
		site->help[i]->is_watched = is_watched(&offers[i]);
	}
	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < show_all_count(site->shows[i]); k++) {
			struct episode *e = show_any(site->shows[i], k);

			e->care = (struct care){ 0 };
			if (!e->topics.count)
				continue;
			find_topics(e, a, &scratch);
			find_help(e, offers, site->help_count, a, &scratch);
			arena_reset(&scratch);
		}
	}
	arena_free(&scratch);
}

bool help_is_watched(const struct site *site)
{
	for (size_t i = 0; i < site->help_count; i++) {
		if (site->help[i]->is_watched)
			return true;
	}
	return false;
}

static bool step_is_watched(const struct site *site, const struct journey_step *step)
{
	for (size_t i = 0; i < step->help.count; i++) {
		const struct help_entry *h = site_item(site, &kind_help, step->help.items[i]);

		if (h && h->is_watched)
			return true;
	}
	for (size_t i = 0; i < step->groups.count; i++) {
		const struct group *g = site_item(site, &kind_group, step->groups.items[i]);

		if (g && group_is_watched(g))
			return true;
	}
	return false;
}

bool journey_is_watched(const struct site *site, const struct journey *journey)
{
	const struct journey_step *steps = journey->steps.items;

	for (size_t i = 0; i < journey->steps.count; i++) {
		if (step_is_watched(site, &steps[i]))
			return true;
	}
	return false;
}

bool site_is_watched(const struct site *site)
{
	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < site->shows[i]->episode_count; k++) {
			if (site->shows[i]->episodes[k]->care.is_watched)
				return true;
		}
	}
	for (size_t i = 0; i < site->group_count; i++) {
		if (group_is_watched(site->groups[i]))
			return true;
	}
	return help_is_watched(site);
}

bool care_has_help(const struct site *site, const struct care_topic *topic)
{
	struct arena scratch = { 0 };
	bool found = false;

	for (size_t i = 0; i < site->help_count && !found; i++) {
		const struct offer o = offer_of(site->help[i], &scratch);

		found = !o.entry->emergency && (!o.entry->topics.count || is_for(&o, topic, NULL));
	}
	arena_free(&scratch);
	return found;
}

char *phone_dialled(const char *phone, struct arena *a)
{
	char *out = arena_alloc(a, strlen(phone) + 1), *to = out;
	bool is_abroad = strchr(phone, '+');

	for (const char *s = phone; *s; s++) {
		if (is_abroad && text_starts(s, "(0)"))
			s += 2;
		else if ((*s >= '0' && *s <= '9') || (*s == '+' && to == out))
			*to++ = *s;
	}
	*to = '\0';
	return out;
}

const char *help_text_words(const struct interface *t, const struct help_entry *h, struct arena *a)
{
	const struct filling with[] = { { "word", h->text_word }, { "number", h->text }, { 0 } };

	return h->text_word ? interface_fill(t->help_text_word, with, a)
			    : interface_fill(t->help_text, with + 1, a);
}
