#include "publish/download.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "download_file.h"

#define USUAL_LANES 4

const struct download_patience download_usual_patience = {
	.tries = 6,
	.first_wait = 1,
	.longest_wait = 30,
	.connect = 15,
	.stall = 30,
	.slowest = 1000,
};

/* --- servers --------------------------------------------------------------------------------- */

/* The authority (RFC 3986 section 3.2) with its scheme; of what is no URL, all of it. */
static size_t authority_length(const char *url)
{
	const char *from = strstr(url, "://");

	return from ? (size_t)(from - url) + 3 + strcspn(from + 3, "/?#") : strlen(url);
}

struct download_host *download_host_of(struct download_run *run, const char *url)
{
	size_t len = authority_length(url);
	struct download_host *h = run->hosts;

	for (bool all = !h; !all; all = (h = h->next) == run->hosts) {
		if (strlen(h->name) == len && strncasecmp(h->name, url, len) == 0)
			return h;
	}
	h = arena_new(run->arena, struct download_host);
	h->name = arena_strndup(run->arena, url, len);
	h->next = run->hosts ? run->hosts->next : h;
	if (run->hosts)
		run->hosts->next = h;
	else
		run->hosts = h;
	return h;
}

static void wait_for_host(struct download_run *run, struct download_file *f)
{
	struct download_host *h = download_host_of(run, f->d->url);

	if (h->last)
		h->last->after = f;
	else
		h->first = f;
	h->last = f;
}

/* --- the run --------------------------------------------------------------------------------- */

struct batch {
	struct download_run run;
	struct download_file *files;
	struct question *questions; /* of each file, at the same place */
	size_t count;
};

/* The servers in turn, as far as they are free. */
static struct question *pick(void *arg)
{
	struct batch *b = arg;
	struct download_host *h = b->run.hosts;
	double now = download_now();

	for (bool all = !h; !all; all = (h = h->next) == b->run.hosts) {
		struct download_file *f = h->first;

		if (!f || (!b->run.full && (h->busy >= DOWNLOAD_PER_HOST || h->wake > now)))
			continue;
		h->first = f->after;
		if (!h->first)
			h->last = NULL;
		b->run.hosts = h->next;
		return &b->questions[f - b->files];
	}
	return NULL;
}

static void tell(void *arg, size_t ended, size_t count, const char *url, double waited)
{
	const struct download_run *run = &((struct batch *)arg)->run;

	(void)ended;
	(void)count;
	(void)url;
	(void)waited;
	run->how->tick(run->how->arg, run->bytes, run->ended, run->current);
}

static bool stop(void *arg)
{
	const struct downloading *how = ((struct batch *)arg)->run.how;

	return how->stop(how->arg);
}

static void add_file(struct batch *b, struct download *d)
{
	struct download_file *f = &b->files[b->count];

	f->run = &b->run;
	f->d = d;
	f->part.fd = -1;
	f->guard = (struct guard){ .local = b->run.how->local, .proxies = b->run.how->proxies };
	b->questions[b->count] = (struct question){ .step = download_file_step, .of = f };
	b->count++;
	wait_for_host(&b->run, f);
}

static void run_batch(struct batch *b)
{
	const struct downloading *how = b->run.how;
	const struct download_patience *p = b->run.patience;
	const struct probe_patience patience = { .connect = p->connect,
						 .stall = p->stall,
						 .slowest = p->slowest };
	struct probing probing = { .patience = &patience,
				   .ca = how->ca,
				   .lanes = how->lanes ? how->lanes : USUAL_LANES,
				   .pick = pick,
				   .tick = how->tick ? tell : NULL,
				   .stop = how->stop ? stop : NULL,
				   .arg = b };

	probing_run(&probing, b->questions, b->count);
	download_settle(&b->run);
	for (size_t i = 0; i < b->count; i++) {
		struct download_file *f = &b->files[i];

		part_pause(&f->part);
		f->d->bytes = f->part.size;
	}
}

