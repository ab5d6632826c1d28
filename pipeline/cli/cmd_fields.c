#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "commands.h"
#include "environment.h"
#include "report.h"
#include "site/names.h"

struct fields_opts {
	const char *content, *format;
};

static const struct opt fields_options[] = {
	OPT_STRING(struct fields_opts, content, 'c', "content", "DIR",
		   "the content folder whose theme counts too (else: here, or ./content, if it is "
		   "one)"),
	OPT_CHOICE(struct fields_opts, format, 'f', "format", "text|json", "how to print them"),
	OPT_END,
};

static const struct template_file *find_file(const struct template_names *all, const char *name,
					     struct arena *a)
{
	const char *file = text_ends(name, ".html") ? name : arena_printf(a, "%s.html", name);

	for (size_t i = 0; i < all->file_count; i++) {
		if (strcmp(all->files[i].file, file) == 0)
			return &all->files[i];
	}
	return NULL;
}

/* --- for people -------------------------------------------------------------------------- */

/* "list of card" */
static const char *type_words(const struct template_name *n, struct arena *a)
{
	static const char *const words[][2] = { { "list", "list of" },
						{ "item", "one" },
						{ "map", "one" },
						{ "texts", "list of texts" } };

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(n->type, words[i][0]) == 0)
			return n->of ? arena_printf(a, "%s %s", words[i][1], n->of) : words[i][1];
	}
	return n->type;
}

static void print_view(const struct template_view *v, struct arena *a)
{
	for (size_t i = 0; i < v->count; i++) {
		const struct template_name *n = &v->names[i];

		const char *type = type_words(n, a);

		if (n->help)
			printf("  %-22s %-20s %s\n", n->name, type, n->help);
		else
			printf("  %-22s %s\n", n->name, type);
	}
}

/* Marks the views that can be reached from one, itself included. */
static void reach(const struct template_names *all, const struct template_view *v, bool *reached)
{
	size_t at = (size_t)(v - all->views);

	if (reached[at])
		return;
	reached[at] = true;
	for (size_t i = 0; i < v->count; i++) {
		const struct template_view *next =
			v->names[i].of ? template_view_find(all, v->names[i].of) : NULL;

		if (next)
			reach(all, next, reached);
	}
}

static void print_template(const struct template_names *all, const struct template_file *f,
			   struct arena *a)
{
	const struct template_view *main = f->view ? template_view_find(all, f->view) : NULL;
	bool *reached = arena_array(a, all->view_count, sizeof(bool));

	if (!main) {
		printf("'%s' is a part of other templates and has the names of the one it stands "
		       "in.\n",
		       f->file);
		return;
	}
	printf("%s may say {{name}} of:\n", f->file);
	print_view(main, a);
	reach(all, main, reached);
	for (size_t i = 0; i < all->view_count; i++) {
		const struct template_view *v = &all->views[i];

		if (!reached[i] || v == main)
			continue;
		if (strcmp(v->id, TEMPLATE_WORDS) == 0) {
			puts("\nt: the words around the content; 'blether help --as=texts' lists "
			     "them");
			continue;
		}
		printf("\n%s:\n", v->id);
		print_view(v, a);
	}
}

static void print_all(const struct template_names *all)
{
	puts("Templates of pages; 'blether fields episode' lists what one of them may say:");
	for (size_t i = 0; i < all->file_count; i++) {
		if (all->files[i].view)
			printf("  %s%s\n", all->files[i].file,
			       all->files[i].is_own ? "  (your own)" : "");
	}
	puts("\nParts of templates, for {{> name}}:");
	for (size_t i = 0; i < all->file_count; i++) {
		if (!all->files[i].view)
			printf("  %s%s\n", all->files[i].file,
			       all->files[i].is_own ? "  (your own)" : "");
	}
	puts("\nA file of the same name in content/theme/ takes a template's place. Files of your "
	     "own there\n"
	     "are parts that your templates can use.");
}

/* --- for programs ------------------------------------------------------------------------ */

static void write_name(const struct template_name *n, struct json *j)
{
	json_open(j, NULL, '{');
	json_text(j, "name", n->name);
	json_text(j, "type", n->type);
	if (n->of)
		json_text(j, "of", n->of);
	if (n->help)
		json_text(j, "help", n->help);
	json_close(j, '}');
}

static void write_view(const struct template_view *v, struct json *j)
{
	json_open(j, v->id, '[');
	for (size_t i = 0; i < v->count; i++)
		write_name(&v->names[i], j);
	json_close(j, ']');
}

/* `only` is NULL for all of them. */
static void print_json(const struct template_names *all, const struct template_file *only,
		       struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);
	bool *reached = arena_array(a, all->view_count + 1, sizeof(bool));

	json_open(&j, NULL, '{');
	json_open(&j, "templates", '[');
	for (size_t i = 0; i < all->file_count; i++) {
		const struct template_file *f = &all->files[i];

		if (only && f != only)
			continue;
		json_open(&j, NULL, '{');
		json_text(&j, "file", f->file);
		if (f->view)
			json_text(&j, "view", f->view);
		json_bool(&j, "own", f->is_own);
		json_close(&j, '}');
		if (f->view)
			reach(all, template_view_find(all, f->view), reached);
	}
	json_close(&j, ']');
	json_open(&j, "views", '{');
	for (size_t i = 0; i < all->view_count; i++) {
		if (reached[i])
			write_view(&all->views[i], &j);
	}
	json_close(&j, '}');
	json_close(&j, '}');
	puts(out.data);
}

static const struct template_file *no_such_template(const struct template_names *all,
						    const char *name, struct arena *a)
{
	const char **names = arena_array(a, all->file_count + 1, sizeof(char *));

	for (size_t i = 0; i < all->file_count; i++)
		names[i] = arena_strndup(a, all->files[i].file,
					 strlen(all->files[i].file) - strlen(".html"));
	const char *near = text_nearest(name, names);

	fprintf(stderr, "error: there is no template '%s'%s%s%s\ntry: blether fields\n", name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return NULL;
}

static int fields_run(const void *opts, int argc, char **argv)
{
	const struct fields_opts *o = opts;
	struct arena arena = { 0 };
	const char *content = o->content ? o->content : environment_content_here(&arena);
	const struct template_names all =
		site_template_names(content ? environment_theme(content, &arena) : NULL, &arena);
	const struct template_file *only = argc ? find_file(&all, argv[0], &arena) : NULL;
	int status = STATUS_GOOD;

	if (argc && !only) {
		no_such_template(&all, argv[0], &arena);
		status = STATUS_USAGE;
	} else if (report_is_json(o->format)) {
		print_json(&all, only, &arena);
	} else if (only) {
		print_template(&all, only, &arena);
	} else {
		print_all(&all);
	}
	arena_free(&arena);
	return status;
}

const struct command cmd_fields = {
	.name = "fields",
	.operands = "[TEMPLATE]",
	.summary = "Lists the templates of pages, and what each of them may say.",
	.details = "The look of the pages is made of templates. A file of the same name in "
		   "content/theme/ takes the place of\n"
		   "one, and may say whatever is listed here: {{title}}, {{#episodes}} … "
		   "{{/episodes}} for "
		   "each of a list,\n"
		   "{{^note}} … {{/note}} where something is not there, {{> card}} for a part. "
		   "Whatever "
		   "people wrote is\n"
		   "escaped; only what is of the type html may stand in {{{three braces}}}.",
	.opts = fields_options,
	.opts_size = sizeof(struct fields_opts),
	.operands_max = 1,
	.run = fields_run,
};
