#include "frozen.h"

#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "jobs/jobs.h"
#include "model/ledger.h"

/* The piece of the hash and the suffix that end the name of a published file: "0123456789ab.mp3".
 */
static const char *name_of(const char *audio)
{
	const char *dash = strrchr(path_base(audio), '-');

	return dash && strspn(dash + 1, "0123456789abcdef") == HASH_IN_NAME ? dash + 1 : "";
}

/* What the ledger says of an episode whose recording is still the one that was published. */
static const struct ledger_row *row_of(const struct site *site, const struct episode *e)
{
	const struct ledger_row *row = e->guid ? ledger_by_guid(site->ledger, e->guid) : NULL;

	if (!row || !row->audio || !row->recording || !*name_of(row->audio))
		return NULL;
	return strcmp(row->recording, e->recording.sha256) == 0 ? row : NULL;
}

/* A recording as it is, as the worker would have told it of a copy. */
static struct published_audio itself(const struct recording *r)
{
	const char *suffix = media_kept_suffix(&r->facts);

	return (struct published_audio){
		.file = r->file,
		.suffix = suffix,
		.type = media_type_of(suffix),
		.sha256 = r->sha256,
		.bytes = r->bytes,
		.seconds = r->facts.seconds,
		.sample_rate = r->facts.sample_rate,
		.channels = r->facts.channels,
		.making = AUDIO_AS_IT_IS,
		.integrated = r->facts.loudness.integrated,
		.true_peak = r->facts.loudness.true_peak,
		.peaks = r->facts.peaks,
		.peak_count = r->facts.peak_count,
	};
}

void media_keep(const struct media_run *run, const struct site *site, struct episode *e)
{
	e->recording.published = itself(&e->recording);
	e->recording.path = media_audio_path(run, site, e);
}

/* What is to be found, and for whom. */
struct frozen {
	struct episode *episode;
	const struct ledger_row *row;
};

static size_t list_frozen(const struct site *site, struct frozen *into)
{
	size_t n = 0;

	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < site->shows[i]->episode_count; k++) {
			struct episode *e = site->shows[i]->episodes[k];
			const struct ledger_row *row = row_of(site, e);

			if (row && into)
				into[n] = (struct frozen){ e, row };
			n += row != NULL;
		}
	}
	return n;
}

/* What was published byte for byte lies beside its page. */
static bool was_kept(const struct ledger_row *row, const struct recording *r)
{
	return media_kept_suffix(&r->facts) &&
	       strncmp(name_of(row->audio), r->sha256, HASH_IN_NAME) == 0;
}

static size_t take_from_content(const struct media_run *run, const struct site *site,
				struct frozen *all, size_t count)
{
	size_t left = 0;

	for (size_t i = 0; i < count; i++) {
		if (was_kept(all[i].row, &all[i].episode->recording))
			media_keep(run, site, all[i].episode);
		else
			all[left++] = all[i];
	}
	return left;
}

static void take(const struct frozen *f, const struct published_audio *audio)
{
	f->episode->recording.published = *audio;
	f->episode->recording.path = f->row->audio;
}

/* From what is kept beside the content; leaves those that are not there at the start of `all`. */
static size_t take_from_cache(const struct media_run *run, struct frozen *all, size_t count)
{
	struct named_audio *names = arena_array(run->arena, count, sizeof(*names));
	size_t left = 0;

	for (size_t i = 0; i < count; i++)
		names[i].name = name_of(all[i].row->audio);
	jobs_find_named(media_absolute(run, run->cache_dir, run->arena), names, count, run->arena,
			run->diag);
	for (size_t i = 0; i < count; i++) {
		if (names[i].audio.file)
			take(&all[i], &names[i].audio);
		else
			all[left++] = all[i];
	}
	return left;
}

/* As the worker that made the file would have told it. */
static struct published_audio heard_in(const struct media_file *f, struct arena *a)
{
	const char *suffix = path_suffix(f->path) + 1;

	return (struct published_audio){
		.file = arena_strdup(a, f->path),
		.suffix = suffix,
		.type = media_type_of(suffix),
		.sha256 = f->sha256,
		.bytes = f->bytes,
		.seconds = f->facts.seconds,
		.sample_rate = f->facts.sample_rate,
		.channels = f->facts.channels,
		.integrated = f->facts.loudness.integrated,
		.true_peak = f->facts.loudness.true_peak,
		.peaks = f->facts.peaks,
		.peak_count = f->facts.peak_count,
	};
}

/* From where the last build put them: the cache may be deleted at any time. */
static void take_from_output(const struct media_run *run, const struct frozen *all, size_t count,
			     const char *output)
{
	struct media_file *files = arena_array(run->arena, count, sizeof(*files));
	const struct frozen **whose = arena_array(run->arena, count, sizeof(*whose));
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(output, all[i].row->audio, run->arena);

		if (access(path, R_OK) != 0)
			continue;
		files[n].path = path;
		whose[n++] = &all[i];
	}
	media_inspect(run, files, n);
	for (size_t i = 0; i < n; i++) {
		bool same = files[i].ok && files[i].sha256 &&
			    strncmp(files[i].sha256, name_of(files[i].path), HASH_IN_NAME) == 0;
		const struct published_audio audio =
			same ? heard_in(&files[i], run->arena) : (struct published_audio){ 0 };

		if (same)
			take(whose[i], &audio);
	}
}

void media_freeze(const struct media_run *run, struct site *site, const char *output)
{
	size_t count = list_frozen(site, NULL);
	struct frozen *all = arena_array(run->arena, count, sizeof(*all));

	if (!count)
		return;
	list_frozen(site, all);
	count = take_from_content(run, site, all, count);
	count = take_from_cache(run, all, count);
	if (count)
		take_from_output(run, all, count, output);
}

const char *media_audio_path(const struct media_run *run, const struct site *site,
			     const struct episode *e)
{
	const struct published_audio *p = &e->recording.published;
	const struct ledger_row *row = row_of(site, e);
	const char *name = arena_printf(run->arena, "%.*s.%s", HASH_IN_NAME, p->sha256, p->suffix);

	if (row && strcmp(name, name_of(row->audio)) == 0)
		return row->audio;
	if (row)
		diag_report(run->diag, DIAG_AUDIO_REMADE, e->recording.at,
			    "the published audio of '%s' is kept neither in '%s' nor in the output "
			    "folder and had to be made anew; apps may download it again",
			    e->title, run->cache_dir);
	return episode_audio_path(e->item.path, p->sha256, p->suffix, run->arena);
}

const char *media_small_path(const struct media_run *run, const struct site *site,
			     const struct episode *e)
{
	const struct published_audio *p = &e->recording.small;
	const struct ledger_row *row = row_of(site, e);
	const char *dash = row && row->audio ? strrchr(row->audio, '-') : NULL;
	const char *stem = dash ? arena_strndup(run->arena, row->audio, (size_t)(dash - row->audio))
				: arena_printf(run->arena, "podcasts/%s/audio/%s",
					       e->show->item.slug, e->item.slug);

	return arena_printf(run->arena, "%s-small-%.*s.%s", stem, HASH_IN_NAME, p->sha256,
			    p->suffix);
}
