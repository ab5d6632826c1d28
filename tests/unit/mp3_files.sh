#!/bin/sh
# MP3 files of every kind, made in the folder $2 from the fixtures in $1.
set -eu
fixtures=$1
mkdir -p "$2"
cd "$2"

ff() {
	ffmpeg -nostdin -v error -y "$@" < /dev/null
}

hex() {
	for b; do
		printf "\\$(printf %03o "0x$b")"
	done
}

# mp3 NAME RATE CHANNELS OPTION…: what LAME itself makes, with its own header
mp3() {
	name=$1 rate=$2 channels=$3
	shift 3
	ff -i "$fixtures/master.wav" -ar "$rate" -ac "$channels" -c:a pcm_s16le in.wav
	lame --quiet "$@" in.wav "$name"
	rm in.wav
}
mp3 cbr.mp3 44100 2 -b 128 -m j
mp3 crc.mp3 44100 2 -b 128 -p
mp3 stereo.mp3 48000 2 -b 160 -m s
mp3 mono.mp3 32000 1 -b 64
mp3 vbr.mp3 44100 2 -V 4
mp3 vbrmono.mp3 48000 1 -V 6
mp3 abr.mp3 44100 2 --abr 100
mp3 mpeg2.mp3 22050 2 -b 64
mp3 mpeg2mono.mp3 16000 1 -b 24 -p
mp3 mpeg25.mp3 8000 1 -b 8
mp3 lowest.mp3 24000 2 -b 8
mp3 highest.mp3 44100 2 -b 320
mp3 plain.mp3 44100 2 -b 128 -t
mp3 plainvbr.mp3 44100 2 -V 4 -t
mp3 tagged.mp3 44100 2 -b 128 --add-id3v2 --tt 'An old title' --tc 'An old comment'

# without the header frame
ff -i vbr.mp3 -c copy -write_xing 0 -id3v2_version 0 -fflags +bitexact noxing.mp3

# a tag in several places, junk behind it
id3() { # id3 BYTES: a tag of so many (under 128) zeros
	printf ID3; hex 03 00 00 00 00 00 $(printf %x $1); head -c $1 /dev/zero
}
{ id3 20; id3 100; head -c 333 /dev/zero; cat cbr.mp3; } > two-tags.mp3
{ id3 20; printf 'junk that a bad tagger left'; cat vbr.mp3; } > junk-before.mp3
{ cat cbr.mp3; printf 'TAG'; head -c 125 /dev/zero; } > id3v1.mp3
{ cat vbr.mp3; printf 'some words that are no tag at all'; head -c 500 /dev/zero; } > junk-after.mp3
ff -i cbr.mp3 -c copy -write_xing 0 -id3v2_version 0 bare.mp3
{ id3 20; cat bare.mp3; printf 'TAG'; head -c 125 /dev/zero; id3 77; cat bare.mp3; } > joined.mp3

# the end is missing: of the file, or of what the header tells
head -c $(($(wc -c < cbr.mp3) - 1000)) cbr.mp3 > cut.mp3
head -c $(($(wc -c < noxing.mp3) - 100)) noxing.mp3 > cutnoxing.mp3
{ cat vbr.mp3; head -c $((417 * 5 + 3)) bare.mp3; } > longer.mp3

# too odd for a copy
{ head -c 20000 bare.mp3; printf 'something else in the middle'; tail -c 20000 bare.mp3; } > middle.mp3
cat cbr.mp3 mono.mp3 > change.mp3
lame --quiet --freeformat -b 200 -t "$fixtures/master.wav" free.mp3
head -c 3000 "$fixtures/noise.mp3" > noise.mp3

# Fraunhofer's header, once right and once not
/usr/bin/python3 -c '
sound = open("bare.mp3", "rb").read()
frames = sum(1 for at in range(len(sound) - 1) if sound[at:at + 2] == sound[:2] and sound[at + 2] & 0xfd == sound[2] & 0xfd)
for name, more in ("vbri.mp3", 1), ("lyingvbri.mp3", 7):
    tag = b"VBRI" + bytes([0, 1, 0, 0, 0, 0]) + (len(sound) + 417).to_bytes(4, "big") + (frames + more).to_bytes(4, "big")
    head = b"\xff\xfb\x90\x64" + bytes(32) + tag
    open(name, "wb").write(head + bytes(417 - len(head)) + sound)
'
