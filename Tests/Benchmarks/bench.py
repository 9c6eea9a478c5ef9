"""Runs Lacuna and its peers by turns on one machine, and prints medians and ratios.

bench.py BUILD-FOLDER WORK-FOLDER [SUITE...]; suites: load, open, write, start, gaps, gaps-large, exhibits, serve. Absolute times mean little on a busy machine;
the ratios of runs made by turns mean more.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

import serving

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD, WORK = (os.path.abspath(p) for p in sys.argv[1:3])
LACUNA, BENCHMARKS = f"{BUILD}/lacuna", f"{BUILD}/benchmarks"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))[:200]}: status {done.returncode}\n{done.stderr[:2000]}")
    return done.stdout


def rate(*command):
    """What a program that prints 'count seconds' managed in a second."""
    count, seconds = run(*command).split()
    return float(count) / float(seconds)


def compile_peer(name, *libraries):
    target = f"{WORK}/{name}"
    run("cc", "-O2", "-o", target, f"{HERE}/peers/{name}.c", *libraries)
    return target


def by_turns(contestants):
    """Medians of each, measured one after the other in every round, so that a slow minute hits all alike."""
    found = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, measure in contestants.items():
            found[name].append(measure())
    return {name: statistics.median(values) for name, values in found.items()}


def table(title, medians, unit, aims, better="more"):
    """aims: (ours, peer, aim); a ratio above 1 is in Lacuna's favour."""
    print(f"\n{title} (median of {ROUNDS}, {unit})")
    for name, value in medians.items():
        print(f"  {name:<44}{value:>14,.2f}" if value < 100 else f"  {name:<44}{value:>14,.0f}")
    for ours, peer, aim in aims:
        ratio = medians[ours] / medians[peer] if better == "more" else medians[peer] / medians[ours]
        verdict = "reached" if ratio >= aim else "NOT reached"
        print(f"  {ours} : {peer} = {ratio:.2f} (aim {aim:.2f}, {verdict})")


