#include "feed.h"
#include "json_scan.h"

/* Podcasting 2.0 namespace, docs/examples/chapters/jsonChapters.md. */
void chapters_check(struct doc *doc)
{
	static const struct json_shape shape = {
		.list = "chapters",
		.text = "title",
		.start = "startTime",
		.no_list = "it has no version or no list of chapters",
		.lacking = "a chapter has no start or no title",
		.disorder = "the chapters are not in order",
	};
	struct json_found found;
	const char *fault = json_scan(doc->text, doc->len, &shape, &found);

	if (fault)
		doc_report(doc, DIAG_BAD_CHAPTERS, (struct place){ found.at, 0 }, fault,
			   "the chapters file cannot be used: %s", fault);
	else
		agree_note_chapters(doc, found.entries);
}
