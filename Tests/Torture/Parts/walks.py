"""A write that is killed at its first system call, its second, and so on, until it ends untouched; and what must hold after each."""

import os
import re
import signal
import subprocess

from serving import Gone, Server
from store import is_there
from tracing import calls, killing, numbered, read_lines, recording
from workers import beside
from writes import REQUESTS, Token, acknowledged_by

AT_SERVER = "kills of a server at the calls by which it records what a request brings"
AT_CALLS = "kills, one at each system call of a write"


def walk(part, world, writes, environment=None, quiet=False):
    """Kills writes of all kinds, each at every call of its own, in an order by chance: a run that is cut short has tried some of
    each. Returns what was wrong.

    quiet: for controls, which are about what a write does at its end.
    """
    items = []
    for write in writes:
        places = recorded_calls(part, world, write, environment)
        # In a control what it reads does not matter.
        items += [(write, number, place) for number, place in enumerate(places, 1)][-60 if quiet else 0 :]
        if not quiet:
            part.count(f"calls of '{' '.join(write.words('', 0, '')[:2])}'", len(places))
    part.random.shuffle(items)
    wrong = []

    def note(words):
        wrong.append(words)
        if not quiet:
            part.fault(words)

    def trial(bench, item):
        (store, folder), (write, number, (call, turn)) = bench, item
        store.reset()
        words, mark = write.arguments(number, folder)
        run = world.run(words, store.folder, killing(f"{folder}/trace", call, turn), **(environment or {}))
        where = f"{write.name}, killed at {call} {turn}"
        if run.returncode != -signal.SIGKILL:
            # What it allocates, and which of its threads waits for which, is not always the same: then it ends untouched.
            if run.returncode != 0:
                note(f"{where}: it ended with {run.returncode}: {run.stderr[-200:]}")
            return
        if not quiet:
            part.count(AT_CALLS)
        for path, text in write.acknowledged(run.stdout, mark, number).items():
            missing = is_there(store.folder, path, text)
            if missing:
                note(f"{where}: {missing}")
        changed, left = store.changes(), store.leftovers()
        if len(changed) > 1:
            note(f"{where}: changed {sorted(changed)}")
        for path, data in changed.items():
            if data is None or mark.encode() not in data or (path in store.files and path != "rounds.xml"):
                note(f"{where}: {path} is neither as it was nor as it was to be")
        if changed:
            sound = world.verify(store.folder)
            if sound.returncode != 0:
                note(f"{where}: {(sound.stdout + sound.stderr)[-300:]}")
        if (changed or left or number % 10 == 0) and not environment:
            next_works(part, world, store, write, where, number + 100_000, folder)

    def bench(number):
        folder = f"{world.work}/walk-{number}"
        os.makedirs(folder, exist_ok=True)
        return world.store(f"walking-{number}"), folder

    beside(part, items, bench, trial, quiet)
    return wrong


def recorded_calls(part, world, write, environment=None):
    """The calls at which a write is killed, in its order."""
    store = world.store(f"walk-{write.name}")
    trace = f"{world.work}/walk-{write.name}.trace"
    words, _ = write.arguments(0, world.work)
    done = world.run(words, store.folder, recording(trace), **(environment or {}))
    assert done.returncode == 0, f"{write.name}: {done.stderr}"
    return chosen(part, calls(read_lines(trace)))


def chosen(part, places):
    """In a run of full size every call; in a small one some of those by which it begins and reads, and all by which it writes."""
    step = max(1, round(1 / part.scale))
    return [place for number, place in enumerate(places) if number % step == 0 or number > len(places) - 40]


