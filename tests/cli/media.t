#!/bin/sh
# The media worker as a program: lines in, lines out, what it may not do, and a full disk.
# BLETHER_MEDIA names the program; run from the root of the tree.
set -u
media=${BLETHER_MEDIA:-$PWD/build/debug/blether-media}
fixtures=$PWD/build/fixtures
sh tests/fixtures/make.sh "$fixtures" || { echo "Bail out! no fixtures"; exit 1; }
python=/usr/bin/python3
dir=$(mktemp -d)
trap 'umount "$dir/small" 2> /dev/null; rm -rf "$dir"' EXIT
n=0

# ok STATUS NAME
ok() {
	n=$((n + 1))
	[ "$1" = 0 ] && echo "ok $n - $2" || echo "not ok $n - $2"
}

skip() {
	n=$((n + 1))
	echo "ok $n - # SKIP $1"
}

# says FILE PATTERN NAME
says() {
	grep -q -- "$2" "$1"
	ok $? "$3"
	grep -q -- "$2" "$1" || sed 's/^/# /' "$1"
}

cat > "$dir/jobs" << END
{"id":1,"job":"probe","source":"$fixtures/master.wav"}
this is not a job
{"id":2,"job":"picture","source":"$fixtures/colour.png"}
{"id":3,"job":"dance","source":"/x"}
{"id":4,"job":"probe","source":"relative.wav"}
{"id":5,"job":"probe","source":"$fixtures/text.mp3"}
END
"$media" < "$dir/jobs" > "$dir/facts" 2> "$dir/talk"
ok $? "jobs from a file are answered and the worker ends well"
[ "$(wc -l < "$dir/facts")" = 6 ]
ok $? "every line has one answer"
[ ! -s "$dir/talk" ]
ok $? "nothing is said beside the answers"
says "$dir/facts" '^{"id":1,"ok":true,"media":{"format":"wav"' "a recording is described"
says "$dir/facts" '^{"id":2,"ok":true,"picture":' "a picture is described"
[ "$(grep -c '^{"id":-1,"ok":false,"problem":{"id":"bad-job"' "$dir/facts")" = 3 ]
ok $? "what is no job is answered with id -1"
says "$dir/facts" '^{"id":5,"ok":false,"problem":{"id":"not-audio"' "a failed job does not stop the worker"

head -c 5000000 /dev/zero | tr '\0' x | "$media" > "$dir/facts"
says "$dir/facts" '"bad-job".*too long' "a line that is too long is refused"

"$media" < /dev/null > "$dir/facts"
[ $? = 0 ] && [ ! -s "$dir/facts" ]
ok $? "no jobs, no answers"

"$media" < "$dir/jobs" > /dev/full 2> "$dir/talk"
[ $? = 3 ]
ok $? "answers that cannot be written end the worker with 3"
"$media" --wrong < /dev/null > /dev/null 2>&1
[ $? = 2 ]
ok $? "an argument is wrong use"

# A name is worth nothing: a playlist or a script under the name of a recording opens no file.
if command -v strace > /dev/null; then
	for trap in playlist.mp3 script.mp3; do
		echo '{"id":1,"job":"probe","source":"'"$fixtures/$trap"'"}' |
			ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=open,openat -o "$dir/trace" "$media" > /dev/null
		! grep -q master.wav "$dir/trace"
		ok $? "$trap opens no other file"
	done
else
	skip "strace is not installed"
	skip "strace is not installed"
fi

# Twelve hours of silence, which take no room on the disk, to look at a process at work.
"$python" - "$dir/long.wav" << 'END'
import struct, sys
size = 2 * 48000 * 12 * 3600
with open(sys.argv[1], 'wb') as f:
    f.write(b'RIFF' + struct.pack('<I', size + 36) + b'WAVEfmt ' +
            struct.pack('<IHHIIHH', 16, 1, 1, 48000, 96000, 2, 16) + b'data' + struct.pack('<I', size))
    f.truncate(size + 44)
END

# begin JOB: hands it to a worker and waits for the process that does it. Their numbers are $worker, $child.
rm -f "$dir/in"
mkfifo "$dir/in"
begin() {
	"$media" < "$dir/in" > "$dir/facts" 2> "$dir/talk" &
	worker=$!
	exec 9> "$dir/in"
	echo "$1" >&9
	child=
	for i in $(seq 500); do
		child=$(cat /proc/$worker/task/$worker/children 2> /dev/null)
		child=${child%% *}
		[ -n "$child" ] && grep -q '^NoNewPrivs:.1' /proc/$child/status 2> /dev/null && break
		sleep 0.01
	done
	sleep 0.1
}
# finish: the worker gets no more jobs and ends
finish() {
	exec 9>&-
	wait $worker
}

# The sandbox, by the kernel's word.
begin '{"id":1,"job":"master","source":"'"$dir/long.wav"'","output":"'"$dir/made"'","master":{"format":"mp3","bitrate":64,"channels":1,"peak":-1}}'
grep -q '^NoNewPrivs:.1' /proc/$child/status
ok $? "the process of a job cannot gain privileges"
if nm "$media" 2> /dev/null | grep -q __asan_init || ! grep -q '^Seccomp:' /proc/$child/status; then
	skip "no seccomp here"
else
	grep -q '^Seccomp:.2' /proc/$child/status
	ok $? "the process of a job has a filter on its system calls"
fi
grep -q '^Max core file size *0 *0' /proc/$child/limits
ok $? "the process of a job leaves no core dump"
[ -e "$dir/made" ]
ok $? "the file for listeners is there while it is made"

