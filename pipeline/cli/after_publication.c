#include "after_publication.h"

#include <stdio.h>
#include <string.h>

#include "announcements.h"
#include "base/path.h"
#include "live_check.h"
#include "model/site.h"
#include "report.h"
#include "secret.h"
#include "shipping.h"

/* Of which release somebody is told, and what has been taken away in it. */
struct aftermath {
	struct shipping *shipping;
#include "model/publishing.h"

/* What is new of what was published, and what is gone. */
struct news {
	struct output_tree tree; /* with is_new and is_changed as the web sees it */
	const struct output_file **gone;
	size_t gone_count;
};

static void mark(struct shipping *s, const struct publication_step *step)
{
	/* The tree is ours; only those who look at it may not change it. */
	struct output_file *file = (struct output_file *)output_find(&s->tree, step->file->path);

	if (!file)
		return;
	file->is_new = step->act == PUBLICATION_CREATE;
	file->is_changed = step->act == PUBLICATION_REPLACE;
}

static void take_steps(struct aftermath *a)
{
	struct shipping *s = a->shipping;
	size_t most = 0;

	for (size_t i = 0; i < s->count; i++)
		most += publication_plan(s->publication, i)->count;
	a->gone = arena_array(s->arena, most + 1, sizeof(*a->gone));
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
			if (p->steps[k].act == PUBLICATION_DELETE)
				a->gone[a->gone_count++] = p->steps[k].file;
			else
				mark(s, &p->steps[k]);
			if (p->steps[k].act != PUBLICATION_DELETE)
				continue;
			n->gone = arena_grow(s->arena, n->gone, n->gone_count, &room,
					     sizeof(*n->gone));
			n->gone[n->gone_count++] = p->steps[k].file;
		}
	}
}

/* Folders of this computer may be a memory stick: nobody knows whether the web has them. */
static bool is_on_the_web(const struct shipping *s)
/* A folder of this computer is no web server, as far as is known: a memory stick, a share. */
static bool is_online(const struct shipping *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->targets[i].target->kind, "folder") != 0)
			return true;
	}
	return false;
}

static void look(const struct aftermath *a)
{
	struct shipping *s = a->shipping;
	struct live_options o = { .address = s->site->address,
				  .tree = &s->tree,
				  .before = s->before ? &s->before_tree : NULL,
				  .gone = a->gone,
				  .gone_count = a->gone_count,
				  .scope = LIVE_NEWS,
				  .now = s->now,
				  .patience = &live_after_publication };
	const bool quiet = s->opts->quiet || report_is_json(s->opts->format);

	if (s->opts->no_check || !is_on_the_web(s))
		return;
	s->looked = live_check_show(&o, path_join(s->cache, "online.tsv", s->arena), quiet,
				    s->arena, s->diag);
	s->has_looked = true;
}

/* Tells who is to be told: of this release first, if there is one. */
static void announce(struct shipping *s, const struct aftermath *a)
{
	struct secret token = { NULL }, key = { NULL };
	const bool quiet = s->opts->quiet || report_is_json(s->opts->format);

	if (secret_of_podping(s->settings, s->content, &token, s->diag) &&
	    secret_of_webhook(s->settings, s->content, &key, s->diag)) {
		const struct announcements n = { s->settings, s->site,  s->content, s->cache,
						 token.text,  key.text, s->now,     quiet };
		const struct announcement what = { a ? s->release.number : 0, s->site->address,
						   &s->tree, a ? a->gone : NULL,
						   a ? a->gone_count : 0 };

		if (a)
			announcements_note(&n, &what, s->arena, s->diag);
		if (a)
			look(a);
		announcements_send(&n, s->arena, s->diag);
	}
	secret_wipe(&token);
	secret_wipe(&key);
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
				  .tree = &n->tree,
				  .gone = n->gone,
				  .gone_count = n->gone_count,
				  .ca = ca_of(s),
	const char *history = path_join(s->cache, "online.tsv", s->arena);
	const struct live_report r = live_check_show(&o, history, is_quiet(s), s->arena, s->diag);

	s->faulty = r.count > 0;
	if (!is_quiet(s))
		live_check_sum_up(&r);
	if (!r.feeds_are_new && !is_quiet(s))
		fputs("the new feeds could not be seen yet; who is told of them may still find the "
		      "old ones\n",
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
	struct aftermath a = { .shipping = s };

	take_steps(&a);
	if (!s->opts->no_announce)
		announce(s, &a);
	else
		look(&a);
}

void announce_what_waits(struct shipping *s)
{
	if (!s->opts->no_announce)
		announce(s, NULL);
	const struct announcements to = announcements_of(s);
	struct news n = { 0 };

	mark_news(s, &n);
	list_gone(s, &n);
	const struct announcement what = { .release = s->release.number,
					   .address = s->site->address,
					   .tree = &n.tree,
					   .gone = n.gone,
					   .gone_count = n.gone_count };

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
