#include "label.h"

#include <string.h>

#include "base/mem.h"
#include "picture.h"
#include "task.h"

static bool read_picture(struct label *l, const char *path, const char *whose, struct task *t)
{
	struct picture_file *p = &l->files[l->file_count];

	if (!picture_read(p, path, t))
		return false;
	l->file_count++;
	return p->codec == AV_CODEC_ID_MJPEG || p->codec == AV_CODEC_ID_PNG ||
	       problems_fail(&t->problems, DIAG_NOT_PICTURE,
			     "the %s is a %s picture; podcast apps show JPEG and PNG only", whose,
			     p->facts.format);
}

static struct label_picture last_picture(const struct label *l)
{
	const struct picture_file *p = &l->files[l->file_count - 1];

	return (struct label_picture){
		.data = p->bytes->data,
		.len = (size_t)p->bytes->size,
		.png = p->codec == AV_CODEC_ID_PNG,
		.width = p->facts.width,
		.height = p->facts.height,
	};
}

/* Chapters may share a picture; it is read once. */
static bool add_picture(struct label *l, size_t index, struct task *t)
{
	const char *path = l->chapters[index].picture;

	for (size_t i = 0; i < index; i++) {
		if (l->chapters[i].picture && strcmp(l->chapters[i].picture, path) == 0) {
			l->pictures[index] = l->pictures[i];
			return true;
		}
	}
	if (!read_picture(l, path, "picture of a chapter", t))
		return false;
	l->pictures[index] = last_picture(l);
	return true;
}

bool label_read(struct label *l, const struct job_tags *tags, struct task *t)
{
	size_t count =
		tags->chapter_count < LABEL_MAX_CHAPTERS ? tags->chapter_count : LABEL_MAX_CHAPTERS;

	*l = (struct label){ .tags = &tags->text,
			     .chapters = tags->chapters,
			     .chapter_count = tags->chapter_count,
			     .files = arena_array(t->arena, count + 1, sizeof(*l->files)),
			     .pictures = arena_array(t->arena, count + 1, sizeof(*l->pictures)) };
	if (tags->cover) {
		if (!read_picture(l, tags->cover, "cover", t))
			return false;
		l->cover = last_picture(l);
	}
	for (size_t i = 0; i < count; i++) {
		if (tags->chapters[i].picture && !add_picture(l, i, t))
			return false;
	}
	return true;
}

void label_free(struct label *l)
{
	for (size_t i = 0; i < l->file_count; i++)
		picture_free(&l->files[i]);
	l->file_count = 0;
}

size_t label_chapters(const struct label *l)
{
	size_t count = 0;

	while (count < l->chapter_count && count < LABEL_MAX_CHAPTERS &&
	       l->chapters[count].start < l->length)
		count++;
	return count;
}

int64_t label_chapter_end(const struct label *l, size_t index)
{
	if (index + 1 < l->chapter_count && l->chapters[index + 1].start < l->length)
		return l->chapters[index + 1].start;
	return l->length;
}

const char *label_picture_type(const struct label_picture *p)
{
	return p->png ? "image/png" : "image/jpeg";
}
