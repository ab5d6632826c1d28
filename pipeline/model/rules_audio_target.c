#include <string.h>

#include "base/diag.h"
#include "model/audio_place.h"
#include "model/publishing.h"

static const struct target *audio_alone(const struct publishing *p)
{
	const struct target *all = p->targets.items;

	for (size_t i = 0; i < p->targets.count; i++) {
		if (all[i].takes && strcmp(all[i].takes, "audio") == 0)
			return &all[i];
	}
	return NULL;
}

void check_audio_target(const struct site *site, const struct publishing *p, struct diag *diag)
{
	const struct target *t = audio_alone(p);

	if (t && !site->audio_address)
		diag_report(
			diag, DIAG_AUDIO_TARGET, t->at,
			"'%s' takes recordings away from the pages, but nothing says where they "
			"are on the web then; write 'audio_address' into site.yaml",
			t->name);
	else if (!t && site->audio_address && p->targets.count)
		diag_report(
			diag, DIAG_AUDIO_TOGETHER, item_field_span(&site->item, "audio_address"),
			"recordings shall stand at '%s', but are sent with the pages; give them a "
			"target with 'takes: audio' in publish.yaml, or delete this line",
			site->audio_address);
}
