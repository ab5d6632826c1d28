#include "live_check.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "model/audio_place.h"
#include "model/publishing.h"
#include "model/site.h"
#include "progress.h"
#include "publish/online.h"
#include "publish/publication.h"
#include "report.h"

static bool keep_history(const char *path, struct live_report *r, struct moment now,
			 struct arena *a)
{
	return file_mkdirs(path_dir(path, a)) && online_history(path, r, now, a);
}

const char *live_check_place(void *arg, const struct output_file *file, struct arena *a)
{
	const struct site *site = arg;

	return file->type && audio_is_type(file->type) ? site_audio_url(site, file->path, a)
						       : site_url(site, file->path, a);
}

void live_check_remedies(struct live_options *o, const struct publishing *p)
{
	const struct target *all = p->targets.items;

	for (size_t i = p->targets.count; i-- > 0;) {
		const char *remedy = publication_remedy(&all[i]);

		if (remedy && strcmp(all[i].takes, "audio") != 0)
			o->remedy = remedy;
		if (remedy && strcmp(all[i].takes, "pages") != 0)
			o->audio_remedy = remedy;
	}
}

struct live_report live_check_show(struct live_options *o, const char *history, bool quiet,
				   struct arena *a, struct diag *diag)
{
	struct progress bar;

	if (!quiet) {
		progress_begin(&bar, "looking at the site online");
		o->progress = progress_show;
		o->progress_arg = &bar;
	}
	struct live_report r = live_check(o, a);
	if (!quiet)
		progress_end(&bar);
	if (history && !keep_history(history, &r, o->now, a))
		diag_report_errno(diag, DIAG_CANNOT_WRITE_CACHE, "cannot write the history to",
				  history);
	live_tell(&r, a, diag);
	return r;
}

void live_check_sum_up(const struct live_report *r)
{
	printf("looked at %zu %s online: ", r->asked,
	       report_plural(r->asked, "address", "addresses"));
	if (!r->count)
		puts("all is as it was published");
	else
		printf("%zu %s; 'blether explain %s' tells more about the word in [brackets]\n",
		       r->count, report_plural(r->count, "fault", "faults"),
		       live_slug(r->findings[0].what));
}

void live_check_write_json(const struct live_report *r, struct json *j)
{
	json_int(j, "looked", (int64_t)r->asked);
	json_int(j, "silent", (int64_t)r->silent);
	json_open(j, "findings", '[');
	for (size_t i = 0; i < r->count; i++) {
		const struct finding *f = &r->findings[i];

		json_open(j, NULL, '{');
		json_text(j, "address", f->url);
		json_text(j, "finding", live_slug(f->what));
		json_text(j, "text", f->text);
		json_text(j, "remedy", f->remedy);
		json_text(j, "since", f->since);
		json_close(j, '}');
	}
	json_close(j, ']');
}