def walk_token(part, world):
    """The access file of a server: killed at any call, it is as it was or whole."""
    write = Token()
    before = "# who may do what\nuser 1000 administrator -\n"

    def prepare(folder):
        os.makedirs(folder, exist_ok=True)
        for name in os.listdir(folder):
            os.unlink(f"{folder}/{name}")
        with open(f"{folder}/access", "w", encoding="utf-8") as file:
            file.write(before)
        os.chmod(f"{folder}/access", 0o600)
        return write.arguments(0, folder)[0]

    trace = f"{world.work}/token.trace"
    done = world.run(prepare(f"{world.work}/token"), prefix=recording(trace))
    assert done.returncode == 0, done.stderr
    places = chosen(part, calls(read_lines(trace)))

    def trial(folder, place):
        call, turn = place
        run = world.run(prepare(folder), prefix=killing(f"{world.work}/{os.path.basename(folder)}.trace", call, turn))
        if run.returncode != -signal.SIGKILL:
            return
        part.count(AT_CALLS)
        with open(f"{folder}/access", encoding="utf-8") as file:
            text = file.read()
        line = Token.line(run.stdout, 0)
        whole = re.fullmatch(re.escape(before) + "(token user-0 manager - [0-9a-f]{64}\n)?", text)
        part.check(whole and (not line or line in text), f"token add, killed at {call} {turn}: the access file is {text[-120:]!r}")

    beside(part, places, lambda number: f"{world.work}/token-{number}", trial)
    part.count("calls of 'token add'", len(places))


def walk_server(part, world, method):
    """A server that is killed at each of the calls by which it records what one request brings."""
    store, trace, path = world.store("served"), f"{world.work}/served.trace", f"{world.work}/served.sock"
    calls = "write,fsync,syncfs,renameat2,flock,mkdir,sendto,unlinkat"

    def detached(words):
        return [words[0], "-D", *words[1:]]

    def asked(number, prefix):
        """The server, what it answered, and the mark; the server is still there where nobody killed it."""
        server = Server(world, store.folder, path, prefix)
        mark = f"mark {number} of {method}"
        if not server.wait():
            return server, {}, mark
        try:
            asker = server.asker()
            answer = asker.ask(method, REQUESTS[method](mark, number))
            asker.close()
            return server, answer, mark
        except Gone:
            return server, {}, mark

    server, _, _ = asked(0, detached(recording(trace, calls)))
    server.stop()
    lines = read_lines(trace)
    # From the lock on it records; before, it starts and listens.
    begun = next(index for index, line in enumerate(lines) if "flock(" in line)
    places = chosen(part, [
        (call, number) for call in calls.split(",") for number, line in numbered(lines, call) if line in lines[begun:]])
    for number, (call, turn) in enumerate(places, 1):
        if part.is_over:
            part.cut_short(f"its time was up within the server's {method}")
            return
        store.reset()
        server, answer, mark = asked(number, detached(killing(f"{world.work}/served-kill.trace", call, turn)))
        where = f"server, {method}, killed at {call} {turn}"
        if server.process.poll() is None:
            try:
                server.process.wait(0.2)
            except subprocess.TimeoutExpired:
                server.stop()
        if server.process.returncode != -signal.SIGKILL:
            continue
        part.count(AT_SERVER)
        for document, words in acknowledged_by(answer, mark).items():
            missing = is_there(store.folder, document, words)
            part.check(not missing, f"{where}: {missing}")
        changed = store.changes()
        part.check(len(changed) <= 1 and all(data and mark.encode() in data for data in changed.values()),
                   f"{where}: changed {sorted(changed)}, not whole")
        judge(part, world, store, where)
        server, answer, mark = asked(number + 1000, ())
        part.check("result" in answer, f"{where}: the next server does not record: {answer}")
        part.check(server.stop() == 0 and not store.leftovers(), f"{where}: the next server left {store.leftovers()}")


# MARK: What must hold


def judge(part, world, store, where):
    sound = world.verify(store.folder)
    return part.check(sound.returncode == 0, f"{where}: verify ends with {sound.returncode}: {(sound.stdout + sound.stderr)[-300:]}")


def next_works(part, world, store, write, where, number=999_999, folder=None):
    """The next writer of the same kind records, and what was left is gone."""
    words, _ = write.arguments(number, folder or world.work)
    done = world.run(words, store.folder)
    # What was recorded whole before the kill needs no second answer, and a first return is no longer the first.
    is_done = {"answer": "no query", "submit": "based on revision 0, but the latest is 1"}.get(write.name, "\0")
    if is_done not in done.stderr:
        part.check(done.returncode == 0, f"{where}: the next writer ends with {done.returncode}: {done.stderr[-200:]}")
        part.check(not store.leftovers(), f"{where}: the next writer left {store.leftovers()}")
