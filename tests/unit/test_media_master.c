/* Mastering, measured by others: libebur128 and ffmpeg's ebur128 say where level and peaks came
 * out. */
#include "media_jobs.h"

#include <ebur128.h>
#include <math.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "model/mastering.h"

static char folder[] = "/tmp/blether-master-XXXXXX";
static char output[64];

#define TALK "content/podcasts/spirituality/"

/* Ten recordings as they come, and some more: FILE, and how ffmpeg makes it. */
static const struct {
	const char *name, *made;
	bool music;
} recordings[] = {
	{ "quiet-speech.wav", "-t 12 -i " TALK "01-loss/loss.wav -af volume=-22dB -ar 44100",
	  false },
	{ "loud-speech.wav", "-t 12 -i " TALK "02-hope/hope.m4a -af volume=12dB -ac 2", false },
	{ "music.wav",
	  "-f lavfi -i \"aevalsrc='0.3*sin(440*PI*t)*exp(-3*mod(t,0.5))+0.2*sin(659*PI*t)|"
	  "0.3*sin(554*PI*t)*exp(-2*mod(t,0.7))+0.1*sin(2*PI*3000*t)':d=12:s=44100\"",
	  true },
	{ "clipped.wav", "-t 10 -i " TALK "01-loss/loss.wav -af volume=30dB -ar 48000", false },
	{ "dynamic.wav",
	  "-t 12 -i " TALK
	  "01-loss/loss.wav -f lavfi -i \"aevalsrc='0.9*sin(2*PI*700*t)*lt(mod(t\\,4)\\,"
	  "0.01)':d=12:s=44100\" -filter_complex "
	  "\"[0]volume=-18dB,aresample=44100[v];[v][1]amix=normalize=0\"",
	  false },
	{ "bits24.wav", "-ss 20 -t 10 -i " TALK "02-hope/hope.m4a -c:a pcm_s24le -ar 48000",
	  false },
	{ "twins.wav", "-ss 30 -t 10 -i " TALK "01-loss/loss.wav -af volume=-9dB -ac 2 -ar 44100",
	  false },
	{ "telephone.wav", "-ss 40 -t 12 -i " TALK "01-loss/loss.wav -ar 8000", false },
	{ "studio.flac",
	  "-f lavfi -i anoisesrc=c=pink:s=3:a=0.02:r=96000:d=8 -ss 50 -t 8 -i " TALK
	  "02-hope/hope.m4a "
	  "-filter_complex \"[1]aresample=96000,pan=mono|c0=c0[v];[v][0]join=inputs=2\" "
	  "-sample_fmt s32 -bits_per_raw_sample 24",
	  false },
	{ "surround.wav",
	  "-f lavfi -i anoisesrc=c=pink:s=9:a=0.3:r=48000:d=8 -af tremolo=f=1:d=0.9 -ac 6", true },
	{ "lossy.mp3",
	  "-ss 60 -t 12 -i " TALK "01-loss/loss.wav -af volume=7.3dB -ar 44100 -b:a 64k", false },
	{ "meeting.opus",
	  "-ss 70 -t 12 -i " TALK "02-hope/hope.m4a -af volume=-13dB -c:a libopus -b:a 24k",
	  false },
};

static const char *made(const char *name, struct arena *a)
{
	return arena_printf(a, "%s/%s", folder, name);
}

static int make_recordings(void)
{
	struct arena a = { 0 };
	int failed = 0;

	for (size_t i = 0; i < COUNT(recordings); i++)
		failed |= system(arena_printf(&a, "ffmpeg -nostdin -v error -y %s %s",
					      recordings[i].made, made(recordings[i].name, &a)));
	arena_free(&a);
	return failed;
}

static struct media_facts probed(const char *file, struct arena *a)
{
	struct job_answer r = run(&(struct job_request){ .id = 1, .source = file }, a);

	if (!r.ok)
		fail_msg("%s: %s", file, r.problem.text);
	return r.media;
}

/* What a build would ask for, had the show these settings. */
static struct job_request job_for(const char *file, const struct media_facts *f,
				  const struct audio_plan *p, bool music)
{
	return (struct job_request){
		.id = 2,
		.kind = JOB_MASTER,
		.source = file,
		.output = output,
		.has_heard = true,
		.heard = *f,
		.master = { .format = p->format,
			    .bitrate = p->bitrate,
			    .channels = p->channels,
			    .sample_rate = p->sample_rate,
			    .music = music,
			    .loudness = p->loudness,
			    .tolerance = 0.5,
			    .peak = -1,
			    .start = p->start,
			    .end = p->end },
	};
}

