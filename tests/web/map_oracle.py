#!/usr/bin/python3
"""Compares what the pages of the map say (facts.json of map.mjs) with a count of its own from the front matter.

    map_oracle.py CONTENT FACTS        prints a line for each difference
"""
import collections
import json
import os
import re
import sys

import yaml

content, facts = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))


def read(kind):
    found = {}
    for name in sorted(os.listdir(os.path.join(content, kind))):
        text = open(os.path.join(content, kind, name), encoding="utf-8").read()
        found[name[:-3]] = yaml.safe_load(text.split("---\n")[1])
    return found


areas, places, audiences = (dict(sorted(read(k).items(), key=lambda x: (x[1].get("order", 100), x[0])))
                            for k in ("areas", "places", "audiences"))
groups = {k: g for k, g in read("groups").items() if g.get("status") != "closed"}


def presences(g):
    """area -> (role, its places, its audiences): what services say goes before what the group says."""
    roles = {a: "refers" for a in g.get("refers") or []}
    roles |= {a: "helps" for a in g.get("helps") or []}
    running = [s for s in g.get("services") or [] if s.get("status") != "closed"]
    roles |= {a: "helps" for s in running for a in s.get("areas") or []}
    roles |= {a: "leads" for a in g.get("leads") or []}
    for area, role in roles.items():
        own = area in (g.get("leads") or []) + (g.get("helps") or [])
        mine = [s for s in running if area in (s.get("areas") or []) or (own and not s.get("areas"))] or [{}]
        yield area, role, *({x for s in mine for x in s.get(key) or g.get(key) or []} for key in ("places", "audiences"))


rows = [(g, a, role, where, who) for g in groups for a, role, where, who in presences(groups[g])]
name, title = (lambda g: groups[g]["name"]), (lambda a: areas[a]["title"])


def same(what, said, counted):
    said, counted = collections.Counter(map(tuple, said)), collections.Counter(map(tuple, counted))
    for line in said - counted:
        print(f"{what}: the page says {line}, the content does not")
    for line in counted - said:
        print(f"{what}: the page lacks {line}")


cells = [(name(g), title(a), role) for g, a, role, _, _ in rows]
same("table", facts["table"], cells)
same("lists", facts["lists"], cells)
same("poster", facts["poster"], [(n, areas_of, r) for (n, _, r), areas_of in
     zip(cells, [areas[a].get("short", title(a)) for _, a, _, _, _ in rows])])
same("booklet", facts["leaves"], [c[:2] for c in cells])
same("groups", [[n] for n in facts["listed"]], [(name(g),) for g in groups])
for kind, members, at in (("places", places, 3), ("audiences", audiences, 4)):
    for slug in members:
        same(f"{kind}/{slug}", facts[kind][slug], [(name(r[0]), title(r[1]), r[2]) for r in rows if slug in r[at]])

count = {(a, p): sum(r[1] == a and r[2] != "refers" and p in r[3] for r in rows) for a in areas for p in places}
same("numbers", facts["numbers"], [(title(a), places[p]["title"], str(n or "–")) for (a, p), n in count.items()])
if facts["picture"] != [str(n or "–") for n in count.values()]:
    print("picture: it has other numbers")
for a in areas:
    of = collections.Counter(r[2] for r in rows if r[1] == a)
    want = " · ".join(f"{of[r]} {r if of[r] == 1 else r[:-1]}" for r in ("leads", "helps", "refers") if of[r]) or "none listed"
    if facts["tiles"][title(a)] != want:
        print(f"tile of {a}: {facts['tiles'][title(a)]}, not {want}")
want = f"{len(groups)} groups · {len(areas)} areas · {len(places)} places"
if not facts["size"].startswith(want):
    print(f"size: {facts['size']}, not {want}")
by = facts["counts"]
if by["by-areas"] != {title(a): sum(r[1] == a for r in rows) for a in areas}:
    print("the numbers by area are others")
if sorted(by["by-kinds"].values()) != sorted(collections.Counter(g["kind"] for g in groups.values()).values()):
    print("the numbers by kind are others")
years = collections.Counter(str(g["joined"])[:4] for g in groups.values() if g.get("joined"))
if by.get("by-years", {}) != dict(years):
    print("the numbers by year are others")
if not facts["letters"]:
    print("a group stands under another letter")
if not re.search(r"\d", facts["size"]) or not facts["table"]:
    print("nothing was compared")
