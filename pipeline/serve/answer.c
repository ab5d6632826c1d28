/* One request: is it for us, what stands there, and which part of it is wanted. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "body.h"
#include "range.h"
#include "server.h"

#define BOUNDARY "blether-part"
#define BLOCK    ((size_t)64 << 10) /* bytes handed to a connection at a time */

/* What is known of a request. */
struct request {
	struct server *server;
	struct MHD_Connection *connection;
	struct served found;
	unsigned status;
	bool is_page;
	struct arena arena;
};

static const char *header_of(const struct request *r, const char *name)
{
	return MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

static enum MHD_Result send_response(struct request *r, unsigned status,
				     struct MHD_Response *response)
{
	if (!response)
		return MHD_NO;
	enum MHD_Result sent = MHD_queue_response(r->connection, status, response);

	MHD_destroy_response(response);
	return sent;
}

/* Words for whoever asked for what cannot be had. */
static enum MHD_Result refuse(struct request *r, unsigned status, const char *why)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(strlen(why), (void *)why, MHD_RESPMEM_MUST_COPY);

	if (response && status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, "Allow", "GET, HEAD");
	if (response)
		MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
	return send_response(r, status, response);
}

static bool is_here(const char *host, size_t len)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (len == strlen(names[i]) && strncasecmp(host, names[i], len) == 0)
			return true;
	}
	return false;
}

/*
 * A page of another site could give its own name our address ("DNS rebinding") and
 * read drafts through the browser; then the name in `Host` is not one of ours.
 */
static bool is_for_us(const struct request *r)
{
	const char *host = header_of(r, "Host"), *colon = host ? strrchr(host, ':') : NULL;
	char port[16];

	if (!host)
		return false;
	if (colon && strchr(colon, ']'))
		colon = NULL;
	snprintf(port, sizeof(port), ":%u", r->server->port);
	return is_here(host, colon ? (size_t)(colon - host) : strlen(host)) &&
	       (!colon || strcmp(colon, port) == 0);
}

/* --- what stands there ------------------------------------------------------ */

static bool find_exactly(const struct server *s, const char *path, struct served *into)
{
	char index[4096];

	if (*path && !text_ends(path, "/"))
		return s->site->find(s->site->arg, path, into);
	return (size_t)snprintf(index, sizeof(index), "%sindex.html", path) < sizeof(index) &&
	       s->site->find(s->site->arg, index, into);
}

bool site_find(const struct server *s, const char *path, struct served *into)
{
	const char *prefix = s->site->prefix(s->site->arg) + 1;
	size_t len = strlen(prefix);

	path += *path == '/';
	if (find_exactly(s, path, into))
		return true;
	/* Some links of a site whose address has a path begin with that, such as those of 404.html.
	 */
	len -= len && prefix[len - 1] == '/';
	return len && strncmp(path, prefix, len) == 0 && path[len] == '/' &&
	       find_exactly(s, path + len + 1, into);
}

/* A folder without its slash: then links of its page would lead elsewhere. */
static bool is_folder(const struct server *s, const char *path, struct arena *a)
{
	struct served unused;

	return *path && !text_ends(path, "/") &&
	       site_find(s, arena_printf(a, "%s/", path), &unused);
}

static enum MHD_Result redirect(struct request *r, const char *path)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
	char *url = path_to_url(path + 1, &r->arena);

	if (response)
		MHD_add_response_header(response, "Location", arena_printf(&r->arena, "/%s/", url));
	return send_response(r, MHD_HTTP_MOVED_PERMANENTLY, response);
}

/* --- sending it ---------------------------------------------------------------- */

static ssize_t read_body(void *body, uint64_t pos, char *into, size_t max)
{
	int64_t got = body_read(body, (int64_t)pos, into, max);

	return got < 0 ? MHD_CONTENT_READER_END_WITH_ERROR : (ssize_t)got;
}