static struct audio_plan plan(const struct media_facts *f, const char *format, bool music,
			      struct arena *a)
{
	const struct show show = {
		.format = format,
		.mastering = { .loudness = -16,
			       .loudness_mono = -19,
			       .peak = -1,
			       .tolerance = 0.5,
			       .mono = "same",
			       .sample_rate = "keep",
			       .preset = music ? "music" : "speech" },
	};
	struct media_facts must_encode = *f;

	must_encode.copies_as = NULL;
	const struct episode e = {
		.show = (struct show *)(uintptr_t)&show,
		.master = true,
		.recording.facts = must_encode,
	};
	return mastering_plan(&e, a);
}

static struct job_answer mastered(const char *name, const char *format, bool music, struct arena *a)
{
	const char *file = made(name, a);
	struct media_facts f = probed(file, a);
	struct audio_plan p = plan(&f, format, music, a);
	struct job_request r = job_for(file, &f, &p, music);

	assert_int_equal(p.making, AUDIO_ENCODED);
	unlink(output);
	struct job_answer answer = run(&r, a);
	if (!answer.ok)
		fail_msg("%s: %s", file, answer.problem.text);
	return answer;
}

struct levels {
	double integrated, true_peak;
};

/* libebur128's word, on what ffmpeg decodes. */
static struct levels by_libebur128(const struct published_audio *m, struct arena *a)
{
	FILE *f = popen(arena_printf(a, "ffmpeg -nostdin -v error -i %s -f f32le -", output), "r");
	ebur128_state *e = ebur128_init((unsigned)m->channels, (unsigned long)m->sample_rate,
					EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
	struct levels l = { 0, 0 };
	float block[2 * 4096];
	size_t n;

	while ((n = fread(block, sizeof(float) * (size_t)m->channels, 4096, f)) > 0)
		ebur128_add_frames_float(e, block, n);
	pclose(f);
	ebur128_loudness_global(e, &l.integrated);
	for (unsigned c = 0; c < (unsigned)m->channels; c++) {
		double peak;

		ebur128_true_peak(e, c, &peak);
		l.true_peak = fmax(l.true_peak, peak);
	}
	ebur128_destroy(&e);
	l.true_peak = 20 * log10(l.true_peak);
	return l;
}

static struct levels by_ffmpeg(struct arena *a)
{
	const char *words = output_of(
		a, arena_printf(
			   a,
			   "ffmpeg -nostdin -i %s -map 0:a -af ebur128=peak=true -f null - 2>&1 | "
			   "sed -n 's/^ *I: *\\([-0-9.]*\\) LUFS/\\1/p; s/^ *Peak: "
			   "*\\([-0-9.]*\\).*/\\1/p' |"
			   " tail -2 | tr '\\n' ' '",
			   output));
	char *end;
	struct levels l = { .integrated = strtod(words, &end) };

