#include "media.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "environment.h"
#include "frozen.h"
#include "jobs/draw.h"
#include "jobs/jobs.h"
#include "model/mastering.h"
#include "progress.h"
#include "site/sheets.h"

const char *media_absolute(const struct media_run *run, const char *path, struct arena *a)
{
	return path[0] == '/' ? path : path_join(run->here, path, a);
}

/* Whoever is told how far the work is: at the terminal, or by `run->tell`. */
struct teller {
	const struct media_run *run;
	const char *what;
	struct progress progress;
	int percent; /* that was told last */
};

static void tell_progress(void *arg, double done, size_t total, const char *source)
{
	struct teller *t = arg;
	int percent = total ? (int)(100 * done / (double)total) : 100;
	struct arena a = { 0 };

	(void)source;
	if (percent != t->percent)
		t->run->tell(t->run->tell_arg,
			     arena_printf(&a, "%s: %d %% of %zu", t->what, percent, total));
	t->percent = percent;
	arena_free(&a);
}

static struct jobs jobs_of(const struct media_run *run, struct teller *teller, const char *what)
{
	*teller = (struct teller){ .run = run, .what = what, .percent = -1 };
	progress_begin(&teller->progress, what);
	return (struct jobs){
		.worker = environment_worker(run->arena),
		.cache_dir =
			run->cache_dir ? media_absolute(run, run->cache_dir, run->arena) : NULL,
		.memory = run->memory,
		.known_only = run->known_only,
		.progress = run->tell    ? tell_progress
			    : run->quiet ? NULL
					 : progress_show,
		.progress_arg = run->tell ? (void *)teller : &teller->progress,
	};
}

static size_t run_jobs(const struct media_run *run, struct job *list, size_t count,
		       const char *what)
{
	struct teller teller;
	const struct jobs jobs = jobs_of(run, &teller, what);
	size_t worked = jobs_run(&jobs, list, count, run->arena, run->diag);

	progress_end(&teller.progress);
	return worked;
}

static struct job file_job(const struct media_run *run, enum job_kind kind, const char *file,
			   struct span at, struct arena *a)
{
	return (struct job){
		.request = { .kind = kind, .source = media_absolute(run, file, a) },
		.at = at,
		.shown = path_base(file),
	};
}

/* Every episode of the site with a recording, published or held back. */
struct episodes {
	struct episode **all;
	size_t count;
};

static void add_episodes(struct episodes *list, struct episode **from, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (from[i]->recording.file)
			list->all[list->count++] = from[i];
	}
}

static struct episodes collect(const struct site *site, bool held, struct arena *a)
{
	struct episodes list = { 0 };
	size_t room = 0;

	for (size_t i = 0; i < site->show_count; i++)
		room += site->shows[i]->episode_count + site->shows[i]->held_count;
	list.all = arena_array(a, room, sizeof(struct episode *));
	for (size_t i = 0; i < site->show_count; i++) {
		add_episodes(&list, site->shows[i]->episodes, site->shows[i]->episode_count);
		if (held)
			add_episodes(&list, site->shows[i]->held, site->shows[i]->held_count);
	}
	return list;
}

static bool is_image(const struct picture *p)
{
	return p->type && text_starts(p->type, "image/");
}

/* A cover is one of the site's pictures: the same file, so the same facts. */
static void copy_facts(const struct site *site, struct picture *cover)
{
	if (cover->file)
		cover->facts = site->pictures[cover->index].facts;
}

static void copy_cover_facts(struct site *site)
{
	copy_facts(site, &site->cover);
	copy_facts(site, &site->logo);
	for (size_t i = 0; i < site->show_count; i++) {
		struct show *show = site->shows[i];

		copy_facts(site, &show->cover);
		for (size_t k = 0; k < show_all_count(show); k++)
			copy_facts(site, &show_any(show, k)->cover);
	}
}

