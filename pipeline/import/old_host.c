#include "old_host.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/table.h"

/* Sorts moves into hosts. */
struct sorting {
	struct old_host *all;
	size_t count, room;
	struct table by_name; /* number of the host, and one more */
	struct table known;   /* addresses that are taken */
	struct arena *arena;
};

static char *host_name(const char *url, struct arena *a)
{
	const char *host = strstr(url, "://") + 3;
	char *name = arena_strndup(a, host, strcspn(host, "/?#"));

	for (char *c = name; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return name;
}

static struct old_host *host_of(struct sorting *s, const char *url)
{
	const char *name = host_name(url, s->arena);
	uint32_t *n = table_at(&s->by_name, key_of(0, name, strlen(name)));

	if (!*n) {
		s->all = arena_grow(s->arena, s->all, s->count, &s->room, sizeof(*s->all));
		s->all[s->count] = (struct old_host){ .name = name };
		*n = (uint32_t)++s->count;
	}
	return &s->all[*n - 1];
}

/* What programs send for what people write: RFC 3986 section 2. Escapes stay as they are. */
static char *encode(const char *text, size_t len, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_OLD_ADDRESS * 3);

	for (size_t i = 0; i < len; i++) {
		const unsigned char c = (unsigned char)text[i];

		if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c))
			strbuf_addf(&out, "%%%02X", c);
		else
			strbuf_addc(&out, (char)c);
	}
	return arena_strndup(a, out.data, out.len);
}

static char *decode(const char *path, struct arena *a)
{
	char *decoded = path_from_url(path, strlen(path), a), *to = decoded;

	for (const char *c = decoded; *c; c++) {
		if (*c != '/' || to == decoded || to[-1] != '/')
			*to++ = *c;
	}
	*to = '\0';
	return decoded;
}

/* A line end in a name would end the rule, and what is longer no server takes. */
static bool is_fit(const struct old_address *o)
{
	for (const char *c = o->decoded; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return false;
	}
	return strlen(o->path) + (o->query ? strlen(o->query) : 0) <= LIMIT_OLD_ADDRESS &&
	       strlen(o->to) <= LIMIT_OLD_ADDRESS;
}

static void put(struct sorting *s, struct old_host *h, const struct old_address *o)
{
	const char *whole =
		arena_printf(s->arena, "%s%s?%s", h->name, o->decoded, o->query ? o->query : "");
	uint32_t *known = table_at(&s->known, key_of(0, whole, strlen(whole)));

	if (*known)
		return;
	*known = 1;
	h->all = arena_grow(s->arena, h->all, h->count, &h->room, sizeof(*h->all));
	h->all[h->count++] = *o;
}

static struct old_address address_of(const struct import_move *move, struct arena *a)
{
	const char *rest = strstr(move->from, "://") + 3;

	rest += strcspn(rest, "/?");
	const size_t len = strcspn(rest, "?");
	const char *path = len ? encode(rest, len, a) : "/";

	return (struct old_address){
		.path = path,
		.decoded = decode(path, a),
		.query = rest[len] && rest[len + 1]
				 ? encode(rest + len + 1, strlen(rest + len + 1), a)
				 : NULL,
		.to = move->to,
	};
}

static void add(struct sorting *s, const struct import_move *move)
{
	struct old_host *h = host_of(s, move->from);

	if (strlen(move->from) > LIMIT_OLD_ADDRESS) {
		h->unfit++;
		return;
	}
	const struct old_address o = address_of(move, s->arena);

	if (!o.query && strcmp(o.decoded, "/") == 0)
		h->has_root = true;
	else if (is_fit(&o))
		put(s, h, &o);
	else
		h->unfit++;
}

/* `/feed` for `/feed/`, and the other way round; a file has neither. */
static void add_also(struct sorting *s, struct old_host *h, const struct old_address *o)
{
	const size_t len = strlen(o->path), decoded = strlen(o->decoded);
	struct old_address other = *o;

	if (o->query || strchr(path_base(o->decoded), '.') ||
	    o->path[len - 1] != o->decoded[decoded - 1])
		return;
	other.also = true;
	if (o->path[len - 1] == '/') {
		other.path = arena_strndup(s->arena, o->path, len - 1);
		other.decoded = arena_strndup(s->arena, o->decoded, decoded - 1);
	} else {
		other.path = arena_printf(s->arena, "%s/", o->path);
		other.decoded = arena_printf(s->arena, "%s/", o->decoded);
	}
	put(s, h, &other);
}

/* Those with a query first; all else as it is. */
static void order(struct old_host *h, struct arena *a)
{
	struct old_address *sorted = arena_array(a, h->count + 1, sizeof(*sorted));
	size_t n = 0;

	for (int with = 1; with >= 0; with--) {
		for (size_t i = 0; i < h->count; i++) {
			if ((h->all[i].query != NULL) == with)
				sorted[n++] = h->all[i];
		}
	}
	h->all = sorted;
}

static int by_count(const void *a, const void *b)
{
	const struct old_host *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return strcmp(x->name, y->name);
}

struct old_hosts old_hosts(const struct import_moves *moves, struct arena *a)
{
	struct sorting s = { .arena = a };

	for (size_t i = 0; i < moves->count; i++)
		add(&s, &moves->all[i]);
	for (size_t i = 0; i < s.count; i++) {
		const size_t own = s.all[i].count;

		for (size_t k = 0; k < own; k++)
			add_also(&s, &s.all[i], &s.all[i].all[k]);
		order(&s.all[i], a);
	}
	table_release(&s.by_name);
	table_release(&s.known);
	if (s.count)
		qsort(s.all, s.count, sizeof(*s.all), by_count);
	const size_t few = s.count < LIMIT_OLD_HOSTS ? s.count : LIMIT_OLD_HOSTS;

	return (struct old_hosts){ .all = s.all, .count = few, .rest = s.count - few };
}

char *old_host_folder(const struct old_host *h, struct arena *a)
{
	const uint64_t key = key_of(0, h->name, strlen(h->name));
	char *name = arena_strdup(a, h->name);

	for (char *c = name; *c; c++) {
		if (!isalnum((unsigned char)*c) && *c != '-' && !(*c == '.' && c > name))
			*c = '_';
	}
	/* Two names that became one still have a folder each. */
	return strcmp(name, h->name) == 0 && *name
		       ? name
		       : arena_printf(a, "%s-%04x", name, (unsigned)(key & 0xffff));
}
