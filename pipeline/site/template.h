#ifndef SITE_TEMPLATE_H
#define SITE_TEMPLATE_H

#include "base/source.h"
#include "view.h"

struct arena;
struct diag;
struct strbuf;

/*
 * Templates: the logic-less part of Mustache (https://mustache.github.io/mustache.5.html).
 *
 *   {{name}}                  a text or number, always escaped
 *   {{{name}}}                only for HTML that blether made itself, and for its JSON: that
 *                             stands right behind <script type="application/ld+json"> only,
 *                             and each `<` in it is written as \u003c, so that nothing ends it
 *   {{#name}} … {{/name}}     once for each entry of a list; once for an item that is there, a text
 *                             that is not empty, a number that is not 0, a flag that is set
 *   {{^name}} … {{/name}}     when {{#name}} would print nothing
 *   {{> name}}                the template name.html
 *   {{! remark }}
 *
 * `a.b` is b of the item a, `list.length` the number of its entries, `.` the text or number that a
 * section stands on.
 * A line that holds nothing but sections, partials, remarks and blanks prints
 * no line of its own, and a partial alone on a line is indented as its tag is
 * (line rules as in mustache.js, the oracle of the tests).
 *
 * A template is compiled against a view (view.h): every mistake is found when the
 * template is loaded, all of them in one run, and rendering only follows pointers.
 */
/* Where partials come from, and where templates and messages go. */
struct template_loader {
	/* The template of this name, or NULL when there is none (nothing is reported by then). */
	const struct source *(*find)(struct template_loader *loader, const char *name);
	const char *const *names; /* of all templates, for suggestions; ended by NULL */
	struct arena *arena;      /* holds what is compiled */
	struct diag *diag;
	struct template_fault
		*faults; /* what was reported, so that a partial's faults are told once */
};

/* Compiles `src` for structs of `view`; NULL after reporting what is wrong. */
const struct template *template_compile(struct template_loader *loader, const struct source *src,
					const struct view *view);

/*
 * Appends the page for `data`, a struct of the template's view. `root` takes
 * the place of each LINK_MARK in HTML.
 */
void template_render(const struct template *t, const void *data, const char *root,
		     struct strbuf *out);

#endif
