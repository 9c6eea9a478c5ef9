"""A heatmap of a table of letters with seaborn and matplotlib, saved as SVG. exhibits_matplotlib.py TABLE.csv OUT.svg

Letters stay text (svg.fonttype none), which is faster and smaller than matplotlib's default of outlines.
"""
import csv
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np
import seaborn
from matplotlib.colors import ListedColormap

plt.rcParams["svg.fonttype"] = "none"
with open(sys.argv[1], newline="") as file:
    header, *rows = csv.reader(file)
letters = np.array([row[2:] for row in rows])
levels = ["G", "A", "R", "B"]
numbers = np.full(letters.shape, np.nan)
for index, level in enumerate(levels):
    numbers[letters == level] = index
figure, axes = plt.subplots(figsize=(4 + 0.9 * letters.shape[1], 2 + 0.3 * letters.shape[0]))
seaborn.heatmap(
    numbers,
    annot=letters,
    fmt="",
    cmap=ListedColormap(["#0a7f7a", "#ffd166", "#a4161a", "#b1abfa"]),
    vmin=-0.5,
    vmax=3.5,
    linewidths=2,
    xticklabels=header[2:],
    yticklabels=[row[1] for row in rows],
    ax=axes,
)
figure.savefig(sys.argv[2], format="svg")
