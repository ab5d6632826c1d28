#include "after_publication.h"

#include <stdio.h>
#include <string.h>

#include "announcements.h"
#include "base/path.h"
#include "live_check.h"
#include "model/publishing.h"
#include "report.h"
#include "shipping.h"

/* What is new of what was published, and what is gone. */
struct news {
	struct output_tree tree; /* with is_new and is_changed as the web sees it */
	const struct output_file **gone;
	size_t gone_count;
};

static bool is_quiet(const struct shipping *s)
{
	return s->opts->quiet || report_is_json(s->opts->format);
}

/* Against what was published before from here; without that, everything is new. */
static void mark_news(const struct shipping *s, struct news *n)
{
	n->tree = (struct output_tree){
		arena_array(s->arena, s->tree.count + 1, sizeof(*n->tree.files)), s->tree.count
	};
	for (size_t i = 0; i < s->tree.count; i++) {
		struct output_file *f = &n->tree.files[i];
		const struct output_file *old =
			s->before ? output_find(&s->before_tree, s->tree.files[i].path) : NULL;

		*f = s->tree.files[i];
		f->is_new = !old;
		f->is_changed = old && strcmp(old->sha256, f->sha256) != 0;
	}
}

/* What has a successor stays for its grace period, and is not looked for. */
static void list_gone(const struct shipping *s, struct news *n)
{
	size_t room = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct shipment_plan *p = publication_plan(s->publication, i);

		for (size_t k = 0; k < p->count; k++) {
			if (p->steps[k].act != PUBLICATION_DELETE)
				continue;
			n->gone = arena_grow(s->arena, n->gone, n->gone_count, &room,
					     sizeof(*n->gone));
			n->gone[n->gone_count++] = p->steps[k].file;
		}
	}
}

/* A folder of this computer is no web server, as far as is known: a memory stick, a share. */
static bool is_online(const struct shipping *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->targets[i].target->kind, "folder") != 0)
			return true;
	}
	return false;
}

static const char *ca_of(const struct shipping *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const char *ca = s->targets[i].target->ca;

		if (ca)
			return *ca == '/' ? ca : path_join(s->content, ca, s->arena);
	}
	return NULL;
}

static void look(struct shipping *s, const struct news *n)
{
	struct live_options o = { .address = s->site->address,
				  .tree = &n->tree,
				  .before = s->before ? &s->before_tree : NULL,
				  .gone = n->gone,
				  .gone_count = n->gone_count,
				  .url_of = live_check_place,
				  .url_arg = (void *)(uintptr_t)s->site,
				  .scope = LIVE_NEWS,
				  .ca = ca_of(s),
				  .now = s->now,
				  .patience = &live_after_publication };
	const char *history = path_join(s->cache, "online.tsv", s->arena);

	live_check_remedies(&o, s->settings);
	const struct live_report r = live_check_show(&o, history, is_quiet(s), s->arena, s->diag);

	s->faulty = r.count > 0;
	if (is_quiet(s) || r.count)
		return; /* the messages tell what is wrong */
	live_check_sum_up(&r);
	if (!r.feeds_are_new)
		fputs("the new feeds cannot be seen online yet: apps get the old ones for a "
		      "while\n",
		      stderr);
}

static struct announcements announcements_of(const struct shipping *s)
{
	return (struct announcements){ .settings = s->settings,
				       .site = s->site,
				       .dir = s->content,
				       .cache = s->cache,
				       .now = s->now,
				       .quiet = is_quiet(s) };
}

void after_publication(struct shipping *s)
{
	const struct announcements to = announcements_of(s);
	struct news n = { 0 };

	mark_news(s, &n);
	list_gone(s, &n);
	const struct announcement what = { .release = s->release.number,
					   .address = s->site->address,
					   .tree = &n.tree,
					   .gone = n.gone,
					   .gone_count = n.gone_count };

	if (!s->opts->no_announce)
		announcements_note(&to, &what, s->arena, s->diag);
	if (!s->opts->no_check && is_online(s))
		look(s, &n);
	if (!s->opts->no_announce && !announcements_send(&to, s->arena, s->diag))
		s->faulty = true;
}

void after_nothing(struct shipping *s)
{
	const struct announcements to = announcements_of(s);

	if (!s->opts->no_announce && !announcements_send(&to, s->arena, s->diag))
		s->faulty = true;
}