/* --- files that several ask for -------------------------------------------------------------- */

static int by_url(const void *a, const void *b)
{
	struct download *const *x = a, *const *y = b;
	int order = strcmp((*x)->url, (*y)->url);

	return order ? order : (*x > *y) - (*x < *y);
}

/* The downloads by their URLs, of equal ones as they stand. */
static struct download **sorted(struct download *all, size_t count, struct arena *a)
{
	struct download **by = arena_array(a, count + 1, sizeof(struct download *));

	for (size_t i = 0; i < count; i++)
		by[i] = &all[i];
	qsort(by, count, sizeof(struct download *), by_url);
	return by;
}

/* The same file once more, under another name. */
static void copy_twin(struct download *twin, const struct download *first, struct arena *a)
{
	const struct download own = *twin;

	*twin = *first;
	twin->path = own.path;
	twin->most = own.most;
	twin->expected = own.expected;
	twin->may_be_page = own.may_be_page;
	if (first->end != DOWNLOAD_DONE || part_copy(first->path, twin->path, a))
		return;
	twin->end = DOWNLOAD_FAILED;
	twin->why = arena_printf(a, "it cannot be kept on the disk: %s", strerror(errno));
}

static bool all_done(const struct download *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (all[i].end != DOWNLOAD_DONE)
			return false;
	}
	return true;
}

static bool make_parts(const struct downloading *how, struct download *all, size_t count,
		       struct arena *a)
{
	if (file_mkdirs(how->parts))
		return true;
	const char *why =
		arena_printf(a, "the folder '%s' cannot be made: %s", how->parts, strerror(errno));
	for (size_t i = 0; i < count; i++) {
		all[i].end = DOWNLOAD_FAILED;
		all[i].why = why;
	}
	return false;
}

bool download_all(const struct downloading *how, struct download *all, size_t count,
		  struct arena *a)
{
	struct batch b = { .run = { .how = how,
				    .patience = how->patience ? how->patience
							      : &download_usual_patience,
				    .arena = a,
				    .seed = (unsigned)getpid() } };
	struct download **by = sorted(all, count, a);

	b.files = arena_array(a, count + 1, sizeof(*b.files));
	b.questions = arena_array(a, count + 1, sizeof(*b.questions));
	for (size_t i = 0; i < count; i++) {
		all[i].end = DOWNLOAD_WAITING;
		all[i].why = NULL;
		all[i].at = all[i].url;
		all[i].type = "";
	}
	if (!make_parts(how, all, count, a))
		return count == 0;
	char *twins = arena_alloc(a, count + 1);
	for (size_t i = 1; i < count; i++)
		twins[by[i] - all] = strcmp(by[i]->url, by[i - 1]->url) == 0;
	for (size_t i = 0; i < count; i++) {
		if (!twins[i])
			add_file(&b, &all[i]);
	}
	run_batch(&b);
	for (size_t i = 1; i < count; i++) {
		if (twins[by[i] - all])
			copy_twin(by[i], by[i - 1], a);
	}
	return all_done(all, count);
}

/* --- what is left over ----------------------------------------------------------------------- */

static int by_stem(const void *a, const void *b)
{
	return memcmp(a, b, PART_STEM);
}

void download_tidy(const struct downloading *how, const struct download *all, size_t count)
{
	struct arena a = { 0 };
	char(*stems)[PART_STEM + 1] = arena_array(&a, count + 1, sizeof(*stems));
	DIR *dir = opendir(how->parts);
	const struct dirent *e;

	for (size_t i = 0; i < count; i++)
		part_stem(all[i].url, stems[i]);
	qsort(stems, count, sizeof(*stems), by_stem);
	while (dir && (e = readdir(dir))) {
		if (part_is_name(e->d_name) &&
		    !bsearch(e->d_name, stems, count, sizeof(*stems), by_stem))
			unlinkat(dirfd(dir), e->d_name, 0);
	}
	if (dir)
		closedir(dir);
	arena_free(&a);
}
