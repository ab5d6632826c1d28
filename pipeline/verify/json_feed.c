#include "feed.h"
#include "json_scan.h"

static void check(struct doc *doc, const struct json_shape *shape, const char *what)
{
	struct json_found found;
	const char *fault = json_scan(doc->text, doc->len, shape, &found);

	if (fault)
		doc_report(doc, DIAG_FEED_INVALID, (struct place){ found.at, 0 }, fault,
			   "the %s cannot be used: %s", what, fault);
}

/* JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
void json_feed_check(struct doc *doc)
{
	static const struct json_shape shape = {
		.version = "https://jsonfeed.org/version/1.1",
		.list = "items",
		.text = "id",
		.is_unique = true,
		.no_list = "it has no version or no list of items",
		.lacking = "an item has no id",
		.disorder = "two items have the same id",
	};

	check(doc, &shape, "JSON Feed");
}

/* oEmbed 1.0 (https://oembed.com, section 2.3.4). */
void oembed_check(struct doc *doc)
{
	static const struct json_shape shape = {
		.version = "1.0",
		.text = "html",
		.no_list = "it has no version or no html",
	};

	check(doc, &shape, "oEmbed file");
}
