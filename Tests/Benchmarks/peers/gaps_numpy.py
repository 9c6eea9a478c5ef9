"""The eight counts with NumPy, month by month over whole rows, in bytes. gaps_numpy.py FILE AREAS SERVICES MONTHS GROUPS"""
import sys
import time

import numpy as np

path = sys.argv[1]
areas, services, months, groups = map(int, sys.argv[2:6])
grid = np.fromfile(path, np.uint8).reshape(months, areas * services)
starts = [g * areas // groups for g in range(groups + 1)]

begin = time.perf_counter()
cells = areas * services
hold = np.zeros(cells, np.uint8)
best = np.zeros(cells, np.uint8)
developing = np.zeros(cells, np.uint8)
age = np.zeros(cells, np.uint8)
counts = np.zeros(8, np.int64)
for month in range(months):
    own = grid[month]
    rated = own != 0
    np.copyto(hold, own, where=rated)
    in_development = hold == 2
    np.maximum(best, hold, out=best)
    developing = np.where(in_development, np.minimum(developing, 254) + 1, 0).astype(np.uint8)
    age = np.where(rated, 0, np.minimum(age, 254) + 1).astype(np.uint8)
    is_none = hold == 1
    counts[0] += np.count_nonzero(is_none)
    counts[1] += np.count_nonzero(hold == 3)
    counts[2] += np.count_nonzero(in_development)
    counts[3] += np.count_nonzero(developing > 12)
    counts[4] += np.count_nonzero(hold < best)
    counts[5] += np.count_nonzero((age >= 18) & (hold != 0))
    full = (hold == 4).reshape(areas, services)
    none = is_none.reshape(areas, services)
    any_full = np.logical_or.reduceat(full, starts[:-1], axis=0)
    any_none = np.logical_or.reduceat(none, starts[:-1], axis=0)
    all_none = np.logical_and.reduceat(none, starts[:-1], axis=0)
    counts[6] += np.count_nonzero(any_full & any_none)
    counts[7] += np.count_nonzero(all_none)
print(time.perf_counter() - begin, *counts)
