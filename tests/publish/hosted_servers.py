#!/usr/bin/python3
"""The interfaces of Netlify, git-pages, GitHub and Neocities, as strict as the services themselves are.

    hosted_servers.py DIR

Listens on two free ports of this computer: PORT is the interface, SITE_PORT shows what is published, so
that a reader can ask for it without pause. DIR/env says where, DIR/pids what to stop, DIR/log has a line
a request: SERVICE METHOD PATH STATUS BYTES. What is public lies in memory only.

DIR/trouble tells it to fail: a line "COUNT WHAT" is for the request after COUNT others from then on; WHAT
is a status, "429:SECONDS" or "403:SECONDS" with Retry-After, "cut" (the answer is never sent, but the
work is done), "drop" (the connection breaks before), "stall" (DIR/stalled appears, and nothing happens)
"other" (somebody else publishes just before)
or "odd" (the answer is 200 with DIR/odd). DIR/settings has "KEY VALUE" lines, read with
each request: limits that are smaller than the true ones, and `old-git-pages`.

What it keeps to comes from the documentation named at the top of each pipeline/publish/host_*.c.
"""
import base64, email.parser, email.policy, email.utils, hashlib, io, json, mimetypes, os, re, socket, sys, tarfile, threading, time, zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

TOKEN = "s3cret-t0ken"
here = sys.argv[1]
lock = threading.RLock()
asked = 0


def settings():
    try:
        return dict(line.split(None, 1) for line in open(here + "/settings").read().splitlines() if line.strip())
    except FileNotFoundError:
        return {}


def limit(name, usual):
    return int(settings().get(name, usual))


class Refused(Exception):
    """Ends a request with a status, a body and headers."""

    def __init__(self, status, body=b"", kind="application/json", **headers):
        super().__init__(status)
        self.status, self.kind = status, kind
        self.body = json.dumps(body).encode() if isinstance(body, (dict, list)) else body.encode() if isinstance(body, str) else body
        self.headers = {k.replace("_", "-"): v for k, v in headers.items()}


def sha1(data):
    return hashlib.sha1(data).hexdigest()


# --- Netlify ----------------------------------------------------------------------------

