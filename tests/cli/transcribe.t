#!/bin/sh
# A transcript made by a program: run when asked, once, and marked until somebody has read it.
set -u
. tests/cli/box.sh
small_site
show=$box/content/podcasts/talks
episode=$show/01-one
rm "$episode/transcript.vtt"

# program TEXT: what the program of the show does.
program() {
	printf '#!/bin/sh\necho run >>"%s/runs"\n%s\n' "$box" "$1" >"$box/program"
	chmod +x "$box/program"
	sed -i '/^transcribe:/d' "$show/show.yaml"
	echo "transcribe: $box/program --as vtt {} ${2-}" >>"$show/show.yaml"
}

runs() {
	[ ! -f "$box/runs" ] && echo 0 || wc -l <"$box/runs"
}

# again SENTENCE: the build is good.
again() {
	sentence=$1
	shift
	expect 0 "$sentence" build --content "$box/content" --output "$box/out" --cache "$box/cache" --transcribe "$@"
}

# fails SENTENCE: with a program that is new to the cache, the build says [transcribe] and is refused.
fails() {
	expect 1 "$1" build --content "$box/content" --output "$box/out" --cache "$box/cache" --transcribe
	says stderr "[missing-transcript]" "without transcript the episode does not appear"
}

page=$box/out/podcasts/talks/one.html
vtt=$box/out/podcasts/talks/one.vtt

program 'printf "WEBVTT\n\n00:00.000 --> 00:00.500\n%s of %s\n\n00:07.000 --> 00:09.000\nThanks for watching.\n" "$2" "${3##*/}"'
expect 1 "a site that names a program is not built without transcript" \
	build --content "$box/content" --output "$box/out" --cache "$box/cache"
says stderr "[transcribe-off]" "without being asked no program is run, and that is said"
expect 1 "nor is check content with it" check --content "$box/content" --cache "$box/cache"
says stderr "'blether build --transcribe' would run '$box/program'" "check says what would be run"
[ "$(runs)" -eq 0 ]
ok $? "neither has run it"

again "build --transcribe runs the program"
says stderr "transcribing 'one.mp3'" "it says that it does"
none "nothing is wrong" "$(grep -E 'warning|error' "$box/stderr")"
grep -q '^vtt of one.mp3$' "$vtt"
ok $? "the program is given its words and the recording" "$(cat "$vtt")"
none "what is said to be said after the end is left out" "$(grep Thanks "$vtt")"
grep -q '^NOTE made by machine, not checked$' "$vtt" &&
	grep -q 'made by machine' "$page" &&
	grep -qF '[made by machine, not checked]' "$box/out/podcasts/talks/one.transcript.txt" &&
	grep -qF '[made by machine, not checked]' "$box/out/podcasts/talks/one.transcript.html"
ok $? "page and files say that a machine made it" "$(cat "$vtt")"

again "a second time" --quiet
expect 0 "a build without the option" build --content "$box/content" --output "$box/out" --cache "$box/cache"
[ "$(runs)" -eq 1 ] && [ -f "$vtt" ]
ok $? "what the program wrote is kept, and it runs once" "$(runs) runs"

sed -i 's/^summary:/checked_by: Alex\n&/' "$episode/episode.md"
expect 0 "a build when somebody has checked it" \
	build --content "$box/content" --output "$box/out" --cache "$box/cache"
none "the mark is gone" "$(grep -r 'made by machine' "$box/out")"

program 'echo "first" >&2; printf "no such\001 model" >&2; exit 3' 1
fails "a program that fails"
says stderr "failed with status 3 ('no such? model') [transcribe]" "its last line is told"

program 'kill -9 $$' 2
fails "one that is killed"
says stderr "was ended by signal 9 [transcribe]" "the signal is told"

program 'echo words >&2' 3
fails "one that prints nothing"
says stderr "printed nothing ('words') [transcribe]" "that is told"

program 'head -c 9000000 /dev/zero; sleep 60' 4
fails "one that prints without end"
says stderr "was stopped: it printed more than 4 MB [transcribe]" "that is told"

program 'printf "WEBVTT\n\nno times\n"' 5
fails "one that prints something else"
says stderr "is no transcript that can be read [transcript-syntax] [transcribe]" "that is told"
before=$(runs)
fails "the next time"
[ "$(runs)" -eq $((before + 1)) ]
ok $? "it is run again"

program 'cat' 6
fails "a program that reads finds nothing to read"
says stderr "printed nothing [transcribe]" "and ends"

sed -i 's|^transcribe:.*|transcribe: /no/such/program {}|' "$show/show.yaml"
fails "a program that is not there"
says stderr "'/no/such/program' cannot be started: No such file or directory [transcribe]" "that is told"

sed -i 's|^transcribe:.*|transcribe: whisper {}|' "$show/show.yaml"
fails "one that is not named by its path"
says stderr "write the whole path of the program" "that is told"

sed -i 's|^transcribe:.*|transcribe: "{}"|' "$show/show.yaml"
fails "the recording is no program, whatever is in it"
says stderr "write the whole path of the program" "that is told"

sed -i 's/^summary:/no_transcript: It is music only.\n&/' "$episode/episode.md"
runs_before=$(runs)
again "with a reason why there is none, no program is run"
[ "$(runs)" -eq "$runs_before" ]
ok $? "and nobody waits for it"

finish
