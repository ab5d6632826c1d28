"""Makes a WAV file (16 bits, stereo, 16 kHz) of parts, with nothing but whole numbers and the same
on every machine: sound.py FILE [--offset=N] [--right=N] [--hum=N] PART...

PART is KIND:SECONDS, KIND one of voice, loud (twenty times as loud: it is cut off), soft, silence
(there is a little noise in all of them).
"""
import sys
import wave

RATE = 16000
SYLLABLE = 4321
# A wave with edges like a voice's: one period of about 145 Hz.
PERIOD = [abs(i - 55) * 360 + (i * i * 7919 % 3001) for i in range(110)]
PERIOD = [x - sum(PERIOD) // 110 for x in PERIOD]
KINDS = {'voice': 40, 'loud': 800, 'soft': 8, 'silence': 0}


def clip(x):
    return max(-32768, min(32767, x))


def syllable(i):
    """A part of a second that swells and fades, every fourth one a pause; 0 to 100."""
    part, at = divmod(i, SYLLABLE)
    up = at * 200 // SYLLABLE
    return 0 if part % 4 == 3 else min(up, 200 - up) * (60 + part * 37 % 41) // 100


def hum(i):
    """Mains of 50 Hz with its overtones, -100 to 100."""
    at = i % 320
    return abs(at - 160) * 200 // 160 - 100


def main(file, *args):
    flags = dict(a[2:].split('=') for a in args if a.startswith('--'))
    offset, right, level = (int(flags.get(k, d)) for k, d in (('offset', 0), ('right', 90), ('hum', 0)))
    noise, phase, frames, i = 1, 0, bytearray(), 0
    for kind, seconds in (a.split(':') for a in args if not a.startswith('--')):
        for _ in range(int(float(seconds) * RATE)):
            noise = (noise * 1103515245 + 12345) % 2**31
            phase += 90 + i // SYLLABLE * 37 % 29  # each syllable has a pitch of its own
            x = PERIOD[phase // 100 % 110] * syllable(i) * KINDS[kind] // 4000 + (noise >> 16) % 25 - 12
            x += hum(i) * level // 100
            i += 1
            for channel in (x, x * right // 100):
                frames += clip(channel + offset).to_bytes(2, 'little', signed=True)
    with wave.open(file, 'wb') as w:
        w.setparams((2, 2, RATE, 0, 'NONE', ''))
        w.writeframes(bytes(frames))


main(*sys.argv[1:])
