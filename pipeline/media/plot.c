#include "plot.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "gate.h"
#include "loudness.h"
#include "probe.h"
#include "task.h"

static cairo_status_t write_bytes(void *fd, const unsigned char *data, unsigned len)
{
	return file_write_all(*(int *)fd, data, len) ? CAIRO_STATUS_SUCCESS
						     : CAIRO_STATUS_WRITE_ERROR;
}

static bool cannot_write(struct task *t, int error)
{
	return problems_fail(&t->problems, DIAG_CANNOT_WRITE, "the drawing cannot be written: %s",
			     strerror(error));
}

static bool save(cairo_surface_t *s, struct task *t)
{
	int fd = open(t->request->output, O_WRONLY | O_TRUNC | O_CLOEXEC);

	if (fd < 0)
		return cannot_write(t, errno);
	errno = 0;
	cairo_status_t status = cairo_surface_write_to_png_stream(s, write_bytes, &fd);
	int error = errno;
	if (close(fd) != 0 && status == CAIRO_STATUS_SUCCESS) {
		error = errno;
		status = CAIRO_STATUS_WRITE_ERROR;
	}
	return status == CAIRO_STATUS_SUCCESS ||
	       (status == CAIRO_STATUS_WRITE_ERROR && cannot_write(t, error));
}

static bool draw(const struct plot *p, struct task *t)
{
	cairo_surface_t *s =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, PLOT_WIDTH, plot_height(p));
	cairo_t *c = cairo_create(s);

	plot_draw(p, c);
	bool ok = cairo_status(c) == CAIRO_STATUS_SUCCESS && save(s, t);
	cairo_destroy(c);
	cairo_surface_destroy(s);
	plot_forget_fonts();
	return ok;
}

static bool plot(struct gate *g, struct task *t, struct job_answer *answer)
{
	struct stretch *shape = arena_array(t->arena, PLOT_COLUMNS, sizeof(*shape));
	struct plot p = {
		.name = path_base(t->request->source),
		.facts = &answer->media,
		.shape = shape,
		.arena = t->arena,
	};

	if (!probe_recording(g, t, &answer->media))
		return false;
	if (g->envelope)
		envelope_sum(g->envelope, shape, PLOT_COLUMNS);
	if (g->loudness)
		p.course = loudness_course(g->loudness, &p.course_count, t->arena);
	answer->has_media = draw(&p, t);
	return answer->has_media;
}

bool plot_run(struct task *t, struct job_answer *answer)
{
	struct gate g;

	if (!plot_has_fonts())
		return problems_fail(&t->problems, DIAG_NO_FONTS,
				     "the drawing cannot be made: there are no fonts on this "
				     "machine; install some, such as fonts-dejavu");
	gate_init(&g, t);
	g.wants_envelope = true;
	bool ok = plot(&g, t, answer);
	gate_free(&g);
	return ok;
}
