"""Letters and their sending, against Python's email package and aiosmtpd. Usage: send.py BOX BLETHER

BOX/content is a site with flash reports, BOX/cert a certificate for 127.0.0.1 with BOX/key. Prints `ok
SENTENCE` or `not ok SENTENCE`, and ends with 0 when all was tried.
"""

import collections
import email
import email.policy
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

BOX, BLETHER = Path(sys.argv[1]), sys.argv[2]
CONTENT = BOX / "content"
PRIVATE = CONTENT / "private"
NOW = "2026-12-01T09:30:00Z"
REPORT = ("flash-report", "2026-09")
PRIVATE.mkdir(exist_ok=True)


def ok(true, sentence, details=""):
    print(("ok " if true else "not ok ") + sentence, flush=True)
    if not true:
        print(f"# {sentence}: {details}", file=sys.stderr)


def blether(*args, env=None):
    return subprocess.run([BLETHER, *args, "--content", CONTENT, "--now", NOW], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})})


class Server:
    """A mail server with a folder of its own."""
    number = 0

    def __init__(self, *options):
        Server.number += 1
        self.folder = BOX / f"server{Server.number}"
        self.folder.mkdir()
        for name in ("cert", "key"):
            shutil.copy(BOX / name, self.folder / name)
        self.process = subprocess.Popen(["/usr/bin/python3", "tests/cli/smtp_server.py", self.folder, *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        stderr=(self.folder / "errors").open("w"))
        self.port = int(self.process.stdout.readline())

    def taken(self):
        path = self.folder / "taken"
        return [line.split()[0] for line in path.read_text().splitlines()] if path.exists() else []

    def letters(self):
        return [email.message_from_bytes(p.read_bytes(), policy=email.policy.strict)
                for p in sorted(self.folder.glob("*.eml"))]

    def wait_for(self, name):
        for _ in range(200):
            if (self.folder / name).exists():
                return True
            time.sleep(0.05)
        return False

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)


def settle(server, *lines, scheme="smtp"):
    (PRIVATE / "send.yaml").write_text("\n".join([f"server: {scheme}://127.0.0.1:{server.port}", "from: news@example.org",
                                                  "per_minute: 6000", *lines]) + "\n")
    (PRIVATE / "sent.tsv").unlink(missing_ok=True)


def subscribe(*addresses, header="email,unsubscribed"):
    (PRIVATE / "subscribers.csv").write_text("\n".join([header, *addresses]) + "\n")


def send(*more, env=None):
    return blether("send", *REPORT, "--yes", "--wait", "0", *more, env=env)


def told(run):
    return f"status {run.returncode}: {run.stdout}{run.stderr}"


def once(server, addresses):
    counts = collections.Counter(server.taken())
    return sorted(counts) == sorted(addresses) and set(counts.values()) == {1}


FIFTY = [f"reader{i:02}@example.org" for i in range(50)]


def letter():
    run = blether("mail", *REPORT)
    raw = run.stdout.encode()
    again = blether("mail", *REPORT)
    ok(run.returncode == 0 and run.stdout == again.stdout, "the same report makes the same letter", told(run))
    raw = subprocess.run([BLETHER, "mail", *REPORT, "--content", CONTENT, "--now", NOW], capture_output=True).stdout
    message = email.message_from_bytes(raw, policy=email.policy.strict)
    ok(message["subject"] == "A month of beginnings – Flash report, September 2026", "its subject is whole", message["subject"])
    ok(all(not p.defects for p in message.walk()), "no part has a defect")
    ok([p.get_content_type() for p in message.walk()] == ["multipart/alternative", "text/plain", "text/html"],
       "it has text first, then HTML, and nothing else")
    ok(message["list-unsubscribe"].strip().startswith("<mailto:") and message["message-id"], "it says how to end it")
    ok(str(message["date"].datetime.date()) == "2026-09-30", "its date is that of the report")
    ok(raw.isascii() and all(len(line) <= 78 for line in raw.split(b"\r\n") if not line.startswith(b"List-Unsubscribe")),
       "no line is longer than 78 characters")
    ok(b"\n" not in raw.replace(b"\r\n", b""), "every line ends in CRLF")
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    ok("Nobody had asked me that before." in text and "Nobody had asked me that before." in html, "both say the same")
    ok("<img" not in html and "<script" not in html and "url(" not in html and "<link" not in html,
       "its HTML loads nothing")
    ok("\x01" not in html + text and "../" not in html, "its links lead to the site")
    (BOX / "letter.html").write_text(html)
    tidy = subprocess.run(["/usr/bin/xmllint", "--html", "--noout", BOX / "letter.html"], capture_output=True, text=True)
    ok(tidy.returncode == 0, "its HTML is well-formed", tidy.stderr)


