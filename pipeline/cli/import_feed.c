/* `blether import`: what is imported is read, all its pages. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "import_show.h"
#include "publish/fetch.h"
#include "read/feed_reader.h"

const char *const *import_proxies(struct importing *im)
{
	/* The names that libcurl reads; HTTP_PROXY it does not, as a web server sets it from a
	 * header. */
	static const char *const names[] = { "http_proxy", "https_proxy", "HTTPS_PROXY",
					     "all_proxy", "ALL_PROXY" };
	const char **all = arena_array(im->arena, COUNT(names) + 1, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			all[count++] = value;
	}
	return all;
}

static struct remote_feed *read_page(struct importing *im, const char *from)
{
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(LIMIT_FEED_BYTES);
	const struct fetching how = { .local = im->opts->local,
				      .proxies = import_proxies(im),
				      .arena = im->arena,
				      .diag = &im->diag };
	struct fetched about;
	char *bytes;
	size_t len;

	if (fetch_is_url(from))
		return fetch_guarded(&how, from, &body, &about)
			       ? feed_read(body.data, body.len, about.url, im->arena, &im->diag)
			       : NULL;
	if (file_read(from, LIMIT_FEED_BYTES, &bytes, &len, im->arena))
		return feed_read(bytes, len, from, im->arena, &im->diag);
	diag_report_errno(&im->diag, DIAG_CANNOT_READ, "cannot read the file", from);
	return NULL;
}

struct remote_feed *import_read(struct importing *im)
{
	struct remote_feed *feed = read_page(im, im->from);

	return feed;
}
