/*
 * MP3 files copied with another label, and with another level: what ffmpeg and
 * mpg123 hear in them, and what mp3val and mp3gain say.
 */
#include "audio_label.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

#include "../../pipeline/media/hashed_out.h"
#include "../../pipeline/media/mp3_copy.h"
#include "../../pipeline/media/mp3_gain.h"

/* A folder of this run's own with files of every kind (mp3_files.sh), and the copy. */
static char folder[] = "/tmp/blether-mp3-XXXXXX";
static char output[64];

static const struct audio_tags tags = { .title = "T", .comment = "“C”" };

static const char *source(const char *name, struct arena *a)
{
	return arena_printf(a, "%s/%s", folder, name);
}

static bool open_source(struct mp3_copy *c, const char *name, struct arena *a)
{
	int fd = open(source(name, a), O_RDONLY);
	struct stat st;

	assert_true(fd >= 0 && fstat(fd, &st) == 0);
	return mp3_copy_open(c, fd, st.st_size, a);
}

/* The copy of a file at `output`; returns its hash. */
static struct hash copy(const char *name, int steps, struct mp3_copy *c, struct arena *a)
{
	struct hashed_out out;
	struct hash hash;

	unlink(output);
	if (!open_source(c, name, a))
		fail_msg("%s: %s", name, c->why);
	assert_true(mp3_gain_fits(&c->sound, steps));
	struct label l = { .tags = &tags };
	assert_true(hashed_out_create(&out, output, a));
	assert_true(mp3_copy_write(c, steps, &(struct mp3_target){ &l, &out, a }));
	assert_true(hashed_out_finish(&out, &hash));
	hashed_out_free(&out);
	close(c->fd);
	return hash;
}

static const char *ffmpeg_md5(const char *file, struct arena *a)
{
	return output_of(
		a, arena_printf(a, "ffmpeg -nostdin -v quiet -i '%s' -map 0:a -f md5 -", file));
}

/* 16 bits a sample. */
static int16_t *mpg123_samples(const char *file, size_t *count, struct arena *a)
{
	const char *raw = temporary("raw", a);
	char *data;
	size_t len;

	output_of(a, arena_printf(a, "mpg123 -q -s '%s' 2>&1 > %s", file, raw));
	assert_true(file_read(raw, 1 << 24, &data, &len, a));
	unlink(raw);
	*count = len / 2;
	return (int16_t *)(void *)data;
}

/* Of floats, which have no rounding of their own to speak of. */
static float *ffmpeg_samples(const char *file, size_t *count, struct arena *a)
{
	const char *raw = temporary("raw", a);
	char *data;
	size_t len;

	output_of(a,
		  arena_printf(a, "ffmpeg -nostdin -v quiet -y -i '%s' -map 0:a -f f32le %s 2>&1",
			       file, raw));
	assert_true(file_read(raw, 1 << 25, &data, &len, a));
	unlink(raw);
	*count = len / 4;
	return (float *)(void *)data;
}

/*
 * A frame of silence before the first one moves mpg123's ring of sums on, so that floats are added
 * up in another order: a sample in thousands may be rounded the other way.
 */
static void assert_mpg123_hears_the_same(const char *one, const char *two, int tolerance,
					 struct arena *a)
{
	size_t n, m;
	const int16_t *x = mpg123_samples(one, &n, a), *y = mpg123_samples(two, &m, a);

	if (n != m || n == 0)
		fail_msg("%s: %zu samples became %zu", one, n, m);
	for (size_t i = 0; i < n; i++)
		assert_true(abs(x[i] - y[i]) <= tolerance);
}

static void assert_mp3val_finds_nothing(const char *name, struct arena *a)
{
	const char *said = output_of(
		a, arena_printf(a, "mp3val '%s' | grep -vE '^(Analyzing|Done|INFO)'", output));
	if (*said)
		fail_msg("%s: %s", name, said);
}