class Netlify:
    site = "show.netlify.app"

    def __init__(self):
        self.blobs, self.deploys, self.public = {}, {}, None

    def fault(self, status, message, **headers):
        raise Refused(status, {"code": status, "message": message}, **headers)

    def describe(self, d, fresh=False):
        return {"id": d["id"], "state": d["state"], "required": d["required"] if d["state"] != "preparing" else [],
                "error_message": d.get("error"), "published_at": None}

    def advance(self, d):
        """A look moves it on: as the true one works while nobody looks."""
        if d["state"] == "preparing":
            d["state"] = "prepared"
        elif d["state"] in ("uploaded", "processing"):
            d["looks"] = d.get("looks", 0) + 1
            d["state"] = "processing"
            if settings().get("netlify-breaks"):
                d["state"], d["error"] = "error", "Deploy failed in post-processing"
            elif d["looks"] > limit("netlify-looks", 0):
                d["state"] = "ready"
                self.public = d

    def uploads_left(self, d):
        d["required"] = sorted({s for s in d["files"].values() if s not in self.blobs})
        if d["state"] in ("prepared", "uploading", "new"):
            d["state"] = "uploading" if d["required"] else "uploaded"

    def __call__(self, r):
        if r.header("Authorization") != "Bearer " + TOKEN:
            self.fault(401, "Access Denied")
        if not r.header("User-Agent"):
            self.fault(403, "User-Agent is missing")
        m = re.fullmatch(r"/api/v1/sites/([^/]+)/deploys", r.path)
        if m and r.method == "POST":
            self.known(m[1])
            return self.create(r)
        m = re.fullmatch(r"/api/v1/sites/([^/]+)/files(?:/(.+))?", r.path)
        if m and r.method == "GET":
            self.known(m[1])
            return self.read(r, m[2])
        m = re.fullmatch(r"/api/v1/deploys/([0-9a-f]+)", r.path)
        if m and r.method == "GET":
            d = self.deploys.get(m[1]) or self.fault(404, "Not Found")
            self.advance(d)
            return 200, self.describe(d)
        m = re.fullmatch(r"/api/v1/deploys/([0-9a-f]+)/files/(.+)", r.path)
        if m and r.method == "PUT":
            return self.upload(r, self.deploys.get(m[1]) or self.fault(404, "Not Found"), unquote(m[2]))
        self.fault(404, "Not Found")

    def known(self, site):
        if site != self.site:
            self.fault(404, "Not Found")

    def create(self, r):
        body = r.json()
        files = body.get("files")
        if not isinstance(files, dict):
            self.fault(422, "files is missing")
        for path, digest in files.items():
            path = path.lstrip("/")
            if not re.fullmatch(r"[0-9a-f]{40}", str(digest)):
                self.fault(422, "not a SHA1: " + str(digest))
            if not path or re.search(r"[#?]", path) or ".." in path.split("/"):
                self.fault(422, "Invalid filename '%s'. Deployed filenames cannot contain # or ? characters" % path)
        d = {"id": "%024x" % (len(self.deploys) + 0x5f0000), "files": {p.lstrip("/"): s for p, s in files.items()},
             "state": "preparing" if body.get("async") else "new"}
        self.deploys[d["id"]] = d
        self.uploads_left(d)
        return 200, self.describe(d)

    def upload(self, r, d, path):
        if r.header("Content-Type") != "application/octet-stream":
            self.fault(415, "application/octet-stream is expected")
        if d["state"] not in ("prepared", "uploading"):
            self.fault(422, "the deploy does not wait for files: " + d["state"])
        if path not in d["files"]:
            self.fault(404, "this path is not in the deploy")
        if sha1(r.body) != d["files"][path]:
            self.fault(422, "the file is not the one with this SHA1")
        self.blobs[sha1(r.body)] = r.body
        self.uploads_left(d)
        return 200, {"id": "/" + path, "path": "/" + path, "sha": sha1(r.body), "size": len(r.body)}

    def read(self, r, path):
        files = self.public["files"] if self.public else {}
        one = lambda p: {"id": "/" + p, "path": "/" + p, "sha": files[p], "size": len(self.blobs[files[p]]), "mime_type": "text/plain"}
        if path is None:
            return 200, [one(p) for p in sorted(files)]
        path = unquote(path)
        if path not in files:
            self.fault(404, "Not Found")
        raw = "application/vnd.bitballoon.v1.raw"
        if raw in (r.header("Accept"), r.header("Content-Type")) and not settings().get("netlify-no-raw"):
            return 200, self.blobs[files[path]]
        return 200, one(path)

    def show(self, path):
        if self.public and path in self.public["files"]:
            return self.blobs[self.public["files"][path]]


# --- git-pages --------------------------------------------------------------------------

