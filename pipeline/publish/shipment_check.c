#include "shipment_check.h"

#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/path.h"
#include "base/text.h"

#define SHOWN_MOST    5          /* files that are named one by one */
#define HISTORY_BYTES 50000000LL /* a repository that grows much faster is no pleasure to clone */

#define ADVICE                                                                                     \
	"recordings can go to another target, with 'takes: audio' there and 'takes: pages' here"

/* What the traits say against a file, or NULL. */
static const char *fault_of(const struct shipment *s, const struct output_file *f)
{
	const struct host_traits *t = &s->host.traits;
	const char *suffix = path_suffix(f->path), *ending = *suffix ? suffix + 1 : "";

	if (t->file_bytes && f->size > t->file_bytes)
		return arena_printf(s->arena, "is larger than the %.0f MB that '%s' takes",
				    (double)t->file_bytes / 1e6, s->target->kind);
	if ((t->refuses && text_has_word(t->refuses, ending)) ||
	    (t->accepts && !text_has_word(t->accepts, ending)))
		return arena_printf(s->arena, "is of a kind that '%s' does not take there",
				    s->target->kind);
	return NULL;
}

/* What to do about it. */
static const char *advice_for(const struct shipment *s, const struct output_file *f)
{
	const char *accepts = s->host.traits.accepts;

	if (f->group == OUTPUT_MEDIA)
		return ADVICE;
	return accepts && !text_has_word(accepts, "html")
		       ? "it is for recordings: say 'takes: audio' here, and send pages to another "
			 "target"
		       : "choose another host, or a plan there that takes it";
}

static bool check_files(struct shipment *s)
{
	size_t faulty = 0;

	for (size_t i = 0; i < s->want.count; i++) {
		const struct output_file *f = &s->want.files[i];
		const char *fault = fault_of(s, f);

		if (fault && faulty++ < SHOWN_MOST)
			diag_report(s->diag, DIAG_HOST_LIMIT, s->target->at, "'%s': '%s' %s; %s",
				    s->target->name, f->path, fault, advice_for(s, f));
	}
	if (faulty > SHOWN_MOST)
		diag_report(s->diag, DIAG_HOST_LIMIT, s->target->at,
			    "'%s': so it is with %zu more files", s->target->name,
			    faulty - SHOWN_MOST);
	return !faulty;
}

static bool check_site(struct shipment *s)
{
	const struct host_traits *t = &s->host.traits;
	int64_t bytes = 0;

	for (size_t i = 0; i < s->want.count; i++)
		bytes += s->want.files[i].size;
	bool large = t->site_bytes && bytes > t->site_bytes;
	bool many = t->file_count && s->want.count > t->file_count;
	if (large)
		diag_report(s->diag, DIAG_HOST_LIMIT, s->target->at,
			    "'%s': the site has %.0f MB, and '%s' takes %.0f; " ADVICE,
			    s->target->name, (double)bytes / 1e6, s->target->kind,
			    (double)t->site_bytes / 1e6);
	if (many)
		diag_report(s->diag, DIAG_HOST_LIMIT, s->target->at,
			    "'%s': the site has %zu files, and '%s' takes %zu", s->target->name,
			    s->want.count, s->target->kind, t->file_count);
	return !large && !many;
}

/* Each recording, and each new version of it, would stay in the history for good. */
static void warn_of_history(const struct shipment *s)
{
	const char *history = s->target->history;
	int64_t bytes = 0;

	for (size_t i = 0; i < s->want.count; i++)
		bytes += s->want.files[i].group == OUTPUT_MEDIA ? s->want.files[i].size : 0;
	if (s->host.traits.remembers && bytes > HISTORY_BYTES &&
	    !(history && strcmp(history, "none") == 0))
		diag_report(s->diag, DIAG_BIG_HISTORY, s->target->at,
			    "'%s': %.0f MB of recordings and pictures go into a history that keeps "
			    "them for good, also when they are deleted; " ADVICE
			    ", or write 'history: none'",
			    s->target->name, (double)bytes / 1e6);
}

/* Does the site have something of this name at its top? */
static bool is_wanted(const struct shipment *s, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < s->want.count; i++) {
		const char *path = s->want.files[i].path;

		if (strncmp(path, name, len) == 0 && (path[len] == '/' || !path[len]))
			return true;
	}
	return false;
}

/* Where blether has never been, nothing may stand in the way; what does not is left alone. */
static bool check_place(struct shipment *s)
{
	struct strbuf names = STRBUF_INIT(HOST_BODY_MOST);
	const struct errand list = { .task = TASK_LIST, .path = "" };
	const char *why = NULL;
	bool ok = true;

	if (!s->summary.first || s->options->take_over)
		return true;
	enum outcome o = courier_ask(s->courier, &list, &names, &why);
	if (o != JOB_DONE && o != JOB_ABSENT) {
		diag_report(s->diag, DIAG_CANNOT_PUBLISH, s->target->at, "'%s': %s",
			    s->target->name, why);
		ok = false;
	}
	for (char *name = names.data, *end; ok && (end = strchr(name, '\n')); name = end + 1) {
		*end = '\0';
		if (!is_wanted(s, name))
			continue;
		diag_report(s->diag, DIAG_NOT_BLETHERS, s->target->at,
			    "'%s': '%s' is there already, and blether did not put it there; is "
			    "this the "
			    "right place? If it may be replaced, say --take-over",
			    s->target->name, name);
		ok = false;
	}
	strbuf_release(&names);
	return ok;
}

bool shipment_check(struct shipment *s)
{
	bool files = check_files(s), site = check_site(s);

	warn_of_history(s);
	return files && site && check_place(s);
}