static const struct {
	const char *name;
	bool kept; /* the header frame is the source's */
} sound[] = {
	{ "cbr.mp3", true },     { "crc.mp3", true },       { "stereo.mp3", true },
	{ "mono.mp3", true },    { "vbr.mp3", true },       { "vbrmono.mp3", true },
	{ "abr.mp3", true },     { "mpeg2.mp3", true },     { "mpeg2mono.mp3", false },
	{ "mpeg25.mp3", false }, { "lowest.mp3", false },   { "highest.mp3", true },
	{ "plain.mp3", false },  { "plainvbr.mp3", false }, { "noxing.mp3", false },
	{ "tagged.mp3", true },  { "id3v1.mp3", true },     { "junk-after.mp3", true },
	{ "vbri.mp3", true },
};

static void test_a_copy_decodes_to_the_same_samples(void **state)
{
	struct mp3_copy c;

	(void)state;
	for (size_t i = 0; i < COUNT(sound); i++) {
		struct arena a = { 0 };
		size_t count;

		copy(sound[i].name, 0, &c, &a);
		if (c.header.kept != sound[i].kept)
			fail_msg("%s: the header is%s the source's", sound[i].name,
				 c.header.kept ? "" : " not");
		assert_string_equal(ffmpeg_md5(output, &a),
				    ffmpeg_md5(source(sound[i].name, &a), &a));
		assert_mpg123_hears_the_same(source(sound[i].name, &a), output,
					     c.header.silent_len ? 1 : 0, &a);
		assert_mp3val_finds_nothing(sound[i].name, &a);
		ffmpeg_samples(output, &count, &a);
		assert_int_equal(c.header.samples * (c.sound.head[3] >> 6 == 3 ? 1 : 2), count);
		arena_free(&a);
	}
}

/* ffmpeg does not look for the header behind tags and junk, and guesses at half a frame; mpg123
 * does neither. */
static const char *const repaired[] = {
	"two-tags.mp3", "junk-before.mp3", "joined.mp3", "cut.mp3", "cutnoxing.mp3",
};

static void test_tags_junk_and_half_frames_are_left_out(void **state)
{
	struct mp3_copy c;

	(void)state;
	for (size_t i = 0; i < COUNT(repaired); i++) {
		struct arena a = { 0 };
		size_t count;

		copy(repaired[i], 0, &c, &a);
		assert_mpg123_hears_the_same(source(repaired[i], &a), output, 1, &a);
		assert_mp3val_finds_nothing(repaired[i], &a);
		ffmpeg_samples(output, &count, &a);
		assert_int_equal(c.header.samples * 2, count);
		arena_free(&a);
	}
}

static void test_files_that_were_joined_lose_only_the_tags_between_them(void **state)
{
	struct arena a = { 0 };
	struct mp3_copy one, two;

	(void)state;
	assert_true(open_source(&one, "bare.mp3", &a) && open_source(&two, "joined.mp3", &a));
	assert_int_equal(two.sound.frames, 2 * one.sound.frames);
	assert_int_equal(two.sound.bytes, 2 * one.sound.bytes);
	assert_int_equal(two.sound.span_count, 2);
	assert_int_equal(two.sound.dropped, 0);
	close(one.fd);
	close(two.fd);
	arena_free(&a);
}

static double length_by_mutagen(const char *file, struct arena *a)
{
	return strtod(output_of(a, arena_printf(a,
						"/usr/bin/python3 -c 'import mutagen.mp3; "
						"print(mutagen.mp3.MP3(\"%s\").info.length)'",
						file)),
		      NULL);
}

static void test_a_header_that_lies_or_is_missing_is_written_right(void **state)
{
	static const char *const names[] = { "longer.mp3", "cut.mp3", "noxing.mp3", "plain.mp3",
					     "lyingvbri.mp3" };
	struct mp3_copy c;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct arena a = { 0 };

		copy(names[i], 0, &c, &a);
		assert_false(c.header.kept);
		assert_mp3val_finds_nothing(names[i], &a);
		if (fabs(length_by_mutagen(output, &a) - mp3_copy_seconds(&c)) > 0.03)
			fail_msg("%s: %f", names[i], length_by_mutagen(output, &a));
		copy(names[i], 0, &c, &a);
		/* A copy of the copy has nothing to mend any more. */
		const char *again = source("again.mp3", &a);
		assert_int_equal(rename(output, again), 0);
		copy("again.mp3", 0, &c, &a);
		assert_true(c.header.kept);
		arena_free(&a);
	}
}

