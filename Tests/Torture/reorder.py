"""What a disk may hold after a power cut, worked out from what writers did: every legal state is sound, and holds what was
acknowledged.

The calls of writers are recorded. At the end of each, a state after a power cut is made: the bytes of a file are safe once it
was flushed, the names in a folder once the folder was; each other change is there or not, whatever was done before or after
it, and the bytes of a file that was not flushed may be missing, cut short, zeros or whole. This is freer than ext4.
"""

import json
import os
import re
import shutil
import signal
import threading

from serving import Gone, Server
from store import is_there, read_tree
from tracing import need_strace, read_lines
from workers import beside
from writes import REQUESTS, acknowledged_by, named

STATES = 700
CALLS = ("openat,open,creat,write,pwrite64,writev,fsync,fdatasync,syncfs,sync,rename,renameat,renameat2,link,linkat,unlink,"
         "unlinkat,mkdir,mkdirat,rmdir,ftruncate,sendto")
# One trace each: what follows on the first write of a kind meets a folder that is there already.
SCRIPTS = [["correct", "correct", "query"], ["submit", "accept", "request"], ["round", "contacts", "round"],
           ["opening", "update", "update"], ["answer", "correct", "submit"]]


def run(part, world):
    need_strace()
    wanted = part.many(STATES, 60)
    traces = [recorded(world, names) for names in SCRIPTS] + [served(world)]
    # Short traces have fewer states than their share: the others make up for them.
    states = [state for history in traces for state in history.states(part.random, wanted)]
    part.random.shuffle(states)
    states = states[:wanted]
    wrong = judged(part, world, states)
    for words in wrong:
        part.fault(words)
    part.count("legal states after a power cut", len(states))
    part.count("changes recorded, of commands and of a server with seven clients", sum(len(history.steps) for history in traces))
    token(part, world)
    for modes, what, kind in (("nofsync", "a writer that does not flush its files", "WRONG"),
                              ("nodirsync", "a writer that does not flush its folders", "LOST")):
        history = recorded(world, ["correct", "query", "submit"], **world.preload(modes))
        seen = judged(part, world, history.states(part.random, 60), always=True)
        part.control(what, [words for words in seen if kind in words], f"{len(seen)} of 60 states are wrong")


# MARK: What was done


