#include "media.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "environment.h"
#include "jobs/jobs.h"
#include "progress.h"

const char *media_absolute(const struct media_run *run, const char *path, struct arena *a)
{
	return path[0] == '/' ? path : path_join(run->here, path, a);
}

static size_t run_jobs(const struct media_run *run, struct job *list, size_t count,
		       const char *what)
{
	struct progress progress;
	struct jobs jobs = {
		.worker = environment_worker(run->arena),
		.cache_dir =
			run->cache_dir ? media_absolute(run, run->cache_dir, run->arena) : NULL,
		.progress = run->quiet ? NULL : progress_show,
		.progress_arg = &progress,
	};

	progress_begin(&progress, what);
	size_t worked = jobs_run(&jobs, list, count, run->arena, run->diag);
	progress_end(&progress);
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

/* A show's cover is one of the site's pictures: the same file, so the same facts. */
static void copy_cover_facts(struct site *site)
{
	for (size_t i = 0; i < site->show_count; i++) {
		struct picture *cover = &site->shows[i]->cover;

		for (size_t k = 0; cover->file && k < site->picture_count; k++) {
			if (strcmp(site->pictures[k].file, cover->file) == 0)
				cover->facts = site->pictures[k].facts;
		}
	}
}

size_t media_probe(const struct media_run *run, struct site *site)
{
	struct arena a = { 0 }; /* of the jobs; the answers outlive them */
	struct episodes e = collect(site, true, &a);
	struct job *jobs = arena_array(&a, e.count + site->picture_count, sizeof(struct job));
	size_t count = e.count;

	for (size_t i = 0; i < e.count; i++)
		jobs[i] = file_job(run, JOB_PROBE, e.all[i]->recording.file, e.all[i]->recording.at,
				   &a);
	for (size_t i = 0; i < site->picture_count; i++) {
		if (is_image(&site->pictures[i]))
			jobs[count++] = file_job(run, JOB_PICTURE, site->pictures[i].file,
						 site->pictures[i].at, &a);
	}
	size_t worked = run_jobs(run, jobs, count, "opening recordings and pictures");

	for (size_t i = 0; i < e.count; i++) {
		struct recording *r = &e.all[i]->recording;

		r->facts = jobs[i].answer.media;
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

static struct job publish_job(const struct media_run *run, const struct site *site,
			      const struct episode *e, struct arena *a)
{
	const struct show *show = e->show;
	struct job job = file_job(run, JOB_PUBLISH, e->recording.file, e->recording.at, a);

	job.request.tags = (struct job_tags){
		.text = {
			.title = e->title,
			.artist = show->author,
			.album = show->title,
			.date = date_day(e->date, a),
			.comment = site_permalink(site, e->item.path, a),
			.language = show->language,
			.copyright = show->copyright,
			.genre = "Podcast",
			.track = e->number,
		},
		.cover = media_absolute(run, show->cover.file, a),
		.chapters = job_chapters(run, e, a),
		.chapter_count = e->chapters.count,
	};
	return job;
}

static struct job master_job(const struct media_run *run, const struct episode *e, struct arena *a)
{
	const struct show *show = e->show;
	struct job job = file_job(run, JOB_MASTER, e->recording.file, e->recording.at, a);

	job.request.master = (struct job_master){
		.format = show->format,
		.bitrate = show->bitrate,
		.channels = e->recording.facts.channels == 1 ? 1 : 2,
		.loudness = LEVEL_NONE,
		.peak = -1,
	};
	job.request.has_heard = true;
	job.request.heard = e->recording.facts;
	return job;
}

/* Not every app plays Opus: it is published as it is only where the show asks for it. */
static bool is_copied(const struct episode *e)
{
	const char *suffix = e->recording.facts.copies_as;

	return suffix && (strcmp(suffix, "opus") != 0 || strcmp(e->show->format, suffix) == 0);
}

/* Encodes what cannot be published as it is; `sources` are what is to be tagged then. */
static size_t master(const struct media_run *run, const struct episodes *e, struct job *sources)
{
	struct arena a = { 0 };
	struct job *jobs = arena_array(&a, e->count, sizeof(struct job));
	size_t *which = arena_array(&a, e->count, sizeof(size_t)), count = 0;

	for (size_t i = 0; i < e->count; i++) {
		if (is_copied(e->all[i]))
			continue;
		jobs[count] = master_job(run, e->all[i], &a);
		which[count++] = i;
	}
	size_t worked = run_jobs(run, jobs, count, "mastering recordings");
	for (size_t i = 0; i < count; i++) {
		struct job_request *r = &sources[which[i]].request;

		r->source = jobs[i].answer.ok ? jobs[i].answer.audio.file : NULL;
		r->has_heard = false;
	}
	arena_free(&a);
	return worked;
}

size_t media_publish(const struct media_run *run, struct site *site)
{
	struct arena a = { 0 };
	struct episodes e = collect(site, false, &a);
	struct job *jobs = arena_array(&a, e.count, sizeof(struct job));
	size_t count = 0;

	for (size_t i = 0; i < e.count; i++)
		jobs[i] = publish_job(run, site, e.all[i], &a);
	size_t worked = master(run, &e, jobs);
	for (size_t i = 0; i < e.count; i++) {
		if (!jobs[i].request.source)
			continue;
		e.all[count] = e.all[i];
		jobs[count++] = jobs[i];
	}
	worked += run_jobs(run, jobs, count, "tagging recordings");

	for (size_t i = 0; i < count; i++) {
		struct recording *r = &e.all[i]->recording;

		r->published = jobs[i].answer.audio;
		if (jobs[i].answer.ok)
			r->path = arena_printf(run->arena, "podcasts/%s/audio/%s-%.*s.%s",
					       e.all[i]->show->item.slug, e.all[i]->item.slug,
					       HASH_IN_NAME, r->published.sha256,
					       r->published.suffix);
	}
	arena_free(&a);
	return worked;
}

static bool names_picture(const char *path)
{
	static const char *const suffixes[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp" };

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		if (strcasecmp(path_suffix(path), suffixes[i]) == 0)
			return true;
	}
	return false;
}

void media_inspect(const struct media_run *run, struct media_file *files, size_t count)
{
	struct arena a = { 0 };
	struct job *jobs = arena_array(&a, count, sizeof(struct job));

	for (size_t i = 0; i < count; i++) {
		files[i].is_picture = names_picture(files[i].path);
		jobs[i] = file_job(run, files[i].is_picture ? JOB_PICTURE : JOB_PROBE,
				   files[i].path, span_path(files[i].path, run->arena), &a);
	}
	run_jobs(run, jobs, count, "listening");
	for (size_t i = 0; i < count; i++) {
		files[i].ok = jobs[i].answer.ok;
		files[i].facts = jobs[i].answer.media;
		files[i].picture = jobs[i].answer.picture;
	}
	arena_free(&a);
}
