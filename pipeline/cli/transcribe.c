#include "transcribe.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "jobs/transcribe.h"
#include "read/read.h"

/* The first message of a reading that is not reported itself. */
static const char *first_message(const struct diag *d, struct arena *a)
{
	const char *slug = diag_first_slug(d);

	return slug ? arena_printf(a, " [%s]", slug) : "";
}

/* Takes what the program printed; it is forgotten when it is no transcript. */
static bool take(const struct media_run *run, struct episode *e, const char *path, struct span at)
{
	struct diag quiet;

	diag_init(&quiet, run->arena);
	const struct source *src = source_load(path, at, run->arena, &quiet);
	struct transcript t = { 0 };

	if (src)
		read_transcript(src, &t, run->arena, &quiet);
	transcript_cut(&t, (int64_t)(e->recording.facts.seconds * 1000));
	if (t.count && diag_ok(&quiet)) {
		t.is_unchecked = true;
		e->transcript = t;
		return true;
	}
	transcription_forget(path);
	diag_report(run->diag, DIAG_TRANSCRIBE, at,
		    "what the program printed for '%s' is no transcript that can be read%s",
		    path_base(e->recording.file), first_message(&quiet, run->arena));
	return false;
}

static const char *make(const struct media_run *run, const struct episode *e,
			const struct transcription *t)
{
	if (!run->quiet)
		fprintf(stderr, "transcribing '%s'; this may take as long as it plays\n",
			path_base(e->recording.file));
	return transcription_run(t, run->arena, run->diag);
}

static void transcribe_episode(const struct media_run *run, struct episode *e, bool may_run)
{
	const struct recording *r = &e->recording;

	if (!e->transcribe || e->transcript.count || e->transcript_name || e->no_transcript ||
	    !r->file || !*r->sha256 || !(r->facts.seconds > 0))
		return;
	bool own = e->transcribe != e->show->transcribe;
	struct transcription t = {
		.command = e->transcribe,
		.recording = media_absolute(run, r->file, run->arena),
		.sha256 = r->sha256,
		.cache_dir = media_absolute(run, run->cache_dir, run->arena),
		.at = item_field_span(own ? &e->item : &e->show->item, "transcribe"),
	};
	const char *path = transcription_kept(&t, run->arena);

	if (path && take(run, e, path, t.at))
		return;
	if (may_run)
		path = make(run, e, &t);
	else if (!path && !episode_is_draft(e))
		diag_report(run->diag, DIAG_TRANSCRIBE_OFF, span_of(e->item.src),
			    "no transcript lies beside the page; 'blether build --transcribe' "
			    "would run '%.*s' to make one",
			    (int)strcspn(e->transcribe, " "), e->transcribe);
	if (may_run && path && take(run, e, path, t.at))
		return;
	if (may_run && episode_needs_transcript(e))
		diag_report(run->diag, DIAG_MISSING_TRANSCRIPT, span_of(e->item.src),
			    "the program made no transcript, and deaf readers cannot follow the "
			    "episode; put one beside the page, or say in 'no_transcript' why there "
			    "is none");
}

void transcribe_site(const struct media_run *run, struct site *site, bool may_run)
{
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++)
			transcribe_episode(run, show->episodes[k], may_run);
		for (size_t k = 0; k < show->held_count; k++)
			transcribe_episode(run, show->held[k], may_run);
	}
}
