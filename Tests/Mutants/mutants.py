"""Plants small faults in a copy of the sources, each behind a number, builds the copy once, and runs the suite against each of them.

A fault that no test notices is a gap in the tests. Faults are drawn from all lines of all modules by a seed: a condition turned, a
comparison off by one, a step left out, a number off by one; `planted.txt` holds those that were written by hand.

Usage: mutants.py [--count N] [--seed N] [--module NAME]... [--only N,N...] [--planted] [--list] [--rerun] [--minutes N]
  --count    how many are drawn (200)
  --seed     which are drawn (1)
  --module   only in these modules
  --only     run only these numbers
  --planted  only those of planted.txt, against the world by seed (`WorldTests`)
  --list     say what would be planted, and end
  --rerun    leave out the building: the copy is built already
  --minutes  stop after so long, and say what was not run
The report is .build/mutants/report.md. Ends with 1 where fewer than 95 in 100 were noticed, or a planted one was not.
"""

import argparse
import collections
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "mutants"
TREE = WORK / "tree"
BINARY = TREE / ".build" / "release" / "lacunaPackageTests.xctest"

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

/// Whether the fault of a number is planted: `LACUNA_MUTANT` names one.
@inline(never) func mutant(_ number: Int) -> Bool { plantedNumber == number }

private let plantedNumber: Int = unsafe getenv("LACUNA_MUTANT").flatMap { unsafe Int(String(cString: $0)) } ?? -1
"""

Fault = collections.namedtuple("Fault", "number module file line kind before after")


def masked(line):
    """The line with what stands in strings and comments blanked, so that only code is looked at."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', lambda match: '"' + "\u00b7" * (len(match[0]) - 2) + '"', line)
    return re.sub(r"//.*", "", line)


PLAIN = re.compile(r"\b(let|var|case|try|await|is|as|unsafe|some|inout)\b|[{}]|\$|#|\?\?|->|=>|,| \? | = ")


