"""Baseline: the same with numpy: factorise, sort by (object, time), enumerate by window ends, unique over pair keys.

Usage: baseline_numpy.py FILE WINDOW. Prints pairs and edges. min_participation 2; it gives pairs, weights and mean lags,
and leaves out the distinct contents and objects of each edge.
"""
import csv
import sys

import numpy as np

file, window = sys.argv[1], float(sys.argv[2])
with open(file, newline="") as source:
    reader = csv.reader(source)
    header = next(reader)
    columns = list(zip(*reader))
column = {name: columns[header.index(name)] for name in header}


def factorise(values):
    codes = {}
    return np.fromiter((codes.setdefault(v, len(codes)) for v in values), np.int64, len(values)), len(codes)


account, accounts = factorise(column["account_id"])
objects, _ = factorise(column["object_id"])
content, contents = factorise(column["content_id"])
time = np.array(column["timestamp_share"], dtype=np.float64)
keep = np.bincount(account, minlength=accounts)[account] >= 2
account, objects, content, time = account[keep], objects[keep], content[keep], time[keep]
order = np.lexsort((time, objects))
account, objects, content, time = account[order], objects[order], content[order], time[order]
span = time.max() - time.min() + window + 1
key = objects * span + (time - time.min())
end = np.searchsorted(key, key + window, side="right")
partners = end - np.arange(len(key)) - 1
older = np.repeat(np.arange(len(key)), partners)
newer = np.arange(len(older)) - np.repeat(np.cumsum(partners) - partners, partners) + older + 1
good = (account[older] != account[newer]) & (content[older] != content[newer])
older, newer = older[good], newer[good]
paired = np.zeros(contents, bool)
paired[content[older]] = True
paired[content[newer]] = True
row_paired = paired[content]
enough = np.bincount(account[row_paired], minlength=accounts)[account] >= 2
kept = np.zeros(contents, bool)
kept[content[row_paired & enough]] = True
good = kept[content[older]] | kept[content[newer]]
older, newer = older[good], newer[good]
low = np.minimum(account[older], account[newer])
high = np.maximum(account[older], account[newer])
keys, inverse, weight = np.unique(low * accounts + high, return_inverse=True, return_counts=True)
lag = np.bincount(inverse, time[newer] - time[older]) / weight
print(len(older), len(keys))
