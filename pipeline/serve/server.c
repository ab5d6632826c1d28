#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"

#define PORTS_TRIED      100
#define CONNECTIONS_MOST 256u
#define PATIENCE         60u /* seconds without a sign of life */
#define STATE_MOST       ((size_t)4 << 20)

static bool try_port(int fd, unsigned port)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	return bind(fd, (const struct sockaddr *)&here, sizeof(here)) == 0 &&
	       listen(fd, SOMAXCONN) == 0;
}

/* A socket that listens on this port; -1 with errno set. */
static int open_port(unsigned port)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (try_port(fd, port))
		return fd;
	int error = errno;
	close(fd);
	errno = error;
	return -1;
}

static unsigned bound_port(int fd)
{
	struct sockaddr_in here;
	socklen_t len = sizeof(here);

	return getsockname(fd, (struct sockaddr *)&here, &len) == 0 ? ntohs(here.sin_port) : 0;
}

static int open_socket(unsigned port, bool may_move)
{
	unsigned last = may_move && port ? port + PORTS_TRIED : port;

	for (; port < last && port < UINT16_MAX; port++) {
		int fd = open_port(port);

		if (fd >= 0 || errno != EADDRINUSE)
			return fd;
	}
	return open_port(port);
}

/* Addresses are decoded where they are taken apart; microhttpd shall leave them alone. */
static size_t leave_as_it_is(void *arg, struct MHD_Connection *connection, char *text)
{
	(void)arg;
	(void)connection;
	return strlen(text);
}

struct server *server_open(unsigned port, bool may_move, struct server_site *site)
{
	struct server *s = xcalloc(1, sizeof(*s));

	s->site = site;
	s->state = (struct strbuf)STRBUF_INIT(STATE_MOST);
	s->socket = open_socket(port, may_move);
	if (s->socket < 0) {
		int error = errno;

		free(s);
		errno = error;
		return NULL;
	}
	s->port = bound_port(s->socket);
	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, answer_request, s,
		MHD_OPTION_LISTEN_SOCKET, s->socket, MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MOST,
		MHD_OPTION_CONNECTION_TIMEOUT, PATIENCE, MHD_OPTION_UNESCAPE_CALLBACK,
		leave_as_it_is, NULL, MHD_OPTION_END);
	if (s->daemon)
		return s;
	server_close(s);
	errno = ENOMEM;
	return NULL;
}

/* Those that sleep cannot be told the end of the stream otherwise. */
static void wake(struct listener *l)
{
	if (l->sleeps)
		MHD_resume_connection(l->connection);
	l->sleeps = false;
}

void server_close(struct server *s)
{
	if (!s)
		return;
	for (struct listener *l = s->listeners; l; l = l->next)
		wake(l);
	if (s->daemon)
		MHD_stop_daemon(s->daemon); /* closes the socket too */
	else
		close(s->socket);
	strbuf_release(&s->state);
	free(s);
}

unsigned server_port(const struct server *s)
{
	return s->port;
}

int server_fd(const struct server *s)
{
	return MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int server_timeout(const struct server *s)
{
	MHD_UNSIGNED_LONG_LONG wait;

	if (MHD_get_timeout(s->daemon, &wait) != MHD_YES)
		return -1;
	return wait < 60000 ? (int)wait : 60000;
}

void server_run(struct server *s)
{
	MHD_run(s->daemon);
}

/* --- news ----------------------------------------------------------------- */

static void tell(struct listener *l, const char *event, const char *data)
{
	strbuf_addf(&l->waiting, "event: %s\ndata: %s\n\n", event, data);
	wake(l);
}

static void tell_if_changed(struct listener *l)
{
	struct served now;
	unsigned status;

	if (!site_find(l->server, l->path, &now))
		l->server->site->find_lost(l->server->site->arg, &now, &status);
	if (strcmp(now.tag, l->tag) != 0)
		tell(l, "reload", now.tag);
}

void server_tell(struct server *s, const char *state)
{
	strbuf_clear(&s->state);
	strbuf_adds(&s->state, state);
	for (struct listener *l = s->listeners; l; l = l->next)
		tell(l, "state", state);
	server_run(s);
}

void server_site_changed(struct server *s)
{
	for (struct listener *l = s->listeners; l; l = l->next)
		tell_if_changed(l);
	server_run(s);
}

/* Hands over what waits, or sleeps until something does. */
static ssize_t read_news(void *arg, uint64_t pos, char *into, size_t max)
{
	struct listener *l = arg;
	size_t len = l->waiting.len < max ? l->waiting.len : max;

	(void)pos;
	if (!len) {
		MHD_suspend_connection(l->connection);
		l->sleeps = true;
		return 0;
	}
	memcpy(into, l->waiting.data, len);
	memmove(l->waiting.data, l->waiting.data + len, l->waiting.len - len);
	l->waiting.len -= len;
	return (ssize_t)len;
}

static void listener_free(void *arg)
{
	struct listener *l = arg, **at = &l->server->listeners;

	while (*at != l)
		at = &(*at)->next;
	*at = l->next;
	strbuf_release(&l->waiting);
	arena_free(&l->arena);
	free(l);
}

struct MHD_Response *listener_new(struct server *s, struct MHD_Connection *connection,
				  const char *path, const char *tag)
{
	struct listener *l = xcalloc(1, sizeof(*l));

	l->server = s;
	l->connection = connection;
	l->path = arena_strdup(&l->arena, path);
	l->tag = arena_strdup(&l->arena, tag);
	l->waiting = (struct strbuf)STRBUF_INIT(STATE_MOST);
	l->next = s->listeners;
	s->listeners = l;
	strbuf_adds(&l->waiting, "retry: 500\n\n");
	if (s->state.len)
		tell(l, "state", s->state.data);
	tell_if_changed(l);
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_news, l,
						 listener_free);
}