static void test_what_is_too_odd_is_said_and_not_copied(void **state)
{
	static const struct {
		const char *name, *why;
	} odd[] = {
		{ "middle.mp3", "there is something between its frames that is not sound" },
		{ "change.mp3", "its format changes on the way" },
		{ "free.mp3", "its frames cannot be told apart" },
		{ "noise.mp3", "its frames cannot be told apart" },
	};
	struct arena a = { 0 };
	struct mp3_copy c;

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		assert_false(open_source(&c, odd[i].name, &a));
		assert_string_equal(c.why, odd[i].why);
		close(c.fd);
	}
	arena_free(&a);
}

static void test_the_hash_is_that_of_the_file(void **state)
{
	struct arena a = { 0 };
	struct hash on_disk;
	struct mp3_copy c;
	int64_t size;

	(void)state;
	struct hash told = copy("joined.mp3", 0, &c, &a);
	assert_true(hash_file(output, &on_disk, &size));
	assert_memory_equal(&told, &on_disk, sizeof(told));
	arena_free(&a);
}

static void test_a_copy_that_cannot_be_completed_says_so(void **state)
{
	struct arena a = { 0 };
	struct hashed_out out;
	struct hash hash;
	int fd = open(source("cbr.mp3", &a), O_RDONLY);

	(void)state;
	unlink(output);
	assert_true(hashed_out_create(&out, output, &a));
	hashed_out_copy(&out, fd, 0, 1 << 30);
	assert_false(hashed_out_finish(&out, &hash));
	assert_int_equal(out.error, ENODATA);
	hashed_out_free(&out);
	assert_false(hashed_out_create(&out, "/nowhere/at/all", &a));
	assert_int_equal(out.error, ENOENT);
	hashed_out_free(&out);
	close(fd);
	arena_free(&a);
}

static void test_what_cannot_be_read_is_never_cut_short(void **state)
{
	struct arena a = { 0 };
	struct mp3_copy c;
	int fd = open(source("cbr.mp3", &a), O_RDONLY);

	(void)state;
	/* The end is promised, but the disk does not give it. */
	assert_false(mp3_copy_open(&c, fd, lseek(fd, 0, SEEK_END) + 1000, &a));
	assert_true(c.sound.broken);
	assert_string_equal(c.why, "it cannot be read");
	close(fd);
	arena_free(&a);
}

static void assert_scaled(const char *name, int steps, struct arena *a)
{
	struct mp3_copy c;
	size_t n, m;

	copy(name, steps, &c, a);
	assert_mp3val_finds_nothing(name, a);
	const float *before = ffmpeg_samples(source(name, a), &n, a);
	const float *after = ffmpeg_samples(output, &m, a);
	double factor = pow(2, steps / 4.0);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		if (fabs(after[i] - before[i] * factor) > 2e-6 * factor)
			fail_msg("%s by %d: %g became %g", name, steps, before[i], after[i]);
	}
}

static void test_a_gain_scales_every_sample_and_changes_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sound); i++) {
		struct arena a = { 0 };

		assert_scaled(sound[i].name, 2, &a);
		assert_scaled(sound[i].name, -5, &a);
		arena_free(&a);
	}
}

static void test_a_gain_is_that_of_mp3gain(void **state)
{
	static const char *const names[] = { "cbr.mp3", "mpeg2.mp3", "crc.mp3", "mono.mp3" };
	struct mp3_copy c;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct arena a = { 0 };
		const char *theirs = source("theirs.mp3", &a);

		output_of(&a, arena_printf(&a, "cp %s %s && mp3gain -q -s s -g -3 %s 2>&1",
					   source(names[i], &a), theirs, theirs));
		copy(names[i], -3, &c, &a);
		assert_string_equal(ffmpeg_md5(output, &a), ffmpeg_md5(theirs, &a));
		unlink(theirs);
		arena_free(&a);
	}
}

