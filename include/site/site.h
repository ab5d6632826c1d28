#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "model/output.h"
#include "model/site.h"

struct arena;
struct diag;
struct strbuf;

/*
 * Renders every page of the site into the sink: home, shows, episodes, static
 * pages, 404, style sheet, robots.txt; and passes on the audio and pictures.
 * `theme_dir` holds templates that replace those of the built-in theme, or is
 * NULL. A fault in a template is reported with its file, line and column.
 */
void site_render(const struct site *site, const char *theme_dir, struct output_sink *sink,
		 struct diag *diag);

/*
 * A page that stands beside a copy of the site and leads into it; `index` is the
 * relative path of the home page from there. Everything it needs is in it.
 */
void site_start_page(const struct site *site, const char *theme_dir, const char *index,
		     struct strbuf *out, struct diag *diag);

#endif
