"""Builds the suite with counters in it, runs it, and prints what of the sources was run: by module in lines and regions, and of the modules
that hold the data and what is said of them each line that was not, with the reason why.

A region is a stretch of code that runs whole or not at all: an arm of a condition, the rest of a statement after a `??` or a `try`. Swift's
compiler counts no branches; its regions are nearest to them.

Usage: coverage.py [--rerun] [--regions MODULE]
  --rerun    leave out building and running: tell what the last run left
  --regions  list the stretches of a module's lines that no test runs, though the rest of the line runs
The program counts too where a test starts it as a process of its own. Ends with 1 where one of the four modules has fewer than 95 in 100
lines run, a missed line has no reason in reasons.txt, or a reason fits no missed line any more. The report is .build/coverage/report.md.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "coverage"
RAW = WORK / "raw"
MERGED = WORK / "merged.profdata"
PROGRAMS = [WORK / "debug" / "lacunaPackageTests.xctest", WORK / "debug" / "lacuna"]
REASONS = pathlib.Path(__file__).with_name("reasons.txt")
HELD = ["ScopingStore", "Provision", "GapDetection", "JSON"]
LEAST = 95.0

Run = collections.namedtuple("Run", "file first lines")  # the lines as (number, text)


def tool(name):
    """One of the toolchain that built: another version may not read its counters."""
    swift = shutil.which("swift") or sys.exit("swift is not there")
    beside = pathlib.Path(swift).resolve().with_name(name)
    return str(beside) if beside.exists() else name


def build():
    """Threads count one after the other: counts that were lost, or that fell below nought, would make lines run that did not."""
    command = ["swift", "build", "--ignore-lock", "--build-tests", "--enable-code-coverage", "--scratch-path", WORK]
    for word in ["-Xllvm", "-instrprof-atomic-counter-update-all"]:
        command += ["-Xswiftc", word]
    # The build starts what it has built, to ask it for its tests: what that counts is not wanted.
    subprocess.run(command, cwd=ROOT, check=True, env=dict(os.environ, LLVM_PROFILE_FILE="/dev/null"))


def run():
    """Runs the suite. A process that is killed leaves no counts, or counts that are cut off: those are passed over with a word."""
    shutil.rmtree(RAW, ignore_errors=True)
    RAW.mkdir(parents=True)
    command = ["env", f"LLVM_PROFILE_FILE={RAW}/%p-%m.profraw", "LACUNA_CACHE=", PROGRAMS[0], "--testing-library", "swift-testing"]
    with open(WORK / "suite.txt", "w") as output:
        status = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT).returncode
    # Programs that a test starts with an environment of its own count where they are.
    stray = ROOT / "default.profraw"
    if stray.exists():
        shutil.move(stray, RAW / stray.name)
    if status != 0:
        sys.exit(f"The suite failed, with {status}: see {WORK / 'suite.txt'}.")


def merge():
    found = sorted(RAW.glob("*.profraw"))
    names = WORK / "raw.txt"
    names.write_text("".join(f"{path}\n" for path in found))
    subprocess.run([tool("llvm-profdata"), "merge", "-sparse", "-failure-mode=warn", "-f", names, "-o", MERGED], check=True,
                   stderr=subprocess.DEVNULL)
    return len(found)


def export(kind, *options):
    objects = [PROGRAMS[0]] + [word for path in PROGRAMS[1:] for word in ("-object", path)]
    command = [tool("llvm-cov"), "export", f"-format={kind}", f"-instr-profile={MERGED}", *options, *objects, "-sources", ROOT / "Sources"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def module(file):
    return file.split("/")[1]


def inside(path):
    return str(pathlib.Path(path).relative_to(ROOT))


def totals():
    """By module: lines, regions and branches, each as (run, all)."""
    found = collections.defaultdict(lambda: collections.Counter())
    for entry in json.loads(export("text", "-summary-only"))["data"][0]["files"]:
        sums = found[module(inside(entry["filename"]))]
        for what in ("lines", "regions", "branches"):
            sums[what] += entry["summary"][what]["covered"]
            sums["all " + what] += entry["summary"][what]["count"]
    return found


def missed():
    """Each stretch of lines of the four that nothing ran: neither a comment nor an empty line ends one."""
    file, lines, runs = None, [], []

    def end():
        if lines:
            runs.append(Run(file, lines[0][0], list(lines)))
            lines.clear()

    text = []
    for record in export("lcov").split("\n"):
        kind, _, rest = record.partition(":")
        if kind == "SF":
            file = inside(rest)
            text = (ROOT / file).read_text().split("\n")
        elif kind == "DA" and module(file) in HELD:
            number, count = (int(word) for word in rest.split(",")[:2])
            if count == 0:
                lines.append((number, text[number - 1].strip()))
            else:
                end()
        elif kind == "end_of_record":
            end()
    return runs


DECLARATION = re.compile(
    r"^(\s*)(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|private|fileprivate|internal|static|final|mutating|borrowing|consuming|override|nonisolated"
    r"|convenience|indirect)(?:\(set\))?\s+)*(func|init|subscript|deinit|var|let|struct|enum|extension)\b[ ]?([\w.<+-]*)")


def function(run):
    """The function around a stretch: the nearest line above, less indented, that declares one."""
    lines = (ROOT / run.file).read_text().split("\n")
    least = len(lines[run.first - 1]) - len(lines[run.first - 1].lstrip())
    for place in range(run.first - 1, -1, -1):
        found = DECLARATION.match(lines[place])
        if found and (len(found[1]) < least or place == run.first - 1) and found[2] != "let":
            return found[3].split("<")[0] if found[2] in ("func", "var", "struct", "enum", "extension") and found[3] != "<" else found[2]
    return "-"


def reasons():
    """The reasons: a heading each, then a file, or a folder and all below it, and its lines as they stand; … is whatever stands there."""
    found = []
    for block in re.split(r"^## ", REASONS.read_text(), flags=re.M)[1:]:
        title, *rest = block.strip("\n").split("\n")
        file = None
        for line in rest:
            if line.startswith("Sources/"):
                file = line.strip()
                found.append((title, file, []))
            elif line.startswith("- ") and file:
                found[-1][2].append(line[2:].strip())
    return found


def fits(text, pattern):
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("…")), text) is not None


def explained(runs):
    """Each run with its reasons and the lines that have none; and the reasons that fit nothing."""
    known = reasons()
    used = set()
    told = []
    for run in runs:
        rest = [(number, text) for number, text in run.lines if re.search(r"\w", text) and not text.startswith("//")]
        why = []
        for place, (title, file, texts) in enumerate(known):
            if run.file != file and not (file.endswith("/") and run.file.startswith(file)):
                continue
            for start in range(len(rest) - len(texts), -1, -1):
                if all(fits(text, pattern) for (_, text), pattern in zip(rest[start:start + len(texts)], texts)):
                    del rest[start:start + len(texts)]
                    used.add(place)
                    if title not in why:
                        why.append(title)
        told.append((run, why, rest))
    return told, [reason for place, reason in enumerate(known) if place not in used]


def share(part, whole):
    return "-" if whole == 0 else f"{100 * part / whole:.1f} %"


def table(sums):
    yield f"{'module':<16}{'lines':>8}{'run':>8}{'':>9}{'regions':>9}{'run':>8}{'':>9}"
    everything = collections.Counter()
    for name in sorted(sums, key=str.lower):
        everything.update(sums[name])
    rows = [(name, sums[name]) for name in sorted(sums, key=str.lower)] + [("all", everything)]
    for name, counts in rows:
        cells = [f"{name:<16}"]
        for what in ("lines", "regions"):
            width = 8 if what == "lines" else 9
            whole, part = counts["all " + what], counts[what]
            cells.append(f"{whole:>{width},}{part:>8,}{share(part, whole):>9}")
        yield "".join(cells)
    if everything["all branches"] == 0:
        yield "Branches are none: Swift's compiler counts regions instead."
    else:
        yield f"Branches: {everything['branches']:,} of {everything['all branches']:,}."


def stretches(name):
    """The regions of a module that nothing ran, in lines of which something ran."""
    data = json.loads(export("text"))["data"][0]
    worst = {}
    for entry in data["functions"]:
        file = entry["filenames"][0]
        if not file.startswith(str(ROOT / "Sources" / name) + "/"):
            continue
        for first, column, last, end, count, _, _, kind in entry["regions"]:
            if kind == 0:
                place = (inside(file), first, column, last, end)
                worst[place] = max(count, worst.get(place, 0))
    for (file, first, column, last, end), count in sorted(worst.items()):
        if count == 0:
            text = (ROOT / file).read_text().split("\n")[first - 1]
            yield f"{file}:{first}:{column}: {text[column - 1:end - 1] if last == first else text[column - 1:]}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rerun", action="store_true")
    options.add_argument("--regions", metavar="MODULE")
    asked = options.parse_args()
    if not asked.rerun:
        build()
        run()
    processes = merge()
    if asked.regions:
        print("\n".join(stretches(asked.regions)))
        return
    sums = totals()
    told, unused = explained(missed())
    report = list(table(sums))
    report.append(f"Counted in {processes} processes.")
    faults = []
    for name in HELD:
        runs = [entry for entry in told if module(entry[0].file) == name]
        counts = sums[name]
        report += ["", f"{name}: {counts['all lines'] - counts['lines']} lines of {counts['all lines']:,} were not run."]
        for stretch, why, rest in runs:
            report.append(f"  {stretch.file}:{stretch.first}-{stretch.lines[-1][0]} in {function(stretch)}: {'; '.join(why) if not rest else 'NO REASON'}")
            report += [f"      {number}: {text}" for number, text in rest]
            faults += [f"{stretch.file}:{number}: no reason: {text}" for number, text in rest]
        if 100 * counts["lines"] < LEAST * counts["all lines"]:
            faults.append(f"{name}: {share(counts['lines'], counts['all lines'])} of its lines were run, and {LEAST:.0f} % are asked for.")
    faults += [f"reasons.txt: fits no missed line of {file}: {' | '.join(lines)}" for _, file, lines in unused]
    print("\n".join(report))
    (WORK / "report.md").write_text("# Coverage\n\n```\n" + "\n".join(report) + "\n```\n")
    print()
    if faults:
        print("\n".join(faults))
        sys.exit(1)
    print(f"Of {', '.join(HELD)} at least {LEAST:.0f} % of lines were run, and each line missed has its reason.")


if __name__ == "__main__":
    main()