/* Bit by bit, as LAME defines it. */
static unsigned crc_of(const uint8_t *b, size_t len)
{
	unsigned crc = 0;

	for (size_t i = 0; i < 8 * len; i++) {
		unsigned bit = (crc ^ (unsigned)b[i / 8] >> i % 8) & 1;

		crc = crc >> 1 ^ (bit ? 0xa001 : 0);
	}
	return crc;
}

static void test_the_checksums_of_lame_are_right_after_a_gain(void **state)
{
	struct arena a = { 0 };
	struct mp3_copy c;
	char *bytes;
	size_t len;

	(void)state;
	copy("cbr.mp3", -3, &c, &a);
	assert_true(file_read(output, 1 << 20, &bytes, &len, &a));
	const uint8_t *frame = (uint8_t *)bytes + len - c.sound.bytes - c.header.len;
	const uint8_t *extension = frame + 4 + 32 + 8 + 4 + 4 + 100 + 4;
	assert_memory_equal(extension, "LAME", 4);
	assert_int_equal(extension[32] << 8 | extension[33],
			 crc_of(frame + c.header.len, (size_t)c.sound.bytes));
	assert_int_equal(extension[34] << 8 | extension[35], crc_of(frame, 190));
	assert_int_equal(extension[25], 0x80 | 3);
	arena_free(&a);
}

static void test_a_gain_that_would_not_fit_is_told(void **state)
{
	struct arena a = { 0 };
	struct mp3_copy c;

	(void)state;
	assert_true(open_source(&c, "cbr.mp3", &a));
	assert_true(c.sound.gain_min > 100 && c.sound.gain_max < 200);
	assert_true(mp3_gain_fits(&c.sound, 255 - c.sound.gain_max));
	assert_false(mp3_gain_fits(&c.sound, 256 - c.sound.gain_max));
	assert_true(mp3_gain_fits(&c.sound, -c.sound.gain_min));
	assert_false(mp3_gain_fits(&c.sound, -c.sound.gain_min - 1));
	assert_int_equal(mp3_gain_steps(3), 2);
	assert_int_equal(mp3_gain_steps(-0.7), 0);
	assert_int_equal(mp3_gain_steps(-1e9), -255);
	close(c.fd);
	arena_free(&a);
}

static int begin(void **state)
{
	char command[8192];

	if (make_fixtures(state) || !mkdtemp(folder))
		return -1;
	snprintf(output, sizeof(output), "%s/made.mp3", folder);
	snprintf(command, sizeof(command), "sh tests/unit/mp3_files.sh '%s' %s", fixtures, folder);
	return system(command) ? -1 : 0;
}

static int end(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command) ? -1 : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_copy_decodes_to_the_same_samples),
		cmocka_unit_test(test_tags_junk_and_half_frames_are_left_out),
		cmocka_unit_test(test_files_that_were_joined_lose_only_the_tags_between_them),
		cmocka_unit_test(test_a_header_that_lies_or_is_missing_is_written_right),
		cmocka_unit_test(test_what_is_too_odd_is_said_and_not_copied),
		cmocka_unit_test(test_the_hash_is_that_of_the_file),
		cmocka_unit_test(test_a_copy_that_cannot_be_completed_says_so),
		cmocka_unit_test(test_what_cannot_be_read_is_never_cut_short),
		cmocka_unit_test(test_a_gain_scales_every_sample_and_changes_nothing_else),
		cmocka_unit_test(test_a_gain_is_that_of_mp3gain),
		cmocka_unit_test(test_the_checksums_of_lame_are_right_after_a_gain),
		cmocka_unit_test(test_a_gain_that_would_not_fit_is_told),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
