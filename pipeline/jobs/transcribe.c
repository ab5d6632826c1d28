#include "jobs/transcribe.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/program.h"
#include "base/text.h"

#define SIX_HOURS     (6 * 3600)
#define MOST_WORDS    64
#define LONGEST_WORDS 200 /* bytes of a program's last line that are shown */

static char *kept_path(const struct transcription *t, struct arena *a)
{
	const char *key = arena_printf(a, "%s\n%s", t->sha256, t->command);
	struct hash hash = hash_bytes(key, strlen(key));
	char hex[HASH_HEX];

	hash_hex(&hash, hex);
	return path_join(path_join(t->cache_dir, "transcripts", a), hex, a);
}

const char *transcription_kept(const struct transcription *t, struct arena *a)
{
	const char *path = kept_path(t, a);
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? path : NULL;
}

void transcription_forget(const char *path)
{
	unlink(path);
}

/* A word of the command with the recording in the place of each `{}`. */
static const char *fill_in(const char *word, size_t len, const char *recording, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	for (size_t i = 0; i < len; i++) {
		bool hole = i + 1 < len && word[i] == '{' && word[i + 1] == '}';

		if (hole)
			strbuf_adds(&text, recording);
		else
			strbuf_addc(&text, word[i]);
		i += hole;
	}
	return arena_strndup(a, text.data, text.len);
}

/* NULL after reporting. */
static const char *const *words_of(const struct transcription *t, struct arena *a,
				   struct diag *diag)
{
	const char **argv = arena_array(a, MOST_WORDS + 2, sizeof(*argv));
	bool filled = strstr(t->command, "{}") != NULL;
	size_t count = 0;

	for (const char *s = t->command; *(s += strspn(s, " ")) && count < MOST_WORDS;) {
		size_t len = strcspn(s, " ");

		argv[count++] = fill_in(s, len, t->recording, a);
		s += len;
	}
	if (!filled)
		argv[count++] = t->recording;
	if (t->command[0] == '/') /* of its own, not the recording's in the place of {} */
		return argv;
	diag_report(diag, DIAG_TRANSCRIBE, t->at,
		    "'transcribe' begins with '%s'; write the whole path of the program, such as "
		    "'/usr/local/bin/whisper-cli'",
		    argv[0]);
	return NULL;
}

/* The program's last line as a message can carry it: " ('no such model')", or "". */
static const char *last_words(const struct program *p, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LONGEST_WORDS);
	const char *s = p->last.data, *end = s + p->last.len;

	while (s < end) {
		uint32_t cp;
		size_t n = utf8_decode(s, (size_t)(end - s), &cp);
		bool shown = n && cp >= ' ' && cp != 0x7f && utf8_is_xml(cp);

		strbuf_add(&text, shown ? s : "?", shown ? n : 1);
		s += n ? n : 1;
	}
	return text.len ? arena_printf(a, " ('%s')", text.data) : "";
}

static void report_end(const struct transcription *t, const struct program *p, enum program_end end,
		       struct diag *diag)
{
	const char *program = p->argv[0], *words = last_words(p, diag->arena);

	if (end == PROGRAM_ABSENT)
		diag_report(diag, DIAG_TRANSCRIBE, t->at, "'%s' cannot be started: %s", program,
			    strerror(p->error));
	else if (end == PROGRAM_SLOW)
		diag_report(diag, DIAG_TRANSCRIBE, t->at,
			    "'%s' was stopped after %" PRId64 " seconds without a transcript%s",
			    program, p->time_limit / 1000, words);
	else if (end == PROGRAM_VERBOSE)
		diag_report(diag, DIAG_TRANSCRIBE, t->at,
			    "'%s' was stopped: it printed more than %zu MB", program,
			    LIMIT_SOURCE_BYTES >> 20);
	else if (end == PROGRAM_FAILED && WIFSIGNALED(p->status))
		diag_report(diag, DIAG_TRANSCRIBE, t->at, "'%s' was ended by signal %d%s", program,
			    WTERMSIG(p->status), words);
	else if (end == PROGRAM_FAILED)
		diag_report(diag, DIAG_TRANSCRIBE, t->at, "'%s' failed with status %d%s", program,
			    WEXITSTATUS(p->status), words);
	else
		diag_report(diag, DIAG_TRANSCRIBE, t->at, "'%s' printed nothing%s", program, words);
}

static const char *keep(const struct transcription *t, const struct strbuf *text, struct arena *a,
			struct diag *diag)
{
	const char *path = kept_path(t, a);

	if (file_mkdirs(path_dir(path, a)) && file_write(path, text->data, text->len))
		return path;
	diag_report_errno(diag, DIAG_CANNOT_WRITE_CACHE, "cannot keep the transcript", path);
	return NULL;
}

const char *transcription_run(const struct transcription *t, struct arena *a, struct diag *diag)
{
	struct program p = {
		.argv = words_of(t, a, diag),
		.time_limit = (int64_t)(t->time_limit ? t->time_limit : SIX_HOURS) * 1000,
		.out = STRBUF_INIT(LIMIT_SOURCE_BYTES),
		.last = STRBUF_INIT(LONGEST_WORDS * 4),
	};
	const char *path = NULL;

	if (!p.argv)
		return NULL;
	enum program_end end = program_run(&p);
	if (end == PROGRAM_DONE && p.out.len)
		path = keep(t, &p.out, a, diag);
	else
		report_end(t, &p, end, diag);
	strbuf_release(&p.out);
	strbuf_release(&p.last);
	return path;
}
