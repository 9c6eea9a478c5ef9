"""Makes a grid of ratings, a byte each: month by month, area by area, service type by service type.

gaps_make.py FILE AREAS SERVICES MONTHS. 0 unrated, 1 none, 2 in development, 3 partial, 4 full. Levels stay for a while
and then move; about two months in a hundred have no rating of their own.
"""
import sys

import numpy as np

path, areas, services, months = sys.argv[1], *map(int, sys.argv[2:5])
random = np.random.default_rng(1)
cells = areas * services
level = random.choice(np.array([1, 2, 3, 4], np.uint8), cells, p=[0.3, 0.1, 0.35, 0.25])
with open(path, "wb") as file:
    for month in range(months):
        moved = random.random(cells, dtype=np.float32) < 0.03
        level[moved] = random.integers(1, 5, int(moved.sum()), dtype=np.uint8)
        shown = level.copy()
        shown[random.random(cells, dtype=np.float32) < (0.05 if month == 0 else 0.02)] = 0
        # Some cells are not asked for years.
        if month % 48 >= 24:
            shown[: cells // 10] = 0
        file.write(shown.tobytes())
