#!/bin/bash
# The recipes for forges: each command of them is run, as the forge runs it, in a clone of a content
# repository, and publishes to a branch of another. Only what forges bring along is left out (the
# steps that say 'uses'), and the source of blether is a repository whose make is this tree's.
. tests/cli/box.sh
small_site
export HOME=$box GIT_CONFIG_GLOBAL=$box/gitconfig
git config --global user.name Alex
git config --global user.email alex@example.org
git config --global init.defaultBranch main

# Where blether comes from: nothing is compiled again, as it was for these tests.
mkdir "$box/source" "$box/bin"
cp packages.sh packages.txt "$box/source"
printf 'all:\n\tln -sf %s %s .\n' "$BLETHER" "$BLETHER_MEDIA" >"$box/source/Makefile"
git -C "$box/source" init -q && git -C "$box/source" add . && git -C "$box/source" commit -qm source
# What is installed need not be fetched; but it must exist.
cat >"$box/bin/apt-get" <<'END'
#!/bin/sh
echo "$@" >>"$HOME/apt"
[ "$1" = install ] || exit 0
shift
for word; do case $word in -*) ;; *) dpkg -s "$word" >/dev/null || exit 1 ;; esac; done
END
chmod +x "$box/bin/apt-get"
cat >"$box/steps.py" <<'END'
# The commands of a recipe, and its variables: steps.py RECIPE FOLDER EVENT
import re, sys, yaml, os
name, folder, event = sys.argv[1:]
files = {"github": ".github/workflows/publish.yml", "forgejo": ".forgejo/workflows/publish.yml", "gitlab": ".gitlab-ci.yml"}
y = yaml.safe_load(open(f"{folder}/{files[name]}"))
forge = {"github.ref_name": "main", "github.event_name": event, "github.token": "not-needed"}
if name == "gitlab":
    job = y["pages"]
    env = dict(y["variables"], CI_COMMIT_BRANCH="main", CI_PIPELINE_SOURCE=event, CI_PROJECT_URL=os.environ["PROJECT"])
    runs = ["\n".join(job["before_script"] + job["script"])]
    assert job["cache"]["paths"] == [".blether"] and job["artifacts"]["paths"] == ["public"]
    assert set(job) <= {"image", "timeout", "resource_group", "rules", "cache", "before_script", "script", "artifacts"}
else:
    on = y.get("on", y.get(True))
    assert on["push"]["branches"] == ["main"] and on["schedule"][0]["cron"].split()[1:] == ["*"] * 4
    job = y["jobs"]["publish"]
    env = {}
    for key, value in job["env"].items():
        m = re.fullmatch(r"\$\{\{ (.*) \}\}", value)
        env[key] = (forge.get(m[1]) or os.environ.get("SECRET_" + m[1].removeprefix("secrets."), "")) if m else value
        assert not m or m[1] in forge or m[1] == "secrets." + key, (key, value)
    steps = job["steps"]
    assert [s["uses"].split("/actions/")[-1].split("@")[0] for s in steps if "uses" in s][0].endswith("checkout")
    assert all(set(s) <= {"name", "run", "uses", "with"} and ("run" in s) != ("uses" in s) for s in steps)
    runs = [s["run"] for s in steps if "run" in s]
    assert y.get("permissions", {"contents": "write"}) == {"contents": "write"}
assert not any("${{" in r for r in runs), "what others write must not become a command"
with open(os.environ["BOX"] + "/env.sh", "w") as f:
    for key, value in env.items():
        f.write("export %s='%s'\n" % (key, str(value).replace("'", "'\\''")))
open(os.environ["BOX"] + "/run.sh", "w").write("set -e\n" + "\n".join(f"( {r}\n)" for r in runs))
END
export BOX=$box

# forge RECIPE EVENT: what the forge does, in a fresh clone with the cache of the last time.
forge() {
	rm -rf "$box/work"
	git clone -q "$PROJECT.git" "$box/work" && (
		cd "$box/work" || exit
		[ ! -d "$box/kept" ] || cp -a "$box/kept" .blether
		$python "$box/steps.py" "$1" . "$2" || exit
		. "$box/env.sh"
		export SOURCE_DATE_EPOCH=${when:-1790845200} PATH=$box/bin:$PATH
		sh -e "$box/run.sh"
		status=$?
		rm -rf "$box/kept" && cp -a .blether "$box/kept"
		exit $status
	) >"$box/stdout" 2>"$box/stderr" </dev/null
}

goes() {
	ok $? "$1" "$(tail -n 30 "$box/stdout" "$box/stderr")"
}

