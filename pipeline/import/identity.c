#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/table.h"
#include "plan.h"

/* GUIDs longer than this are kept in no front matter (model/fields_show.c). */
#define GUID_MOST 1000

/* RFC 9562 section 6.6: names that are addresses. */
static const uint8_t url_namespace[16] = { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
					   0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };

const char *plan_made_guid(const char *of, const char *and, struct arena *a)
{
	char uuid[UUID_LEN + 1];

	uuid_v5(url_namespace, arena_printf(a, "%s\n%s", of, and), uuid);
	return arena_strdup(a, uuid);
}

/* The same inside, whatever white space there is: as apps differ about it, it tells no two apart.
 */
static uint64_t guid_key(const char *guid)
{
	uint64_t key = 1;

	for (const char *s = guid + strspn(guid, " \t\r\n"); *s; s += strspn(s, " \t\r\n")) {
		size_t len = strcspn(s, " \t\r\n");

		key = key_of(key + 1, s, len);
		s += len;
	}
	return key;
}

/* Episodes that were seen already: by GUID, and by GUID and enclosure. */
struct seen {
	struct table guids, both;
};

static bool is_new(struct table *t, uint64_t key)
{
	uint32_t *at = table_at(t, key);
	bool fresh = !*at;

	*at = 1;
	return fresh;
}

static const char *first_of(const char *a, const char *b)
{
	return a && *a ? a : b;
}

/*
 * An episode's identity: what gPodder and AntennaPod take where there is no GUID. `guid` NULL: it
 * is there twice.
 */
static const char *identify(struct import_plan *plan, const struct remote_episode *item,
			    struct seen *seen)
{
	struct arena *a = plan->show.arena;
	const char *url = item->enclosure.url, *guid = first_of(item->guid_written, item->guid);

	if (!guid || !guid[strspn(guid, " \t\r\n")])
		guid = first_of(item->link, url);
	if (strlen(guid) > GUID_MOST)
		guid = plan_made_guid(guid, "", a);
	uint64_t key = guid_key(guid);
	if (!is_new(&seen->both, key_of(key, url, strlen(url))))
		return NULL;
	if (is_new(&seen->guids, key))
		return guid;
	guid = plan_made_guid(guid, url, a);
	is_new(&seen->guids, guid_key(guid));
	return guid;
}

static void take_item(struct import_plan *plan, const struct remote_episode *item,
		      struct seen *seen)
{
	struct import_show *show = &plan->show;

	if (!item->enclosure.url) {
		plan_note_item(show, item, "has no recording in the feed and is not taken over");
		return;
	}
	const char *guid = identify(plan, item, seen);

	if (!guid) {
		plan_note_item(show, item, "stands in the feed twice and is taken over once");
		return;
	}
	show->episodes[show->count++] = (struct import_episode){
		.from = item,
		.guid = guid,
		.date = item->date,
	};
}

void plan_episodes(struct import_plan *plan)
{
	const struct remote_list *items = &plan->show.from->items;
	const struct remote_episode *all = items->items;
	struct seen seen = { 0 };

	plan->show.episodes =
		arena_array(plan->show.arena, items->count, sizeof(struct import_episode));
	for (size_t i = 0; i < items->count; i++)
		take_item(plan, &all[i], &seen);
	table_release(&seen.guids);
	table_release(&seen.both);
}

void plan_note_guid(struct import_show *show, const struct import_episode *e)
{
	const char *written = first_of(e->from->guid_written, e->from->guid);

	if (written && strcmp(written, e->guid) == 0)
		return;
	if (!written || !written[strspn(written, " \t\r\n")])
		import_note(show, e, IMPORT_GUESSED, "guid",
			    "the feed gives no GUID; '%s' is what most apps take instead", e->guid);
	else if (strlen(written) > GUID_MOST)
		import_note(show, e, IMPORT_CHANGED, "guid",
			    "the GUID is longer than %d characters; apps will take the episode for "
			    "a new one",
			    GUID_MOST);
	else
		import_note(show, e, IMPORT_CHANGED, "guid",
			    "another episode has the GUID '%s' too; this one gets its own, so that "
			    "apps show both",
			    written);
}
