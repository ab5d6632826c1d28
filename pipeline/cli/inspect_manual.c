#include "inspect.h"

static const struct command_term report_terms[] = {
	{ "loudness",
	  "How loud it is heard, in LUFS: 0 is as loud as can be, podcasts are at -16 (stereo) or "
	  "-19 (mono). One LU is a dB. Measured as in EBU R 128, pauses left out." },
	{ "loudest 3 seconds, loudest moment",
	  "The highest short-term (3 s) and momentary (0.4 s) loudness. Far above the loudness of "
	  "the whole: "
	  "somebody laughed, or a microphone was much nearer than another." },
	{ "from soft to loud parts", "The loudness range, in LU. Speech has 3 to 8; with more, "
				     "some voices are hard to hear on a bus." },
	{ "true peak", "The highest point of the wave between its samples too, in dBTP. Above 0 "
		       "players distort; -1 "
		       "is the limit for podcasts." },
	{ "noise floor",
	  "How loud it is when nobody speaks, in dBFS. Below -60 it is quiet; above -50 one hears "
	  "the room." },
	{ "silence",
	  "What there is of it before the first and after the last sound, from half a second on." },
	{ "offset",
	  "How far the middle of the wave lies from zero. More than 1 % clicks at every cut." },
	{ "the waveform",
	  "The peaks over time. The numbers below it are those of the findings in the list; a line "
	  "behind a number shows how long that place is." },
	{ "verdict",
	  "Good: nothing to do. Usable: publish it, or mend what is listed first. Cannot be used: "
	  "it "
	  "would keep a build from being published. Behind it stands what blether build does with "
	  "the level by itself." },
	{ NULL, NULL },
};

static const struct command_term plot_terms[] = {
	{ "waveform", "Peaks in light, power (RMS) in dark blue, in each column of pixels." },
	{ "loudness over time",
	  "The loudness of the last 3 seconds (blue), of the whole recording (red, dashed), "
	  "and the target, give or take 0.5 LU (a green band)." },
	{ "findings", "Coloured bands or lines, each with a number that refers to the list below: "
		      "red for errors, "
		      "yellow for warnings, grey for notes." },
	{ NULL, NULL },
};

static const struct command_term examples[] = {
	{ "blether inspect zoom.wav", "Is this recording good enough?" },
	{ "blether inspect --plot zoom.png zoom.wav", "Draw it as well." },
	{ "blether inspect -f json *.mp3 | jq -r '.files[] | select(.verdict != \"good\") | .file'",
	  "The names of all those with something to look at." },
	{ NULL, NULL },
};

const struct section inspect_sections[] = {
	{ "The report", NULL, report_terms },
	{ "The drawing",
	  "What --plot writes is a PNG picture. A file that is there already is replaced only with "
	  "--force.",
	  plot_terms },
	{ "Examples", NULL, examples },
	{ NULL, NULL, NULL },
};
