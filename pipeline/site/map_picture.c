#include "map_picture.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "map_words.h"
#include "model/colour.h"
#include "press.h"

/* Pixels of the picture. */
#define LEFT           178 /* for the names of areas */
#define ABOVE          64  /* for those of places */
#define COLUMN         104
#define ROW            52
#define RADIUS         24 /* of the circle of the greatest number */
#define FITS           9  /* from this radius on a number stands in its circle */
#define LINE           17
#define CHARS_OF_PLACE 11 /* that fit into a line */
#define CHARS_OF_AREA  22
#define LINES_MOST     3

uint32_t *map_counts(const struct map *m, struct arena *a)
{
	uint32_t *counts = arena_array(a, m->areas.count * m->places.count + 1, sizeof(*counts));

	for (size_t i = 0; i < m->count; i++) {
		const struct presence *presence = &m->presences[i];

		for (size_t k = 0; presence_provides(presence) && k < m->places.count; k++)
			counts[presence->area * m->places.count + k] +=
				(uint32_t)(presence->places >> k & 1);
	}
	return counts;
}

/* The picture while it is drawn. */
struct drawing {
	struct press *press;
	struct strbuf svg;
	const struct map *map;
	const uint32_t *counts;
	uint32_t most;
};

static void add_escaped(struct drawing *d, const char *text, size_t len)
{
	text_escape_html(&d->svg, text, len);
}

/* Cuts a name into lines at its blanks; a word that is too long keeps a line for itself. */
static size_t cut(const char *text, size_t chars, const char *lines[LINES_MOST],
		  size_t lengths[LINES_MOST])
{
	size_t count = 0;

	while (*text && count < LINES_MOST) {
		size_t len = strcspn(text, " ");

		while (text[len] && count + 1 < LINES_MOST) {
			size_t more = 1 + strcspn(text + len + 1, " ");

			if (len + more > chars)
				break;
			len += more;
		}
		if (count + 1 == LINES_MOST)
			len = strlen(text);
		lines[count] = text;
		lengths[count++] = len;
		text += len;
		text += strspn(text, " ");
	}
	return count;
}

/* A name around the middle `y`; `class` says how it is aligned. */
static void add_name(struct drawing *d, const char *class, const char *text, int x, int y)
{
	const char *lines[LINES_MOST];
	size_t lengths[LINES_MOST];
	size_t chars = strcmp(class, "p") == 0 ? CHARS_OF_PLACE : CHARS_OF_AREA;
	size_t count = cut(text, chars, lines, lengths);

	for (size_t i = 0; i < count; i++) {
		strbuf_addf(&d->svg, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class, x,
			    y + 5 + (int)i * LINE - (int)(count - 1) * LINE / 2);
		add_escaped(d, lines[i], lengths[i]);
		strbuf_adds(&d->svg, "</text>");
	}
	strbuf_addc(&d->svg, '\n');
}

static void add_number(struct drawing *d, uint32_t n, int x, int y)
{
	double r = RADIUS * sqrt((double)n / d->most);

	if (!n) {
		strbuf_addf(&d->svg, "<text class=\"no\" x=\"%d\" y=\"%d\">–</text>\n", x, y + 5);
		return;
	}
	strbuf_addf(&d->svg, "<circle cx=\"%d\" cy=\"%d\" r=\"%.1f\"/>", x, y, r);
	if (r >= FITS)
		strbuf_addf(&d->svg, "<text class=\"in\" x=\"%d\" y=\"%d\">%u</text>\n", x, y + 5,
			    n);
	else
		strbuf_addf(&d->svg, "<text x=\"%.1f\" y=\"%d\">%u</text>\n", x + r + 3, y + 5, n);
}

static void add_scheme(struct drawing *d, bool dark)
{
	const struct scheme s = scheme_of(&d->press->site->palette, dark);

	strbuf_addf(&d->svg,
		    "text{fill:#%06x}circle{fill:#%06x}.in{fill:#%06x}.no{fill:#%06x}"
		    "path{stroke:#%06x}",
		    s.ink, s.accent, s.on_accent, s.soft, s.line);
}

static void begin(struct drawing *d, int width, int height)
{
	const struct interface *t = d->press->site->interface;

	strbuf_addf(&d->svg,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
		    "height=\"%d\" role=\"img\" aria-labelledby=\"t d\">\n<title id=\"t\">",
		    width, height, width, height);
	add_escaped(d, t->map_picture, strlen(t->map_picture));
	strbuf_adds(&d->svg, "</title>\n<desc id=\"d\">");
	add_escaped(d, t->map_picture_alt, strlen(t->map_picture_alt));
	strbuf_adds(&d->svg, "</desc>\n<style>text{font:15px system-ui,sans-serif}.p,.in,.no{"
			     "text-anchor:middle}.in{font-weight:700}.a{text-anchor:end}"
			     "path{stroke-width:1}");
	add_scheme(d, false);
	strbuf_adds(&d->svg, "@media (prefers-color-scheme:dark){");
	add_scheme(d, true);
	strbuf_adds(&d->svg, "}</style>\n");
}

static const char *area_label(struct press *p, const char *slug)
{
	const struct area *area = site_item(p->site, &kind_area, slug);

	return area->label ? area->label : area->title;
}

static void draw(struct drawing *d, int width, int height)
{
	const struct map *m = d->map;

	begin(d, width, height);
	for (size_t k = 0; k < m->places.count; k++)
		add_name(d, "p", m->places.all[k].title, LEFT + (int)k * COLUMN + COLUMN / 2,
			 ABOVE / 2);
	for (size_t i = 0; i < m->areas.count; i++) {
		int top = ABOVE + (int)i * ROW, middle = top + ROW / 2;

		strbuf_addf(&d->svg, "<path d=\"M0 %d.5H%d\"/>", top, width);
		add_name(d, "a", area_label(d->press, m->areas.all[i].slug), LEFT - 14, middle);
		for (size_t k = 0; k < m->places.count; k++)
			add_number(d, d->counts[i * m->places.count + k],
				   LEFT + (int)k * COLUMN + COLUMN / 2, middle);
	}
	strbuf_adds(&d->svg, "</svg>\n");
}

struct map_picture map_picture_put(struct press *p, const uint32_t *counts)
{
	const struct map *m = p->site->map;
	const struct output_meta out = { "map/places.svg", OUTPUT_PAGE, "image/svg+xml" };
	struct drawing d = { .press = p,
			     .svg = STRBUF_INIT(LIMIT_PAGE_BYTES),
			     .map = m,
			     .counts = counts,
			     .most = 1 };
	int width = LEFT + (int)m->places.count * COLUMN,
	    height = ABOVE + (int)m->areas.count * ROW;

	for (size_t i = 0; i < m->areas.count * m->places.count; i++)
		d.most = counts[i] > d.most ? counts[i] : d.most;
	draw(&d, width, height);
	if (strbuf_ok(&d.svg))
		p->sink->put(p->sink, out, d.svg.data, d.svg.len);
	strbuf_release(&d.svg);
	return (struct map_picture){ out.path, width, height };
}