def variants(lines, place):
    """Each fault that a line can have, as (kind, line after), with MUTANT for its switch."""
    line, code = lines[place], masked(lines[place])
    if '"""' in line or code.strip().startswith(("@", "assert", "precondition", "#")):
        return
    if "\u00b7" in code and "\\(" in line:
        return
    match = re.match(r"^(\s*(?:\} else )?(?:if|while) )(.+)( \{)$", code) or re.match(
        r"^(\s*guard )(.+)( else \{.*)$", code)
    if match and not PLAIN.search(match[2]):
        start, end = match.span(2)
        condition = line[start:end]
        yield "turned", f"{line[:start]}MUTANT != ({condition}){line[end:]}"
        for old, new in [(" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" && ", " || "), (" || ", " && ")]:
            if code[start:end].count(old) == 1:
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


def drawn(count, seed, modules):
    """So many faults, spread over the modules by their lines, at most one to a line."""
    files = subprocess.run(["git", "ls-files", "Sources"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    found = collections.defaultdict(list)
    for file in sorted(f for f in files if f.endswith(".swift")):
        module = file.split("/")[1]
        if module not in NEAREST or (modules and module not in modules):
            continue
        lines = (ROOT / file).read_text().split("\n")
        for place in range(len(lines)):
            for kind, after in variants(lines, place):
                found[module].append((file, place, kind, lines[place], after))
    dice = random.Random(seed)
    total = sum(len(items) for items in found.values())
    faults = []
    for module in sorted(found):
        share = max(3, round(count * len(found[module]) / total))
        chosen, seen = [], set()
        for item in dice.sample(found[module], len(found[module])):
            if item[:2] not in seen and len(chosen) < share:
                seen.add(item[:2])
                chosen.append(item)
        for file, place, kind, before, after in chosen:
            faults.append(Fault(len(faults) + 1, module, file, place, kind, before, after))
    return faults


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
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
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
    for module in NEAREST:
        switch = TREE / "Sources" / module / "Mutant.swift"
        wanted.add(f"Sources/{module}/Mutant.swift")
        if not switch.exists():
            switch.write_text(SWITCH)
    for path in list(TREE.glob("Sources/**/*")) + list(TREE.glob("Tests/**/*")):
        if path.is_file() and str(path.relative_to(TREE)) not in wanted:
            path.unlink()


def build(faults):
    """Builds the copy; a fault that does not compile is taken out again, and told."""
    while True:
        plant(faults)
        command = ["swift", "build", "-c", "release", "-Xswiftc", "-enable-testing", "--build-tests", "--ignore-lock"]
        done = subprocess.run(command, cwd=TREE, capture_output=True, text=True)
        if done.returncode == 0:
            return faults
        places = re.findall(rf"^(?:{re.escape(str(TREE))}/)?(Sources/\S+?\.swift):(\d+):\d+: error", done.stdout + done.stderr, re.M)
        wrong = set()
        for file, line in places:
            near = [fault for fault in faults if fault.file == file]
            close = [fault for fault in near if fault.line is not None and abs(fault.line + 1 - int(line)) <= 2]
            wrong.update(fault.number for fault in close)
        if not wrong:
            sys.exit("the copy does not build:\n" + (done.stdout + done.stderr)[-4000:])
        for fault in faults:
            if fault.number in wrong:
                print(f"left out, since it does not compile: {fault.file}:{fault.line + 1}: {fault.kind}", flush=True)
        faults = [fault for fault in faults if fault.number not in wrong]


def suite(number, arguments, seconds, extra={}):
    """Runs tests with a fault; whether they passed. What hangs or dies has noticed."""
    environment = {**os.environ, "LACUNA_CACHE": "", "LACUNA_MUTANT": str(number), **extra}
    try:
        done = subprocess.run(
            [str(BINARY), "--testing-library", "swift-testing", *arguments],
            cwd=TREE, env=environment, capture_output=True, text=True, timeout=seconds, errors="replace")
    except subprocess.TimeoutExpired:
        return False, "took too long"
    failed = re.findall(r'recorded an issue|Test "?(.*?)"? recorded', done.stdout)
    first = re.search(r"✘ Test (.*?) recorded an issue", done.stdout)
    return done.returncode == 0, (first[1][:90] if first else f"ended with {done.returncode}") if failed or done.returncode else ""


def against_suite(fault):
    nearest = NEAREST[fault.module]
    names = "|".join(nearest)
    stages = [
        (["--filter", rf"^({names})\."], 600),
        (["--skip", rf"^({names})\.", "--skip", "EveryOptionTests"], 1_200),
        (["--filter", "EveryOptionTests"], 900),
    ]
    for arguments, seconds in stages:
        passed, first = suite(fault.number, arguments, seconds)
        if not passed:
            return first
    return None


def against_world(fault, seeds=150):
    """By which seed of the world it is found; nil where none of many finds it."""
    for start in range(1, seeds + 1, 10):
        passed, first = suite(fault.number, ["--filter", "WorldTests"], 900, {"LACUNA_SEEDS": f"{start}-{start + 9}"})
        if not passed:
            return f"within seeds {start} to {start + 9}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", action="append", default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--planted", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--rerun", action="store_true")
    parser.add_argument("--minutes", type=float, default=1e9)
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    by_hand = planted(1_001)
    faults = by_hand + ([] if options.planted else drawn(options.count, options.seed, options.module))
    if options.list:
        for fault in faults:
            print(f"{fault.number:5} {fault.file}:{(fault.line or 0) + 1}: {fault.kind}: {fault.before.strip()[:110]}")
        return
    WORK.mkdir(parents=True, exist_ok=True)
    if not options.rerun:
        faults = build(faults)
    passed, first = suite(0, ["--filter", "WorldTests"] if options.planted else ["--skip", "EveryOptionTests"], 1_800)
    if not passed:
        sys.exit(f"without any fault the tests fail: {first}")
    only = {int(word) for word in options.only.split(",") if word}
    rows, missed, unrun = [], [], 0
    for fault in faults:
        if only and fault.number not in only:
            continue
        if time.monotonic() > end:
            unrun += 1
            continue
        by_world = fault.number > 1_000
        noticed = against_world(fault) if by_world else against_suite(fault)
        where = fault.file.removeprefix("Sources/") + ("" if fault.line is None else f":{fault.line + 1}")
        rows.append((fault, where, noticed))
        if noticed is None:
            missed.append(fault)
        print(f"{'noticed ' if noticed else 'UNSEEN  '} {fault.number:5} {where}: {fault.kind}: {noticed or fault.before.strip()[:100]}", flush=True)
    report = ["# Planted faults", "", f"{len(rows)} tried, {len(rows) - len(missed)} noticed, {len(missed)} not; {unrun} not run.", ""]
    tally = collections.Counter(fault.module for fault, _, _ in rows)
    unseen = collections.Counter(fault.module for fault in missed)
    report += ["| module | tried | noticed |", "| --- | --- | --- |"]
    report += [f"| {module} | {tally[module]} | {tally[module] - unseen[module]} |" for module in sorted(tally)]
    report += ["", "Not noticed:", ""] + [f"- `{where}` {fault.kind}: `{fault.before.strip()}`" for fault, where, noticed in rows if noticed is None]
    (WORK / "report.md").write_text("\n".join(report) + "\n")
    print(f"{len(rows)} tried, {len(rows) - len(missed)} noticed, {len(missed)} not, {unrun} not run: .build/mutants/report.md")
    if any(fault.number > 1_000 for fault in missed) or len(missed) > len(rows) * 0.05:
        sys.exit(1)


main()