def injection():
    report = CONTENT / "flash-reports" / "2026-08.md"
    kept = report.read_text()
    nasty = '"Hello\\r\\nBcc: victim@example.org\\r\\n\\r\\nbody – =?UTF-8?Q?x?= %s"' % ("long " * 40)
    report.write_text(kept.replace("title: Getting ready", f"title: {nasty}"))
    raw = subprocess.run([BLETHER, "mail", "flash-report", "2026-08", "--content", CONTENT, "--now", NOW],
                         capture_output=True)
    message = email.message_from_bytes(raw.stdout, policy=email.policy.default)
    ok(message["bcc"] is None and not raw.stdout.count(b"\r\nBcc:"), "a title cannot add a header", raw.stdout[:600])
    report.write_text(kept.replace("title: Getting ready", "title: %s" % ("Ünïcödé 日本語 " * 12).strip()))
    raw = subprocess.run([BLETHER, "mail", "flash-report", "2026-08", "--content", CONTENT, "--now", NOW],
                         capture_output=True).stdout
    message = email.message_from_bytes(raw, policy=email.policy.strict)
    ok(message["subject"].startswith(("Ünïcödé 日本語 " * 12).strip()), "long titles in any script arrive whole", message["subject"])
    report.write_text(kept)


def dry_run():
    server = Server()
    settle(server)
    subscribe(*FIFTY, "gone@example.org,2026-01-01", "READER07@example.org", "nobody at all")
    run = blether("send", *REPORT)
    ok(run.returncode == 0 and "50 addresses" in run.stdout and "nothing was sent" in run.stdout, "without --yes it tells", told(run))
    ok("reader07@example.org" not in run.stdout and "r…@example.org" in run.stdout, "and masks the addresses", run.stdout)
    ok(server.taken() == [] and not (PRIVATE / "sent.tsv").exists(), "and sends and writes nothing")
    ok("subscribers.csv:54" in run.stderr and "stands here twice" in run.stderr, "bad and double addresses are told with their line", run.stderr)
    server.end()


def fifty():
    server = Server()
    settle(server)
    subscribe(*FIFTY, "gone@example.org,yes")
    run = send()
    ok(run.returncode == 0 and once(server, FIFTY), "each of 50 gets exactly one, who left gets none", told(run))
    letters = server.letters()
    ok(all(m["to"] in FIFTY for m in letters) or all(m["to"].strip("<>") in FIFTY for m in letters), "each is addressed to one", letters[0]["to"])
    ok(all(not p.defects for m in letters for p in m.walk()), "no letter has a defect on arrival")
    ok(len({m["message-id"] for m in letters}) == 50, "each has an identity of its own")
    journal = (PRIVATE / "sent.tsv").read_text()
    ok("@" not in journal and "reader" not in journal and journal.count("\tsent") == 50, "the journal has no address", journal[:300])
    ok(oct((PRIVATE / "sent.tsv").stat().st_mode)[-3:] == "600", "and only its owner can read it")
    run = send()
    ok(run.returncode == 0 and once(server, FIFTY) and "0 sent" in run.stdout, "the second time nobody gets it again", told(run))
    server.end()


