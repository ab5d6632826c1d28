"""Usage: map_oracle.py make SEED GROUPS DIR | judge DIR NOW GAPS CHANCES

`make` writes a content folder drawn from SEED. `judge` works out gaps and chances from the
files of DIR in the slow and obvious way, all pairs of groups against each other and sets for
everything, and compares them with what `blether map gaps` and `chances` printed as JSON.
"""

import datetime
import itertools
import json
import os
import random
import re
import sys
import unicodedata

import yaml

TIMES = ["daytime", "evening", "weekend"]
WAYS = ["walk-in", "phone", "online", "home-visit", "referral"]
SECTORS = ["third", "public", "faith", "education", "business"]
PROVIDES = ("leads", "helps")
MOST = 5
THINGS = ["minibus", "Minibus", "venue", "Caf\u00e9", "cafe", "\u0447\u0430\u0439", "first aid", "First-aid", "van"]


def make(seed, groups, out):
    r = random.Random(seed)

    def put(path, fields):
        path = os.path.join(out, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write("---\n" + yaml.safe_dump(fields, allow_unicode=True) + "---\n\nWords.\n")

    def some(of, most):
        return r.sample(of, min(len(of), r.randint(0, most)))

    areas = [f"area-{c}" for c in "dbacfe"][: r.randint(3, 6)]
    places = [f"place-{c}" for c in "cabed"][: r.randint(2, 5)]
    people = [f"people-{i}" for i in range(r.randint(1, 3))]
    names = [f"group-{i:03}" for i in range(groups)]
    os.makedirs(out)
    with open(os.path.join(out, "site.yaml"), "w", encoding="utf-8") as f:
        f.write("title: T\naddress: https://www.example.org/\nsummary: S\ncontact: a@example.org\n")
    for i, a in enumerate(areas):
        put(f"areas/{a}.md", {"title": a, "summary": "It is.", "order": i + 1})
    for i, p in enumerate(places):
        put(f"places/{p}.md", {"title": p, "order": i + 1, "near": some([q for q in places if q != p], 1)})
    for i, p in enumerate(people):
        put(f"audiences/{p}.md", {"title": p, "order": i + 1})
    for n in names:
        mine = some(areas, 4)
        cut = sorted(r.randint(0, len(mine)) for _ in range(2))
        fields = {
            "name": n, "kind": r.choice(SECTORS[:3]), "email": f"{n}@example.org",
            "summary": "Something that is done for people who live around here.",
            "leads": mine[: cut[0]], "helps": mine[cut[0]: cut[1]], "refers": mine[cut[1]:],
            "places": some(places, 3), "audiences": some(people, 2), "times": some(TIMES, 2),
            "ways_in": some(WAYS, 2), "offers": some(THINGS, 2), "needs": some(THINGS, 2),
            "works_with": some([x for x in names if x != n], r.choice([0, 0, 2])),
            "status": r.choice(["active"] * 8 + ["paused", "closed"]),
            "match": r.random() > 0.1, "services": [],
        }
        if r.random() > 0.3:
            fields["cost"] = r.choice(["free", "low", "paid"])
        if r.random() > 0.2:
            fields["checked"] = str(datetime.date(2026, 11, 1) - datetime.timedelta(days=r.choice([10, 365, 400, 700])))
        for k in range(r.choice([0, 0, 1, 3])):
            s = {"name": f"s{k}"}
            for key, of in (("areas", areas), ("places", places), ("audiences", people), ("times", TIMES), ("ways_in", WAYS)):
                if r.random() > 0.6:
                    s[key] = r.sample(of, 1)
            if r.random() > 0.7:
                s["cost"] = r.choice(["free", "paid"])
            s["status"] = r.choice(["active", "active", "paused", "closed"])
            fields["services"].append(s)
        put(f"groups/{n}.md", {k: v for k, v in fields.items() if v != []})
    for i in range(2):
        put(f"meetings/met-{i}.md", {
            "title": f"M{i}", "summary": "We met.", "type": "meeting", "mode": "online", "start": f"2026-0{i + 3}-01 10:00 +00:00",
            "end": f"2026-0{i + 3}-01 12:00 +00:00", "groups": r.sample(names, min(groups, 6)),
            "status": r.choice(["planned", "planned", "cancelled"])})
    for i, status in enumerate(["open", "talking", "working", "no"]):
        if groups > 1:
            put(f"chances/c{i}.md", {"groups": r.sample(names, 2), "status": status, "since": "2026-09-01"})
    for i, (key, of) in enumerate([("place", places), ("audience", people), ("time", TIMES), ("way_in", WAYS), ("with", areas)]):
        a = r.choice(areas)
        value = r.choice([x for x in of if x != a])
        put(f"gaps/g{i}.md", {"area": a, key: value, "since": "2026-09-01", "status": r.choice(["open", "talking"])})


def front(path):
    with open(path, encoding="utf-8") as f:
        return yaml.safe_load(f.read().split("---\n")[1]) or {}


def read(folder, kind):
    folder = os.path.join(folder, kind)
    found = {}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if re.fullmatch(r"[a-z0-9-]+\.md", name):
            found[name[:-3]] = front(os.path.join(folder, name))
    return found


def many(of, key):
    value = of.get(key) or []
    return value if isinstance(value, list) else [value]


def ordered(items):
    return sorted(items, key=lambda s: (items[s].get("order", 100), s))


class Network:
    def __init__(self, folder, now):
        self.now = now
        self.areas, self.places, self.people = (read(folder, k) for k in ("areas", "places", "audiences"))
        self.all_groups = read(folder, "groups")
        self.groups = {s: g for s, g in self.all_groups.items() if g.get("status") != "closed"}
        self.notes, self.chance_notes = read(folder, "gaps"), read(folder, "chances")
        self.meetings = {s: m for s, m in read(folder, "meetings").items()
                         if m.get("status", "planned") == "planned" and str(m["start"])[:10] <= now}
        self.is_example = read_site(folder).get("example", False)
        self.here = {s: self.presences(g) for s, g in self.groups.items()}

    def presences(self, g):
        """What a group does: area -> role and sets."""
        roles = {}
        for role in ("refers", "helps", "leads"):
            for a in many(g, role):
                roles[a] = role
        named = set(roles)
        running = [s for s in many(g, "services") if s.get("status", "active") != "closed"]
        for s in running:
            for a in many(s, "areas"):
                if roles.get(a, "refers") == "refers":
                    roles[a] = "helps"
        return {a: self.presence(g, role, [s for s in running if a in (many(s, "areas") or named)])
                for a, role in roles.items()}

    def presence(self, g, role, services):
        def union(key, whole=None):
            found = set()
            for s in services or [{}]:
                mine = many(s, key) or many(g, key)
                if whole is not None and not mine:
                    return set(whole)
                found |= set(mine)
            return found

        return {"role": role, "place": union("places"), "audience": union("audiences", self.people),
                "time": union("times"), "way_in": union("ways_in"), "cost": union("cost"),
                "stale": self.is_stale(g.get("checked"))}

    def is_stale(self, checked):
        if not checked:
            return True
        age = datetime.date.fromisoformat(self.now) - datetime.date.fromisoformat(str(checked))
        return not self.is_example and age.days > 365

    def provides(self, group, area):
        return self.here[group].get(area, {"role": ""})["role"] in PROVIDES

    def linked(self, x, y):
        return y in many(self.all_groups[x], "works_with") or x in many(self.all_groups[y], "works_with")

    # gaps

    def gaps(self):
        if not self.groups:
            return []
        found = []
        for i, area in enumerate(ordered(self.areas)):
            for dimension, values in (("place", ordered(self.places)), ("audience", ordered(self.people)),
                                      ("time", TIMES), ("way_in", WAYS), ("cost", ["free"])):
                for value in values:
                    who = [g for g in self.groups if self.provides(g, area) and value in self.here[g][area][dimension]]
                    state = ("none listed" if not who else "only one" if len(who) == 1 else
                             "not checked" if all(self.here[g][area]["stale"] for g in who) else None)
                    if state:
                        found.append((f"{area}.{dimension}.{value}", state, who[0] if len(who) == 1 else None))
            for other in ordered(self.areas)[i + 1:]:
                one = {g for g in self.groups if self.provides(g, area)}
                two = {g for g in self.groups if self.provides(g, other)}
                if one and two and not one & two and not any(self.linked(x, y) for x in one for y in two):
                    found.append((".with.".join(sorted([area, other])), "none listed", None))
        return found

    def gap_status(self, gap):
        for slug in ordered(self.notes):
            n = self.notes[slug]
            for key in ("place", "audience", "time", "way_in", "cost", "with"):
                if key in n:
                    pair = sorted([n["area"], n[key]]) if key == "with" else [n["area"], n[key]]
                    if gap == f"{pair[0]}.{key}.{pair[1]}":
                        return n["status"]
        return None

    # chances

    def where(self, g):
        return set().union(*(p["place"] for p in self.here[g].values())) if self.here[g] else set()

    def near(self, places):
        return {q for p in places for q in self.places
                if q in many(self.places[p], "near") or p in many(self.places[q], "near")}

    def shared_areas(self, g):
        return [a for a in ordered(self.areas) if self.provides(g, a)][:12]

    def offer(self, x, y):
        px, py = self.where(x), self.where(y)
        if px and py and not px & (py | self.near(py)):
            return None
        for has, wants in ((x, y), (y, x)):
            for thing in many(self.groups[has], "offers"):
                if fold(thing) in [fold(t) for t in many(self.groups[wants], "needs")]:
                    place = [p for p in ordered(self.places) if p in px & py]
                    return {"one": has, "other": wants, "thing": thing, "place": place[0] if place else None}
        return None

    def shared(self, x, y):
        both = [a for a in self.shared_areas(x) if a in self.shared_areas(y)]
        place = [p for p in ordered(self.places) if p in self.where(x) & self.where(y)]
        if len(both) < 2 or not place or self.groups[x]["kind"] == self.groups[y]["kind"]:
            return None
        return {"one": x, "other": y, "areas": both[:2], "place": place[0]}

    def gap(self, x, y):
        for area, place in itertools.product(ordered(self.areas), ordered(self.places)):
            if (f"{area}.place.{place}", "none listed", None) not in self.found_gaps:
                continue
            for knows, there in ((x, y), (y, x)):
                if self.provides(knows, area) and place in self.near(self.here[knows][area]["place"]) \
                        and place in self.where(there):
                    return {"one": knows, "other": there, "areas": [area], "place": place}
        return None

    def met(self, x, y):
        both = [s for s, m in self.meetings.items() if {x, y} <= set(many(m, "groups"))]
        return {"one": x, "other": y, "meeting": max(both, key=lambda s: str(self.meetings[s]["start"]))} if both else None

    def chances(self):
        self.found_gaps = set(self.gaps())
        names = sorted(self.groups)
        bound = {frozenset(n["groups"]) for n in self.chance_notes.values() if n["status"] in ("no", "working")}
        given = dict.fromkeys(names, 0)
        found = []

        def deal(reason, rule, x, y):
            pair = frozenset((x, y))
            if len(pair) < 2 or pair in bound or self.linked(x, y) or given[x] >= MOST or given[y] >= MOST:
                return False
            if self.groups[x].get("match") is False or self.groups[y].get("match") is False:
                return False
            told = rule(*sorted(pair))
            if not told:
                return False
            bound.add(pair)
            given[x] += 1
            given[y] += 1
            found.append({"id": ".".join(sorted(pair)), "reason": reason, "thing": None, "areas": [], "place": None,
                          "meeting": None, **told})
            return True

        for reason, rule in (("offer", self.offer), ("shared", self.shared), ("gap", self.gap), ("met", self.met)):
            for slug in ordered(self.chance_notes):
                x, y = self.chance_notes[slug]["groups"]
                if x in given and y in given:
                    deal(reason, rule, x, y)
            for _ in range(MOST):
                for i, x in enumerate(names):
                    any(deal(reason, rule, x, y) for y in names[i + 1:] + names[:i])
        order = ["offer", "shared", "gap", "met"]
        for c in found:
            c["status"] = next((self.chance_notes[s]["status"] for s in ordered(self.chance_notes)
                                if ".".join(sorted(self.chance_notes[s]["groups"])) == c["id"]), None)
        return sorted(found, key=lambda c: (order.index(c["reason"]), c["id"]))


def fold(thing):
    plain = unicodedata.normalize("NFD", thing).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or thing


def read_site(folder):
    with open(os.path.join(folder, "site.yaml"), encoding="utf-8") as f:
        return yaml.safe_load(f)


def judge(folder, now, gaps, chances):
    n = Network(folder, now)
    want = [{"id": i, "state": s, "only": o, "status": n.gap_status(i)} for i, s, o in n.gaps()]
    with open(gaps, encoding="utf-8") as f:
        have = [{k: g[k] for k in ("id", "state", "only", "status")} for g in json.load(f)["gaps"]]
    with open(chances, encoding="utf-8") as f:
        told = json.load(f)["chances"]
    for what, x, y in (("gaps", want, have), ("chances", n.chances(), told)):
        for a, b in itertools.zip_longest(x, y):
            if a != b:
                sys.exit(f"{what}: expected {a}, have {b}")
    print(len(want), len(told), *sorted({c["reason"] for c in told}))


if sys.argv[1] == "make":
    make(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
else:
    judge(*sys.argv[2:])