# What happens to the process of one job is an answer, and the next job is done.
kill -ABRT $child
echo '{"id":2,"job":"probe","source":"'"$fixtures/mono.wav"'"}' >&9
finish
ok $? "a worker whose job crashed ends well"
says "$dir/facts" '^{"id":1,"ok":false,"problem":{"id":"media-crash","text":".*SIGABRT' "a crash is answered"
says "$dir/facts" '^{"id":2,"ok":true' "and the next job is done"
[ ! -e "$dir/made" ]
ok $? "nothing is left of the file that was being made"
begin '{"id":1,"job":"probe","source":"'"$dir/long.wav"'"}'
kill -XCPU $child
finish
says "$dir/facts" '"id":"media-timeout"' "too much computing is told apart"
begin '{"id":1,"job":"probe","source":"'"$dir/long.wav"'"}'
kill -KILL $child
finish
says "$dir/facts" '"id":"media-crash","text":".*memory' "and so is an end from outside"
begin '{"id":1,"job":"probe","source":"'"$dir/long.wav"'"}'
kill -KILL $worker
finish 2> /dev/null
for i in $(seq 100); do
	[ -e /proc/$child ] || break
	sleep 0.05
done
[ ! -e /proc/$child ]
ok $? "the process of a job does not outlive its worker"
rm "$dir/long.wav"

# Another program's eyes on the tags.
"$python" - "$dir" "$fixtures" > "$dir/jobs" << 'END'
import json, sys
dir, fixtures = sys.argv[1:]
text = dict(title='Grief & "loss" 😀 — שלום', artist='A; B / C', album='Hope', date='2026-09-07',
            comment='<a&b>', language='en-GB', copyright='©', genre='Podcast', track=7)
tags = dict(text=text, cover=fixtures + '/colour.jpg',
            chapters=[dict(start=0, title='One'), dict(start=2000, title='Zwei 😀' + 'x' * 200,
                                                        picture=fixtures + '/colour.jpg')])
for n, format in (4, 'mp3'), (5, 'm4a'):
    master = dict(format=format, bitrate=64, channels=2, peak=-1)
    print(json.dumps(dict(id=n, job='master', source=f'{fixtures}/master.wav',
                          output=f'{dir}/{n}', master=master)))
for n, source in (1, f'{dir}/4'), (2, f'{dir}/5'), (3, f'{fixtures}/tagged.mp3'):
    print(json.dumps(dict(id=n, job='publish', source=source, output=f'{dir}/{n}', tags=tags)))
END
"$media" < "$dir/jobs" > "$dir/facts"
[ "$(grep -c '"ok":true' "$dir/facts")" = 5 ]
ok $? "two files are mastered, three are tagged"
if "$python" -c 'import mutagen' 2> /dev/null; then
	"$python" - "$dir" "$fixtures" << 'END'
import sys
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
dir, fixtures = sys.argv[1:]
cover = open(fixtures + '/colour.jpg', 'rb').read()
title = 'Grief & "loss" 😀 — שלום'
for n in '1', '3':
    raw = ID3(f'{dir}/{n}', translate=False)
    assert raw.version == (2, 3, 0), raw.version
    t = ID3(f'{dir}/{n}')
    assert t['TIT2'].text == [title] and t['TPE1'].text == ['A; B / C'] and t['TALB'].text == ['Hope']
    assert str(t['TDRC'].text[0]) == '2026-09-07' and t['TLAN'].text == ['eng']
    assert t['TRCK'].text == ['7'] and t['TCON'].text == ['Podcast'] and t['TCOP'].text == ['©']
    assert t['COMM::eng'].text == ['<a&b>']
    pictures = t.getall('APIC')
    assert len(pictures) == 1 and pictures[0].type == 3 and pictures[0].data == cover
    chapters = sorted(t.getall('CHAP'), key=lambda c: c.start_time)
    assert [c.start_time for c in chapters] == [0, 2000]
    assert chapters[0].end_time == 2000 and abs(chapters[1].end_time - 4000) < 50
    assert chapters[1].sub_frames['TIT2'].text == ['Zwei 😀' + 'x' * 200]
    assert chapters[1].sub_frames.getall('APIC')[0].data == cover
    assert t['CTOC:toc'].child_element_ids == [c.element_id for c in chapters]
    assert open(f'{dir}/{n}', 'rb').read()[-128:-125] != b'TAG'
t = MP4(dir + '/2')
assert t['©nam'] == [title] and t['©ART'] == ['A; B / C'] and t['©day'] == ['2026-09-07']
assert t['trkn'] == [(7, 0)] and t['cprt'] == ['©'] and bytes(t['covr'][0]) == cover
data = open(dir + '/2', 'rb').read()
assert data.find(b'moov') < data.find(b'mdat')
END
	ok $? "mutagen reads every tag, chapter and picture"
else
	skip "mutagen is not installed"
fi

# A full disk is an answer, and nothing is left of the file.
if mkdir "$dir/small" && mount -t tmpfs -o size=32k tmpfs "$dir/small" 2> /dev/null; then
	for job in master:master.wav publish:cbr.mp3 publish:plain.m4a; do
		source=${job#*:}
		echo '{"id":1,"job":"'"${job%:*}"'","source":"'"$fixtures/$source"'","output":"'"$dir"'/small/x","master":{"format":"m4a","bitrate":320,"channels":2,"peak":-1}}' |
			"$media" > "$dir/facts"
		[ ! -e "$dir/small/x" ]
		ok $? "$source on a full disk leaves nothing"
		says "$dir/facts" '"ok":false,"problem":{"id":"cannot-write","text":".*No space left' \
			"$source on a full disk is answered with the reason"
	done
else
	for i in 1 2 3 4 5 6; do skip "no right to mount a small disk"; done
fi

echo "1..$n"
