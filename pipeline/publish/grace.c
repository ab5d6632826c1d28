#include "grace.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "shipment.h"

#define DAY_SECONDS 86400
#define NOTE_BYTES  512

static const char *note_path(const struct shipment *s)
{
	return path_join(s->dir, "withdrawn", s->arena);
}

/*
 * What this computer notes of a target when a publication ends: what had been withdrawn by then,
 * and which record it wrote there. Under another record the note says nothing: another computer may
 * not have known of a withdrawal. It stays on this computer, as it would tell who withdrew to
 * whoever guesses.
 */
static const char *note_of(const struct shipment *s, const char *id, int64_t time)
{
	return arena_printf(s->arena, "%s\t%" PRId64 "\t%s\n", id, time, s->options->withdrawn);
}

static bool may_have_withdrawn(const struct shipment *s)
{
	char *text;
	size_t len;

	if (!s->options->withdrawn || !*s->options->withdrawn || !s->has_record)
		return false;
	return !file_read(note_path(s), NOTE_BYTES, &text, &len, s->arena) ||
	       strcmp(text, note_of(s, s->record.id.text, s->record.time)) != 0;
}

int64_t shipment_grace(struct shipment *s)
{
	s->hastens = may_have_withdrawn(s);
	return s->hastens || s->options->no_grace ? 0
						  : s->options->settings->grace_days * DAY_SECONDS;
}

/* Without the note the next publication only keeps less. */
void shipment_note_withdrawn(const struct shipment *s)
{
	if (!s->options->withdrawn)
		return;
	const char *note = note_of(s, s->id.text, s->options->now.utc);

	file_write(note_path(s), note, strlen(note));
}
