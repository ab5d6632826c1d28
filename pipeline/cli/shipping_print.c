#include <stdio.h>
#include <string.h>

#include "amount.h"
#include "base/json.h"
#include "environment.h"
#include "report.h"
#include "shipping.h"

#define FILES_SHOWN 20 /* of a target, without --all-files */

static const char *const acts[] = { "new", "changed", "deleted" };

/* --- the plan for people ------------------------------------------------------------- */

static void print_files(const struct shipping *s, const struct shipment_plan *p)
{
	const size_t most = s->opts->all_files ? p->count : FILES_SHOWN;

	for (size_t i = 0; i < p->count && i < most; i++) {
		const struct output_file *f = p->steps[i].file;

		printf("    %-8s%s", acts[p->steps[i].act], f->path);
		if (p->steps[i].act != PUBLICATION_DELETE)
			printf(" (%s)", amount_bytes(f->size).text);
		puts("");
	}
	if (p->count > most)
		printf("    and %zu more; --all-files lists them\n", p->count - most);
}

static void print_amounts(const struct shipment_plan *p)
{
	const size_t counts[] = { p->created, p->changed, p->deleted, p->unchanged };
	static const char *const words[] = { "new", "changed", "deleted", "as before" };
	const char *before = "  ";

	for (size_t i = 0; i < COUNT(counts); i++) {
		if (counts[i]) {
			printf("%s%zu %s", before, counts[i], words[i]);
			before = ", ";
		}
	}
	if (p->created || p->changed)
		printf("; %s to send", amount_bytes(p->bytes).text);
	if (p->seconds >= 1)
		printf(", about %s", amount_time(p->seconds).text);
	puts("");
}

static void print_target(const struct shipping *s, const struct shipment_plan *p)
{
	printf("%s: %s\n", p->target->name, p->target->to ? p->target->to : p->target->kind);
	if (p->first)
		puts("  nothing of this site is there yet: this is its first publication");
	if (p->resumes)
		puts("  a publication was stopped here: this goes on where it stopped");
	if (!p->count && !p->resumes && !p->first) {
		puts("  everything is there already");
		return;
	}
	print_amounts(p);
	if (p->kept)
		printf("  %zu old %s for a while, as apps may still ask for %s\n", p->kept,
		       report_plural(p->kept, "file stays", "files stay"),
		       report_plural(p->kept, "it", "them"));
	if (p->hastens && p->deleted)
		puts("  something was withdrawn: no old file stays, not even for a while");
	if (p->gap)
		puts("  while a changed page gets its new text, it cannot be read for a moment");
	if (p->forever && p->created)
		puts("  what is put there cannot be taken back for good: ask those who are heard "
		     "first");
	if (s->opts->verbose || s->opts->dry_run || s->opts->all_files)
		print_files(s, p);
}

void shipping_print_plan(struct shipping *s)
{
	for (size_t i = 0; i < s->count; i++)
		print_target(s, publication_plan(s->publication, i));
	if (!s->is_empty)
		brief_print(&s->brief, environment_colour(stdout), s->arena);
}

void shipping_print_sent(const struct shipping *s)
{
	int64_t bytes = 0;
	size_t files = 0;

	printf("release %lld is online: ", (long long)s->release.number);
	for (size_t i = 0; i < s->count; i++) {
		const struct shipment_plan *p = publication_plan(s->publication, i);

		printf("%s%s", i ? ", " : "", p->target->name);
		files += p->created + p->changed;
		bytes += p->bytes;
	}
	printf("; %zu %s, %s in %s\n", files, report_plural(files, "file", "files"),
	       amount_bytes(bytes).text, amount_time(s->seconds).text);
	fflush(stdout);
}

void shipping_print_end(struct shipping *s)
{
	if (s->opts->dry_run)
		puts("nothing was sent: this was a dry run");
	else if (s->refused)
		puts("nothing was sent");
	else if (s->is_empty && s->release.number)
		printf("nothing to do: release %lld was online already, and is noted now\n",
		       (long long)s->release.number);
	else if (s->is_empty)
		puts("nothing to do: everything is online already");
}

void shipping_print_stop(const struct shipping *s)
{
	if (s->release.number)
		return;
	fputs(s->begun ? "stopped; what is online is whole, and the same command goes on from "
			 "here\n"
		       : "nothing was sent\n",
	      stderr);
}

/* --- for programs ---------------------------------------------------------------------- */

static void write_files(const struct shipment_plan *p, struct json *j)
{
	json_open(j, "files", '[');
	for (size_t i = 0; i < p->count; i++) {
		const struct output_file *f = p->steps[i].file;

		json_open(j, NULL, '{');
		json_text(j, "change", acts[p->steps[i].act]);
		json_text(j, "path", f->path);
		if (p->steps[i].act != PUBLICATION_DELETE)
			json_int(j, "bytes", f->size);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_target(const struct shipment_plan *p, struct json *j)
{
	json_open(j, NULL, '{');
	json_text(j, "name", p->target->name);
	json_text(j, "kind", p->target->kind);
	json_int(j, "new", (int64_t)p->created);
	json_int(j, "changed", (int64_t)p->changed);
	json_int(j, "deleted", (int64_t)p->deleted);
	json_int(j, "unchanged", (int64_t)p->unchanged);
	json_int(j, "kept", (int64_t)p->kept);
	json_int(j, "bytes", p->bytes);
	json_bool(j, "first", p->first);
	json_bool(j, "resumes", p->resumes);
	json_bool(j, "hastens", p->hastens);
	json_bool(j, "forever", p->forever);
	json_bool(j, "gap", p->gap);
	write_files(p, j);
	json_close(j, '}');
}

void shipping_write_json(struct shipping *s, struct json *j)
{
	json_bool(j, "dry_run", s->opts->dry_run);
	json_bool(j, "nothing_to_do", s->is_empty);
	json_int(j, "release", s->release.number);
	json_open(j, "targets", '[');
	for (size_t i = 0; s->publication && i < s->count; i++) {
		const struct shipment_plan *p = publication_plan(s->publication, i);

		if (p->target)
			write_target(p, j);
	}
	json_close(j, ']');
	if (s->publication && !s->is_empty)
		brief_write_json(&s->brief, j);
}