size_t media_probe(const struct media_run *run, struct site *site)
{
	struct arena a = { 0 }; /* of the jobs; the answers outlive them */
	struct episodes e = collect(site, true, &a);
	struct job *jobs = arena_array(&a, e.count + site->picture_count, sizeof(struct job));
	size_t count = e.count;

	for (size_t i = 0; i < e.count; i++) {
		jobs[i] = file_job(run, JOB_PROBE, e.all[i]->recording.file, e.all[i]->recording.at,
				   &a);
		jobs[i].is_out = e.all[i]->came_from.audio;
	}
	for (size_t i = 0; i < site->picture_count; i++) {
		if (is_image(&site->pictures[i]))
			jobs[count++] = file_job(run, JOB_PICTURE, site->pictures[i].file,
						 site->pictures[i].at, &a);
	}
	size_t worked = run_jobs(run, jobs, count, "opening recordings and pictures");

	for (size_t i = 0; i < e.count; i++) {
		struct recording *r = &e.all[i]->recording;

		r->facts = jobs[i].answer.media;
		r->bytes = jobs[i].source_bytes;
		memcpy(r->sha256, jobs[i].source_sha256, sizeof(r->sha256));
	}
	count = e.count;
	for (size_t i = 0; i < site->picture_count; i++) {
		if (is_image(&site->pictures[i]))
			site->pictures[i].facts = jobs[count++].answer.picture;
	}
	copy_cover_facts(site);
	arena_free(&a);
	return worked;
}

static const struct audio_chapter *job_chapters(const struct media_run *run,
						const struct episode *e, struct arena *a)
{
	const struct chapter *c = e->chapters.items;
	struct audio_chapter *out = arena_array(a, e->chapters.count, sizeof(*out));

	for (size_t i = 0; i < e->chapters.count; i++)
		out[i] = (struct audio_chapter){
			.start = c[i].start,
			.title = c[i].title,
			.url = c[i].url,
			.picture = c[i].picture ? media_absolute(run, c[i].picture, a) : NULL,
		};
	return out;
}

/* One file for listeners: the episode itself, or the small one beside it. */
struct rendition {
	struct episode *episode;
	struct audio_plan plan;
	struct job publish;
	struct published_audio mastered; /* AUDIO_ENCODED: what is to be tagged */
	struct published_audio *into;
	const char **path; /* where it goes in the output */
	const struct site *site;
};

/* What the page says; where it says nothing, what the recording says of itself. */
static struct audio_tags episode_tags(const struct site *site, const struct episode *e,
				      struct arena *a)
{
	const struct show *show = e->show;
	const struct audio_tags *own = &e->recording.facts.tags;

	return (struct audio_tags){
		.title = e->title,
		.artist = show->author,
		.album = show->title,
		.date = date_day(e->date, a),
		.comment = e->summary,
		.language = show->language,
		.copyright = show->copyright ? show->copyright : own->copyright,
		.genre = "Podcast",
		.track = e->number ? e->number : own->track,
		.url = site_permalink(site, e->item.path, a),
		.feed_url = site_url(site, show->feed_path, a),
		.guid = e->guid,
		.category = show->categories.count ? show->categories.items[0] : NULL,
	};
}

static struct job publish_job(const struct media_run *run, const struct site *site,
			      const struct episode *e, struct arena *a)
{
	struct job job = file_job(run, JOB_PUBLISH, e->recording.file, e->recording.at, a);
	const struct picture *cover = e->cover.file ? &e->cover : &e->show->cover;

	job.request.has_heard = true;
	job.request.heard = e->recording.facts;
	job.request.tags = (struct job_tags){
		.text = episode_tags(site, e, a),
		.cover = media_absolute(run, cover->file, a),
		.chapters = job_chapters(run, e, a),
		.chapter_count = e->chapters.count,
	};
	return job;
}

static struct job master_job(const struct media_run *run, const struct rendition *r,
			     struct arena *a)
{
	const struct episode *e = r->episode;
	const struct mastering *m = &e->show->mastering;
	struct job job = file_job(run, JOB_MASTER, e->recording.file, e->recording.at, a);

	job.request.master = (struct job_master){
		.format = r->plan.format,
		.bitrate = r->plan.bitrate,
		.channels = r->plan.channels,
		.sample_rate = r->plan.sample_rate,
		.music = mastering_is_music(e->show),
		.loudness = r->plan.loudness,
		.tolerance = m->tolerance,
		.peak = m->peak,
		.high_pass = (int)m->high_pass,
		.start = r->plan.start,
		.end = r->plan.end,
	};
	job.request.has_heard = true;
	job.request.heard = e->recording.facts;
	return job;
}

