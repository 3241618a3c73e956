"""Baseline: CooRTweet's pairs and edges with Python's standard library alone: group by object, sort by time, two pointers.

Usage: baseline_stdlib.py FILE WINDOW. Prints pairs and edges. min_participation 2, loops removed.
"""
import csv
import sys
from collections import Counter, defaultdict

file, window = sys.argv[1], float(sys.argv[2])
with open(file, newline="") as source:
    rows = [(r["object_id"], r["account_id"], r["content_id"], float(r["timestamp_share"])) for r in csv.DictReader(source)]
counts = Counter(account for _, account, _, _ in rows)
by_object = defaultdict(list)
for row in rows:
    if counts[row[1]] >= 2:
        by_object[row[0]].append(row)
pairs = []
for group in by_object.values():
    group.sort(key=lambda row: row[3])
    for i, older in enumerate(group):
        for k in range(i + 1, len(group)):
            newer = group[k]
            if newer[3] - older[3] > window:
                break
            if older[1] != newer[1] and older[2] != newer[2]:
                pairs.append((older, newer))
paired = {row[2] for pair in pairs for row in pair}
again = Counter(account for _, account, content, _ in rows if counts[account] >= 2 and content in paired)
kept = {content for _, account, content, _ in rows if content in paired and again[account] >= 2}
pairs = [pair for pair in pairs if pair[0][2] in kept or pair[1][2] in kept]
edges = {}
for older, newer in pairs:
    key = (older[1], newer[1]) if older[1] < newer[1] else (newer[1], older[1])
    edge = edges.setdefault(key, [0, 0.0, set(), set(), set()])
    edge[0] += 1
    edge[1] += newer[3] - older[3]
    edge[2].add(older[2])
    edge[3].add(newer[2])
    edge[4].add(older[0])
print(len(pairs), len(edges))
