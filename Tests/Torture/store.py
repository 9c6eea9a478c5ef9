"""Copies of a store to torture, and what must hold of each: what was acknowledged is there, with its own words."""

import os
import pathlib
import shutil
import subprocess
import tempfile


class Store:
    """A copy of a store that can be put back to what it was."""

    def __init__(self, files, folder):
        self.files, self.folder = files, str(folder)
        shutil.rmtree(folder, ignore_errors=True)
        # What each file is like to the system when it is as it was: one that is the same need not be read again.
        self.stamps = {}
        for path in files:
            pathlib.Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
            self.put(path)
        self.folders = {str(parent) for path in files for parent in pathlib.Path(path).parents}

    def listed(self):
        """Every file's path within the store, folders left out."""
        for folder, _, names in os.walk(self.folder):
            within = os.path.relpath(folder, self.folder)
            for name in names:
                yield name if within == "." else f"{within}/{name}"

    def put(self, path):
        """Puts a file where it was, as it was."""
        with open(f"{self.folder}/{path}", "wb") as file:
            file.write(self.files[path])
        self.stamps[path] = self.stamp(path)

    def stamp(self, path):
        facts = os.lstat(f"{self.folder}/{path}")
        return facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino, facts.st_mode

    def changes(self):
        """What differs from the store as it was made, hidden files left out: path to bytes, None for what is gone."""
        found = [path for path in self.listed() if not is_hidden(path)]
        new = [path for path in found if self.stamps.get(path) != self.stamp(path)]
        changed = {path: data for path in new if (data := self.read(path)) != self.files.get(path)}
        return changed | {path: None for path in self.files if path not in found}

    def leftovers(self):
        """Temporary files that a writer left."""
        return [path for path in self.listed() if is_hidden(path) and not path.endswith(".lock")]

    def read(self, path):
        with open(f"{self.folder}/{path}", "rb") as file:
            return file.read()

    def reset(self):
        """Puts back what changed, and removes what was added."""
        for path in self.leftovers():
            os.unlink(f"{self.folder}/{path}")
        for path, data in self.changes().items():
            target = f"{self.folder}/{path}"
            if path in self.files:
                if os.path.lexists(target):
                    os.unlink(target)
                self.put(path)
            else:
                os.unlink(target)
        for folder, _, _ in os.walk(self.folder, topdown=False):
            if os.path.relpath(folder, self.folder) not in self.folders:
                os.rmdir(folder)


def is_hidden(path):
    return path.rpartition("/")[2].startswith(".")


def read_tree(folder):
    """Every file of a folder, by its path within, hidden ones left out."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if not is_hidden(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


class World:
    """The program, a folder to work in, and the store that every trial begins with."""

    def __init__(self, lacuna, shim):
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.lacuna, self.shim = lacuna, shim
        self.work = tempfile.mkdtemp(prefix="lacuna-torture-", dir=memory)
        # On a disk: what is to be mounted must not lie in memory.
        self.disk = tempfile.mkdtemp(prefix="lacuna-torture-")
        self.base = self.make_base()

    def environment(self, **more):
        kept = {key: value for key, value in os.environ.items() if not key.startswith("LACUNA_")}
        return {**kept, "LACUNA_CACHE": "", "NO_COLOR": "1", **more}

    def run(self, words, store=None, prefix=(), timeout=60, **more):
        """A command to its end."""
        environment = self.environment(**({"LACUNA_STORE": store} if store else {}), **more)
        return subprocess.run([*prefix, self.lacuna, *words], env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace", timeout=timeout)

    def preload(self, modes):
        """The environment in which calls of the program go through the shim; see shim.c for its modes."""
        return {"LD_PRELOAD": self.shim, "TORTURE": modes}

    def make_base(self):
        """The real data with a round that is open, a chain of revisions, a query that waits, and an action."""
        folder = f"{self.work}/base"
        shutil.copytree("Scoping", folder, ignore=shutil.ignore_patterns(".*"))
        for words in (
            ["round", "open", "2027-05", "--reference-date", "2027-05-01", "--asks", "place"],
            ["return", "correct", "Halton", "iapt-0-5", "A", "--round", "2022-05", "--evidence", "The first.", "--by", "t"],
            ["return", "query", "Knowsley", "iapt-0-5", "--round", "2022-05", "--text", "Since when?", "--by", "t"],
            ["action", "open", "--for", "recommendation-2b", "--what", "Train", "--role", "Lead", "--id", "training", "--by", "t"],
        ):
            done = self.run(words, folder)
            assert done.returncode == 0, done.stderr
        return read_tree(folder)

    def store(self, name, folder=None):
        return Store(self.base, f"{folder or self.work}/{name}")

    def verify(self, store, **more):
        return self.run(["verify"], store, **more)

    def close(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.rmtree(self.disk, ignore_errors=True)


def is_there(folder, path, mark):
    """Whether an acknowledged document is there with its own words: None, or what is wrong."""
    try:
        with open(f"{folder}/{path}", encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        return f"LOST {path}, which was acknowledged: {error}"
    return None if mark in text else f"WRONG {path}: acknowledged with '{mark}', which is not in it"
