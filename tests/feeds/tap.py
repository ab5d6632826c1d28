"""TAP for the tests of this folder: state facts with `ok`, `same` and `none`, end with `finish`."""

import sys

counts = {"all": 0, "failed": 0}


def ok(truth, sentence, details=""):
    counts["all"] += 1
    print(f"{'' if truth else 'not '}ok {counts['all']} - {sentence}", flush=True)
    if not truth:
        counts["failed"] += 1
        lines = str(details).splitlines()
        print("\n".join([f"# not so: {sentence}", *(f"#   {line}" for line in lines)]),
              file=sys.stderr, flush=True)


def around(text, place):
    """Some of a long text, where it matters."""
    start = max(0, place - 100)
    return ("…" if start else "") + text[start:place + 100]


def same(found, wanted, sentence):
    """Equal; else shows the first place in which they are not."""
    a, b = repr(found), repr(wanted)
    place = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    ok(found == wanted, sentence, f"found  {around(a, place)}\nwanted {around(b, place)}")


def none(faults, sentence):
    ok(not faults, sentence, "\n".join(map(str, faults)))


def finish():
    print(f"1..{counts['all']}")
    sys.exit(1 if counts["failed"] else 0)