def kill_while(server, name):
    """Starts sending, and kills it when the server says that it has come to a point."""
    process = subprocess.Popen([BLETHER, "send", *REPORT, "--yes", "--content", CONTENT, "--now", NOW],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    there = server.wait_for(name)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return there


def killed():
    server = Server()
    settle(server)
    stopped = FIFTY[:20] + ["stop-me@example.org"] + FIFTY[20:]
    subscribe(*stopped)
    ok(kill_while(server, "stopped"), "it is killed before the letter goes")
    run = send()
    ok(run.returncode == 0 and once(server, stopped), "afterwards each has exactly one", told(run))
    server.end()

    server = Server()
    settle(server)
    stalled = FIFTY[:20] + ["stall-me@example.org"] + FIFTY[20:]
    subscribe(*stalled)
    ok(kill_while(server, "stalled"), "it is killed between the letter and the answer")
    run = send()
    ok(run.returncode == 1 and "in doubt: s…@example.org" in run.stdout, "nobody knows: it says so", told(run))
    ok(once(server, stalled), "and sends to all others, so that each has exactly one", collections.Counter(server.taken()))
    run = send("--doubtful=send")
    ok(run.returncode == 0 and collections.Counter(server.taken())["stall-me@example.org"] == 2, "unless it is told to", told(run))
    ids = [line.split()[1] for line in (server.folder / "taken").read_text().splitlines() if line.startswith("stall-me")]
    ok(len(set(ids)) == 1, "and then both have one identity, so that mailboxes show one", ids)
    server.end()

    server = Server()
    settle(server)
    subscribe(*FIFTY)
    rounds = 0
    for delay in (0.05, 0.08, 0.11, 0.15, 0.2, 0.3):
        process = subprocess.Popen([BLETHER, "send", *REPORT, "--yes", "--content", CONTENT, "--now", NOW],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        rounds += 1
    run = send()
    counts = collections.Counter(server.taken())
    doubtful = run.stdout.count("in doubt: ")
    ok(set(counts.values()) == {1} and len(counts) >= 50 - doubtful, f"killed {rounds} times at any moment: nobody gets two", (counts, told(run)))
    server.end()


def trouble():
    server = Server()
    settle(server)
    people = ["later-a@example.org", "busy-b@example.org", "never-c@example.org", "big-d@example.org", "cut-e@example.org",
              "lost-f@example.org", "fine@example.org"]
    subscribe(*people)
    run = send()
    good = ["later-a@example.org", "busy-b@example.org", "cut-e@example.org", "fine@example.org", "lost-f@example.org"]
    ok(run.returncode == 1 and once(server, good), "who was put off gets it later, once", (server.taken(), told(run)))
    ok("never-c@example.org: refused: 550" in run.stderr and "big-d@example.org: refused: 552" in run.stderr, "who is refused is listed", run.stderr)
    ok("lost-f@example.org: in doubt" in run.stderr, "a connection that breaks behind the letter leaves a doubt", run.stderr)
    ok("4 sent, 2 refused, 0 put off, 1 in doubt" in run.stdout, "and all is counted", run.stdout)
    run = send("--doubtful=skip")
    ok(once(server, good) and "0 sent" in run.stdout, "none of them is tried again by itself", told(run))
    subscribe("later-x@example.org")
    server.end()
    run = send()
    ok(run.returncode == 3 and "refused the connection" in run.stderr, "a server that is gone ends it", told(run))


def security():
    server = Server("--tls")
    settle(server, "encryption: required")
    subscribe("a@example.org")
    run = send()
    ok(run.returncode == 3 and "certificate" in run.stderr and server.taken() == [], "a wrong certificate is refused", told(run))
    settle(server, "encryption: required", f"ca: {BOX / 'cert'}")
    run = send()
    ok(run.returncode == 0 and server.taken() == ["a@example.org"], "a right one is taken, with STARTTLS", told(run))
    server.end()

    server = Server("--implicit")
    settle(server, f"ca: {BOX / 'cert'}", scheme="smtps")
    run = send()
    ok(run.returncode == 0 and server.taken() == ["a@example.org"], "and with TLS from the start", told(run))
    server.end()

    server = Server()
    settle(server, "encryption: required")
    run = send()
    ok(run.returncode == 3 and "no encryption" in run.stderr and server.taken() == [], "a server without encryption gets nothing", told(run))
    settle(server)
    text = (PRIVATE / "send.yaml").read_text().replace("127.0.0.1", "127.0.0.1.example.org")
    (PRIVATE / "send.yaml").write_text(text + "encryption: none\n")
    run = send()
    ok(run.returncode == 1 and "not reached without encryption" in run.stderr, "nor does one that is elsewhere", told(run))
    server.end()


def passwords():
    server = Server("--tls", "--login", "anna", "s3cret-Ü")
    settle(server, "user: anna", "encryption: required", f"ca: {BOX / 'cert'}")
    subscribe("a@example.org")
    run = send(env={"BLETHER_SMTP_PASSWORD": ""})
    ok(run.returncode == 1 and "no password" in run.stderr, "a password must come from somewhere", told(run))
    run = send(env={"BLETHER_SMTP_PASSWORD": "wrong"})
    ok(run.returncode == 3 and "does not take this name" in run.stderr and "wrong" not in run.stderr, "a wrong one is told", told(run))
    run = send(env={"BLETHER_SMTP_PASSWORD": "s3cret-Ü"})
    ok(run.returncode == 0 and server.taken() == ["a@example.org"], "a right one is taken from the environment", told(run))
    secret = BOX / "password"
    secret.write_text("s3cret-Ü\n")
    secret.chmod(0o644)
    settle(server, "user: anna", "encryption: required", f"ca: {BOX / 'cert'}", f"password_file: {secret}")
    run = send()
    ok(run.returncode == 1 and "chmod 600" in run.stderr, "a file that others can read is refused", told(run))
    secret.chmod(0o600)
    run = send()
    ok(run.returncode == 0 and len(server.taken()) == 2, "one that they cannot is taken", told(run))
    ok("s3cret" not in run.stdout + run.stderr + (PRIVATE / "sent.tsv").read_text(), "it is written nowhere")
    server.end()


def refusals():
    server = Server()
    settle(server)
    subscribe("a@example.org", header="name,mail address")
    run = send()
    ok(run.returncode == 1 and "no column 'email'" in run.stderr, "a table without addresses is refused", told(run))
    subscribe("a@example.org")
    run = subprocess.run([BLETHER, "send", *REPORT, "--yes", "--content", CONTENT, "--now", "2026-09-15T00:00:00Z"],
                         capture_output=True, text=True, stdin=subprocess.DEVNULL)
    ok(run.returncode == 1 and "appears on 30 September 2026" in run.stderr, "a report that is not out is not sent", told(run))
    (PRIVATE / "send.yaml").unlink()
    run = send()
    ok(run.returncode == 1 and "no-sending" in run.stderr, "without settings nothing goes", told(run))
    settle(server)
    run = blether("send", "flash-report", "2026-07")
    ok(run.returncode == 2 and "did you mean" in run.stderr, "a month without report is told", told(run))
    (PRIVATE / "sent.tsv").write_text("something else\n")
    run = send()
    ok(run.returncode == 3 and "changed by hand" in run.stderr and server.taken() == [], "a strange journal stops it", told(run))
    (PRIVATE / "sent.tsv").write_text("# letters that were sent; salt 01234")
    run = send()
    ok(run.returncode == 0 and server.taken() == ["a@example.org"], "one that a power cut left without a beginning does not", told(run))
    with (PRIVATE / "sent.tsv").open("a") as journal:
        journal.write("2026-09\tabc")
    run = send()
    ok(run.returncode == 0 and "0 sent" in run.stdout, "nor one whose last line broke off", told(run))
    lock = subprocess.Popen(["flock", PRIVATE / "sent.tsv", "sleep", "5"])
    time.sleep(0.3)
    run = send()
    ok(run.returncode == 3 and "another blether is sending" in run.stderr, "two cannot send at once", told(run))
    lock.kill()
    server.end()


def full_disk():
    disk = BOX / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], capture_output=True)
    server = Server()
    settle(server)
    many = [f"reader{i:03}@example.org" for i in range(250)]
    subscribe(*many)
    ok(mounted.returncode == 0, "there is a small disk", mounted.stderr)
    (PRIVATE / "sent.tsv").symlink_to(disk / "sent.tsv")
    run = send()
    first = len(server.taken())
    ok(run.returncode == 3 and "could not be written" in run.stderr and 0 < first < 250, "a full disk ends it", told(run))
    ok((disk / "sent.tsv").read_text().count("\tsent ") == first, "and all that went is noted")
    subprocess.run(["mount", "-o", "remount,size=1m", disk], check=True)
    run = send()
    ok(run.returncode == 0 and once(server, many), "with room again the rest follows, once each", (run.returncode, len(server.taken()), run.stderr))
    (PRIVATE / "sent.tsv").unlink()
    subprocess.run(["umount", disk], check=True)
    server.end()


def private():
    subprocess.run([BLETHER, "build", "--content", CONTENT, "--output", BOX / "out", "--cache", BOX / "cache", "--now", NOW],
                   capture_output=True)
    found = subprocess.run(["grep", "-rlE", "reader0|news@example.org", BOX / "out"], capture_output=True, text=True)
    ok(not found.stdout, "no subscriber is in the output", found.stdout)


for part in (letter, injection, dry_run, fifty, killed, trouble, security, passwords, refusals, full_disk, private):
    part()
