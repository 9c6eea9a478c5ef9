"""One call of the system fails at a time, for every call by which a store is read and written, by commands and by a server: no
write is acknowledged that is not there, no answer is wrong without a word, nothing traps, and the server serves on.
"""

import os
import re

from serverfaults import listing, server_trial, session
from serving import Server
from store import is_there
from tracing import ERRORS, READING, WORDS, WRITING, failing, need_strace, numbered, read_lines, recording
from workers import beside
from writes import COMMANDS, REQUESTS, named

FAULTS = 3000
READERS = [["status"], ["verify"], ["heads"], ["gaps", "--format", "csv"], ["export", "--format", "csv"], ["actions"],
           ["round", "status", "2022-05"]]
# What a command may end with, of those that sysexits names, and 1: something was left out.
TOLD = {1, 64, 65, 66, 69, 73, 74, 75, 77}


def run(part, world):
    need_strace()
    plans = planned(part, world)
    for plan in plans:
        part.random.shuffle(plan)
    # Every call is tried at least once before any is tried with a second error.
    writing, reading, serving = plans
    wanted = part.many(FAULTS, 60)
    shares = {"writing": (writing, round(wanted * 0.55)), "reading": (reading, round(wanted * 0.25))}
    shares["server"] = (serving, wanted - sum(share for _, share in shares.values()))
    for kind, (plan, share) in shares.items():
        chosen = firsts(plan, share)
        trial = {"writing": write_trial, "reading": read_trial, "server": server_trial}[kind]
        # With its plan's number, so that each trial's form and mark are its own.
        tried = beside(part, enumerate(chosen), lambda number: bench(world, f"{kind}-{number}"),
                       lambda place, item: trial(part, world, place, item))
        part.count({"writing": "faults of commands that record", "reading": "faults of commands that read",
                    "server": "faults of a server"}[kind], tried)
        part.remark(f"{kind}: {len({item[:3] for item in plan})} calls, {len(plan)} faults of them could be tried")
    listing(part, world)
    short(part, world)
    controls(part, world, [item for item in writing if item[1] in ("write", "fsync", "renameat2")])


def bench(world, name):
    folder = f"{world.work}/{name}"
    os.makedirs(folder, exist_ok=True)
    return world.store(f"{name}/store"), folder


def firsts(plan, share):
    """As many of a plan as are wanted: each call with one error, then with another, and so on."""
    rounds, seen = {}, {}
    for item in plan:
        seen[item[:3]] = seen.get(item[:3], 0) + 1
        rounds.setdefault(seen[item[:3]], []).append(item)
    return [item for turn in sorted(rounds) for item in rounds[turn]][:share]


# MARK: What can fail


def planned(part, world):
    """Of each kind of trial every call that touches the store, with every error: (which, call, number, error)."""
    store = world.store("planning")
    trace = f"{world.work}/planning.trace"
    calls = ",".join(READING + WRITING)

    def places(lines, touches):
        # What the loader does before the program runs is not the program's. A number counts in each thread by itself: one that
        # is the loader's in the first thread is passed over in the others, too.
        begun = next(index for index, line in enumerate(lines) if store.folder in line)
        for call in READING + WRITING:
            loading = sum(1 for _ in numbered(lines[:begun], call))
            for number, line in numbered(lines, call):
                if number > loading and touches(line):
                    for error in ERRORS[call]:
                        yield call, number, error

    def touches(line):
        # What is printed goes into a pipe; memory is the loader's until the store is read.
        return store.folder in line or ("write(" in line and "<pipe" in line) or "MAP_ANONYMOUS" in line

    writing, reading, serving = [], [], []
    for write in COMMANDS:
        store.reset()
        words, _ = write.arguments(0, world.work)
        assert world.run(words, store.folder, recording(trace, calls)).returncode == 0
        writing += [(write.name, *place) for place in places(read_lines(trace), touches)]
    store.reset()
    for index, words in enumerate(READERS):
        assert world.run(words, store.folder, recording(trace, calls)).returncode == 0
        reading += [(index, *place) for place in places(read_lines(trace), touches)]
    for method in REQUESTS:
        store.reset()
        server = Server(world, store.folder, f"{world.work}/planning.sock", recording(trace, calls)[:1] + ["-D"]
                        + recording(trace, calls)[1:])
        server.start()
        session(server, method, 0)
        assert server.stop() == 0
        serving += [(method, *place) for place in places(read_lines(trace), lambda line: store.folder in line)]
    return writing, reading, serving


# MARK: Commands


def ended_ill(run):
    return run.returncode < 0 or run.returncode >= 128


def is_told(run, error):
    """Whether a failure was named: by the system's word for it, or by what is wrong with what could be read."""
    return WORDS[error] in run.stdout + run.stderr


