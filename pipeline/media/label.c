#include "label.h"

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
