#!/usr/bin/env python3
"""Throws bytes at Lacuna, led by which of its code they reach (libFuzzer, with the address sanitizer).

Usage: fuzz.py [--targets "json xml"] [--runs N | --minutes N] [--fast] [--grow]

Builds `fuzz` once, with the sanitizers, into .build/fuzz; then runs each target for so many inputs, or so long, two at a time. A target
begins with its seeds and with Tests/Fuzz/Corpus; what it finds beyond that stays in .build/fuzz/corpus, and the next run goes on from it.
What broke a promise, trapped, leaked beyond the memory or took too long is kept in .build/fuzz/found, and said. `--grow` puts the smallest
set of inputs with the same reach into Tests/Fuzz/Corpus.

`--fast` leaves the address sanitizer out, which lets through one and a half to three times as many inputs in the same time; each input of
the corpus that comes of it is then tried once with the sanitizer.

The target `selftest` has a fault planted behind four bytes: a run that does not find it has shown nothing, and fails.
The report is .build/fuzz/report.md.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/fuzz"
FUZZ = BUILD / "release/fuzz"
# Without the address sanitizer.
FAST = ROOT / ".build/fuzz-fast"
KEPT = ROOT / "Tests/Fuzz"
TARGETS = "json rpc xml csv zip inflate workbook ods forms hexjson geojson commandline cache".split()
# A whole corpus of a target, in the repository; and the longest input that is kept in it.
MOST_BYTES, LONGEST = 400_000, 16_384

# Leaks are not looked for: libxml2 keeps what it compiled of schemas, and Swift its metadata, once and for all, and the sanitizer's own
# search at the end of a run stops some kernels. What grows with the inputs meets the limit of memory instead.
OPTIONS = ["-rss_limit_mb=2048", "-timeout=30", "-print_final_stats=1", "-detect_leaks=0", "-use_value_profile=0"]


def build(fast):
    """Builds the program with libFuzzer, and with the address sanitizer or without."""
    resources = subprocess.run(
        ["swiftc", "-print-target-info"], capture_output=True, text=True, check=True).stdout
    folder = re.search(r'"runtimeResourcePath": "([^"]+)"', resources).group(1)
    libraries = sorted(pathlib.Path(folder).glob("clang/lib/linux/libclang_rt.fuzzer_no_main-*.a"))
    if not libraries:
        sys.exit(f"fuzz: no libFuzzer below {folder}")
    # What is compared, which leads to the words of a format, is asked for by the slow build alone: it takes up to two thirds of the time.
    compared = "" if fast else ",indirect-calls,trace-cmp"
    coverage = f"-sanitize-coverage=edge{compared},inline-8bit-counters,pc-table"
    # The compiler counts edges for a sanitizer only. That of undefined behaviour has nothing to add to Swift; past the driver, which would
    # link it.
    sanitizer = ["-Xfrontend", "-sanitize=undefined", "-Xfrontend", coverage] if fast else ["-sanitize=address", coverage]
    command = ["swift", "build", "-c", "release", "--product", "fuzz", "--scratch-path", str(FAST if fast else BUILD), "-q"]
    for option in ["-enable-testing", "-DTESTABLE", "-DFUZZER", *sanitizer]:
        command += ["-Xswiftc", option]
    for option in [str(libraries[0]), "-lstdc++"]:
        command += ["-Xlinker", option]
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit("fuzz: it does not build")


def run(name, options, *folders, log, program=FUZZ):
    """One process of the fuzzer; its exit status."""
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0:symbolize=0:quarantine_size_mb=8:malloc_context_size=2", LACUNA_FUZZ=name,
                       SWIFT_BACKTRACE="enable=no")
    with open(log, "w") as output:
        return subprocess.run([program, *OPTIONS, *options, *map(str, folders)], cwd=ROOT, stdout=output, stderr=output,
                              env=environment).returncode


def program_of(arguments):
    return FAST / "release/fuzz" if arguments.fast else FUZZ


def fuzz(name, arguments):
    """Runs one target; gives its row of the report."""
    corpus, found = BUILD / "corpus" / name, BUILD / "found" / name
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = BUILD / "seeds" / name
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.parent.mkdir(parents=True, exist_ok=True)
    program = program_of(arguments)
    subprocess.run([program, name, "--seeds", seeds], check=True, cwd=ROOT)
    folders = [corpus, seeds] + [folder for folder in [KEPT / "Corpus" / name] if folder.is_dir()]
    options = [f"-artifact_prefix={found}/"]
    words = seeds.with_suffix(".dict")
    if words.stat().st_size:
        options.append(f"-dict={words}")
    options.append(f"-max_total_time={arguments.minutes * 60}" if arguments.minutes else f"-runs={arguments.runs}")
    before = set(found.iterdir())
    log = BUILD / f"{name}.log"
    start = time.monotonic()
    status = run(name, options, *folders, log=log, program=program)
    seconds = time.monotonic() - start
    if arguments.fast:
        status = run(name, [f"-artifact_prefix={found}/", "-runs=0"], *folders, log=BUILD / f"{name}.again.log") or status
    return row(name, log.read_text(errors="replace"), status, seconds, sorted(set(found.iterdir()) - before))


def row(name, text, status, seconds, found):
    """What a log says: runs, speed, reach at the start and the end, corpus, and what was found."""
    lines = re.findall(r"^#(\d+)\s+(\w+)\s+cov: (\d+) ft: (\d+)(?: corp: (\d+)/(\S+))?", text, re.M)
    first = next((line for line in lines if line[1] == "INITED"), lines[0] if lines else None)
    last = lines[-1] if lines else None
    counted = re.search(r"number_of_executed_units:\s*(\d+)", text)
    runs = int(counted.group(1)) if counted else int(last[0]) if last else 0
    return {
        "name": name, "status": status, "runs": runs, "speed": round(runs / seconds) if seconds else 0,
        "start": first[2] if first else "0", "end": last[2] if last else "0",
        "corpus": f"{last[4]} ({last[5]})" if last and last[4] else "", "found": found, "seconds": seconds,
    }


def grow(name, program):
    """The smallest inputs that reach what the whole corpus reaches, into the repository."""
    target, made = KEPT / "Corpus" / name, BUILD / "merged" / name
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    run(name, ["-set_cover_merge=1", "-use_counters=0", f"-max_len={LONGEST}"], made, BUILD / "corpus" / name, BUILD / "seeds" / name,
        target, log=BUILD / f"{name}.merge.log", program=program)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    room = MOST_BYTES
    for file in sorted(made.iterdir(), key=lambda file: (file.stat().st_size, file.name)):
        room -= file.stat().st_size
        if room < 0:
            break
        shutil.copy(file, target / file.name[:16])


def report(rows, arguments, control):
    bound = f"{arguments.minutes} minutes" if arguments.minutes else f"{arguments.runs:,} inputs"
    how = ", without the address sanitizer, and their corpora once with it" if arguments.fast else ""
    lines = ["# Fuzzing", "", f"{bound} for each target, two at a time{how}.", "",
             "| target | inputs | a second | edges reached at the start | at the end | corpus | found |",
             "| --- | ---: | ---: | ---: | ---: | --- | --- |"]
    for one in rows:
        found = ", ".join(str(path.relative_to(ROOT)) for path in one["found"]) or ("-" if not one["status"] else "see its log")
        lines.append(f"| {one['name']} | {one['runs']:,} | {one['speed']:,} | {one['start']} | {one['end']} | {one['corpus']} | {found} |")
    lines += ["", f"The planted fault was {'found' if control else 'NOT found'}.", ""]
    (BUILD / "report.md").write_text("\n".join(lines))
    print("\n".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--targets", default=" ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--grow", action="store_true")
    arguments = parser.parse_args()
    names = arguments.targets.split()
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        sys.exit(f"fuzz: no target {', '.join(unknown)}; there are {' '.join(TARGETS)}")
    build(fast=False)
    if arguments.fast:
        build(fast=True)
    BUILD.joinpath("empty").mkdir(exist_ok=True)
    log = BUILD / "selftest.log"
    status = run("selftest", ["-runs=20000000", f"-artifact_prefix={BUILD}/selftest-"], log=log)
    control = status != 0 and "the planted fault was found" in log.read_text(errors="replace")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda name: fuzz(name, arguments), names))
    if arguments.grow:
        for name in names:
            grow(name, program_of(arguments))
    report(rows, arguments, control)
    failed = [one["name"] for one in rows if one["status"]]
    for one in rows:
        for path in one["found"]:
            print(f"fuzz: {one['name']}: {path}; see it with: LACUNA_FUZZ={one['name']} {FUZZ.relative_to(ROOT)} {path}")
    if not control:
        print("fuzz: the planted fault was not found: this run shows nothing")
    sys.exit(1 if failed or not control else 0)


if __name__ == "__main__":
    main()