static size_t script_place(const char *page, size_t len)
{
	const char *end = memmem(page, len, "</head>", 7);

	return end ? (size_t)(end - page) : len;
}

static void add_page(struct request *r, struct body *b)
{
	const struct served *f = &r->found;
	size_t len = (size_t)f->size, at = script_place(f->bytes, len);
	char *script = arena_printf(
		&r->arena,
		"<script src=\"" OWN_PLACE "preview.js\" data-tag=\"%s\" defer></script>", f->tag);

	body_add_part(b, 0, (int64_t)at);
	body_add_text(b, script, strlen(script));
	body_add_part(b, (int64_t)at, (int64_t)(len - at));
}

static void add_parts(struct request *r, struct body *b, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count && count > 1; i++) {
		char *head = arena_printf(&r->arena,
					  "%s--" BOUNDARY "\r\nContent-Type: %s\r\n"
					  "Content-Range: bytes %" PRId64 "-%" PRId64 "/%" PRId64
					  "\r\n\r\n",
					  i ? "\r\n" : "", r->found.type, ranges[i].first,
					  ranges[i].last, r->found.size);

		body_add_text(b, head, strlen(head));
		body_add_part(b, ranges[i].first, ranges[i].last - ranges[i].first + 1);
	}
	if (count > 1)
		body_add_text(b, "\r\n--" BOUNDARY "--\r\n", strlen("\r\n--" BOUNDARY "--\r\n"));
	else
		body_add_part(b, ranges->first, ranges->last - ranges->first + 1);
}

static void add_headers(struct request *r, struct MHD_Response *response, const char *type)
{
	MHD_add_response_header(response, "Content-Type", type);
	MHD_add_response_header(response, "ETag", arena_printf(&r->arena, "\"%s\"", r->found.tag));
	MHD_add_response_header(response, "Cache-Control", "no-store");
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	if (!r->is_page)
		MHD_add_response_header(response, "Accept-Ranges", "bytes");
}

/* As servers of static files send it: texts are all UTF-8. */
static const char *full_type(struct request *r)
{
	bool is_text = text_starts(r->found.type, "text/") && !strchr(r->found.type, ';');

	return is_text ? arena_printf(&r->arena, "%s; charset=utf-8", r->found.type)
		       : r->found.type;
}

static enum MHD_Result send_body(struct request *r, struct body *b, const struct range *ranges,
				 size_t count)
{
	unsigned status = count ? MHD_HTTP_PARTIAL_CONTENT : r->status;

	if (count)
		add_parts(r, b, ranges, count);
	else if (r->is_page)
		add_page(r, b);
	else
		body_add_part(b, 0, r->found.size);
	struct MHD_Response *response = MHD_create_response_from_callback((uint64_t)b->size, BLOCK,
									  read_body, b, body_close);

	if (!response) {
		body_close(b);
		return MHD_NO;
	}
	add_headers(r, response,
		    count > 1 ? "multipart/byteranges; boundary=" BOUNDARY : full_type(r));
	if (count == 1)
		MHD_add_response_header(response, "Content-Range",
					arena_printf(&r->arena,
						     "bytes %" PRId64 "-%" PRId64 "/%" PRId64,
						     ranges->first, ranges->last, r->found.size));
	return send_response(r, status, response);
}

static enum MHD_Result send_beyond(struct request *r)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);

	if (response)
		MHD_add_response_header(response, "Content-Range",
					arena_printf(&r->arena, "bytes */%" PRId64, r->found.size));
	return send_response(r, MHD_HTTP_RANGE_NOT_SATISFIABLE, response);
}

static enum MHD_Result send_unchanged(struct request *r)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);

	if (response)
		add_headers(r, response, full_type(r));
	return send_response(r, MHD_HTTP_NOT_MODIFIED, response);
}

/* Does the header name the tag of what is there (RFC 9110 section 13.1)? */
static bool names_tag(const struct request *r, const char *header)
{
	const char *value = header_of(r, header);

	return value &&
	       (strcmp(value, "*") == 0 ||
		strstr(value, arena_printf((struct arena *)&r->arena, "\"%s\"", r->found.tag)));
}