class GitPages:
    def __init__(self):
        self.site, self.serial = None, 0

    def plain(self, status, text, **headers):
        raise Refused(status, text + "\n", "text/plain; charset=utf-8", **headers)

    def authorize(self, r):
        if r.header("Authorization") == "Pages " + TOKEN or r.header("Forge-Authorization") == "token " + TOKEN:
            return
        self.plain(401, "not authorized by any of:\n- DNS challenge\n- forge token")

    def __call__(self, r):
        if r.method in ("GET", "HEAD"):
            return self.read(r)
        if r.method not in ("PUT", "PATCH"):
            self.plain(405, "method not allowed")
        if r.method == "PATCH" and settings().get("old-git-pages"):
            self.plain(405, "method not allowed")
        for h in ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"):
            if r.header(h):
                self.plain(400, "unsupported precondition " + h)
        if r.path != "/show/":
            self.plain(404, "no such site")
        self.authorize(r)
        if r.header("Dry-Run"):
            return 200, b"dry-run ok\n"
        if r.method == "PATCH":
            if r.header("Atomic") not in ("yes", "no"):
                self.plain(428, 'must provide "Atomic: yes|no" header')
            if self.site is None:
                self.plain(503, "not found")
        new = {} if r.method == "PUT" else dict(self.site)
        self.extract(r, new)
        if sum(map(len, new.values())) > limit("git-pages-bytes", 128 << 20):
            self.plain(422, "site too large")
        result = "created" if self.site is None else "no-change" if new == self.site else "replaced"
        self.site = new
        raise Refused(200, "(archive)\n", "text/plain; charset=utf-8", Update_Result=result, Server="git-pages (test)")

    def extract(self, r, into):
        """Unpacks with the library that everybody has; what is odd is refused."""
        most = limit("git-pages-bytes", 128 << 20)
        if r.header("Content-Type") != "application/x-tar+gzip":
            self.plain(415, "unknown archive format")
        if len(r.body) > most:
            self.plain(413, "request body too large")
        if r.body[:4] != b"\x1f\x8b\x08\0" or r.body[4:8] != b"\0\0\0\0":
            self.plain(415, "not a gzip archive without name and time")
        open(here + "/archive.tar.gz", "wb").write(r.body)
        unzip = zlib.decompressobj(31)
        data = unzip.decompress(r.body, most + (64 << 20))
        if not unzip.eof or unzip.unused_data:
            self.plain(415, "the gzip stream does not end where the body ends")
        index = {hashlib.sha256(b"blob %d\0" % len(d) + d).hexdigest(): d for d in (self.site or {}).values()}
        missing, seen, folders = [], set(), set()
        try:
            archive = tarfile.open(fileobj=io.BytesIO(data), mode="r:", errorlevel=2)
            members = archive.getmembers()
        except tarfile.TarError as e:
            self.plain(415, "tar: %s" % e)
        for m in members:
            parts = m.name.split("/")
            if m.name.startswith("/") or ".." in parts or "" in parts or "." in parts or m.name in seen:
                self.plain(422, "hostile name in archive: " + m.name)
            seen.add(m.name)
            if parts[:-1] and "/".join(parts[:-1]) not in folders:
                self.plain(422, "malformed patch: %s: path not found" % m.name)
            if (m.mtime, m.uid, m.gid, m.uname, m.gname) != (0, 0, 0, "", ""):
                self.plain(422, "the archive tells when and by whom it was made")
            if m.isdir():
                folders.add(m.name)
            elif m.isreg():
                into[m.name] = archive.extractfile(m).read()
            elif m.issym() and m.linkname.startswith("/git/blobs/") and not settings().get("old-git-pages"):
                digest = m.linkname[len("/git/blobs/"):]
                if digest in index:
                    into[m.name] = index[digest]
                else:
                    missing.append(digest)
            elif m.issym():
                into[m.name] = b"LINK " + m.linkname.encode()
            else:
                self.plain(422, "unsupported type in archive")
        if missing:
            if "application/vnd.git-pages.unresolved" not in (r.header("Accept") or ""):
                self.plain(422, "%d unresolved blob references" % len(missing))
            raise Refused(422, "".join(m + "\n" for m in missing), "application/vnd.git-pages.unresolved")

    def read(self, r):
        if not r.path.startswith("/show/"):
            self.plain(404, "not found")
        path = unquote(r.path[len("/show/"):]) or "index.html"
        if path == ".git-pages/manifest.json":
            if settings().get("git-pages-private"):
                self.plain(401, "not authorized")
            if self.site is None:
                self.plain(404, "not found")
            return 200, {"contents": {"": {"type": "Directory"}, **{p: {"type": "InlineFile"} for p in sorted(self.site)}}}
        data = self.show(path)
        if data is None:
            self.plain(404, "not found")
        raise Refused(200, data, "text/plain")

    def publish_other(self):
        self.site = {"index.html": b"other", "note": b"other"}

    def show(self, path):
        return (self.site or {}).get(path)


# --- GitHub -----------------------------------------------------------------------------

