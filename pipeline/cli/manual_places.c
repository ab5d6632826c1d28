/* Where each kind of file stands in the content, and whole examples of those that nothing makes. */
#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/text.h"
#include "manual.h"
#include "model/fields.h"

static const struct manual_place places[] = {
	{ "site", "", "site.yaml", NULL },
	{ "show", "shows", "podcasts/SHOW/show.yaml", NULL },
	{ "episode", "episodes", "podcasts/SHOW/EPISODE/episode.md", NULL },
	{ "programme", "programmes", "programmes/NAME/programme.md", NULL },
	{ "session", "sessions", "programmes/NAME/sessions/01-NAME.md", NULL },
	{ "words", "words.yaml", "words.yaml", NULL },
	{ "glossary", "glossary.yaml", "glossary.yaml",
	  "- term: social capital\n"
	  "  plain: What people can do because they know each other.\n"
	  "  also: [social ties]\n" },
	{ "facts", "facts.yaml", "facts.yaml",
	  "- id: members\n"
	  "  value: 90\n"
	  "  unit: member organisations\n"
	  "  date: 2026-10-01\n"
	  "  source: Example Network, list of members\n" },
	{ "sending", "send send.yaml", "private/send.yaml",
	  "server: smtps://mail.example.org\n"
	  "from: network@example.org\n"
	  "user: network\n"
	  "password_file: private/password.txt\n" },
	{ "publishing", "publish.yaml", "publish.yaml, beside site.yaml",
	  "targets:\n"
	  "  - name: web\n"
	  "    kind: sftp\n"
	  "    to: sftp://example.org/var/www/my-site\n"
	  "    user: me\n"
	  "    secret_file: /home/me/.config/blether/web\n" },
	{ "target", "targets secrets", "publish.yaml, below 'targets'", NULL },
	{ "gap", "gaps", "gaps/NAME.md, one file for each",
	  "---\n"
	  "area: food\n"
	  "time: evening\n"
	  "status: talking\n"
	  "who: Example Food Bank\n"
	  "since: 2026-10-01\n"
	  "---\n"
	  "The church has a kitchen that is free in the evening.\n" },
	{ "chance", "chances", "chances/NAME.md, one file for each",
	  "---\n"
	  "groups: [example-food-bank, example-warm-rooms]\n"
	  "status: talking\n"
	  "since: 2026-10-01\n"
	  "---\n"
	  "They want to cook together on Fridays.\n" },
	{ "communities", "community communities.csv", "communities.csv",
	  "id,name,kind,cohort,council,contact,story\n"
	  "exampleton,Exampleton,urban,2020–21,Example Council,,\n" },
	{ "consent.csv", "consents", "private/consent.csv",
	  "id,given,scope,until,withdrawn,note\n"
	  "alex,2026-09-01,site feed,2028-09-01,,form in the office\n" },
	{ "subscribers", "subscriber subscribers.csv", "private/subscribers.csv",
	  "email,unsubscribed\n"
	  "somebody@example.org,\n" },
};

const struct manual_place *manual_place(const char *name)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		if (strcmp(places[i].name, name) == 0 || text_has_word(places[i].also, name))
			return &places[i];
	}
	return NULL;
}

void manual_where(const struct kind *kind, FILE *out)
{
	const struct manual_place *p = manual_place(kind->name);

	if (p)
		fprintf(out, "It stands in %s:\n\n", p->where);
	else if (kind->folder)
		fprintf(out, "It stands in %s/NAME.md, one file for each:\n\n", kind->folder);
}

/* The whole example, or NULL. A long one is a file of its own: skeleton/NAME.example.yaml. */
static const char *example_of(const struct manual_place *p)
{
	char name[64];

	if (p->example)
		return p->example;
	snprintf(name, sizeof(name), "%s.example.yaml", p->name);
	const struct embedded *file = embedded_find(skeleton_files, name);
	return file ? (const char *)file->bytes : NULL;
}

bool manual_example(const struct manual_place *p, FILE *out)
{
	const char *example = p ? example_of(p) : NULL;

	if (!example)
		return false;
	fprintf(out, "\n  It is written:\n\n");
	for (const char *line = example; *line;) {
		const size_t len = strcspn(line, "\n") + 1;

		fprintf(out, "%*s%.*s", *line == '\n' ? 0 : 4, "", (int)len, line);
		line += len;
	}
	return true;
}

void manual_table(const struct manual_place *p, FILE *out)
{
	fprintf(out, "It stands in %s, which a spreadsheet can write:\n", p->where);
	manual_example(p, out);
}

void manual_files(FILE *out)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		const char *example = example_of(&places[i]);

		if (example)
			fprintf(out, ".PP\n.nf\n%s:\n.RS\n%s.RE\n.fi\n", places[i].where, example);
	}
}