def write_trial(part, world, place, item, environment=None, note=None):
    (store, folder), (number, (name, call, turn, error)) = place, item
    note = note or part.fault
    store.reset()
    write = named(name)
    words, mark = write.arguments(number, folder)
    trace = f"{folder}/trace"
    run = world.run(words, store.folder, failing(trace, call, error, turn), **(environment or {}))
    line = next((line for line in read_lines(trace) if "INJECTED" in line), None)
    if line is None:
        part.count("faults that came to nothing: the call was not made")
        return
    where = f"{name}, {call} {turn} {error} ({line.split(None, 1)[-1][:110]})"
    said = run.stdout + run.stderr
    changed = store.changes()
    known = write.acknowledged(run.stdout, mark, number)
    if ended_ill(run):
        note(f"TRAP: {where}: status {run.returncode}: {said[-200:]}")
    for path, words in known.items():
        missing = is_there(store.folder, path, words)
        if missing:
            note(f"FALSE: {where}: {missing}")
    if run.returncode == 0 and not known and not changed:
        note(f"FALSE: {where}: status 0, and nothing was recorded: {said[-200:]}")
    if run.returncode != 0:
        if changed and not re.search("not known to be durable|what the command did is done", said) and not known:
            note(f"UNTOLD: {where}: status {run.returncode}, yet it is there: {said[-200:]}")
        if run.returncode not in TOLD or not said.strip():
            note(f"UNTOLD: {where}: status {run.returncode}: {said[-200:]!r}")
        elif error == "EINTR":
            note(f"UNTOLD: {where}: an interruption is no failure: {said[-200:]}")
        elif call != "mmap" and not is_told(run, error) and not known and "what the command did is done" not in said:
            note(f"UNTOLD: {where}: status {run.returncode} does not say '{WORDS[error]}': {said[-200:]!r}")
    if store.leftovers() and call not in ("unlink", "unlinkat"):
        note(f"LEFT: {where}: {store.leftovers()}")
    if changed:
        sound = world.verify(store.folder)
        if sound.returncode != 0:
            note(f"TORN: {where}: {(sound.stdout + sound.stderr)[-200:]}")
    elif number % 20 == 0 and not environment:
        words, _ = write.arguments(number + 500_000, folder)
        again = world.run(words, store.folder)
        part.check(again.returncode == 0, f"{where}: afterwards the same ends with {again.returncode}: {again.stderr[-200:]}")


# By reader: the answer without a fault, which is the same in every copy of the store.
GOOD = {}


def read_trial(part, world, place, item):
    (store, folder), (_, (index, call, turn, error)) = place, item
    words = READERS[index]
    if (store.folder, index) not in GOOD:
        store.reset()
        GOOD[store.folder, index] = world.run(words, store.folder).stdout
    good = GOOD[store.folder, index]
    trace = f"{folder}/trace"
    run = world.run(words, store.folder, failing(trace, call, error, turn))
    if not any("INJECTED" in line for line in read_lines(trace)):
        part.count("faults that came to nothing: the call was not made")
        return
    where = f"{' '.join(words)}, {call} {turn} {error}"
    said = run.stdout + run.stderr
    if ended_ill(run):
        part.fault(f"TRAP: {where}: status {run.returncode}: {said[-200:]}")
    elif run.returncode == 0 and run.stdout != good:
        part.fault(f"WRONG: {where}: another answer without a word: {said[-200:]}")
    elif run.returncode == 127 and "loading shared libraries" in said:
        part.count("faults that came to nothing: the call was not made")
    elif run.returncode != 0 and (run.returncode not in TOLD or not (
            is_told(run, error) or call == "mmap" or re.search("missing|could not be written to standard output", said))):
        part.fault(f"UNTOLD: {where}: status {run.returncode}: {said[-200:]!r}")
    elif run.returncode != 0 and "revisions unbroken" in run.stdout and "left out" not in said:
        part.fault(f"WRONG: {where}: status {run.returncode}, and it says all is sound")


# MARK: What is no fault, and what is one


def short(part, world):
    """Reads and writes of a few bytes at a time, as the system may do them, change nothing."""
    store = world.store("short")
    for words in READERS:
        good = world.run(words, store.folder)
        slow = world.run(words, store.folder, **world.preload("short"))
        part.check((good.returncode, good.stdout) == (slow.returncode, slow.stdout), f"{words}: short reads change the answer")
        part.count("commands that read and write a few bytes at a time, as without")
    # What a program was called with is known to it, whatever else is not: it must not take a call for one without words.
    for words in READERS:
        good = world.run(words, store.folder)
        for what, prefix, environment in (
            ("another environment", (), world.preload("environ")),
            ("no /proc", ["strace", "-f", "-qq", "-o", "/dev/null", "-P", "/proc/self/maps", "-e", "inject=openat:error=EACCES"], {})):
            found = world.run(words, store.folder, prefix, **environment)
            part.check((good.returncode, good.stdout) == (found.returncode, found.stdout),
                       f"WRONG: {words[0]} with {what} ends with {found.returncode}: {found.stdout[:80]!r}")
            part.count("commands in another environment, or without /proc, as with")
    for write in COMMANDS:
        store.reset()
        words, mark = write.arguments(1, world.work)
        run = world.run(words, store.folder, **world.preload("short"))
        wrong = [is_there(store.folder, path, text) for path, text in write.acknowledged(run.stdout, mark, 1).items()] or ["nothing"]
        part.check(run.returncode == 0 and wrong == [None], f"{write.name} with short writes: {run.returncode}, {wrong}: {run.stderr}")
        part.check(world.verify(store.folder).returncode == 0, f"{write.name} with short writes: the store is not sound")
        part.count("commands that read and write a few bytes at a time, as without")


def controls(part, world, items):
    """A writer that takes a failed write, flush or renaming for done must be seen to."""
    seen = []
    place = bench(world, "control")
    for number, item in enumerate(firsts(items, 60)):
        write_trial(part, world, place, (number, item), world.preload("deaf"), seen.append)
    part.control("a writer that ignores the errors of writes, flushes and renamings", [words for words in seen if "FALSE" in words],
                 f"{len(seen)} found in {min(60, len(items))} faults, such as {seen[0][:120] if seen else '-'}")