class GitHub:
    def __init__(self):
        self.objects = {}      # sha: (kind, value); a tree is {path: sha}, all paths of it
        self.refs = {}
        self.started = False

    def fault(self, status, message, **headers):
        raise Refused(status, {"message": message, "documentation_url": "https://docs.github.com/rest"}, **headers)

    def keep(self, kind, raw, value):
        sha = sha1(b"%s %d\0" % (kind.encode(), len(raw)) + raw)
        self.objects[sha] = (kind, value)
        return sha

    def blob(self, data):
        return self.keep("blob", data, data)

    def tree(self, files):
        """Git's own bytes of a tree and of all below it."""
        names = {}
        for path, sha in files.items():
            head, _, rest = path.partition("/")
            if rest:
                if not isinstance(names.setdefault(head, {}), dict):
                    self.fault(422, "a file and a folder have one name")
                names[head][rest] = sha
            else:
                names[head] = sha
        entries = []
        for name, what in names.items():
            if isinstance(what, dict):
                entries.append((name.encode() + b"/", b"40000 " + name.encode() + b"\0" + bytes.fromhex(self.tree(what))))
            else:
                entries.append((name.encode(), b"100644 " + name.encode() + b"\0" + bytes.fromhex(what)))
        return self.keep("tree", b"".join(e for _, e in sorted(entries)), dict(files))

    def commit(self, tree, parents, author, message):
        who = "%s <%s> %d +0000" % (author["name"], author["email"], time.time())
        raw = "tree %s\n%sauthor %s\ncommitter %s\n\n%s" % (tree, "".join("parent %s\n" % p for p in parents), who, who, message)
        return self.keep("commit", raw.encode(), {"tree": tree, "parents": parents, "author": author, "message": message})

    def is_ancestor(self, old, new):
        todo = [new]
        while todo:
            sha = todo.pop()
            if sha == old:
                return True
            todo += self.objects[sha][1]["parents"]
        return False

    def get(self, sha, kind, status=404):
        have = self.objects.get(sha)
        if not have or have[0] != kind:
            self.fault(status, "tree.sha %s is not a valid %s" % (sha, kind) if status == 422 else "Not Found")
        return have[1]

    def __call__(self, r):
        if r.header("Authorization") != "Bearer " + TOKEN:
            self.fault(401, "Bad credentials")
        if not r.header("User-Agent"):
            self.fault(403, "Request forbidden by administrative rules.")
        if r.header("X-GitHub-Api-Version") != "2022-11-28":
            self.fault(400, "Version header is missing")
        if "application/vnd.github" not in (r.header("Accept") or ""):
            self.fault(415, "Unsupported 'Accept' header")
        m = re.fullmatch(r"/repos/net/show(/.*)?", r.path)
        if not m:
            self.fault(404, "Not Found")
        path = m[1] or ""
        if r.method != "GET" and r.header("Content-Type") != "application/json":
            self.fault(400, "Problems parsing JSON")
        for method, pattern, act in ((
                "GET", "", lambda: (200, {"name": "show", "default_branch": "main"})),
                ("GET", "/branches/(.+)", self.branch),
                ("GET", "/git/ref/heads/(.+)", self.ref),
                ("GET", "/git/trees/([0-9a-f]{40})", self.list),
                ("GET", "/contents/(.+)", self.contents),
                ("PUT", "/contents/(.+)", self.create_file),
                ("POST", "/git/blobs", self.post_blob),
                ("POST", "/git/trees", self.post_tree),
                ("POST", "/git/commits", self.post_commit),
                ("POST", "/git/refs", self.post_ref),
                ("PATCH", "/git/refs/heads/(.+)", self.patch_ref)):
            hit = re.fullmatch(pattern, path)
            if hit and method == r.method:
                self.request = r
                if path.startswith("/git/") and not self.started:
                    self.fault(409, "Git Repository is empty.")
                return act(*map(unquote, hit.groups()))
        self.fault(404, "Not Found")

    def branch(self, name):
        sha = self.refs.get(name) or self.fault(404, "Branch not found")
        return 200, {"name": name, "commit": {"sha": sha, "commit": {"tree": {"sha": self.objects[sha][1]["tree"]}}}}

    def ref(self, name):
        sha = self.refs.get(name) or self.fault(404, "Not Found")
        return 200, {"ref": "refs/heads/" + name, "object": {"sha": sha, "type": "commit"}}

    def list(self, sha):
        files = self.get(sha, "tree")
        if self.request.query.get("recursive") != "1":
            self.fault(400, "this test lists whole trees only")
        most = limit("github-entries", 100000)
        folders = sorted({p.rsplit("/", n + 1)[0] for p in files for n in range(p.count("/"))})
        rows = [{"path": p, "mode": "040000", "type": "tree", "sha": "0" * 40} for p in folders]
        rows += [{"path": p, "mode": "100644", "type": "blob", "sha": s, "size": len(self.objects[s][1])} for p, s in sorted(files.items())]
        return 200, {"sha": sha, "tree": rows[:most], "truncated": len(rows) > most}

    def contents(self, path):
        sha = self.refs.get(self.request.query.get("ref", "main")) or self.fault(404, "No commit found for the ref")
        blob = self.objects[self.objects[sha][1]["tree"]][1].get(path) or self.fault(404, "Not Found")
        if self.request.header("Accept") != "application/vnd.github.raw+json":
            self.fault(400, "this test gives raw contents only")
        raise Refused(200, self.objects[blob][1], "application/vnd.github.raw+json; charset=utf-8")

    def create_file(self, path):
        body = self.request.json()
        if self.started or "message" not in body or not isinstance(body.get("content"), str):
            self.fault(422, "Invalid request.")
        files = {path: self.blob(base64.b64decode(body["content"], validate=True))}
        self.started = True
        self.refs[body.get("branch", "main")] = self.commit(self.tree(files), [], {"name": "x", "email": "x@example.org"}, body["message"])
        return 201, {}

    def post_blob(self):
        body = self.request.json()
        if body.get("encoding") not in ("utf-8", "base64") or not isinstance(body.get("content"), str):
            self.fault(422, "Invalid request.")
        try:
            data = base64.b64decode(body["content"], validate=True) if body["encoding"] == "base64" else body["content"].encode()
        except ValueError:
            self.fault(422, "content is not valid Base64")
        if len(data) > limit("github-blob", 40 << 20):
            self.fault(422, "Sorry, your input was too large to process. Consider creating the blob in a local clone of the repository and then pushing it to GitHub.")
        return 201, {"sha": self.blob(data)}

    def post_tree(self):
        body = self.request.json()
        entries = body.get("tree")
        if not isinstance(entries, list) or not entries:
            self.fault(422, "Invalid tree info")
        files = dict(self.get(body["base_tree"], "tree", 422)) if "base_tree" in body else {}
        for e in entries:
            path = e.get("path", "")
            if e.get("mode") != "100644" or e.get("type") != "blob" or not path or path.startswith("/") or {"", ".", "..", ".git"} & set(path.split("/")):
                self.fault(422, "tree.path contains a malformed path component")
            if ("sha" in e) == ("content" in e):
                self.fault(422, "Must supply either tree.sha or tree.content")
            if "content" in e:
                if not e["content"]:
                    self.fault(422, "Must supply tree.sha or tree.content")
                files[path] = self.blob(e["content"].encode())
            elif e["sha"] is None:
                if files.pop(path, None) is None:
                    self.fault(422, "GitRPC::BadObjectState")
            else:
                self.get(e["sha"], "blob", 422)
                files[path] = e["sha"]
        sha = self.tree(files)
        return 201, {"sha": sha, "truncated": False, "tree": []}

    def post_commit(self):
        body = self.request.json()
        author = body.get("author", {"name": "Token Owner", "email": "owner@example.org"})
        if not body.get("message") or "@" not in author.get("email", "@"):
            self.fault(422, "Invalid request.")
        self.get(body.get("tree"), "tree", 422)
        for p in body.get("parents", []):
            self.get(p, "commit", 422)
        return 201, {"sha": self.commit(body["tree"], body.get("parents", []), author, body["message"])}

    def post_ref(self):
        body = self.request.json()
        name = re.fullmatch("refs/heads/(.+)", body.get("ref", "")) or self.fault(422, "Reference name is invalid")
        if name[1] in self.refs:
            self.fault(422, "Reference already exists")
        self.get(body.get("sha"), "commit", 422)
        self.refs[name[1]] = body["sha"]
        return 201, {"ref": body["ref"], "object": {"sha": body["sha"]}}

    def patch_ref(self, name):
        body = self.request.json()
        if name not in self.refs:
            self.fault(422, "Reference does not exist")
        self.get(body.get("sha"), "commit", 422)
        if settings().get("github-protected"):
            self.fault(422, "Protected branch update failed for refs/heads/" + name)
        if body.get("force") or not self.is_ancestor(self.refs[name], body["sha"]):
            self.fault(422, "Update is not a fast forward")
        self.refs[name] = body["sha"]
        return 200, {"ref": "refs/heads/" + name, "object": {"sha": body["sha"]}}

    def publish_other(self):
        head = self.refs["gh-pages"]
        files = dict(self.objects[self.objects[head][1]["tree"]][1], other=self.blob(b"other"))
        self.refs["gh-pages"] = self.commit(self.tree(files), [head], {"name": "o", "email": "o@example.org"}, "other")

    def show(self, path):
        head = self.refs.get("gh-pages")
        sha = head and self.objects[self.objects[head][1]["tree"]][1].get(path)
        return self.objects[sha][1] if sha else None


