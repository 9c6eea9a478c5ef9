"""Plants small faults in a copy of the sources, each behind a number, builds the copy once, and runs the tests against each of them.

A fault that no test notices is a gap in the tests. Faults are drawn from all lines of all modules by a seed: a condition turned, a
comparison off by one, a step left out, a number off by one; `planted.txt` holds those that were written by hand, `equivalent.txt` those
that no input can tell from the code as it is. Each suite runs once without a fault, and says which faults it comes by: a fault is tried
by those suites alone, the nearest and quickest first, until one test fails. What hangs is stopped, and counts as noticed, told apart.

Usage: mutants.py [--count N] [--seed N] [--module NAME]... [--only N,N...] [--planted] [--list] [--nearest]
                  [--rerun | --again] [--minutes N]
  --count    how many are drawn (200), five of each module at least
  --seed     which are drawn (1)
  --module   only in these modules
  --only     run only these numbers
  --planted  only those of planted.txt, against the world by seed (`WorldTests`)
  --list     say what would be planted, and end
  --nearest  only the suites that are nearest to a module: a first look
  --rerun    go on where a run was stopped: neither drawn nor built anew
  --again    the same faults in today's sources and tests: built anew, and those run that were not noticed
  --jobs     how many run at once (2)
  --minutes  stop after so long, and say what was not run
The report is .build/mutants/report.md. Ends with 1 where fewer than 95 in 100 of a module were noticed, or a planted one was not.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "mutants"
TREE = WORK / "tree"
# Debug: when a test was added only that is built anew, and not whole modules.
BINARY = TREE / ".build" / "debug" / "lacunaPackageTests.xctest"
DRAWN, REACHED, RESULTS, REPORT = (WORK / name for name in ("drawn.json", "reached.json", "results.jsonl", "report.md"))
FEWEST = 5  # of each module

# Which suites notice faults of a module first; the rest follows.
NEAREST = {
    "Answers": ["LacunaTests", "LacunaServiceTests"], "Archives": ["SpreadsheetsTests", "PapersTests"],
    "Bytes": ["SpreadsheetsTests", "ScopingStoreTests"], "Exhibits": ["ExhibitsTests"], "Forms": ["FormsTests"],
    "GapDetection": ["GapDetectionTests"], "JSON": ["JSONRPCTests", "LacunaServiceTests"], "JSONRPC": ["JSONRPCTests"],
    "LacunaService": ["LacunaServiceTests"], "Mail": ["MailTests"], "Markup": ["ScopingStoreTests", "ExhibitsTests"],
    "Papers": ["PapersTests"], "Provision": ["ProvisionTests", "GapDetectionTests"],
    "ScopingStore": ["ScopingStoreTests"], "Simulation": ["SimulationTests"], "Spreadsheets": ["SpreadsheetsTests"],
    "System": ["ScopingStoreTests", "LacunaTests"], "lacuna": ["LacunaTests"],
}
SWITCH = """import Glibc

/// Whether the fault of a number is planted: `LACUNA_MUTANT` names one. `LACUNA_REACHED` names a file to which each number that is
/// come by is added once.
@inline(never) func mutant(_ number: Int) -> Bool {
    if plantedNumber >= 0 { return plantedNumber == number }
    if reachedFile >= 0 { note(number) }
    return false
}

private let plantedNumber: Int = unsafe getenv("LACUNA_MUTANT").flatMap { unsafe Int(String(cString: $0)) } ?? -1
private let reachedFile: CInt = unsafe getenv("LACUNA_REACHED").map { unsafe open($0, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644) } ?? -1
private let most = 100_000
nonisolated(unsafe) private let seen = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: most)
private let isMade: Bool = { unsafe seen.initialize(repeating: 0); return true }()

private func note(_ number: Int) {
    guard isMade, unsafe number < most && seen[number] == 0 else { return }
    unsafe seen[number] = 1
    var line = Array("\\(number)\\n".utf8)
    _ = unsafe write(reachedFile, &line, line.count)
}
"""

Fault = collections.namedtuple("Fault", "number module file line kind before after")


def masked(line):
    """The line with what stands in strings and comments blanked, so that only code is looked at."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', lambda match: '"' + "\u00b7" * (len(match[0]) - 2) + '"', line)
    return re.sub(r"//.*", "", line)


