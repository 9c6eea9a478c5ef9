"""What writers did, as strace recorded it, and the states that a disk may be in when the power goes at a moment of it."""

import json
import os
import re

from writes import acknowledged_by

CALLS = ("openat,open,creat,write,pwrite64,writev,fsync,fdatasync,syncfs,sync,rename,renameat,renameat2,link,linkat,unlink,"
         "unlinkat,mkdir,mkdirat,rmdir,ftruncate,sendto")


def recording(trace):
    return ["strace", "-f", "-qq", "-y", "-xx", "-s", "2000000", "-o", trace, "-e", "signal=none", "-e", f"trace={CALLS}"]


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