# --- Neocities --------------------------------------------------------------------------

class Neocities:
    endings = set("""html htm txt text css js jpg jpeg png gif svg md markdown eot ttf woff woff2 json geojson csv tsv mf ico
        pdf asc key pgp xml mid midi manifest otf webapp less sass rss kml dae obj mtl scss webp xcf epub gltf bin webmanifest
        knowl atom opml rdf""".split())

    def __init__(self):
        self.files = {"index.html": b"new", "not_found.html": b"new", "style.css": b"new"}
        self.folders, self.stale = set(), {}

    def fault(self, kind, message, status=400):
        raise Refused(status, {"result": "error", "error_type": kind, "message": message})

    def __call__(self, r):
        name = re.fullmatch(r"/api/(\w+)", r.path)
        calls = {("POST", "upload"): self.upload, ("POST", "upload_hash"): self.upload_hash, ("POST", "delete"): self.delete, ("GET", "list"): self.list}
        act = name and calls.get((r.method, name[1]))
        if not act:
            self.fault("not_found", "the requested api call does not exist", 404)
        if r.header("Authorization") != "Bearer " + TOKEN:
            self.fault("invalid_auth", "invalid credentials - please check your username and password (or your api key)", 403)
        return act(r)

    def done(self, message, **more):
        return 200, {"result": "success", "message": message, **more}

    def parts(self, r):
        kind = r.header("Content-Type") or ""
        if not kind.startswith("multipart/form-data; boundary="):
            self.fault("missing_files", "you must provide files to upload")
        # The name is read as bytes, as Rack does: the library for mail would decode it.
        mark = b"--" + kind.split("boundary=", 1)[1].encode()
        if not r.body.startswith(mark + b"\r\n") or not r.body.endswith(b"\r\n" + mark + b"--\r\n"):
            self.fault("missing_files", "the multipart body is cut")
        for part in (b"\r\n" + r.body)[:-len(mark) - 6].split(b"\r\n" + mark + b"\r\n")[1:]:
            head, _, data = part.partition(b"\r\n\r\n")
            found = re.search(rb'form-data; name="([^"]*)"; filename="[^"]*"', head)
            if found:
                yield re.sub("%(22|0D|0A)", lambda m: chr(int(m[1], 16)), found[1].decode()), data

    def upload(self, r):
        files = list(self.parts(r))
        supporter = settings().get("neocities-plan") == "supporter"
        if not files:
            self.fault("missing_files", "you must provide files to upload")
        used = sum(map(len, self.files.values())) + sum(len(d) for _, d in files)
        if used > limit("neocities-bytes", 10**9) or any(len(d) > 10**8 for _, d in files):
            self.fault("too_large", "files are too large to fit in your space, try uploading smaller (or less) files")
        if len(self.files) + len(files) > limit("neocities-files", 15000):
            self.fault("too_many_files", "cannot exceed the maximum site files limit (15000), please upgrade to a supporter account")
        for path, _ in files:
            ending = os.path.splitext(path)[1].lstrip(".").lower()
            if not supporter and ending not in self.endings:
                self.fault("invalid_file_type", "%s is not a valid file type (or contains not allowed content) for this site, files have not been uploaded" % path)
            if path in self.folders or ".." in path.split("/"):
                self.fault("directory_exists", "this name is being used by a directory, cannot continue")
        for path, data in files:
            # The cache shows what it had for one more look.
            if settings().get("neocities-cache") and path in self.files:
                self.stale[path] = self.files[path]
            self.files[path] = data
            for n in range(path.count("/")):
                self.folders.add(path.rsplit("/", n + 1)[0])
        return self.done("your file(s) have been successfully uploaded")

    def form(self, r):
        if r.header("Content-Type") != "application/x-www-form-urlencoded":
            self.fault("missing_filenames", "you must provide files to delete")
        return parse_qsl(r.body.decode(), keep_blank_values=True, strict_parsing=True)

    def upload_hash(self, r):
        return self.done("ok", files={p: p in self.files and sha1(self.files[p]) == h for p, h in self.form(r)})

    def delete(self, r):
        paths = [v for k, v in self.form(r) if k == "filenames[]"]
        if not paths:
            self.fault("missing_filenames", "you must provide files to delete")
        for p in paths:
            if p not in self.files and p not in self.folders:
                self.fault("missing_files", "%s was not found on your site, canceled deleting" % p)
            if p == "index.html":
                self.fault("cannot_delete_index", "you cannot delete your index.html file, canceled deleting")
        for p in paths:
            self.files = {f: d for f, d in self.files.items() if f != p and not f.startswith(p + "/")}
            self.folders = {f for f in self.folders if f != p and not f.startswith(p + "/")}
        return self.done("file(s) have been deleted")

    def list(self, r):
        top = r.query.get("path", "")
        inside = lambda p: not top or p.rpartition("/")[0] == top
        rows = [{"path": p, "is_directory": True, "updated_at": "x"} for p in sorted(self.folders) if inside(p)]
        rows += [{"path": p, "is_directory": False, "size": len(d), "updated_at": "x", "sha1_hash": sha1(d)} for p, d in sorted(self.files.items()) if inside(p)]
        return self.done("ok", files=rows)

    def show(self, path):
        return self.stale.pop(path, self.files.get(path))


