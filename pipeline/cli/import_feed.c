/* `blether import`: what is imported is read, all its pages. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "import_show.h"
#include "publish/fetch.h"
#include "read/feed_reader.h"

static struct remote_feed *read_page(struct importing *im, const char *from)
{
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct fetched about;
	char *bytes;
	size_t len;

	if (fetch_is_url(from))
		return fetch_url(from, &body, &about, im->arena, &im->diag)
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