/* What was measured in the mastered file, as JOB_PROBE would have told it. */
static struct media_facts facts_of(const struct published_audio *m)
{
	return (struct media_facts){
		.format = m->suffix,
		.copies_as = m->suffix,
		.sample_rate = m->sample_rate,
		.channels = m->channels,
		.samples = (int64_t)(m->seconds * m->sample_rate + 0.5),
		.seconds = m->seconds,
		.bit_rate = (int64_t)((double)m->bytes * 8 / fmax(m->seconds, 1)),
		.peaks = m->peaks,
		.peak_count = m->peak_count,
		.loudness = { .integrated = m->integrated,
			      .momentary = LEVEL_NONE,
			      .short_term = LEVEL_NONE,
			      .true_peak = m->true_peak,
			      .true_peak_at = NOWHERE,
			      .sample_peak = LEVEL_NONE },
	};
}

/* Encodes what cannot be published as it is. What fails has no source to be tagged then. */
static size_t master(const struct media_run *run, struct rendition *all, size_t total)
{
	struct arena a = { 0 };
	struct job *jobs = arena_array(&a, total, sizeof(struct job));
	struct rendition **which = arena_array(&a, total, sizeof(*which));
	size_t count = 0;

	for (size_t i = 0; i < total; i++) {
		if (all[i].plan.making != AUDIO_ENCODED)
			continue;
		jobs[count] = master_job(run, &all[i], &a);
		which[count++] = &all[i];
	}
	size_t worked = run_jobs(run, jobs, count, "mastering recordings");
	for (size_t i = 0; i < count; i++) {
		struct job_request *r = &which[i]->publish.request;

		which[i]->mastered = jobs[i].answer.audio;
		r->source = jobs[i].answer.ok ? jobs[i].answer.audio.file : NULL;
		r->heard = facts_of(&which[i]->mastered);
	}
	arena_free(&a);
	return worked;
}

/* What was done to the sound was done before the file was tagged. */
static struct published_audio with_mastering(struct published_audio tagged,
					     const struct rendition *r)
{
	const struct published_audio *m = &r->mastered;

	if (r->plan.making != AUDIO_ENCODED)
		return tagged;
	tagged.making = AUDIO_ENCODED;
	tagged.gain = m->gain;
	tagged.reduction = m->reduction;
	tagged.integrated = m->integrated;
	tagged.true_peak = m->true_peak;
	return tagged;
}

static void take_file(const struct media_run *run, const struct rendition *r,
		      const struct job *done)
{
	const struct episode *e = r->episode;

	if (!done->answer.ok)
		return;
	*r->into = with_mastering(done->answer.audio, r);
	if (r->into == &e->recording.published)
		*r->path = media_audio_path(run, r->site, e);
	else
		*r->path = media_small_path(run, r->site, e);
}

static size_t tag(const struct media_run *run, struct rendition *all, size_t total)
{
	struct arena a = { 0 };
	struct job *jobs = arena_array(&a, total, sizeof(struct job));
	size_t count = 0;

	for (size_t i = 0; i < total; i++) {
		if (!all[i].publish.request.source)
			continue;
		all[count] = all[i];
		jobs[count++] = all[i].publish;
	}
	size_t worked = run_jobs(run, jobs, count, "tagging recordings");
	for (size_t i = 0; i < count; i++)
		take_file(run, &all[i], &jobs[i]);
	arena_free(&a);
	return worked;
}

static struct rendition main_file(const struct media_run *run, const struct site *site,
				  struct episode *e, struct arena *a)
{
	struct rendition r = {
		.episode = e,
		.plan = mastering_plan(e, a),
		.publish = publish_job(run, site, e, a),
		.into = &e->recording.published,
		.path = &e->recording.path,
		.site = site,
	};

	if (r.plan.making == AUDIO_GAINED)
		r.publish.request.gain = r.plan.gain;
	return r;
}

static struct rendition small_file(const struct media_run *run, const struct site *site,
				   struct episode *e, struct arena *a)
{
	return (struct rendition){
		.episode = e,
		.plan = mastering_low_data(e),
		.publish = publish_job(run, site, e, a),
		.into = &e->recording.small,
		.path = &e->recording.small_path,
		.site = site,
	};
}