services = {"netlify": Netlify(), "git-pages": GitPages(), "github": GitHub(), "neocities": Neocities()}


# --- HTTP -------------------------------------------------------------------------------

def trouble():
    """What becomes of this request, if it is the one."""
    path = here + "/trouble"
    with lock:
        try:
            count, what = open(path).read().split()
        except (FileNotFoundError, ValueError):
            return None
        if int(count) > 0:
            open(path + ".new", "w").write("%d %s\n" % (int(count) - 1, what))
            os.rename(path + ".new", path)
            return None
        os.unlink(path)
        return what


class Interface(BaseHTTPRequestHandler):
    """http://127.0.0.1:PORT/SERVICE/…; git-pages is its own site: …/git-pages/show/."""
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def header(self, name):
        return self.headers.get(name)

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            raise Refused(400, {"message": "Problems parsing JSON"})

    def log_message(self, *args):
        pass

    def read_body(self):
        if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
            raise Refused(411, {"message": "Length Required"})
        length = int(self.headers.get("Content-Length") or 0)
        self.body = self.rfile.read(length)
        return len(self.body) == length

    def handle_one(self):
        self.method = self.command
        self.raw, self.service = self.path, self.path.split("/")[1]
        parts = urlsplit(self.path)
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if not self.read_body():
            self.close_connection = True
            return
        self.path = parts.path[len(self.service) + 1:]
        self.what = trouble()
        if self.what == "stall":
            open(here + "/stalled", "w").close()
            time.sleep(60)
        if self.what in ("drop", "stall"):
            self.close_connection = True
            return self.log(0)
        if self.what == "other":
            services[self.service].publish_other()
            self.what = None
        try:
            if self.what == "odd":
                raise Refused(200, open(here + "/odd", "rb").read())
            if self.what and self.what != "cut":
                status, _, seconds = self.what.partition(":")
                raise Refused(int(status), {"message": "You have exceeded a secondary rate limit." if seconds else "trouble"}, **({"Retry_After": seconds} if seconds else {}))
            if self.headers.get("Authorization", "").startswith("Basic") or TOKEN in self.raw:
                raise Refused(400, {"message": "the token is in the wrong place"})
            with lock:
                answer = services[self.service](self)
            raise Refused(answer[0], answer[1], "application/json; charset=utf-8" if isinstance(answer[1], (dict, list)) else "application/octet-stream")
        except Refused as e:
            self.log(e.status)
            if self.what == "cut":
                self.close_connection = True
                return
            self.answer(e)

    def log(self, status):
        with lock, open(here + "/log", "a") as f:
            f.write("%s %s %s %d %d\n" % (self.service, self.method, self.raw.split("/", 2)[2], status, len(self.body)))

    def answer(self, e):
        self.send_response(e.status)
        self.send_header("Content-Type", e.kind)
        self.send_header("Content-Length", str(len(e.body)))
        for k, v in e.headers.items():
            self.send_header(k, v)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(e.body)
        self.wfile.flush()

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = handle_one


