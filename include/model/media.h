#ifndef MODEL_MEDIA_H
#define MODEL_MEDIA_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was learnt about a recording or picture by opening and decoding it. */

/* A level in decibels of something that is not there: no sound, or too little to measure. */
#define LEVEL_NONE (-HUGE_VAL)

/*
 * How loud podcasts are, unless show.yaml says otherwise: Apple's audio requirements
 * (https://podcasters.apple.com/support/893-audio-requirements) ask for -16 LUFS, give or take 1,
 * with peaks of at most -1 dBTP. One channel measures 3 LU less than the same sound in two
 * (ITU-R BS.1770-4 adds channels up), so in mono -19 LUFS is as loud.
 */
#define LOUDNESS_STEREO    -16.0 /* LUFS */
#define LOUDNESS_MONO      -19.0 /* LUFS */
#define LOUDNESS_TOLERANCE 0.5   /* LU */
#define LOUDNESS_PEAK      -1.0  /* dBTP */

/* A place that is not known, or a problem of the file as a whole. */
#define NOWHERE (-1.0)

/* Something wrong inside a recording. `id` is the slug of a diagnostic. */
struct media_problem {
	const char *id;
	const char *text;
	double      at;    /* seconds from the start, or NOWHERE */
	double      until; /* where it ends, or NOWHERE: it is a point */
};

/* By time, at one place the worst first; what concerns the whole file comes last. */
void media_sort_problems(struct media_problem *problems, size_t count);

/* EBU R 128, EBU Tech 3341 and 3342, ITU-R BS.1770-4. Each level may be LEVEL_NONE. */
struct loudness_facts {
	double integrated;   /* LUFS, gated, the whole recording */
	double range;        /* LU */
	double momentary;    /* LUFS, the loudest 400 ms */
	double short_term;   /* LUFS, the loudest 3 s */
	double true_peak;    /* dBTP, of the loudest channel */
	double true_peak_at; /* seconds, or NOWHERE */
	double sample_peak;  /* dBFS */
};

/* What a file says of itself, or shall say. NULL and 0: nothing. */
struct audio_tags {
	const char *title, *artist, *album, *date, *comment, *language, *copyright, *genre;
	int64_t     track;
	const char *description; /* longer than the comment */
	const char *url;         /* the page of the episode */
	const char *feed_url;    /* the podcast it is part of … */
	const char *guid;        /* … and its name there */
	const char *category;    /* as the directories call it */
};

struct audio_chapter {
	int64_t     start; /* milliseconds */
	const char *title;
	const char *url;     /* NULL: none */
	const char *picture; /* a JPEG or PNG file; NULL: none. Not known of a recording's own chapters */
};

struct media_facts {
	const char *format;  /* its real one, as a suffix: "mp3", "m4a", "wav", "flac", "ogg", "opus", "mp4" */
	const char *codec;   /* as libavcodec names it: "mp3", "aac", "pcm_s16le" */
	int         sample_rate; /* Hz */
	int         channels;
	int64_t     bit_rate;    /* bit/s of the audio stream, counted from its packets */
	int64_t     samples;     /* decoded, per channel */
	double      seconds;     /* samples / sample_rate: never the header's word */
	double      declared_seconds; /* what the container says, or 0 */
	struct loudness_facts loudness;
	double      noise_floor;   /* dBFS, RMS of the quietest tenth; LEVEL_NONE: digital silence */
	double      dc_offset;     /* of the worst channel, as a part of full scale, -1 to 1 */
	double      silent_start;  /* seconds before the first sound */
	double      silent_end;    /* seconds after the last */
	const char *copies_as;     /* suffix of a file that its packets fit into unchanged: "mp3", "m4a", "opus"; or NULL */
	bool        same_channels; /* both channels of a stereo file carry the same sound */
	uint8_t    *peaks;         /* the waveform: the largest sample of each of as many equal parts, 0 to 255 */
	size_t      peak_count;
	struct audio_tags     tags;     /* its own */
	struct audio_chapter *chapters; /* its own, ascending */
	size_t                chapter_count;
	struct media_problem *problems;
	size_t                problem_count;
};

/* Apple, "Artwork requirements": JPEG or PNG, RGB, square, 1400 to 3000 pixels, 512 KB. */
#define COVER_LEAST 1400
#define COVER_MOST  3000
#define COVER_BYTES (512 << 10)

struct picture_facts {
	const char *format; /* "jpeg" or "png"; others as libavcodec names them */
	const char *colour; /* "rgb", "grey", "cmyk", … */
	unsigned    width, height;
	bool        alpha;  /* may be transparent in places */
};

/* How the file for listeners came about: the gentlest way that reaches the target. */
enum audio_making {
	AUDIO_COPIED,  /* the sound is the source's, bit for bit */
	AUDIO_GAINED,  /* so are its packets, but for the level they are played at */
	AUDIO_ENCODED, /* decoded, mastered and encoded */
	AUDIO_AS_IT_IS, /* it is the source, byte for byte */
};

/* The file that listeners download: made from a recording, kept in the cache. */
struct published_audio {
	const char *file;   /* where it is on this machine */
	const char *suffix; /* "mp3", "m4a", "opus"; "ogg" only as it is */
	const char *type;   /* "audio/mpeg", "audio/x-m4a" or "audio/ogg" */
	const char *sha256; /* lower-case hexadecimal */
	int64_t     bytes;
	double      seconds; /* decoded from this file */
	int         sample_rate, channels;
	enum audio_making making;
	double      gain;      /* dB that were put on the sound */
	double      reduction; /* dB that the limiter took from the highest peak, or 0 */
	double      integrated, true_peak; /* measured in this file; LEVEL_NONE: not measured or none */
	uint8_t    *peaks;  /* its waveform, as in struct media_facts */
	size_t      peak_count;
	struct media_problem *problems;    /* what could not be reached */
	size_t                problem_count;
};

/*
 * The suffix under which a file can be published byte for byte, because apps play files of its
 * kind; NULL: none. Of Ogg that is what a feed of Ogg has: who subscribed to it can play it.
 */
const char *media_kept_suffix(const struct media_facts *f);

/* The same of a file of which only the suffix is known, without its dot; NULL: no file with it is kept. */
const char *media_kept_format(const char *suffix);

/* What feeds call files with a suffix of struct published_audio. */
const char *media_type_of(const char *suffix);

#endif