	l.true_peak = strtod(end, NULL);
	return l;
}

static void assert_right(const char *what, const struct published_audio *m, struct arena *a)
{
	double target = m->channels == 1 ? -19 : -16;
	struct levels lib = by_libebur128(m, a), ff = by_ffmpeg(a);

	print_message("# %-24s %+5.1f dB, -%.1f dB of peaks: %.2f LUFS %.2f dBTP; libebur128 %.2f "
		      "%.2f; ffmpeg %.1f %.1f\n",
		      what, m->gain, m->reduction, m->integrated, m->true_peak, lib.integrated,
		      lib.true_peak, ff.integrated, ff.true_peak);
	assert_int_equal(m->making, AUDIO_ENCODED);
	assert_true(fabs(m->integrated - target) <= 0.5 && m->true_peak <= -1);
	assert_true(fabs(lib.integrated - target) <= 0.5 && lib.true_peak <= -1);
	assert_true(fabs(ff.integrated - target) <= 0.5 && ff.true_peak <= -1);
	assert_true(fabs(lib.integrated - m->integrated) < 0.05);
}

static void every_recording_comes_out_right(void **state)
{
	static const char *const formats[] = { "mp3", "m4a", "opus" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(recordings) * COUNT(formats); i++) {
		const char *name = recordings[i / COUNT(formats)].name;
		const char *format = formats[i % COUNT(formats)];
		struct job_answer r =
			mastered(name, format, recordings[i / COUNT(formats)].music, &a);

		assert_right(arena_printf(&a, "%s %s", name, format), &r.audio, &a);
		assert_string_equal(r.audio.suffix, format);
		arena_free(&a);
	}
}

static void identical_channels_are_folded(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(mastered("twins.wav", "mp3", false, &a).audio.channels, 1);
	assert_int_equal(mastered("studio.flac", "mp3", false, &a).audio.channels, 2);
	arena_free(&a);
}

static void strong_peaks_are_told(void **state)
{
	struct arena a = { 0 };
	struct job_answer r = mastered("dynamic.wav", "mp3", false, &a);

	(void)state;
	assert_true(r.audio.reduction > 9);
	assert_int_equal(r.audio.problem_count, 1);
	assert_string_equal(r.audio.problems[0].id, "strong-peaks");
	print_message("# %s\n", r.audio.problems[0].text);
	arena_free(&a);
}

static void what_cannot_be_met_is_told(void **state)
{
	struct arena a = { 0 };
	const char *file = made("dynamic.wav", &a);
	struct media_facts f = probed(file, &a);
	struct audio_plan p = plan(&f, "mp3", false, &a);
	struct job_request r = job_for(file, &f, &p, false);

	(void)state;
	r.master.loudness = -9;
	r.master.peak = -9;
	unlink(output);
	struct job_answer answer = run(&r, &a);
	assert_true(answer.ok);
	assert_int_equal(answer.audio.problem_count, 2);
	assert_string_equal(answer.audio.problems[0].id, "not-mastered");
	print_message("# %s\n", answer.audio.problems[0].text);
	arena_free(&a);
}

static void peaks_are_never_turned_down_further_than_limiting_goes(void **state)
{
	struct arena a = { 0 };
	const char *file = made("dynamic.wav", &a);
	struct media_facts f = probed(file, &a);
	struct audio_plan p = plan(&f, "mp3", false, &a);
	struct job_request r = job_for(file, &f, &p, false);

	(void)state;
	r.master.loudness = f.loudness.integrated + 40;
	unlink(output);
	struct job_answer answer = run(&r, &a);
	assert_true(answer.ok);
	print_message("# -%.1f dB of peaks\n", answer.audio.reduction);
	assert_true(answer.audio.reduction > 20 && answer.audio.reduction < 24.5);
	assert_string_equal(answer.audio.problems[0].id, "not-mastered");
	arena_free(&a);
}

static void the_level_stays_where_it_is_wanted_so(void **state)
{
	struct arena a = { 0 };
	const char *file = made("quiet-speech.wav", &a);
	struct media_facts f = probed(file, &a);
	struct audio_plan p = plan(&f, "mp3", false, &a);
	struct job_request r = job_for(file, &f, &p, false);

	(void)state;
	r.master.loudness = LEVEL_NONE;
	unlink(output);
	struct job_answer answer = run(&r, &a);
	assert_true(answer.ok && answer.audio.gain == 0 && answer.audio.reduction == 0);
	assert_true(fabs(answer.audio.integrated - f.loudness.integrated) < 0.1);
	arena_free(&a);
}

static void the_file_is_the_same_with_and_without_what_was_heard(void **state)
{
	struct arena a = { 0 };
	struct job_answer told = mastered("quiet-speech.wav", "mp3", false, &a);
	const char *file = made("quiet-speech.wav", &a);
	struct media_facts f = probed(file, &a);
	struct audio_plan p = plan(&f, "mp3", false, &a);
	struct job_request r = job_for(file, &f, &p, false);

	(void)state;
	r.has_heard = false;
	unlink(output);
	struct job_answer untold = run(&r, &a);
	/* Measured at another rate: the same for every ear. */
	assert_true(fabs(told.audio.integrated - untold.audio.integrated) < 0.02);
	unlink(output);
	assert_string_equal(run(&r, &a).audio.sha256, untold.audio.sha256);
	arena_free(&a);
}

/* The survey of a recording and the check of what was made find it in different ways. */
static void the_waveform_is_that_of_the_file_that_was_made(void **state)
{
	struct arena a = { 0 };
	const char *file = made("quiet-speech.wav", &a);
	struct media_facts f = probed(file, &a);
	struct audio_plan p = plan(&f, "mp3", false, &a);
	struct job_request r = job_for(file, &f, &p, false);
	int difference = 0, sum = 0;

	(void)state;
	r.master.start = 1.5;
	r.master.end = 10;
	unlink(output);
	struct job_answer answer = run(&r, &a);
	struct media_facts heard = probed(output, &a);
	assert_int_equal(answer.audio.peak_count, 240);
	assert_int_equal(heard.peak_count, 240);
	for (size_t i = 0; i < 240; i++) {
		difference += abs(answer.audio.peaks[i] - heard.peaks[i]);
		sum += heard.peaks[i];
	}
	assert_true(sum > 240 * 20 && difference < sum / 10);
	r.threads = 1;
	unlink(output);
	assert_memory_equal(run(&r, &a).audio.peaks, answer.audio.peaks, 240);
	arena_free(&a);
}

static void ends_are_cut_and_rumble_is_taken_away(void **state)
{
	struct arena a = { 0 };
	const char *file = made("rumble.wav", &a);

	(void)state;
	assert_int_equal(
		system(arena_printf(
			&a,
			"ffmpeg -nostdin -v error -y -f lavfi -i \"aevalsrc='0.4*sin(2*PI*20*t)+"
			"0.2*sin(2*PI*1000*t)*between(t,3,7)':d=10:s=44100\" %s",
			file)),
		0);
	struct media_facts f = probed(file, &a);
	struct audio_plan p = plan(&f, "mp3", false, &a);
	struct job_request r = job_for(file, &f, &p, false);
	r.master.high_pass = 80;
	r.master.start = 2.5;
	r.master.end = 8;
	unlink(output);
	struct job_answer answer = run(&r, &a);
	assert_right("rumble.wav", &answer.audio, &a);
	assert_true(fabs(answer.audio.seconds - 5.5) < 0.001);
	/* Before the tone there is nothing left: 20 Hz is 48 dB down. */
	const char *rest = output_of(
		&a, arena_printf(&a,
				 "ffmpeg -nostdin -t 0.3 -ss 0.1 -i %s -af astats -f null - 2>&1 | "
				 "sed -n 's/.*Peak level dB: //p' | tail -1",
				 output));
	assert_true(strtod(rest, NULL) < -40);
	unlink(file);
	arena_free(&a);
}

static void a_failed_job_leaves_no_file_and_touches_none(void **state)
{
	struct arena a = { 0 };
	const char *file = made("twins.wav", &a);
	struct media_facts f = probed(file, &a);
	struct audio_plan p = plan(&f, "mp3", false, &a);
	struct job_request r = job_for(file, &f, &p, false);
	struct stat st;

	(void)state;
	r.master.format = "wax";
	unlink(output);
	struct job_answer answer = run(&r, &a);
	assert_false(answer.ok);
	assert_string_equal(answer.problem.id, "cannot-encode");
	assert_int_not_equal(access(output, F_OK), 0);

	r.master.format = "mp3";
	r.master.channels = 3;
	answer = run(&r, &a);
	assert_false(answer.ok);
	assert_string_equal(answer.problem.id, "cannot-encode");

	r.master.channels = 2;
	assert_int_equal(system(arena_printf(&a, "echo mine > %s", output)), 0);
	answer = run(&r, &a);
	assert_false(answer.ok);
	assert_string_equal(answer.problem.id, "cannot-write");
	assert_int_equal(stat(output, &st), 0);
	assert_int_equal(st.st_size, 5);
	arena_free(&a);
}

static int begin(void **state)
{
	if (!mkdtemp(folder))
		return -1;
	snprintf(output, sizeof(output), "%s/mastered", folder);
	return make_fixtures(state) || make_recordings();
}

static int end(void **state)
{
	struct arena a = { 0 };

	(void)state;
	unlink(output);
	for (size_t i = 0; i < COUNT(recordings); i++)
		unlink(made(recordings[i].name, &a));
	arena_free(&a);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_recording_comes_out_right),
		cmocka_unit_test(identical_channels_are_folded),
		cmocka_unit_test(strong_peaks_are_told),
		cmocka_unit_test(what_cannot_be_met_is_told),
		cmocka_unit_test(peaks_are_never_turned_down_further_than_limiting_goes),
		cmocka_unit_test(the_level_stays_where_it_is_wanted_so),
		cmocka_unit_test(the_file_is_the_same_with_and_without_what_was_heard),
		cmocka_unit_test(the_waveform_is_that_of_the_file_that_was_made),
		cmocka_unit_test(ends_are_cut_and_rumble_is_taken_away),
		cmocka_unit_test(a_failed_job_leaves_no_file_and_touches_none),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
