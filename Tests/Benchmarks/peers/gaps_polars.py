"""The eight counts with Polars, from a table with a row a rating. gaps_polars.py FILE AREAS SERVICES MONTHS GROUPS"""
import sys
import time

import numpy as np
import polars as pl

path = sys.argv[1]
areas, services, months, groups = map(int, sys.argv[2:6])
grid = np.fromfile(path, np.uint8).reshape(months, areas * services).T.reshape(-1)
cells = areas * services
cell = np.repeat(np.arange(cells, dtype=np.uint32), months)
ics = np.zeros(areas, np.uint16)
for g in range(groups):
    ics[g * areas // groups : (g + 1) * areas // groups] = g
table = pl.DataFrame({
    "cell": cell,
    "month": np.tile(np.arange(months, dtype=np.uint16), cells),
    "service": (cell % services).astype(np.uint16),
    "ics": ics[cell // services],
    "state": grid,
})

begin = time.perf_counter()
held = table.lazy().with_columns(
    pl.when(pl.col("state") == 0).then(None).otherwise(pl.col("state")).alias("own")
).with_columns(
    pl.col("own").forward_fill().over("cell").fill_null(0).alias("hold"),
    pl.when(pl.col("own").is_not_null()).then(pl.col("month")).otherwise(None).forward_fill().over("cell").alias("rated"),
).with_columns(
    pl.when(pl.col("hold") != 2).then(pl.col("month")).otherwise(None).forward_fill().over("cell").alias("calm"),
).with_columns(pl.col("hold").cum_max().over("cell").alias("best"))
cast = pl.Int64
one = held.select(
    (pl.col("hold") == 1).sum().alias("none"),
    (pl.col("hold") == 3).sum().alias("partial"),
    (pl.col("hold") == 2).sum().alias("development"),
    ((pl.col("hold") == 2) & (pl.col("month").cast(cast) - pl.col("calm").cast(cast).fill_null(-1) > 12)).sum().alias("stalled"),
    (pl.col("hold") < pl.col("best")).sum().alias("regressed"),
    ((pl.col("month").cast(cast) - pl.col("rated").cast(cast) >= 18) & (pl.col("hold") != 0)).sum().alias("stale"),
)
two = held.group_by("month", "ics", "service").agg(
    (pl.col("hold") == 4).any().alias("full"),
    (pl.col("hold") == 1).any().alias("none"),
    (pl.col("hold") == 1).all().alias("all"),
).select((pl.col("full") & pl.col("none")).sum().alias("inequity"), pl.col("all").sum().alias("systemic"))
first, second = pl.collect_all([one, two])
print(time.perf_counter() - begin, *first.row(0), *second.row(0))