class History:
    """Steps of writers, in order: what became of which file or folder, and what was acknowledged when."""

    def __init__(self, root, files):
        self.root, self.steps = root, []
        # Of a server's clients: what each request records.
        self.marks = {}
        # Files are numbers: a name can come to mean another one.
        self.names = {path: number for number, path in enumerate(sorted(files))}
        self.first_names = dict(self.names)
        self.first = {number: files[path] for path, number in self.names.items()}
        self.count = len(files)
        self.folders = {os.path.dirname(path) or "." for path in files} | {"."}
        self.folders |= {os.path.dirname(folder) or "." for folder in self.folders}

    def within(self, path):
        path = os.path.normpath(path)
        return os.path.relpath(path, self.root) if path == self.root or path.startswith(self.root + "/") else None

    def read(self, lines):
        """Takes in what strace recorded with -y -xx."""
        unfinished = {}
        for line in lines:
            found = re.match(r"(\d+)\s+(.*)", line)
            if not found:
                continue
            thread, text = found[1], found[2]
            if text.endswith("<unfinished ...>"):
                unfinished[thread] = text.removesuffix("<unfinished ...>")
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", text)
            if resumed:
                text = unfinished.pop(thread, "") + resumed[1]
            call = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", text)
            if call and int(call[3]) >= 0:
                self.take(call[1], call[2], int(call[3]))

    def take(self, call, words, result):
        texts = [unescaped(text) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', words)]
        opened = [unescaped(text).decode() for text in re.findall(r"(?:AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})+)>", words)]

        def named(index):
            text = texts[index].decode()
            if text.startswith("/") or not opened:
                return self.within(text)
            return self.within(os.path.join(opened[min(index, len(opened) - 1)], text))

        target = self.within(opened[0]) if opened else None
        if call in ("openat", "open", "creat"):
            path = named(0)
            if path and "O_CREAT" in words and path not in self.names:
                self.names[path] = self.count
                self.steps.append(("name", path, self.count))
                self.count += 1
        elif call == "sendto":
            for line in b"".join(texts)[:result].split(b"\n"):
                self.answered(line)
        elif call in ("write", "pwrite64", "writev"):
            if target in self.names:
                self.steps.append(("bytes", self.names[target], b"".join(texts)[:result]))
        elif call in ("fsync", "fdatasync"):
            if target in self.names:
                self.steps.append(("flush", self.names[target]))
            elif target:
                self.steps.append(("flush folder", target))
        elif call in ("syncfs", "sync"):
            self.steps.append(("flush all",))
        elif call.startswith("mkdir"):
            if named(0):
                self.steps.append(("folder", named(0)))
        elif call.startswith("rename"):
            old, new = named(0), named(1)
            if new and old in self.names:
                self.names[new] = self.names.pop(old)
                self.steps.append(("rename", old, new, self.names[new]))
        elif call.startswith("link"):
            old, new = named(0), named(1)
            if new and old in self.names:
                self.names[new] = self.names[old]
                self.steps.append(("name", new, self.names[new]))
        elif call.startswith("unlink"):
            if named(0) in self.names:
                self.names.pop(named(0))
                self.steps.append(("remove", named(0)))

    def answered(self, line):
        """Takes in an answer of a server, by its number, which no other request has."""
        try:
            answer = json.loads(line)
        except ValueError:
            return
        mark = self.marks.get(answer.get("id")) if isinstance(answer, dict) else None
        if mark and acknowledged_by(answer, mark):
            self.steps.append(("known", acknowledged_by(answer, mark)))

    # MARK: What may be left

    def states(self, chance, wanted):
        """As many states as wanted, or all there are: spread over the moments at which the power may go."""
        found, seen = [], set()
        moments = range(len(self.steps) + 1)
        each = max(8, 6 * wanted // len(moments))
        for moment in moments:
            for state in self.after(moment, chance, each):
                key = (tuple(sorted((path, hash(data)) for path, data in state["files"].items())), len(state["known"]))
                if key not in seen:
                    seen.add(key)
                    found.append(state)
        # The last step of a write, and what was acknowledged after it, matter most: those states come first.
        found.sort(key=lambda state: -len(state["known"]))
        chosen = found[: wanted // 2] + chance.sample(found[wanted // 2 :], min(len(found) - wanted // 2, wanted - wanted // 2)) \
            if len(found) > wanted else found
        return chosen

    def after(self, moment, chance, most):
        """States of a cut after so many steps."""
        now, safe, names, folders, pending, known = dict(self.first), dict(self.first), dict(self.first_names), set(self.folders), [], {}
        for step in self.steps[:moment]:
            kind = step[0]
            if kind == "bytes":
                now[step[1]] = now.get(step[1], b"") + step[2]
            elif kind == "flush":
                safe[step[1]] = now.get(step[1], b"")
            elif kind == "flush all":
                safe.update(now)
                for change in pending:
                    apply(change, names, folders)
                pending = []
            elif kind == "flush folder":
                for change in pending:
                    if step[1] in parents(change):
                        apply(change, names, folders)
                pending = [change for change in pending if step[1] not in parents(change)]
            elif kind == "known":
                known.update(step[1])
            else:
                pending.append(step)
        unsafe = [number for number in now if now[number] != safe.get(number)]

        def part_of(number):
            """What may be left of a file that was not flushed: all, nothing, a beginning, a beginning and zeros."""
            data = now[number]
            cut = chance.randrange(len(data) + 1)
            return chance.choice([safe.get(number, b""), data, data[:cut], data[:cut] + bytes(len(data) - cut)])

        for turn in range(most):
            if turn < 4:
                bytes_there = [[safe.get(number, b""), now[number], safe.get(number, b""), bytes(len(now[number]))][turn]
                               for number in unsafe]
                changes_there = [turn != 0] * len(pending)
            else:
                bytes_there = [part_of(number) for number in unsafe]
                changes_there = [chance.random() < 0.5 for _ in pending]
            data, left, there = dict(safe), dict(names), set(folders)
            data.update(zip(unsafe, bytes_there))
            for change, is_there_now in zip(pending, changes_there):
                if is_there_now:
                    apply(change, left, there)
            files = {path: data.get(number, b"") for path, number in left.items() if (os.path.dirname(path) or ".") in there}
            yield {"files": files, "folders": there, "known": dict(known), "moment": moment}


def unescaped(text):
    return bytes(int(digits, 16) for digits in re.findall(r"\\x([0-9a-f]{2})", text))


def parents(change):
    paths = (change[1], change[2]) if change[0] == "rename" else (change[1],)
    return [os.path.dirname(path) or "." for path in paths]


def apply(change, names, folders):
    if change[0] == "name":
        names[change[1]] = change[2]
    elif change[0] == "rename":
        names.pop(change[1], None)
        names[change[2]] = change[3]
    elif change[0] == "remove":
        names.pop(change[1], None)
    elif change[0] == "folder":
        folders.add(change[1])


def recording(trace):
    return ["strace", "-f", "-qq", "-y", "-xx", "-s", "2000000", "-o", trace, "-e", "signal=none", "-e", f"trace={CALLS}"]


def recorded(world, names, **environment):
    """What writers of these kinds did, one after the other, on a store of their own."""
    store = world.store("recorded")
    history = History(store.folder, store.files)
    for number, name in enumerate(names):
        write = named(name)
        words, mark = write.arguments(number, world.work)
        trace = f"{world.work}/reorder.trace"
        done = world.run(words, store.folder, recording(trace), **environment)
        assert done.returncode == 0, f"{name}: {done.stderr}"
        history.read(read_lines(trace))
        history.steps.append(("known", write.acknowledged(done.stdout, mark, number)))
    return history


def served(world):
    """What a server did for seven clients that wrote at once."""
    # On a disk, where a flush takes its time, and others come meanwhile.
    store = world.store("recorded", world.disk)
    history = History(store.folder, store.files)
    trace = f"{world.work}/reorder.trace"
    areas = ["ccg-liverpool", "ccg-halton", "ccg-wirral", "ccg-warrington", "ccg-blackpool", "ccg-knowsley", "ccg-cheshire"]
    server = Server(world, store.folder, f"{world.work}/reorder.sock", recording(trace)[:1] + ["-D"] + recording(trace)[1:])
    server.start()

    def client(who):
        try:
            asker = server.asker()
            for turn in range(3):
                asker.number = who * 100 + turn
                mark = f"mark {asker.number} of a client"
                history.marks[asker.number + 1] = mark
                asker.ask("rating.set", {**REQUESTS["rating.set"](mark, turn), "area": areas[who]})
        except Gone:
            pass

    threads = [threading.Thread(target=client, args=(who,)) for who in range(len(areas))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(30) == 0
    for _ in range(100):  # strace writes on until it, too, has ended
        lines = read_lines(trace)
        if lines and "exited" in lines[-1] or len(lines) == len(read_lines(trace)):
            break
    history.read(lines)
    assert len([step for step in history.steps if step[0] == "known"]) > 15, "the answers are not in the trace"
    return history


# MARK: What must hold of each


def judged(part, world, states, always=False):
    """What is wrong in states."""
    wrong = []

    def trial(folder, item):
        number, state = item
        shutil.rmtree(folder, ignore_errors=True)
        for place in state["folders"]:
            os.makedirs(f"{folder}/{place}", exist_ok=True)
        for path, data in state["files"].items():
            with open(f"{folder}/{path}", "wb") as file:
                file.write(data)
        where = f"cut after step {state['moment']}"
        for path, mark in state["known"].items():
            missing = is_there(folder, path, mark)
            if missing:
                wrong.append(f"{where}: {missing}")
                return
        sound = world.verify(folder)
        if sound.returncode != 0:
            wrong.append(f"{where}: WRONG: verify ends with {sound.returncode}: {(sound.stdout + sound.stderr)[-300:]}")
            return
        if number % 5 == 0:
            words, _ = named("correct").arguments(800_000 + number, world.work)
            done = world.run(words, folder)
            left = [name for name in os.listdir(f"{folder}/returns/2022-05") if name.startswith(".lacuna-")]
            if done.returncode != 0 or left:
                wrong.append(f"{where}: WRONG: the next writer ends with {done.returncode}, leaving {left}: {done.stderr[-200:]}")

    beside(part, enumerate(states), lambda number: f"{world.work}/state-{number}", trial, always)
    return wrong


def token(part, world):
    """The access file: a token that was printed lasts, and so does one that was taken back."""
    folder = f"{world.work}/tokens"
    os.makedirs(folder, exist_ok=True)
    first, second = ["token", "add", "one", "--access", f"{folder}/access"], ["token", "revoke", "one", "--access", f"{folder}/access"]
    before = "user 1000 administrator -\n"
    with open(f"{folder}/access", "w", encoding="utf-8") as file:
        file.write(before)
    os.chmod(f"{folder}/access", 0o600)
    history = History(folder, read_tree(folder))
    texts = []
    for words in (first, second):
        done = world.run(words, prefix=recording(f"{world.work}/reorder.trace"))
        assert done.returncode == 0, done.stderr
        history.read(read_lines(f"{world.work}/reorder.trace"))
        with open(f"{folder}/access", "rb") as file:
            texts.append(file.read())
        history.steps.append(("known", {words[1]: texts[-1]}))
    tried = 0
    for state in history.states(part.random, 60):
        tried += 1
        found = state["files"].get("access")
        allowed = texts[len(state["known"]) - 1 :] if state["known"] else [before.encode(), texts[0]]
        if found not in allowed:
            last = list(state["known"])[-1] if state["known"] else "nothing"
            part.fault(f"token {last} was acknowledged; after a power cut the access file is {found!r}"[:300])
            break
    part.count("legal states of the access file", tried)
