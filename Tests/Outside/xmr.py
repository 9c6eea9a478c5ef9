"""Compares the process limits that Lacuna writes into a control chart's metadata with those of abspc (PyPI).

abspc works with 3 / 1.128 = 2.6596, Lacuna with the 2.66 of NHS England's guidance: limits may differ by that, and no more.
The rules are not compared: abspc 1.1.0 looks for eight points on one side and six in a trend, NHS England for seven of each.

Usage: xmr.py CHART.svg    (in an environment with abspc: pip install abspc)
"""

import sys
import xml.etree.ElementTree as ElementTree

import pandas
from abspc import calculate_control_limits

SPACE = "{urn:lacuna:exhibit:1}"


def number(text):
    return float(text.replace(",", "").replace("\u2212", "-"))


rows = [
    [value.text or "" for value in row.findall(SPACE + "value")]
    for row in ElementTree.parse(sys.argv[1]).getroot().iter(SPACE + "row")
]
lines = {"Mean": "mean", "Lower process limit": "lcl", "Upper process limit": "ucl"}
# Rounds of first looks are drawn, and nothing is worked out of them.
values = [number(row[1]) for row in rows if row[0] not in lines and not row[2].startswith("first look")]
ours = {row[0]: number(row[1]) for row in rows if row[0] in lines}
if set(ours) != set(lines):
    sys.exit("the chart has no process limits")
theirs = calculate_control_limits(pandas.DataFrame({"value": values}), "XmR").iloc[0]
ranges = [abs(b - a) for a, b in zip(values, values[1:])]
allowed = 0.006 + (2.66 - 3 / 1.128) * sum(ranges) / len(ranges)
for name, column in lines.items():
    if abs(ours[name] - theirs[column]) > allowed:
        sys.exit(f"{name}: {ours[name]}, but abspc has {theirs[column]:.4f}")
print(f"{len(values)} points: mean and limits agree with abspc within {allowed:.4f}")
