"""The eight counts with DuckDB, from a table with a row a rating. gaps_duckdb.py FILE AREAS SERVICES MONTHS GROUPS"""
import sys
import time

import duckdb
import numpy as np
import pyarrow as pa

path = sys.argv[1]
areas, services, months, groups = map(int, sys.argv[2:6])
cells = areas * services
ics = np.zeros(areas, np.uint16)
for g in range(groups):
    ics[g * areas // groups : (g + 1) * areas // groups] = g
cell = np.tile(np.arange(cells, dtype=np.uint32), months)
rows = pa.table({
    "cell": cell,
    "month": np.repeat(np.arange(months, dtype=np.int32), cells),
    "service": (cell % services).astype(np.uint16),
    "ics": ics[cell // services],
    "state": np.fromfile(path, np.uint8),
})
db = duckdb.connect()
db.execute("CREATE TABLE ratings AS SELECT * FROM rows")
del rows, cell

begin = time.perf_counter()
db.execute("""
CREATE TEMP TABLE held AS
WITH a AS (
  SELECT cell, month, service, ics,
    coalesce(last_value(nullif(state, 0) IGNORE NULLS) OVER w, 0) AS hold,
    max(CASE WHEN state <> 0 THEN month END) OVER w AS rated
  FROM ratings
  WINDOW w AS (PARTITION BY cell ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
SELECT * FROM a
""")
first = db.execute("""
WITH b AS (
  SELECT month, hold, rated,
    max(hold) OVER w AS best,
    max(CASE WHEN hold <> 2 THEN month END) OVER w AS calm
  FROM held
  WINDOW w AS (PARTITION BY cell ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
SELECT count(*) FILTER (hold = 1), count(*) FILTER (hold = 3), count(*) FILTER (hold = 2),
  count(*) FILTER (hold = 2 AND month - coalesce(calm, -1) > 12),
  count(*) FILTER (hold < best),
  count(*) FILTER (month - rated >= 18 AND hold <> 0)
FROM b
""").fetchone()
second = db.execute("""
SELECT count(*) FILTER (f AND n), count(*) FILTER (a) FROM (
  SELECT bool_or(hold = 4) AS f, bool_or(hold = 1) AS n, bool_and(hold = 1) AS a
  FROM held GROUP BY month, ics, service)
""").fetchone()
print(time.perf_counter() - begin, *first, *second)
