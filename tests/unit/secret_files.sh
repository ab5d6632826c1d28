#!/bin/sh
# Recordings that say SECRET of their owner wherever their format lets a device
# say something, made in the folder $2 from the fixtures in $1; and long.png.
set -eu
fixtures=$1
cd "$2"

ff() {
	ffmpeg -nostdin -v error -y "$@" < /dev/null
}

# Place, maker and serial number as phones write them: QuickTime's user data, and keys of its own.
ff -i "$fixtures/plain.m4a" -c copy -metadata location=SECRET -metadata title=SECRET -metadata comment=SECRET \
	-metadata:s:a handler_name=SECRET -metadata creation_time=2020-01-01T00:00:00Z secret.m4a
ff -i "$fixtures/plain.m4a" -c copy -movflags use_metadata_tags -f mov \
	-metadata com.apple.quicktime.location.ISO6709=SECRET -metadata com.apple.quicktime.model=SECRET secret.mov
ff -i "$fixtures/plain.opus" -c copy -metadata ARTIST=SECRET -metadata GPS=SECRET -metadata title=SECRET secret.opus
# Broadcast WAV: the bext chunk has originator and description, LIST-INFO the rest.
ff -i "$fixtures/master.wav" -c copy -write_bext 1 -metadata description=SECRET -metadata originator=SECRET \
	-metadata originator_reference=SECRET -metadata artist=SECRET secret.wav

cp "$fixtures/cbr.mp3" secret.mp3
/usr/bin/python3 -c '
import random
from PIL import Image
from mutagen.apev2 import APEv2
from mutagen.id3 import COMM, GEOB, ID3, PRIV, TENC, TXXX, UFID

tag = ID3()
tag.add(GEOB(encoding=1, mime="text/plain", filename="SECRET", desc="place", data=b"SECRET 57.4 N"))
tag.add(PRIV(owner="SECRET@example.org", data=b"SECRET"))
tag.add(TXXX(encoding=1, desc="com.apple.quicktime.location.ISO6709", text="SECRET"))
tag.add(UFID(owner="SECRET", data=b"serial"))
tag.add(TENC(encoding=1, text="SECRET"))
tag.add(COMM(encoding=1, lang="eng", desc="SECRET", text="SECRET"))
tag.save("secret.mp3", v1=2)
more = APEv2()
more["Owner"] = "SECRET"
more.save("secret.mp3")

Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(270000)).save("long.png")
'