# What is no fault: room made beforehand, what only a debugger sees, and limits that a drawn width or a descriptor meets only by chance.
HARMLESS = re.compile(r"[cC]apacity|debugDescription|assertionFailure")
BY_CHANCE = re.compile(r"\bwidth\(|\bwidth\b|\bdescriptor >= 0|\b(?:file|folder) >= 0")
PLAIN = re.compile(r"\b(let|var|case|try|await|is|as|unsafe|some|inout)\b|[{}]|\$|#|\?\?|->|=>|,| \? | = ")


def variants(lines, place):
    """Each fault that a line can have, as (kind, line after), with MUTANT for its switch."""
    line, code = lines[place], masked(lines[place])
    if '"""' in line or code.strip().startswith(("@", "assert", "precondition", "#")) or HARMLESS.search(code):
        return
    if "\u00b7" in code and "\\(" in line:
        return
    match = re.match(r"^(\s*(?:\} else )?(?:if|while) )(.+)( \{)$", code) or re.match(
        r"^(\s*guard )(.+)( else \{.*)$", code)
    if match and match[2] != "true" and not PLAIN.search(match[2]):
        start, end = match.span(2)
        condition = line[start:end]
        yield "turned", f"{line[:start]}MUTANT != ({condition}){line[end:]}"
        for old, new in [(" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" && ", " || "), (" || ", " && ")]:
            if code[start:end].count(old) == 1 and (old in (" && ", " || ") or not BY_CHANCE.search(code[start:end])):
                at = code.index(old, start)
                other = line[start:at] + new + line[at + len(old):end]
                yield old.strip() + " as " + new.strip(), f"{line[:start]}(MUTANT ? ({other}) : ({condition})){line[end:]}"
    for match in re.finditer(r"\.(?:filter|contains|first|firstIndex|allSatisfy|prefix|drop|removeAll)(?:\(where:)? \{ (\$0[^{}]*) \}", code):
        if not re.search(r"\b(try|await|unsafe)\b|=>| = |\?\?| \? ", match[1]):
            start, end = match.span(1)
            yield "turned in a closure", f"{line[:start]}MUTANT != ({line[start:end]}){line[end:]}"
    match = re.match(r"^(\s*return )(true|false)$", code)
    if match:
        yield "returns the other", match[1] + ("!MUTANT" if match[2] == "true" else "MUTANT")
    for match in re.finditer(r" [+-] 1\b(?!\.)(?!_)", code):
        start, end = match.span()
        yield "off by one", f"{line[:start + 3]}(MUTANT ? 0 : 1){line[end:]}"
    statement = code.strip()
    before = masked(lines[place - 1]).strip() if place else ""
    after = masked(lines[place + 1]).strip() if place + 1 < len(lines) else ""
    alone = before.endswith(("{", " in")) and after.startswith("}")
    if not alone and before.endswith(("{", "}", ")", ";", "in")) or before == "":
        if re.match(r"^[a-zA-Z_][\w.]*(\([^{}]*\)| [+-]= [^{}]+)$", statement) and statement.count("(") == statement.count(")"):
            if not re.match(r"^(return|throw|self\.init|super|init|fatalError|exit)\b|^[A-Z]", statement) and not alone:
                indent = line[: len(line) - len(line.lstrip())]
                yield "left out", f"{indent}if !MUTANT {{ {line.strip()} }}"


def key(fault):
    """What a fault is called wherever its line has moved to."""
    return f"{fault.file}\n{fault.kind}: {fault.before.strip()}"


def name(fault):
    """What its result is kept under: the same line may stand in a file more than once."""
    return f"{fault.number} {key(fault)}"


def equivalents():
    """The faults of equivalent.txt, which no input can tell from the code as it is, each with the reason."""
    found = {}
    for block in re.split(r"^## ", (ROOT / "Tests/Mutants/equivalent.txt").read_text(), flags=re.M)[1:]:
        reason, file, *rest = block.strip("\n").split("\n")
        found.update({f"{file}\n{line}": reason for line in rest})
    return found


def drawn(count, seed, modules):
    """So many faults, spread over the modules by their lines, at most one to a line."""
    files = subprocess.run(["git", "ls-files", "Sources"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    by_hand = collections.defaultdict(set)
    for fault in planted(0):
        by_hand[fault.file].update(line.strip() for line in fault.before.split("\n"))
    found = collections.defaultdict(list)
    for file in sorted(f for f in files if f.endswith(".swift")):
        module = file.split("/")[1]
        if module not in NEAREST or (modules and module not in modules):
            continue
        lines = (ROOT / file).read_text().split("\n")
        for place in range(len(lines)):
            if lines[place].strip() in by_hand[file]:
                continue
            for kind, after in variants(lines, place):
                found[module].append((file, place, kind, lines[place], after))
    dice = random.Random(seed)
    total = sum(len(items) for items in found.values())
    same = equivalents()
    faults = []
    for module in sorted(found):
        share = max(FEWEST, round(count * len(found[module]) / total))
        chosen, seen = [], set()
        for item in dice.sample(found[module], len(found[module])):
            fault = Fault(len(faults) + len(chosen) + 1, module, item[0], item[1], *item[2:])
            if item[:2] not in seen and len(chosen) < share and key(fault) not in same:
                seen.add(item[:2])
                chosen.append(fault)
        faults += chosen
    return faults


def placed(faults):
    """The faults of an earlier draw in today's sources: at the nearest line that reads the same; what is gone is told."""
    here, gone = [], []
    for fault in faults:
        path = ROOT / fault.file
        lines = path.read_text().split("\n") if path.is_file() else []
        places = [place for place, line in enumerate(lines) if line == fault.before]
        places = [place for place in places if (fault.kind, fault.after) in list(variants(lines, place))]
        if places:
            here.append(fault._replace(line=min(places, key=lambda place: abs(place - fault.line))))
        else:
            gone.append(fault)
            print(f"no longer in the sources: {fault.file}:{fault.line + 1}: {fault.before.strip()}", flush=True)
    return here, gone


def planted(first):
    """The faults of planted.txt: a heading, a file, lines taken out and lines put in."""
    faults = []
    for block in re.split(r"^## ", (ROOT / "Tests/Mutants/planted.txt").read_text(), flags=re.M)[1:]:
        title, file, *rest = block.strip("\n").split("\n")
        before = "\n".join(line[2:] for line in rest if line.startswith("- "))
        after = "\n".join(line[2:] for line in rest if line.startswith("+ "))
        faults.append(Fault(first + len(faults), file.split("/")[1], file, None, title, before, after))
    return faults


def plant(faults):
    """Writes the copy: the sources with every fault behind its number."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    wanted = set()
    for name in filter(None, names):
        source, target = ROOT / name, TREE / name
        if not source.is_file():
            continue
        wanted.add(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = source.read_bytes()
        here = [fault for fault in faults if fault.file == name]
        if here:
            text = data.decode()
            lines = text.split("\n")
            for fault in here:
                if fault.line is not None:
                    lines[fault.line] = fault.after.replace("MUTANT", f"mutant({fault.number})")
            text = "\n".join(lines)
            for fault in here:
                if fault.line is None:
                    if text.count(fault.before) != 1:
                        sys.exit(f"planted.txt: '{fault.kind}' does not fit {name} ({text.count(fault.before)} places)")
                    text = text.replace(fault.before, fault.after.replace("MUTANT", f"mutant({fault.number})"))
            data = text.encode()
        if not target.exists() or target.read_bytes() != data:
            target.write_bytes(data)
            shutil.copymode(source, target)
    for module in NEAREST:
        switch = TREE / "Sources" / module / "Mutant.swift"
        wanted.add(f"Sources/{module}/Mutant.swift")
        if not switch.exists() or switch.read_text() != SWITCH:
            switch.write_text(SWITCH)
    for path in list(TREE.glob("Sources/**/*")) + list(TREE.glob("Tests/**/*")):
        if path.is_file() and str(path.relative_to(TREE)) not in wanted:
            path.unlink()


def build(faults):
    """Builds the copy; a fault that does not compile is taken out again, and told."""
    while True:
        plant(faults)
        DRAWN.write_text(json.dumps(faults))
        began = time.monotonic()
        done = subprocess.run(
            ["swift", "build", "--build-tests", "--ignore-lock"], cwd=TREE, capture_output=True, text=True)
        print(f"built in {time.monotonic() - began:.0f} s, ended with {done.returncode}", flush=True)
        if done.returncode == 0:
            return faults
        places = re.findall(rf"^(?:{re.escape(str(TREE))}/)?(Sources/\S+?\.swift):(\d+):\d+: error", done.stdout + done.stderr, re.M)
        wrong = set()
        for file, line in places:
            # The line itself, or the last fault above it: what a method lacks is told at its end.
            near = [fault for fault in faults if fault.file == file and fault.line is not None and fault.line <= int(line) + 1]
            wrong.update(fault.number for fault in near if fault.line == max(other.line for other in near))
        if not wrong:
            sys.exit("the copy does not build:\n" + (done.stdout + done.stderr)[-4000:])
        for fault in faults:
            if fault.number in wrong:
                print(f"left out, since it does not compile: {fault.file}:{fault.line + 1}: {fault.kind}", flush=True)
        faults = [fault for fault in faults if fault.number not in wrong]


Run = collections.namedtuple("Run", "passed first seconds")
running = set()


def end_all(*_):
    """Ends what runs, where this is ended itself."""
    for process in list(running):
        os.killpg(process.pid, signal.SIGKILL)
    os._exit(1)


def run(suites, seconds, extra):
    """Runs suites until a test fails, or the time is up: whether all passed, and what failed first."""
    pattern = "^(" + "|".join(re.escape(suite) for suite in suites) + ")(/|$)"
    began = time.monotonic()
    # Short, since the paths of sockets may not be long; open, since some tests give up the rights of root.
    folder = tempfile.mkdtemp(prefix="m")
    os.chmod(folder, 0o777)
    process = subprocess.Popen(
        ["nice", "-n", "10", str(BINARY), "--testing-library", "swift-testing", "--filter", pattern],
        cwd=TREE, env={**os.environ, "LACUNA_CACHE": "", "TMPDIR": folder, **extra}, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    running.add(process)
    is_late = threading.Event()

    def stop():
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    clock = threading.Timer(seconds, lambda: (is_late.set(), stop()))
    clock.start()
    first = None
    for line in process.stdout:
        line = re.sub(r"\x1b\[[0-9;]*m", "", line)
        match = re.search(r"✘ Test (.*?) recorded an issue", line)
        if match:
            first = match[1].strip('"')[:90]
            break
        if " at " in line and "Fatal error" in line:
            first = "trap: " + line.strip()[:90]
    stop()
    clock.cancel()
    process.stdout.close()
    code = process.wait()
    running.discard(process)
    shutil.rmtree(folder, ignore_errors=True)
    if is_late.is_set():
        first = "took too long"
    elif first is None and code != 0:
        first = f"ended with {code}" if code > 0 else f"died of signal {-code}"
    return Run(first is None, first, time.monotonic() - began)


def suites_there():
    """All suites of the tests, as `Module.Suite`."""
    listed = subprocess.run(
        [str(BINARY), "--testing-library", "swift-testing", "--list-tests"], cwd=TREE, capture_output=True, text=True, check=True)
    return sorted({line.split("/")[0] for line in listed.stdout.split("\n") if re.match(r"^\w+Tests\.", line)})


def digests():
    """Of each suite what its file holds, to know which have changed."""
    found = {}
    for path in sorted((TREE / "Tests").glob("*/**/*.swift")):
        text = path.read_text()
        module = path.relative_to(TREE / "Tests").parts[0]
        for name in re.findall(r"^(?:final )?(?:struct|class|enum|actor) (\w+)", text, re.M):
            found[f"{module}.{name}"] = hashlib.sha256(text.encode()).hexdigest()
    return found


def reached(jobs, suites, known):
    """Without any fault: for each suite how long it takes, and the faults it comes by. What fails then can notice nothing, and is told.

    What is known of a suite stands as long as its file is the same.
    """
    files = digests()

    def one(suite):
        if suite in known and known[suite].get("file") == files.get(suite):
            return suite, known[suite]
        for _ in range(2):
            with tempfile.NamedTemporaryFile("r") as file:
                done = run([suite], 1_800, {"LACUNA_REACHED": file.name})
                numbers = sorted({int(word) for word in file.read().split()})
            if done.passed:
                return suite, {"seconds": done.seconds, "faults": numbers, "file": files.get(suite)}
        print(f"left out, since it fails without any fault: {suite}: {done.first}", flush=True)
        return suite, {"seconds": done.seconds, "faults": []}

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return dict(pool.map(one, suites))


def batches(fault, suites):
    """The suites that come by a fault: in its nearest modules, then elsewhere, the quickest first, ever more at once."""
    near = tuple(f"{module}." for module in NEAREST[fault.module])
    coming = [suite for suite, what in suites.items() if fault.number in what["faults"]]
    coming.sort(key=lambda suite: (not suite.startswith(near), suites[suite]["seconds"]))
    batch, cost, most = [], 0.0, 2.0
    for suite in coming:
        seconds = suites[suite]["seconds"]
        if batch and (cost + seconds > most or batch[0].startswith(near) != suite.startswith(near)):
            yield batch, cost
            batch, cost, most = [], 0.0, most * 3
        batch.append(suite)
        cost += seconds
    if batch:
        yield batch, cost


def against_suites(fault, suites, is_near):
    """Which test notices a fault; nil where none does. Only the nearest suites, or only the others."""
    near = tuple(f"{module}." for module in NEAREST[fault.module])
    for batch, cost in batches(fault, suites):
        if batch[0].startswith(near) == is_near:
            done = run(batch, 60 + cost * 6, {"LACUNA_MUTANT": str(fault.number)})
            if not done.passed:
                return done.first, "near" if is_near else "far"
    return None


def against_world(fault, seeds=150):
    """By which seed of the world it is found; nil where none of many finds it."""
    for start in range(1, seeds + 1, 10):
        extra = {"LACUNA_MUTANT": str(fault.number), "LACUNA_SEEDS": f"{start}-{start + 9}"}
        done = run(["LacunaServiceTests.WorldTests"], 900, extra)
        if not done.passed:
            return f"within seeds {start} to {start + 9}, {done.first}", "world"
    return None


def where(fault):
    return fault.file.removeprefix("Sources/") + ("" if fault.line is None else f":{fault.line + 1}")


class Results:
    """What was found of each fault, kept as it comes: {key: [what, where]}, null where no test of that place noticed it."""

    def __init__(self, is_kept):
        self.found = {}
        self.lock = threading.Lock()
        if is_kept and RESULTS.exists():
            for line in RESULTS.read_text().splitlines():
                entry = json.loads(line)
                self.found[entry["fault"]] = entry
        self.write()

    def write(self):
        self.file = open(RESULTS, "w", encoding="utf-8")
        for entry in self.found.values():
            self.file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self.file.flush()

    def add(self, fault, place, noticed):
        entry = {"fault": name(fault), "by": noticed and noticed[0], "place": noticed[1] if noticed else place}
        with self.lock:
            self.found[name(fault)] = entry
            self.file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self.file.flush()
            word = "noticed " if noticed else "UNSEEN  " if place in ("far", "world") else "not yet "
            told = noticed[0] if noticed else fault.before.strip()[:100]
            print(f"{time.strftime('%T')} {word} {fault.number:5} {where(fault)}: {fault.kind}: {told}", flush=True)

    def forget_unnoticed(self):
        self.found = {called: entry for called, entry in self.found.items() if entry["by"]}
        self.write()

    def entry(self, fault):
        return self.found.get(name(fault))


def in_turn(faults):
    """One of each module, then the next of each, so that every module was tried when a run is stopped."""
    count = collections.Counter()
    order = []
    for fault in faults:
        order.append((count[fault.module], fault.module, fault))
        count[fault.module] += 1
    return [fault for _, _, fault in sorted(order, key=lambda item: item[:2])]


def report(faults, gone, results, suites, seconds):
    """Writes the report; whether enough was noticed."""
    same = equivalents()
    told = [fault for fault in faults if key(fault) not in same]
    tally = collections.defaultdict(collections.Counter)
    for fault in told:
        entry = results.entry(fault)
        count = tally["by hand" if fault.number > 1_000 else fault.module]
        count["planted"] += 1
        if entry is None or (entry["by"] is None and entry["place"] == "near"):
            count["not run"] += 1
        elif entry["by"] is None:
            count["not"] += 1
        else:
            count["noticed"] += 1
            count["late" if entry["by"] == "took too long" else entry["place"]] += 1
    whole = sum(tally.values(), collections.Counter())
    lines = ["# Planted faults", ""]
    lines.append(f"{whole['planted']} planted, {whole['noticed']} noticed, {whole['not']} not, {whole['not run']} not run; "
                 f"{len(faults) - len(told)} more cannot be told from the code as it is (`Tests/Mutants/equivalent.txt`), "
                 f"{len(gone)} more are no longer in the sources. {seconds / 60:.0f} minutes.")
    lines += ["", "| module | planted | noticed | by its own suites | by others | by the world | stopped as too long | not noticed | not run |",
              "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for module in sorted(tally):
        count = tally[module]
        lines.append(f"| {module} | {count['planted']} | {count['noticed']} | {count['near']} | {count['far']} | {count['world']} "
                     f"| {count['late']} | {count['not']} | {count['not run']} |")
    silent = [fault for fault in told if (entry := results.entry(fault)) and entry["by"] is None and entry["place"] != "near"]
    lines += ["", "Not noticed:", ""]
    for fault in silent:
        by = sum(fault.number in what["faults"] for what in suites.values())
        lines.append(f"- `{where(fault)}` {fault.kind} ({by} suites come by): `{fault.before.strip()}`")
    lines += ["", "Noticed by:", ""]
    for fault in told:
        entry = results.entry(fault)
        if entry and entry["by"]:
            lines.append(f"- `{where(fault)}` {fault.kind}: {entry['by']}")
    REPORT.write_text("\n".join(lines) + "\n")
    print(f"{lines[2]}\n.build/mutants/report.md")
    return all(count["not"] <= count["planted"] * 0.05 and (name != "by hand" or not count["not"]) for name, count in tally.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", action="append", default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--planted", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--nearest", action="store_true")
    parser.add_argument("--rerun", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=1e9)
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end_all)
    began = time.monotonic()
    end = began + options.minutes * 60
    gone = []
    if options.rerun or options.again:
        faults = [Fault(*item) for item in json.loads(DRAWN.read_text())]
        if options.again:
            faults, gone = placed([fault for fault in faults if fault.number < 1_000])
            faults = planted(1_001) + faults
    else:
        faults = planted(1_001) + ([] if options.planted else drawn(options.count, options.seed, options.module))
    if options.list:
        for fault in faults:
            print(f"{fault.number:5} {fault.file}:{(fault.line or 0) + 1}: {fault.kind}: {fault.before.strip()[:110]}")
        return
    WORK.mkdir(parents=True, exist_ok=True)
    results = Results(options.rerun or options.again)
    if not options.rerun:
        faults = build(faults)
        results.forget_unnoticed()
    if not options.rerun or not REACHED.exists():
        measured = time.monotonic()
        known = json.loads(REACHED.read_text()) if options.again and REACHED.exists() else {}
        modules = {near for fault in faults for near in NEAREST[fault.module] if fault.number < 1_000}
        there = [suite for suite in suites_there() if not options.nearest or suite.split(".")[0] in modules]
        REACHED.write_text(json.dumps(reached(options.jobs, there, known)))
        print(f"without any fault {time.monotonic() - measured:.0f} s", flush=True)
    suites = json.loads(REACHED.read_text())

    only = {int(word) for word in options.only.split(",") if word}
    same = equivalents()
    chosen = [fault for fault in faults if (not only or fault.number in only) and key(fault) not in same]
    chosen = [fault for fault in chosen if fault.number > 1_000 or not options.planted]

    def each(place, notice):
        def one(fault):
            entry = results.entry(fault)
            if entry and (entry["by"] or entry["place"] == place or entry["place"] == "far"):
                return
            if time.monotonic() < end:
                results.add(fault, place, notice(fault))
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            group = [fault for fault in chosen if (fault.number > 1_000) == (place == "world")]
            list(pool.map(one, in_turn(group)))

    each("near", lambda fault: against_suites(fault, suites, True))
    each("world", against_world)
    each("far", lambda fault: against_suites(fault, suites, False))
    if not report(faults, gone, results, suites, time.monotonic() - began):
        sys.exit(1)


main()
