#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include <microhttpd.h>
#include <stdbool.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "serve/serve.h"

/* A page in a browser that listens for news. */
struct listener {
	struct listener *next;
	struct server *server;
	struct MHD_Connection *connection;
	const char *path, *tag; /* what it shows; `tag` was its tag when it was loaded */
	struct strbuf waiting;  /* events that it has not got yet */
	bool sleeps;            /* the connection is suspended until there are some */
	struct arena arena;
};

struct server {
	struct MHD_Daemon *daemon;
	struct server_site *site;
	unsigned port;
	int socket;
	struct listener *listeners;
	struct strbuf state; /* the last that was told */
};

/* The answer to one request; the microhttpd callback of that name. */
enum MHD_Result answer_request(void *server, struct MHD_Connection *connection, const char *url,
			       const char *method, const char *version, const char *upload,
			       size_t *upload_size, void **begun);

/* The stream of news (WHATWG HTML, "Server-sent events") for the page at `path`. */
struct MHD_Response *listener_new(struct server *s, struct MHD_Connection *connection,
				  const char *path, const char *tag);

/* What stands at a path as browsers ask for it: `podcasts/hope/` is an index.html. */
bool site_find(const struct server *s, const char *path, struct served *into);

/* Where our own script, its style and the news are. */
#define OWN_PLACE "/.blether/"

#endif
