#!/bin/bash
# What 'blether help' shows of publishing can be copied; publish.yaml is nobody's to read but blether's.
. tests/cli/box.sh
small_site

# Each example of a kind, alone or with the one that it shares with.
"$BLETHER" help target | sed -n '/It is written/,$p' >"$box/help"
$python - "$box" "$(sed -n '/target_kinds\[\] = {/,/};/p' pipeline/model/fields_publishing.c | grep -o '"[^"]*"' | tr -d '"' | tr '\n' ' ')" <<'PY'
import re, sys, textwrap, yaml
box, kinds = sys.argv[1], sys.argv[2].split()
text = textwrap.dedent("\n".join(open(box + "/help").read().split("\n")[1:]))
examples = [e for e in re.split(r"\n\n(?=#)", text.strip()) if e]
told = [t["kind"] for t in yaml.safe_load(text)]
assert sorted(set(told)) == sorted(kinds), (told, kinds)
for i, e in enumerate(examples):
    open(f"{box}/example{i}.yaml", "w").write("targets:\n" + textwrap.indent(e, "  ") + "\n")
PY
ok $? "help has an example of each kind of target"
cp "$box/content/site.yaml" "$box/"
for example in "$box"/example*.yaml; do
	cp "$example" "$box/content/publish.yaml"
	cp "$box/site.yaml" "$box/content/"
	! grep -q "takes: audio" "$example" || echo "audio_address: https://archive.org/download/example-network-talks/" >>"$box/content/site.yaml"
	in_box 0 "this can be copied: $(grep kind: "$example" | tr -s ' \n' ' ')" check
	none "and nothing is said of it" "$(grep publish.yaml "$box/stderr")"
done
"$BLETHER" help publishing | sed -n '/It is written/,$p' | sed 1,2d | sed 's/^    //' >"$box/content/publish.yaml"
in_box 0 "and so can the whole file" check
none "of which nothing is said either" "$(grep publish.yaml "$box/stderr")"

# A build neither reads it nor shows it.
build one
printf 'nonsense: [\n' >"$box/content/publish.yaml"
in_box 1 "a file with faults is refused by check" check
build two
[ "$(sums "$box/one")" = "$(sums "$box/two")" ]
ok $? "but a build is the same with any publish.yaml, and without"
none "and has it nowhere" "$(find "$box/two" -name 'publish*')"
finish