sed -i "s,https://www.example.org/,https://localhost:9/," "$box/content/site.yaml" # the example is not published
cp -R "$box/content" "$box/plain"
for name in github forgejo gitlab; do
	rm -rf "$box/content" "$box/kept"
	cp -R "$box/plain" "$box/content"
	export PROJECT=$box/$name
	git init -q --bare "$PROJECT.git"
	git init -q --bare "$box/$name-pages.git"
	cd "$box/content" || exit
	printf '/private/\n/.blether/\n/public/\n' >.gitignore
	echo 'published.tsv merge=union' >.gitattributes
	printf 'targets:\n  - name: pages\n    kind: git\n    to: %s\n' "$box/$name-pages.git" >publish.yaml
	"$BLETHER" new recipe $name >"$box/stdout" 2>"$box/stderr"
	ok $? "$name: the recipe is made" "$(cat "$box/stderr")"
	"$BLETHER" check >"$box/stdout" 2>"$box/stderr"
	ok $? "$name: it is not in the way of the content" "$(cat "$box/stderr")"
	"$BLETHER" new recipe $name >"$box/stdout" 2>"$box/stderr"
	[ $? -eq 2 ]
	ok $? "$name: and never overwritten"
	git init -q && git add . && git commit -qm content && git remote add origin "$PROJECT.git" && git push -q origin main
	cd "$tree" || exit

	forge $name push
	[ $? -ne 0 ] && grep -q "write into the workflow, at BLETHER_SOURCE" "$box/stderr"
	ok $? "$name: it says what is still to be filled in" "$(cat "$box/stderr")"
	cd "$box/content" && sed -i "s|https://example.org/blether.git|file://$box/source|" .g*/workflows/* .forgejo/workflows/* .gitlab-ci.yml 2>/dev/null
	git commit -qam 'where blether comes from' && git push -q origin main
	cd "$tree" || exit

	forge $name push
	goes "$name: a change is published"
	[ "$(git -C "$box/$name-pages.git" show gh-pages:index.html | grep -c 'Example site')" -ge 1 ]
	ok $? "$name: the site is where publish.yaml says"
	git -C "$PROJECT.git" show main:published.tsv | grep -q one.html
	ok $? "$name: what is published is noted in the repository"
	git -C "$PROJECT.git" log -1 --format=%s main | grep -qF '[skip ci]'
	ok $? "$name: which does not begin it all again"
	commits=$(git -C "$PROJECT.git" rev-list --count main)
	forge $name schedule
	goes "$name: an hour later"
	grep -q 'nothing is due' "$box/stdout" && [ "$(git -C "$PROJECT.git" rev-list --count main)" -eq "$commits" ]
	ok $? "$name: nothing is due, and nothing is done" "$(tail "$box/stdout")"

	# Something to come becomes due; somebody changes the content while it is being published.
	cd "$box/content" && git pull -q origin main && cp -R podcasts/talks/01-one podcasts/talks/02-two &&
		sed -i 's/2026-09-07/2026-10-14/; s/564431c4/664431c4/; s/One/Two/' podcasts/talks/02-two/episode.md &&
		git add . && git commit -qm two && git push -q origin main
	cd "$tree" || exit
	forge $name push
	goes "$name: an episode is held back until its day"
	git -C "$box/$name-pages.git" show gh-pages:podcasts/talks/feed.xml | grep -q '<title>Two'
	[ $? -ne 0 ]
	ok $? "$name: it is not in the feed"
	cat >"$box/bin/git" <<-END
		#!/bin/bash
		PATH=$PATH
		if [ -e "$box/meanwhile" ] && [[ " \$* " = *" push "*refs/heads/main* ]]; then
			rm "$box/meanwhile"
			(unset GIT_INDEX_FILE; cd "$box/content" && git pull -q --rebase origin main && echo >>pages/about.md 'More.' &&
				git commit -qam more && git push -q origin main)
		fi
		exec git "\$@"
	END
	chmod +x "$box/bin/git"
	touch "$box/meanwhile"
	when=1792540800 forge $name schedule
	goes "$name: by then it is due"
	rm "$box/bin/git"
	git -C "$box/$name-pages.git" show gh-pages:podcasts/talks/feed.xml | grep -q '<title>Two'
	ok $? "$name: and published without anybody"
	[ ! -e "$box/meanwhile" ] && git -C "$PROJECT.git" show main:published.tsv | grep -q two.html && git -C "$PROJECT.git" log --format=%s main | grep -qx more
	ok $? "$name: what somebody changed meanwhile is not lost, nor what was published" "$(git -C "$PROJECT.git" log --oneline main)"
done

# The forge's own pages, without a publish.yaml
cd "$box/content" && git pull -q origin main && git rm -q publish.yaml && git commit -qm 'GitLab Pages' && git push -q origin main
cd "$tree" || exit
when=1792540800 forge gitlab push
goes "gitlab: without publish.yaml the site is built for GitLab Pages"
[ -s "$box/work/public/index.html" ]
ok $? "gitlab: where it looks for it"
SECRET=1 BLETHER_CONSENT='id,given,scope,until,withdrawn,note' when=1792540800 forge gitlab push
[ "$(stat -c %a "$box/work/private/consent.csv")" = 600 ]
ok $? "who agreed to be named comes from a secret, and is nobody else's to read" "$(cat "$box/stderr")"
expect 2 "there are three recipes" new recipe --content "$box/content" githb
says stderr "did you mean 'github'?" "and a slip is understood"
finish
