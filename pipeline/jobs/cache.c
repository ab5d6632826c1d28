#include "cache.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"

#define STR_(x) #x
#define STR(x)  STR_(x)

/* Raised when the tables change; a cache of another number is begun anew without a word. */
#define SCHEMA 1

/* Milliseconds to wait for another run; a write takes less than one. */
#define BUSY_MS 5000

/*
 * The write-ahead log needs no fsync(2) but at a checkpoint, never blocks who
 * reads, and is whole after a kill and after a power cut
 * (https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
static const char settings[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;";

/*
 * One transaction around all that is looked up halves its cost. It ends before
 * anything is written: a lock must not be held while a recording is hashed.
 */
static const char begin_reading[] = "BEGIN";
static const char end_reading[] = "COMMIT";

static const char tables[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE IF NOT EXISTS files (path BLOB PRIMARY KEY, size INTEGER NOT NULL,"
	" mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL,"
	" device INTEGER NOT NULL, sha256 BLOB NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, line TEXT NOT NULL)"
	" STRICT, WITHOUT ROWID;"
	"PRAGMA user_version=" STR(SCHEMA) ";"
					   "COMMIT;";

static const char *const statements[CACHE_QUERIES] = {
	[FIND_FILE] = ("SELECT sha256 FROM files WHERE path=? AND size=? AND mtime=?"
		       " AND ctime=? AND inode=? AND device=?"),
	[KEEP_FILE] = "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?)",
	[FIND_ANSWER] = "SELECT line FROM answers WHERE key=?",
	[KEEP_ANSWER] = "INSERT OR REPLACE INTO answers VALUES (?,?)",
};

void cache_close(struct cache *c)
{
	for (size_t i = 0; i < CACHE_QUERIES; i++) {
		sqlite3_finalize(c->queries[i]);
		c->queries[i] = NULL;
	}
	sqlite3_close(c->db);
	c->db = NULL;
}

/* What a set-up answers when the tables are another version's. */
#define OTHER_VERSION SQLITE_SCHEMA

/* SQLITE_ERROR: a table is missing or has other columns. */
static bool is_damage(int rc)
{
	int kind = rc & 0xff;

	return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_ERROR;
}

/* No cache from here on. */
static void do_without(struct cache *c, const char *why)
{
	if (!c->told) {
		diag_report(
			c->diag, DIAG_CACHE_UNUSABLE, (struct span){ 0 },
			"cannot use the cache '%s': %s; recordings will be read again next time",
			c->path, why);
	}
	c->told = true;
	cache_close(c);
}

static int read_version(struct cache *c, int *version)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(c->db, "PRAGMA user_version", -1, &s, NULL);

	if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		*version = sqlite3_column_int(s, 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(s);
	return rc;
}

static int prepare_all(struct cache *c)
{
	int rc = SQLITE_OK;

	for (size_t i = 0; i < CACHE_QUERIES && rc == SQLITE_OK; i++) {
		sqlite3_finalize(c->queries[i]); /* of a try that another run got in the way of */
		rc = sqlite3_prepare_v3(c->db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
					&c->queries[i], NULL);
	}
	return rc;
}

/* The version of a database that is new: SQLite's own. */
#define UNBORN 0

static int set_up(struct cache *c)
{
	int version = UNBORN, rc = read_version(c, &version);

	if (rc == SQLITE_OK && version != UNBORN && version != SCHEMA)
		return OTHER_VERSION;
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(c->db, settings, NULL, NULL, NULL);
	if (rc == SQLITE_OK && version == UNBORN)
		rc = sqlite3_exec(c->db, tables, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = prepare_all(c);
	return rc == SQLITE_OK ? sqlite3_exec(c->db, begin_reading, NULL, NULL, NULL) : rc;
}

/* Two runs that make the same new database may get in each other's way for a moment. */
static int set_up_patiently(struct cache *c)
{
	int rc = set_up(c);

	for (unsigned tries = 0; (rc & 0xff) == SQLITE_BUSY && tries < BUSY_MS / 20; tries++) {
		sqlite3_sleep(20);
		rc = set_up(c);
	}
	return rc;
}

static int open_db(struct cache *c)
{
	int rc = sqlite3_open_v2(c->path, &c->db,
				 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
				 NULL);

	if (rc != SQLITE_OK)
		return rc;
	sqlite3_busy_timeout(c->db, BUSY_MS);
	return set_up_patiently(c);
}

/* Moves the database to `….damaged` and its log out of the way. */
static void put_aside(struct cache *c)
{
	cache_close(c);
	rename(c->path, arena_printf(c->arena, "%s.damaged", c->path));
	unlink(arena_printf(c->arena, "%s-wal", c->path));
	unlink(arena_printf(c->arena, "%s-shm", c->path));
}

/* Begins anew, once a run: a disk that damages the new one too is not to be used. */
static void begin_anew(struct cache *c, int rc)
{
	if (c->was_reset) {
		do_without(c, sqlite3_errstr(rc));
		return;
	}
	c->was_reset = true;
	if (rc != OTHER_VERSION)
		diag_report(
			c->diag, DIAG_CACHE_RESET, (struct span){ 0 },
			"the cache '%s' was damaged and has been begun anew; all recordings are "
			"read again",
			c->path);
	put_aside(c);
	rc = open_db(c);
	if (rc != SQLITE_OK)
		do_without(c, sqlite3_errstr(rc));
}

static void handle_fault(struct cache *c, int rc)
{
	if (is_damage(rc) || rc == OTHER_VERSION)
		begin_anew(c, rc);
	else
		do_without(c, sqlite3_errstr(rc));
}

void cache_open(struct cache *c, const char *dir, struct arena *a, struct diag *diag)
{
	*c = (struct cache){
		.path = path_join(dir, "facts.sqlite", a),
		.arena = a,
		.diag = diag,
	};
	if (!file_mkdirs(dir)) {
		do_without(c, strerror(errno));
		return;
	}
	int rc = open_db(c);
	if (rc != SQLITE_OK)
		handle_fault(c, rc);
}

/* Binds path and stamp as columns 1 to 6, in the order of the table. */
static void bind_file(sqlite3_stmt *q, const char *path, const struct stamp *s)
{
	const int64_t numbers[] = { s->size, s->mtime, s->ctime, s->inode, s->device };

	sqlite3_bind_blob(q, 1, path, (int)strlen(path), SQLITE_STATIC);
	for (size_t i = 0; i < COUNT(numbers); i++)
		sqlite3_bind_int64(q, (int)i + 2, numbers[i]);
}

static void bind_hash(sqlite3_stmt *q, int column, const struct hash *h)
{
	sqlite3_bind_blob(q, column, h->bytes, HASH_BYTES, SQLITE_STATIC);
}

/* Ends a query; a fault of the database may end the cache. */
static void end_query(struct cache *c, sqlite3_stmt *q, int rc)
{
	sqlite3_reset(q);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		handle_fault(c, rc);
}

bool cache_find_file(struct cache *c, const char *path, const struct stamp *s, struct hash *into)
{
	sqlite3_stmt *q = c->queries[FIND_FILE];

	if (!c->db)
		return false;
	bind_file(q, path, s);
	int rc = sqlite3_step(q);
	bool found = rc == SQLITE_ROW && sqlite3_column_bytes(q, 0) == HASH_BYTES;
	if (found)
		memcpy(into->bytes, sqlite3_column_blob(q, 0), HASH_BYTES);
	end_query(c, q, rc);
	return found;
}

void cache_end_reading(struct cache *c)
{
	if (c->db && !sqlite3_get_autocommit(c->db))
		sqlite3_exec(c->db, end_reading, NULL, NULL, NULL);
}

void cache_keep_file(struct cache *c, const char *path, const struct stamp *s, const struct hash *h)
{
	sqlite3_stmt *q = c->queries[KEEP_FILE];

	if (!c->db)
		return;
	cache_end_reading(c);
	bind_file(q, path, s);
	bind_hash(q, 7, h);
	end_query(c, q, sqlite3_step(q));
}

const char *cache_find_answer(struct cache *c, const struct hash *key, size_t *len, struct arena *a)
{
	sqlite3_stmt *q = c->queries[FIND_ANSWER];
	const char *line = NULL;

	if (!c->db)
		return NULL;
	bind_hash(q, 1, key);
	int rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(q, 0);

		*len = (size_t)sqlite3_column_bytes(q, 0);
		line = arena_strndup(a, text ? text : "", text ? *len : 0);
	}
	end_query(c, q, rc);
	return line;
}

void cache_keep_answer(struct cache *c, const struct hash *key, const char *line, size_t len)
{
	sqlite3_stmt *q = c->queries[KEEP_ANSWER];

	if (!c->db || len > LIMIT_JOB_LINE)
		return;
	cache_end_reading(c);
	bind_hash(q, 1, key);
	sqlite3_bind_text(q, 2, line, (int)len, SQLITE_STATIC);
	end_query(c, q, sqlite3_step(q));
}
