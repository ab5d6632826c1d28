/* JOB_DRAW: share cards and posters, several that share a cover. */
#include "sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "cover.h"
#include "plot.h"
#include "task.h"

static bool cannot_write(struct task *t)
{
	return problems_fail(&t->problems, DIAG_CANNOT_WRITE, "the drawing cannot be written: %s",
			     strerror(errno));
}

static bool save(struct task *t, const char *path, const struct strbuf *bytes)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	bool ok = fd >= 0 && file_write_all(fd, bytes->data, bytes->len);

	if (!ok)
		cannot_write(t);
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = cannot_write(t);
	return ok;
}

static bool draw(struct task *t, const struct job_sheet *s, struct cover *cover,
		 struct drawn *drawn)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PICTURE_BYTES);
	char *hex = arena_alloc(t->arena, HASH_HEX);
	bool ok = s->sheet.kind == SHEET_CARD ? card_draw(&s->sheet, cover, &out)
					      : poster_draw(&s->sheet, cover, &out, t->arena);

	if (!ok || !save(t, s->output, &out))
		return false;
	struct hash hash = hash_bytes(out.data, out.len);

	hash_hex(&hash, hex);
	*drawn = (struct drawn){ hex, (int64_t)out.len };
	return true;
}

static bool draw_all(struct task *t, struct cover *cover, struct job_answer *answer)
{
	size_t count = t->request->sheet_count;
	struct drawn *all = arena_array(t->arena, count, sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		if (!draw(t, &t->request->sheets[i], cover, &all[i]))
			return false;
		progress_at(&t->progress, (double)(i + 1) / (double)count);
	}
	answer->has_drawings = true;
	answer->drawings = (struct job_drawings){ all, count };
	return true;
}

bool sheet_run(struct task *t, struct job_answer *answer)
{
	struct cover *cover = arena_new(t->arena, struct cover);

	if (!plot_has_fonts())
		return problems_fail(&t->problems, DIAG_NO_FONTS,
				     "nothing can be drawn: there are no fonts on this machine; "
				     "install some, such as fonts-dejavu");
	bool ok = cover_read(cover, t->request->source, t) && draw_all(t, cover, answer);
	cover_free(cover);
	plot_forget_fonts();
	return ok;
}
