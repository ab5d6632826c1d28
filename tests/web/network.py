#!/usr/bin/python3
"""Writes a network into a content folder: areas, places, audiences, and groups with services.

    network.py CONTENT GROUPS AREAS PLACES AUDIENCES

Always the same for the same numbers. One group in thirty is closed, one is paused, one hides where it is, and one was
last checked long ago; words are as long as people write them, and one summary is hostile.
"""
import os
import sys

AREAS = ["Spirituality", "Alcohol and drug recovery", "Arts, culture and heritage", "Community justice", "Digital inclusion",
         "Employability and learning", "Families and young people", "Food and cost of living", "Housing and homelessness",
         "Mental health and wellbeing", "Older people and isolation", "Physical activity and environment",
         "Safety and domestic abuse"]
SHORT = {"Alcohol and drug recovery": "Recovery", "Arts, culture and heritage": "Arts and culture", "Employability and learning":
         "Work and learning", "Families and young people": "Families", "Food and cost of living": "Food and money",
         "Housing and homelessness": "Housing", "Mental health and wellbeing": "Mental health", "Older people and isolation":
         "Older people", "Physical activity and environment": "Being active", "Safety and domestic abuse": "Safety"}
PLACES = ["Exampleton", "Port Example", "Inver and Wester Bay", "Kilexample", "Gourham", "Upper Muirside", "Quarrybank"]
AUDIENCES = ["Young people", "Carers", "People in recovery", "Older people", "New Scots", "People leaving prison"]
FIRST = ["Harbour", "Hillside", "Riverside", "Station Road", "Lighthouse", "Meadow", "Clydeview", "Bluebell", "Anchor",
         "Lamplight", "Kintyre Street", "Old Mill", "Rowan", "Thistle", "Bridge End"]
SECOND = ["Listeners", "Food Share", "Recovery Café", "Housing Advice", "Walking Group", "Carers’ Circle", "Learning Centre",
          "Arts Workshop", "Befrienders", "Chaplaincy", "Money Advice and Welfare Rights", "Youth Project"]
KINDS = ["third", "third", "public", "faith", "education", "business"]
TIMES = ["daytime", "evening", "weekend"]
WAYS = ["walk-in", "phone", "online", "home-visit", "referral"]
COSTS = ["free", "free", "low", "paid"]


def slug(text):
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower().replace("é", "e")).split())


def named(names, i):
    return names[i % len(names)] + (f" {i // len(names) + 1}" if i >= len(names) else "")


def write(folder, kind, name, lines):
    os.makedirs(os.path.join(folder, kind), exist_ok=True)
    with open(os.path.join(folder, kind, name + ".md"), "w", encoding="utf-8") as f:
        f.write("\n".join(["---", *lines, "---", "Words about it, by somebody who knows it well.", ""]))


def some(names, i, step, count):
    return [slug(named(names[0], (i * step + k * (step + 1)) % names[1])) for k in range(count)]


def write_group(folder, i, n, areas, places, audiences):
    name = f"{FIRST[i % 15]} {SECOND[(i // 15 + i * 7) % 12]}"
    name += f" {i // 180 + 1}" if i >= 180 else ""
    mine = list(dict.fromkeys(some((AREAS, areas), i, 3, 1 + i % 4)))
    leads, helps, refers = (mine[:1] if i % 3 == 0 else []), mine[(1 if i % 3 == 0 else 0):3], mine[3:]
    where = list(dict.fromkeys(some((PLACES, places), i * i // 3 + i, 2, 1 + i % 2))) if places else []
    lines = [
        f"name: {name}",
        f"summary: \"Volunteers and staff of {name} who are there for anybody who needs company, advice or a way to begin again{' & <b>{{x}}</b>' if i == 7 else ''}.\"",
        f"kind: {KINDS[i % len(KINDS)]}",
        f"leads: [{', '.join(leads)}]", f"helps: [{', '.join(helps)}]", f"refers: [{', '.join(refers)}]",
        f"places: [{', '.join(where)}]",
        f"times: [{', '.join(TIMES[: 1 + i % 3])}]",
        f"ways_in: [{WAYS[i % 5]}, {WAYS[(i + 1) % 5]}]",
        f"cost: {COSTS[i % 4]}",
        f"phone: 01632 960{i % 1000:03d}", f"email: hello{i}@example.org", f"web: https://www.example.org/{i}",
        "ask_for: the volunteer coordinator",
        f"offers: [{'minibus' if i % 2 else 'venue'}]", f"needs: [{'venue' if i % 3 else 'volunteers'}]",
        f"checked: {'2025-01-15' if i % 30 == 4 else '2026-10-01'}", "checked_by: community link worker",
        f"joined: {2018 + i % 8}-03-01",
    ]
    if audiences and i % 3 == 1:
        lines.append(f"audiences: [{slug(named(AUDIENCES, i % audiences))}]")
    if i % 30 == 9:
        lines.append("status: closed")
    if i % 30 == 10:
        lines.append("status: paused")
    if i % 30 == 11:
        lines += ["hidden: true", "address: 7 Secret Lane", "town: Exampleton", "postcode: PA15 9ZZ"]
    elif i % 4 == 0:
        lines += [f"address: {i + 1} Example Street", "town: Exampleton", "postcode: PA15 1AA"]
    if i % 10 == 0:
        lines += ["charity: SC0%05d" % (10000 + i), "aliss: https://www.aliss.org/organisations/example/", "languages: [pl, gd]",
                  "access: [Hearing loop, Accessible entrance]", "feed: https://www.example.org/feed.xml"]
    lines += ["services:", f"  - name: {SECOND[i % len(SECOND)]} drop-in", "    what: Tea, company, and somebody who listens.",
              f"    when: {['Mondays', 'Tuesdays', 'Fridays'][i % 3]} from 10 to 12", f"    cost: {COSTS[i % 4]}",
              "    how: Come along, or ring first."]
    if i % 4 == 2:
        lines.append("    alert: Closed until 5 January.")
    if i % 5 == 0:
        lines += ["  - name: Evening call", "    what: A friendly voice, once a week.", "    when: Thursdays after 6pm",
                  "    ways_in: [phone]", "    cost: free"]
    write(folder, "groups", slug(name), lines)


def main():
    folder, groups, areas, places, audiences = sys.argv[1], *map(int, sys.argv[2:])
    for i in range(areas):
        title = named(AREAS, i)
        short = SHORT.get(title, title)[:18]
        lines = [f"title: {title}", f"short: {short}", f"summary: What helps with {title.lower()}, and who is there for it.",
                 f"order: {i + 1}", "example: true", "determinants: [Social support, Income]", "aliss: [Befriending]",
                 "place_standard: [Identity and belonging]", "outputs:", "  - title: A guide for groups", "    date: 2026-03-01",
                 "    url: https://www.example.org/guide"]
        if not os.path.exists(os.path.join(folder, "areas", slug(title) + ".md")):
            write(folder, "areas", slug(title), lines)
    for i in range(places):
        write(folder, "places", slug(named(PLACES, i)), [f"title: {named(PLACES, i)}", "summary: A town on the south bank of the river.",
              f"near: [{slug(named(PLACES, (i + 1) % places))}]", f"order: {i + 1}"])
    for i in range(audiences):
        write(folder, "audiences", slug(named(AUDIENCES, i)), [f"title: {named(AUDIENCES, i)}", f"order: {i + 1}",
              "summary: Everybody who would say so of themselves."])
    for i in range(groups):
        write_group(folder, i, groups, areas, places, audiences)


main()