static enum MHD_Result send_found(struct request *r)
{
	struct range ranges[RANGES_MOST];
	size_t count = 0;
	bool whole = r->status != MHD_HTTP_OK || r->is_page ||
		     (header_of(r, "If-Range") && !names_tag(r, "If-Range"));

	if (r->status == MHD_HTTP_OK && names_tag(r, "If-None-Match"))
		return send_unchanged(r);
	if (!whole &&
	    ranges_read(header_of(r, "Range"), r->found.size, ranges, &count) == RANGE_BEYOND)
		return send_beyond(r);
	struct body *b = body_open(&r->found);

	if (!b)
		return refuse(r, MHD_HTTP_INTERNAL_SERVER_ERROR, strerror(errno));
	return send_body(r, b, ranges, count);
}

/* --- our own files ------------------------------------------------------------- */

static enum MHD_Result send_news(struct request *r)
{
	const char *path =
		MHD_lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, "path");
	const char *tag = MHD_lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, "tag");
	if (!path || !tag)
		return refuse(r, MHD_HTTP_BAD_REQUEST, "which page?\n");
	/* The page's own address, which was encoded already, is encoded in ours. */
	const char *url = path_from_url(path, strlen(path), &r->arena);
	const char *plain = path_from_url(url, strlen(url), &r->arena);
	struct MHD_Response *response = listener_new(r->server, r->connection, plain, tag);

	if (response) {
		MHD_add_response_header(response, "Content-Type", "text/event-stream");
		MHD_add_response_header(response, "Cache-Control", "no-store");
	}
	return send_response(r, MHD_HTTP_OK, response);
}

static enum MHD_Result send_own(struct request *r, const char *name)
{
	if (strcmp(name, "news") == 0)
		return send_news(r);
	const struct embedded *file = embedded_find(preview_files, name);

	if (!file)
		return refuse(r, MHD_HTTP_NOT_FOUND, "there is nothing here\n");
	r->status = MHD_HTTP_OK;
	r->found = (struct served){
		.type = text_ends(name, ".css") ? "text/css" : "text/javascript",
		.bytes = (const char *)file->bytes,
		.size = (int64_t)file->len,
		.tag = "own",
	};
	return send_found(r);
}

static enum MHD_Result answer(struct request *r, const char *url)
{
	const struct server *s = r->server;
	const char *path = path_from_url(url, strlen(url), &r->arena);

	if (!is_for_us(r))
		return refuse(r, MHD_HTTP_MISDIRECTED_REQUEST,
			      "this preview answers to 'localhost' and '127.0.0.1' only\n");
	if (path[0] != '/')
		return refuse(r, MHD_HTTP_BAD_REQUEST, "this is no address of a page\n");
	if (text_starts(path, OWN_PLACE))
		return send_own(r, path + strlen(OWN_PLACE));
	r->status = MHD_HTTP_OK;
	if (!site_find(s, path, &r->found)) {
		if (is_folder(s, path, &r->arena))
			return redirect(r, path);
		s->site->find_lost(s->site->arg, &r->found, &r->status);
	}
	r->is_page = r->found.bytes && strcmp(r->found.type, "text/html") == 0;
	return send_found(r);
}

enum MHD_Result answer_request(void *server, struct MHD_Connection *connection, const char *url,
			       const char *method, const char *version, const char *upload,
			       size_t *upload_size, void **begun)
{
	struct request r = { .server = server, .connection = connection };
	enum MHD_Result result;

	(void)version;
	(void)upload;
	if (!*begun) { /* only the headers are here */
		*begun = server;
		return MHD_YES;
	}
	if (*upload_size) {
		*upload_size = 0;
		return MHD_YES;
	}
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		result = refuse(&r, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET and HEAD\n");
	else
		result = answer(&r, url);
	arena_free(&r.arena);
	return result;
}