# What mimetypes does not know.
kinds = {"vtt": "text/vtt", "srt": "application/x-subrip", "atom": "application/atom+xml", "opml": "text/x-opml", "webmanifest": "application/manifest+json"}


class Site(BaseHTTPRequestHandler):
    """http://127.0.0.1:SITE_PORT/SERVICE/PATH, as readers see it."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        service, _, path = urlsplit(self.path).path[1:].partition("/")
        with lock:
            data = services[service].show(unquote(path) + ("index.html" if path.endswith("/") or not path else ""))
        status = 200 if data is not None else 404
        whole = data = data or b""
        if self.headers.get("If-None-Match") == '"%s"' % sha1(whole):
            status, data = 304, b""
        total, span = len(data), re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        self.send_response(206 if span and status == 200 else status)
        if span and status == 200:
            data = data[int(span[1]):int(span[2]) + 1 if span[2] else total]
            self.send_header("Content-Range", "bytes %s-%d/%d" % (span[1], int(span[1]) + len(data) - 1, total))
        if data:
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or kinds.get(path.rpartition(".")[2], "text/html"))
            self.send_header("ETag", '"%s"' % sha1(whole))
            self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    do_HEAD = do_GET


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self):  # without asking for this computer's name
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request, client):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client)


def disable_nagle(kind):
    kind.disable_nagle_algorithm = True
    return kind


if __name__ == "__main__":
    interface, site = Server(("127.0.0.1", 0), disable_nagle(Interface)), Server(("127.0.0.1", 0), disable_nagle(Site))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with open(here + "/env.new", "w") as f:
        f.write("PORT=%d\nSITE_PORT=%d\nURL=http://127.0.0.1:%d\nSITE_URL=http://127.0.0.1:%d\nTOKEN=%s\n" % (
            interface.server_port, site.server_port, interface.server_port, site.server_port, TOKEN))
    os.rename(here + "/env.new", here + "/env")
    interface.serve_forever()
