#!/bin/bash
# What PHP serialises, and files in TOML and YAML, mean to us what they mean to PHP, Python's tomllib and PyYAML.
exec /usr/bin/python3 - "$BUILD/tests/import/print_settings" <<'EOF'
import datetime, json, random, subprocess, sys, tomllib, yaml

program = sys.argv[1]
number = 0


def ours(form, text):
    r = subprocess.run([program, form], input=text.encode(), capture_output=True)
    return json.loads(r.stdout) if r.returncode == 0 else "refused"


def plain(v):
    """Every value as the text that it is written with."""
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, list):
        return [plain(x) for x in v]
    if isinstance(v, bool):
        return "true" if v else "false"
    return v if v is None else str(v)


def ok(good, name, *why):
    global number
    number += 1
    print("ok" if good else "not ok", number, "-", name)
    for w in why if not good else ():
        print("#", w)


random.seed(7)
letters = "ab é€\"';:{}\\\n&0"


def text():
    return "".join(random.choice(letters) for _ in range(random.randrange(12)))


def value(depth=0):
    kind = random.randrange(6 if depth < 3 else 4)
    if kind == 0:
        return random.randrange(-1000, 1000)
    if kind == 1:
        return random.choice([True, False])
    if kind < 4:
        return text()
    if kind == 4:
        return {"k%d" % i: value(depth + 1) for i in range(random.randrange(1, 4))}
    return [value(depth + 1) for _ in range(random.randrange(1, 4))]


def as_php(v):
    """As PHP's arrays are: lists have the keys 0, 1, …; true is 1, false nothing."""
    if isinstance(v, dict):
        return {k: as_php(x) for k, x in v.items()}
    if isinstance(v, list):
        return {str(i): as_php(x) for i, x in enumerate(v)}
    if isinstance(v, bool):
        return "1" if v else ""
    return str(v)


values = [value() for _ in range(300)]
php = subprocess.run(
    ["php", "-r", 'foreach (json_decode(stream_get_contents(STDIN), true) as $v) echo base64_encode(serialize($v)), "\\n";'],
    input=json.dumps(values).encode(), capture_output=True, check=True).stdout.split()
import base64
wrong = [(v, t) for v, s in zip(values, php) for t in [base64.b64decode(s).decode()] if ours("php", t) != as_php(v)]
ok(len(php) == 300 and not wrong, "300 values that PHP serialised", *wrong[:3])

same = [(v, yaml.safe_dump(v, allow_unicode=True)) for v in values if isinstance(v, dict)]
wrong = [(v, t) for v, t in same if ours("yaml", t) != plain(v)]
ok(len(same) > 30 and not wrong, "%d maps that PyYAML wrote" % len(same), *wrong[:3])


def toml(v):
    if isinstance(v, dict):
        return "{" + ", ".join("%s = %s" % (json.dumps(k), toml(x)) for k, x in v.items()) + "}"
    if isinstance(v, list):
        return "[ # a list\n" + ",\n ".join(toml(x) for x in v) + ",\n]"
    if isinstance(v, str):
        forms = [json.dumps(v, ensure_ascii=random.random() < 0.5)]
        if "'" not in v and "\n" not in v:
            forms.append("'" + v + "'")
        if "'''" not in v and not v.endswith("'"):
            forms.append("'''\n" + v + "'''")
        return random.choice(forms)
    return plain(v)


bad = []
for v in values:
    # An inline table stands in one line until TOML 1.1: what is nested becomes tables of its own.
    doc = "a = %s\n[t.\"x y\"]\nb = %s # end\n[[l]]\nc = 1_0\n[[l]]\nd.e = 2\n" % (toml(v), toml(random.choice(values)))
    try:
        theirs = tomllib.loads(doc)
    except tomllib.TOMLDecodeError:
        continue
    if ours("toml", doc) != plain(theirs):
        bad.append(doc)
ok(not bad, "documents that tomllib reads", *bad[:2])

real = open("tests/import/sources/hugo/hugo.toml").read()
ok(ours("toml", real) == plain(tomllib.loads(real)), "the settings of a site in TOML")
real = open("tests/import/sources/jekyll/_config.yml").read()
ok(ours("yaml", real) == {**plain(yaml.safe_load(real))}, "the settings of a site in YAML, with an anchor")
faults = ["a = ", "a = 'x", "[a", "a = {b = 1", "a = [1,,2]", "= 1", "a.b", 'a = "\\x"', "a = 1 b = 2"]
ok(all(ours("toml", f) == "refused" for f in faults), "what is no TOML is refused")
print("1..%d" % number)
EOF
