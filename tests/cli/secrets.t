#!/bin/bash
# Secrets: where they are found, who is refused, and that nothing but who asked for one sees it.
# blether is asked as ssh and git ask it (BLETHER_ASKPASS).
. tests/cli/box.sh
mkdir -p "$box/content/private"
secret='s3cret Ü {"x"}'
in_file=$box/in-file

# settings [LINES]: publish.yaml with one target.
settings() {
	{
		printf 'targets:\n  - name: my-web\n    kind: ftps\n    to: ftp://example.org/www\n    user: me\n'
		printf '    %s\n' "$@"
	} >"$box/content/publish.yaml"
}

# ask STATUS SENTENCE [QUESTION]: what blether answers is in $box/stdout.
ask() {
	BLETHER_ASKPASS=my-web:$box/content "$BLETHER" "${3-me@example.org\'s password: }" >"$box/stdout" 2>"$box/stderr" </dev/null
	have=$?
	[ $have -eq "$1" ]
	ok $? "$2" "status $have, not $1: $(cat "$box/stdout" "$box/stderr")"
}

answered() {
	[ "$(cat "$box/stdout")" = "$1" ]
	ok $? "$2" "$(cat "$box/stdout")"
}

settings '# nothing'
ask 1 "without a secret there is no answer"
says stderr "publish.yaml:2:11: error: 'my-web' has no password, token or key; put it into the variable BLETHER_SECRET_MY_WEB, or into a file that 'secret_file' names, or let a program print it that 'secret_command' names [no-secret]" "and the three ways are told"
BLETHER_SECRET_MY_WEB=$secret ask 0 "one is found in the environment"
answered "$secret" "as it was put there"
BLETHER_SECRET_MY_WEB=$secret ask 0 "who asks for the name" "Username for 'https://example.org': "
answered me "is told the name"
BLETHER_SECRET_MY_WEB=$secret ask 1 "who asks something else gets nothing" \
	"The authenticity of host 'example.org' can't be established. Are you sure you want to continue connecting (yes/no)? "
answered "" "at all"

# A file
printf '%s\r\nsecond line\n' "$secret" >"$in_file"
chmod 600 "$in_file"
settings "secret_file: $in_file"
ask 0 "one is found in a file"
answered "$secret" "of which the first line counts, without its end"
BLETHER_SECRET_MY_WEB=other ask 0 "the environment goes before it"
answered other "so that it can be changed for once"
for mode in 640 604 660 601; do
	chmod $mode "$in_file"
	ask 1 "a file with mode $mode is refused"
done
says stderr "publish.yaml:6:18: error: others may read this file; make it yours alone with 'chmod 600' [bad-secret]" "and it is said what to do"
cp "$in_file" "$box/content/private/web"
chmod 400 "$box/content/private/web"
settings 'secret_file: private/web'
ask 0 "a file may lie in the content's private folder"
answered "$secret" "where nobody publishes it"
settings 'secret_file: private/nothing'
ask 1 "a file that is not there is told"
says stderr "there is no such file [bad-secret]" "in plain words"
: >"$box/content/private/web.empty"
chmod 600 "$box/content/private/web.empty"
settings 'secret_file: private/web.empty'
ask 1 "an empty file is no secret"
settings 'secret_file: private'
ask 1 "nor is a folder"
mkfifo -m 600 "$box/content/private/pipe"
settings 'secret_file: private/pipe'
ask 1 "and a pipe is not waited for"
head -c 5000 /dev/zero | tr '\0' x >"$box/content/private/long"
chmod 600 "$box/content/private/long"
settings 'secret_file: private/long'
ask 1 "what is too long is not taken by half"

# A program
mkdir "$box/bin"
printf '#!/bin/sh\necho "which key?" >&2\nprintf "%%s\\nmore\\n" "%s-$1"\n' word >"$box/bin/show-secret"
printf '#!/bin/sh\nexit 5\n' >"$box/bin/no-secret"
printf '#!/bin/sh\nyes\n' >"$box/bin/much"
chmod +x "$box"/bin/*
PATH=$PATH:$box/bin
settings 'secret_command: show-secret  of-web;id'
ask 0 "one is found by a program, which is looked for in PATH"
answered 'word-of-web;id' "and gets its words as they are, without a shell"
[ "$(cat "$box/stderr")" = "which key?" ]
ok $? "what it says to people reaches them"
settings 'secret_command: no-secret'
ask 1 "a program that fails gives none"
says stderr "this program failed (status 5) [bad-secret]" "which is told"
settings 'secret_command: not-there'
ask 1 "so does one that is missing"
says stderr "there is no program 'not-there' [bad-secret]" "which is told, too"
settings 'secret_command: much'
ask 1 "and one that never ends is stopped"

# Nothing else sees it: a file is mapped, so that only the answer itself is seen by a trace.
printf '%s\n' not-to-be-seen >"$in_file"
chmod 600 "$in_file"
settings "secret_file: $in_file"
BLETHER_ASKPASS=my-web:$box/content strace -f -s 4096 -o "$box/trace" "$BLETHER" password >"$box/stdout" 2>&1
[ "$(grep -c not-to-be-seen "$box/trace")" -eq 1 ] && grep -q 'write(1, "not-to-be-seen' "$box/trace"
ok $? "a trace of system calls shows the answer and nothing else" "$(grep not-to-be-seen "$box/trace")"
grep -q "setrlimit(RLIMIT_CORE\|RLIMIT_CORE, {rlim_cur=0" "$box/trace"
ok $? "and there is no core dump that could have it"

# In the memory of another blether
$python - "$BLETHER" >"$box/stdout" 2>"$box/stderr" <<'PY'
import os, subprocess, sys
fd = os.memfd_create("blether")
os.write(fd, "s3cret Ü".encode())
def ask(question):
    env = dict(os.environ, BLETHER_ASKPASS=f"/proc/{os.getpid()}/fd/{fd}")
    return subprocess.run([sys.argv[1], question], env=env, capture_output=True, text=True)
run = ask("Enter passphrase for key '/home/me/.ssh/id':")
assert (run.returncode, run.stdout) == (0, "s3cret Ü\n"), run
run = ask("Are you sure you want to continue connecting (yes/no)?")
assert (run.returncode, run.stdout) == (1, ""), run
PY
ok $? "a blether that waits can have it in its memory" "$(cat "$box/stderr")"

# Whom it is for
BLETHER_ASKPASS=other:$box/content "$BLETHER" password >"$box/stdout" 2>"$box/stderr"
[ $? -eq 1 ] && [ ! -s "$box/stdout" ]
ok $? "a target that does not exist has none"
BLETHER_ASKPASS=nonsense "$BLETHER" password >"$box/stdout" 2>"$box/stderr"
[ $? -eq 1 ] && [ ! -s "$box/stdout" ]
ok $? "nor has nonsense"
finish