def bench_load():
    store = f"{WORK}/national"
    if not os.path.exists(store):
        run(LACUNA, "simulate", "--areas", 150, "--services", 50, "--months", 1440, "--seed", 1, "-o", store)
    schema = f"{WORK}/return.xsd"
    with open(schema, "w") as file:
        file.write(run(LACUNA, "schema", "return"))
    names = []
    for folder, _, files in os.walk(f"{store}/returns"):
        names += [os.path.relpath(f"{folder}/{f}", store) for f in files]
    names.sort()
    size = statistics.mean(os.path.getsize(f"{store}/{n}") for n in names[:: max(1, len(names) // 500)])

    def xmllint():
        start = time.perf_counter()
        run("xmllint", "--noout", "--schema", schema, *names, cwd=store)
        return len(names) / (time.perf_counter() - start)

    medians = by_turns({
        "Lacuna, 1 thread": lambda: rate(BENCHMARKS, "load", store, 1),
        "Lacuna, 2 threads": lambda: rate(BENCHMARKS, "load", store, 2),
        "lxml": lambda: rate(sys.executable, f"{HERE}/peers/load_lxml.py", store, schema),
        "xmllint": xmllint,
    })
    table(f"Loading {len(names):,} returns of {size:,.0f} bytes", medians, "returns a second", [
        ("Lacuna, 1 thread", "lxml", 1.35),
        ("Lacuna, 1 thread", "xmllint", 1.3),
        ("Lacuna, 2 threads", "Lacuna, 1 thread", 1.8),
    ])


def cached(store):
    """Has the store's cache made: documents must have lain for some seconds before they are taken from it."""
    os.environ["LACUNA_CACHE"] = f"{WORK}/cache"
    newest = max(os.stat(f"{folder}/{name}").st_ctime for folder, _, names in os.walk(store) for name in names)
    time.sleep(max(0, newest + 3.5 - time.time()))
    run(LACUNA, "status", "--store", store)


def bench_open():
    store = exhibit_store(150, 50, 240)
    schema = f"{WORK}/return.xsd"
    with open(schema, "w") as file:
        file.write(run(LACUNA, "schema", "return"))
    cached(store)
    count = sum(len(names) for _, _, names in os.walk(f"{store}/returns"))

    def first():
        shutil.rmtree(f"{WORK}/cache", ignore_errors=True)
        return clock(LACUNA, "status", "--store", store)[0]

    medians = by_turns({
        "lacuna status, first time": first,
        "lacuna status, second time": lambda: clock(LACUNA, "status", "--store", store)[0],
        "lacuna status --no-cache": lambda: clock(LACUNA, "status", "--no-cache", "--store", store)[0],
        "lxml, parse and validation": lambda: count / rate(sys.executable, f"{HERE}/peers/load_lxml.py", store, schema) * 1000,
    })
    table(f"Opening {count:,} returns, whole processes", medians, "milliseconds", [
        ("lacuna status, second time", "lxml, parse and validation", 10),
        ("lacuna status, first time", "lxml, parse and validation", 1),
    ], better="less")
    second = medians["lacuna status, second time"]
    print(f"  lacuna status, second time: {second:,.0f} ms (aim 80, {'reached' if second <= 80 else 'NOT reached'})")


def bench_write():
    durable, sqlite = compile_peer("durable"), compile_peer("sqlite", "-lsqlite3", "-lpthread")
    folder = f"{WORK}/writes"
    count = 3_200

    def fresh(measure):
        def measured():
            shutil.rmtree(folder, ignore_errors=True)
            os.mkdir(folder)
            return measure()
        return measured

    medians = by_turns({
        "Lacuna, one after the other": fresh(lambda: rate(BENCHMARKS, "write", folder, count)),
        "C, the same pattern": fresh(lambda: rate(durable, f"{folder}/c", count)),
        "SQLite, one writer": fresh(lambda: rate(sqlite, f"{folder}/db", count, 1)),
        "SQLite, 16 writers": fresh(lambda: rate(sqlite, f"{folder}/db", count, 16)),
    })
    shutil.rmtree(folder, ignore_errors=True)
    table("Durable writes of 5 KB", medians, "documents a second", [
        ("Lacuna, one after the other", "C, the same pattern", 0.95),
        ("Lacuna, one after the other", "SQLite, one writer", 1.0),
    ])


def bench_start():
    empty = compile_peer("empty")

    def start(*command):
        times = []
        for _ in range(100):
            begin = time.perf_counter()
            child = os.posix_spawn(command[0], command, os.environ, file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
            os.waitpid(child, 0)
            times.append((time.perf_counter() - begin) * 1000)
        return statistics.median(times)

    medians = by_turns({
        "lacuna version": lambda: start(LACUNA, "version"),
        "empty C program": lambda: start(empty),
    })
    table("Start to end", medians, "milliseconds", [("lacuna version", "empty C program", 1 / 4.5)], better="less")
    print(f"  size of the program: {os.path.getsize(LACUNA) / 1e6:.1f} MB")


def gap_suite(areas, services, months, groups, rounds):
    file = f"{WORK}/grid-{areas}-{services}-{months}"
    if not os.path.exists(file):
        run(sys.executable, f"{HERE}/peers/gaps_make.py", file, areas, services, months)
    sizes = [file, areas, services, months, groups]
    ours, peers, counts = [], {"NumPy": [], "Polars": [], "DuckDB": []}, {}
    for _ in range(rounds):
        words = run(BENCHMARKS, "gaps", *sizes).split()
        ours.append([float(word) for word in words[:2]])
        counts["Lacuna"] = words[2:10]
        for name, script in [("NumPy", "gaps_numpy"), ("Polars", "gaps_polars"), ("DuckDB", "gaps_duckdb")]:
            words = run(sys.executable, f"{HERE}/peers/{script}.py", *sizes).split()
            peers[name].append(float(words[0]))
            counts[name] = words[1:9]
    if len({tuple(c) for c in counts.values()}) != 1:
        sys.exit(f"the counts differ: {counts}")
    scan, plain = (statistics.median(column) for column in zip(*ours))
    print(f"\nEight kinds of gap over {areas * services * months:,} ratings, in memory (median of {rounds}, milliseconds)")
    print(f"  counts, equal for all: {' '.join(counts['Lacuna'])}")
    print(f"  {'Lacuna, 1 thread':<44}{scan * 1000:>14,.2f}")
    for name, values in peers.items():
        median = statistics.median(values)
        aim = 25 if name == "NumPy" else 100
        verdict = "reached" if median / scan >= aim else "NOT reached"
        print(f"  {name:<44}{median * 1000:>14,.2f}   {median / scan:,.0f} times Lacuna (aim {aim}, {verdict})")
    verdict = "reached" if scan / plain <= 4 else "NOT reached"
    print(f"  {'a plain sum of the bytes':<44}{plain * 1000:>14,.2f}   Lacuna takes {scan / plain:.1f} times as long (aim 4, {verdict})")


def bench_gaps():
    gap_suite(150, 50, 240, 42, ROUNDS)
    # What people type: all kinds of gap, from the store, matched from round to round.
    store = exhibit_store(150, 50, 240)
    cached(store)
    medians = by_turns({
        "lacuna trend --gaps": lambda: clock(LACUNA, "trend", "--gaps", "--store", store)[0],
        "lacuna status": lambda: clock(LACUNA, "status", "--store", store)[0],
    })
    table("Whole commands, 150 x 50 x 240 months, second time", medians, "milliseconds", [])
    beyond = medians["lacuna trend --gaps"]
    print(f"  lacuna trend --gaps: {beyond:,.0f} ms (aim 250, {'reached' if beyond <= 250 else 'NOT reached'})")


def bench_gaps_large():
    gap_suite(1250, 50, 1600, 42, 1)


def exhibit_store(areas, services, months):
    store = f"{WORK}/exhibits-{areas}-{services}-{months}"
    if not os.path.exists(store):
        run(LACUNA, "simulate", "--areas", areas, "--services", services, "--months", months, "--seed", 1, "-o", store)
    return store


def clock(*command):
    """Milliseconds of a whole process, and what it printed."""
    begin = time.perf_counter()
    printed = run(*command)
    return (time.perf_counter() - begin) * 1000, printed


def bench_heatmap(areas, services, store, aims):
    """SVG of one table, whole processes: Lacuna from its store of XML and from the table the peers read, and the peers.

    aims: how many times faster than Vega-Lite, matplotlib and f-strings."""
    letters = f"{WORK}/exhibits-{areas}-{services}.csv"
    with open(letters, "w") as file:
        file.write(run(LACUNA, "show", "--store", store, "--format", "csv"))
    drawings, peers = [], f"{HERE}/peers"
    out = {name: f"{WORK}/exhibits-{name}.svg" for name in ("store", "table", "fstrings", "vegalite", "matplotlib")}

    def from_table():
        taken, printed = clock(BENCHMARKS, "heatmap", letters, 1, out["table"])
        drawings.append(float(printed.split()[1]) * 1000)
        return taken

    def fstrings():
        printed = run(sys.executable, f"{peers}/exhibits_fstrings.py", letters, out["table"], out["fstrings"])
        return float(printed.split()[1]) * 1000

    medians = by_turns({
        "lacuna heatmap, from the store": lambda: clock(LACUNA, "heatmap", "--store", store, "-o", out["store"])[0],
        "Lacuna, from the table": from_table,
        "Lacuna, drawing alone": lambda: drawings[-1],
        "f-strings, writing alone": fstrings,
        "Vega-Lite (vl-convert)":
            lambda: clock(sys.executable, f"{peers}/exhibits_vegalite.py", letters, out["vegalite"])[0],
        "matplotlib (seaborn)":
            lambda: clock(sys.executable, f"{peers}/exhibits_matplotlib.py", letters, out["matplotlib"])[0],
    })
    table(f"SVG of {areas:,} x {services} cells", medians, "milliseconds", [
        (ours, peer, aim) for ours in ("Lacuna, from the table", "lacuna heatmap, from the store")
        for peer, aim in (("Vega-Lite (vl-convert)", aims[0]), ("matplotlib (seaborn)", aims[1]))
    ] + [("Lacuna, drawing alone", "f-strings, writing alone", aims[2])], better="less")
    size = {name: os.path.getsize(path) / 1e6 for name, path in out.items()}
    speed = size["table"] / float(run(BENCHMARKS, "heatmap", letters, 9, out["table"]).split()[1])
    print(f"  drawing in memory, again and again: {speed:,.0f} MB/s (aim 300, {'reached' if speed >= 300 else 'NOT reached'})")
    for name in ("vegalite", "matplotlib"):
        verdict = "reached" if size["table"] <= size[name] else "NOT reached"
        print(f"  file: {size['table']:,.2f} MB, {name} {size[name]:,.2f} MB (aim no larger, {verdict})")


def bench_exhibits():
    bench_heatmap(17, 11, f"{HERE}/../../Scoping", (1, 1, 1))
    bench_heatmap(1250, 50, exhibit_store(1250, 50, 6), (80, 300, 3))
    store, folder = exhibit_store(1250, 50, 24), f"{WORK}/exhibits-report"

    def report():
        shutil.rmtree(folder, ignore_errors=True)
        return clock(LACUNA, "report", "--store", store, "-o", folder)[0]

    took = statistics.median(report() for _ in range(ROUNDS)) / 1000
    size = os.path.getsize(f"{folder}/index.html") / 1e6
    verdict = "reached" if took <= 2 else "NOT reached"
    print(f"\nReport of 1,250 x 50 cells in 4 rounds: {took:.2f} s (aim 2, {verdict}); page {size:,.1f} MB")
    if shutil.which("chromium"):
        national = f"{WORK}/exhibits-national"
        run(LACUNA, "report", "--store", exhibit_store(150, 50, 144), "-o", national)
        print("Page of 150 x 50 cells in 24 rounds, opened in Chromium:", run(sys.executable, f"{HERE}/../Outside/opens.py", f"{national}/index.html").strip())
    charts = {}
    for _ in range(ROUNDS):
        for line in run(BENCHMARKS, "charts", store).splitlines():
            name, *numbers = line.split()
            charts.setdefault(name, []).append([float(n) for n in numbers])
    print(f"Charts of the same store (median of {ROUNDS})")
    for name, runs in charts.items():
        size, making, drawing = (statistics.median(column) for column in zip(*runs))
        print(f"  {name:<14}{making * 1000:>10,.1f} ms to make, {drawing * 1000:>8,.1f} ms to draw {size / 1e6:>8,.2f} MB")


def bench_serve():
    serving.bench(sys.modules[__name__])


SUITES = {"load": bench_load, "open": bench_open, "write": bench_write, "start": bench_start, "gaps": bench_gaps, "gaps-large": bench_gaps_large,
          "exhibits": bench_exhibits, "serve": bench_serve}

os.makedirs(WORK, exist_ok=True)
for suite in sys.argv[3:] or SUITES:
    SUITES[suite]()
