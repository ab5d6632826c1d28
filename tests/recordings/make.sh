#!/bin/sh
# Makes the example recordings and their transcripts again from the scripts
# beside this file, and prints where the chapters of each episode start.
# Needs espeak-ng, sox and ffmpeg. The same tools give the same bytes.
#
# A script is plain text:
#     # Title          a chapter starts here
#     1: words         voice one says this, in one breath
#     2: words         voice two says this
#     {116 123|one one six, one two three}   what is written | what is said
set -eu

here=$(cd "$(dirname "$0")" && pwd)
show=$here/../../content/podcasts/spirituality
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rate=22050                  # what espeak-ng writes; all positions below are in these samples
breath=$((rate * 30 / 100)) # pause when the same voice goes on
turn=$((rate * 50 / 100))   # pause when the other voice answers
rest=$((rate * 90 / 100))   # least pause before a chapter
lead=$((rate * 35 / 100))   # pause at the start of a chapter

# say VOICE WORDS FILE: one breath of speech. espeak-ng is spiky, so a light
# compressor evens it out; the treble cut takes the hiss off.
say() {
	case $1 in
	1) espeak-ng -z -v en-gb-scotland -s 150 -p 42 -w "$work/raw.wav" "$2"; level=0 ;;
	2) espeak-ng -z -v en-gb-x-rp+f2 -s 148 -p 46 -w "$work/raw.wav" "$2"; level=-1 ;;
	esac
	sox -D "$work/raw.wav" "$3" gain -3 treble -3 4500 \
		compand 0.002,0.06 6:-70,-70,-24,-24,0,-14 4 -30 0.002 gain "$level"
}

# hush SAMPLES: adds silence to the recording.
hush() {
	sox -D -r $rate -n -c 1 -b 16 "$work/$part.wav" trim 0 "$1s"
	echo "$work/$part.wav" >>"$work/parts"
	part=$((part + 1)) at=$((at + $1))
}

# speak SCRIPT: leaves the recording in $work/talk.wav, the place of every
# breath in $work/breaths (start, end, voice, words) and prints the chapters.
speak() {
	part=100 at=0 last=
	rm -f "$work/parts" "$work/breaths"
	while IFS= read -r line; do
		case $line in
		'# '*)
			# chapters start on a whole second
			[ $at -eq 0 ] || hush $(((at + rest + rate - 1) / rate * rate - at))
			printf '  - {start: "%02d:%02d", title: "%s"}\n' \
				$((at / rate / 60)) $((at / rate % 60)) "${line#\# }"
			hush $lead
			last= ;;
		[12]:*)
			voice=${line%%:*} words=${line#*: }
			case $last in
			'') ;;
			"$voice") hush $breath ;;
			*) hush $turn ;;
			esac
			say "$voice" "$(echo "$words" | sed 's/{[^|]*|\([^}]*\)}/\1/g')" "$work/$part.wav"
			echo "$work/$part.wav" >>"$work/parts"
			start=$at at=$((at + $(soxi -s "$work/$part.wav"))) part=$((part + 1)) last=$voice
			printf '%s\t%s\t%s\t%s\n' $start $at "$voice" \
				"$(echo "$words" | sed 's/{\([^|]*\)|[^}]*}/\1/g')" >>"$work/breaths" ;;
		esac
	done <"$1"
	hush $rate
	# shellcheck disable=SC2046 # the names are ours and hold no spaces
	sox -D $(cat "$work/parts") "$work/talk.wav"
}

# transcript: writes $work/breaths as WebVTT. A cue has at most two lines of 65
# characters; a longer breath becomes several cues, with time shared by length.
transcript() {
	awk -F '\t' -v rate=$rate '
	function clock(samples,  ms) {
		ms = int(samples * 1000 / rate)
		return sprintf("%02d:%02d:%02d.%03d", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000)
	}
	function cue(text, tag, from, to,  words, n, i, line, out) {
		n = split(text, words, " ")
		line = tag
		for (i = 1; i <= n; i++) {
			if (length(line " " words[i]) > 65) { out = out line "\n"; line = words[i] }
			else line = line (i == 1 ? "" : " ") words[i]
		}
		printf "\n%s --> %s\n%s%s\n", clock(from), clock(to), out, line
	}
	BEGIN { print "WEBVTT" }
	{
		tag = $3 == 1 ? "<v Voice one>" : "<v Voice two>"
		cues = int((length($4) + 104) / 105)
		n = split($4, words, " ")
		text = ""; done = 0; from = $1
		for (i = 1; i <= n; i++) {
			text = text (text == "" ? "" : " ") words[i]
			if (i < n && length(text) < length($4) / cues) continue
			done += length(text) + 1
			to = i == n ? $2 : $1 + ($2 - $1) * done / (length($4) + 1)
			cue(text, tag, from, to)
			from = to; text = ""
		}
	}' "$work/breaths"
}

# loudness FILE: integrated loudness in LUFS (ITU-R BS.1770).
loudness() {
	ffmpeg -hide_banner -nostats -i "$1" -af ebur128=framelog=verbose -f null - 2>&1 |
		awk '$1 == "I:" { lufs = $2 } END { print lufs }'
}

# episode FOLDER SCRIPT FILE CHANNELS RATE CODEC...: everything for one episode.
# -19 LUFS in one channel is as loud as -16 LUFS in two.
episode() {
	folder=$show/$1 file=$3 channels=$4 hertz=$5
	echo "$1"
	speak "$here/$2.txt"
	shift 5
	transcript >"$folder/transcript.vtt"
	gain=$(echo "-19 - $(loudness "$work/talk.wav")" | bc)
	sox -D "$work/talk.wav" -b 16 "$work/even.wav" gain "$gain" rate "$hertz" channels "$channels"
	ffmpeg -hide_banner -loglevel error -y -i "$work/even.wav" -map_metadata -1 \
		-fflags +bitexact -flags:a +bitexact "$@" "$folder/$file"
}

episode 01-loss loss loss.wav 1 16000 -c:a pcm_s16le
episode 02-hope hope hope.m4a 1 44100 -c:a aac -b:a 64k
episode 03-kindness kindness kindness.mp3 2 44100 -c:a libmp3lame -b:a 96k
episode 04-belonging belonging belonging.opus 1 48000 -c:a libopus -b:a 40k -application voip