size_t media_publish(const struct media_run *run, struct site *site)
{
	struct arena a = { 0 };
	struct episodes e = collect(site, false, &a);
	struct rendition *all = arena_array(&a, 2 * e.count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < e.count; i++) {
		const struct rendition main = main_file(run, site, e.all[i], &a);

		if (!e.all[i]->recording.path && main.plan.making == AUDIO_AS_IT_IS)
			media_keep(run, site, e.all[i]);
		else if (!e.all[i]->recording.path)
			all[count++] = main;
		if (mastering_wants_low_data(e.all[i], &main.plan))
			all[count++] = small_file(run, site, e.all[i], &a);
	}
	size_t worked = master(run, all, count);
	worked += tag(run, all, count);
	arena_free(&a);
	return worked;
}

static struct drawing drawing_of(const struct media_run *run, const struct sheet_order *order,
				 struct arena *a)
{
	return (struct drawing){
		.sheet = order->sheet,
		.cover = order->cover ? media_absolute(run, order->cover->file, a) : NULL,
		.cover_sha256 = order->cover ? order->cover->sha256 : NULL,
		.shown = order->shown,
		.at = order->at,
	};
}

static void take_drawing(const struct media_run *run, const struct sheet_order *order,
			 const struct drawing *d)
{
	if (!d->file)
		return;
	*order->into = (struct picture){
		.file = d->file,
		.path = arena_printf(run->arena, "%s-%.*s%s", order->stem, HASH_IN_NAME, d->sha256,
				     path_suffix(d->file)),
		.type = order->type,
		.bytes = d->bytes,
		.at = order->at,
	};
	memcpy(order->into->sha256, d->sha256, sizeof(d->sha256));
	if (d->sheet.kind == SHEET_CARD)
		order->into->facts = (struct picture_facts){ .format = "png",
							     .colour = "rgb",
							     .width = SHEET_CARD_WIDTH,
							     .height = SHEET_CARD_HEIGHT };
}

size_t media_draw(const struct media_run *run, struct site *site)
{
	struct arena a = { 0 };
	struct teller teller;
	const struct jobs jobs = jobs_of(run, &teller, "drawing share cards and posters");
	const struct sheet_orders orders = site_sheets(site, &a);
	struct drawing *list = arena_array(&a, orders.count, sizeof(*list));

	for (size_t i = 0; i < orders.count; i++)
		list[i] = drawing_of(run, &orders.all[i], &a);
	size_t drawn = jobs_draw(&jobs, list, orders.count, run->arena, run->diag);
	progress_end(&teller.progress);
	for (size_t i = 0; i < orders.count; i++)
		take_drawing(run, &orders.all[i], &list[i]);
	arena_free(&a);
	return drawn;
}

bool media_names_picture(const char *path)
{
	static const char *const suffixes[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp" };

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		if (strcasecmp(path_suffix(path), suffixes[i]) == 0)
			return true;
	}
	return false;
}

static struct job inspect_job(const struct media_run *run, struct media_file *f, struct arena *a)
{
	f->is_picture = media_names_picture(f->path);
	enum job_kind kind = f->is_picture ? JOB_PICTURE : f->plot ? JOB_PLOT : JOB_PROBE;
	struct job job = file_job(run, kind, f->path, span_path(f->path, run->arena), a);

	if (kind == JOB_PLOT)
		job.request.output = f->plot;
	job.findings_kept = true;
	return job;
}

void media_inspect(const struct media_run *run, struct media_file *files, size_t count)
{
	struct arena a = { 0 };
	struct job *jobs = arena_array(&a, count, sizeof(struct job));

	for (size_t i = 0; i < count; i++)
		jobs[i] = inspect_job(run, &files[i], &a);
	run_jobs(run, jobs, count, "listening");
	for (size_t i = 0; i < count; i++) {
		files[i].ok = jobs[i].answer.ok;
		files[i].facts = jobs[i].answer.media;
		files[i].picture = jobs[i].answer.picture;
		files[i].problem = jobs[i].answer.problem;
		files[i].bytes = jobs[i].source_bytes;
		if (*jobs[i].source_sha256)
			files[i].sha256 = arena_strdup(run->arena, jobs[i].source_sha256);
	}
	arena_free(&a);
}

bool media_fit_cover(const struct media_run *run, const char *source, const char *output)
{
	struct arena a = { 0 };
	struct job job = file_job(run, JOB_COVER, source, span_path(source, run->arena), &a);

	job.request.output = media_absolute(run, output, &a);
	run_jobs(run, &job, 1, "making a cover");
	bool ok = job.answer.ok;

	arena_free(&a);
	return ok;
}
