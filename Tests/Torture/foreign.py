"""Things that do not belong in a store, and locks that others hold: nothing foreign is read, followed, waited for or removed;
readers go on, and writers wait for a while and say for what.

Files of systems and sync clients, links, pipes, sockets, folders with names of documents, odd and huge names, what this user
may not read; a lock that another process holds, and a lock file that is none.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import threading
import time

from serving import Gone, Server
from store import is_there
from writes import REQUESTS, acknowledged_by, named

RETURNS = "returns/2022-05"
COMMANDS = [["verify"], ["status"], ["gaps", "--format", "csv"], ["return", "correct", "Wirral", "iapt-0-5", "G", "--round", "2022-05",
                                                                 "--evidence", "e", "--by", "t"]]
MOST = 8  # seconds that a command may take on a busy machine; what hangs takes for ever


# MARK: What is put there. Each is named, or passed over without a word.


def strewn():
    """Files that systems, office programs and sync clients leave: passed over, all commands end with 0."""
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store", "~$ccg-halton.1.xml", ".~lock.ccg-halton.1.xml#", "Icon\r", "._ccg-halton.1.xml",
                 ".git", ".lacuna-1-mine"):
        for folder in ("", f"{RETURNS}/", "returns/", "actions/"):
            yield f"{folder}{name!r}", True, lambda root, folder=folder, name=name: put(f"{root}/{folder}{name}")


def copies():
    """What a sync client made of a document: named, since somebody may have recorded it."""
    for name in ("ccg-halton.1 (Jo's conflicted copy 2026-11-25).xml", "ccg-halton.1-DESKTOP-AB12.xml", "ccg-halton.1 (1).xml",
                 "ccg-halton.1 - Copy.xml", "CCG-Halton.1.xml", "ccg-halton.01.xml", "ccg-halton.0.xml", "ccg-halton.-1.xml",
                 "ccg-halton.99999999999999999999.xml", "ccg-halton.xml", "ccg-halton.5.xml", "ccg\nhalton.1.xml", "x" * 251 + ".xml",
                 "\u202elmx.1.notlah-gcc.xml"):
        yield f"{name[:60]!r} among the returns", False, lambda root, name=name: shutil.copy(
            f"{root}/{RETURNS}/ccg-halton.1.xml", f"{root}/{RETURNS}/{name}")
    for name in ("rounds (Jo's conflicted copy 2026-11-20).xml", "framework-DESKTOP-AB12.xml", "areas (1).xml"):
        yield f"{name!r} beside the reference files", None, lambda root, name=name: put(f"{root}/{name}")
    yield "a name that is no UTF-8", False, lambda root: shutil.copy(
        f"{root}/{RETURNS}/ccg-halton.1.xml", f"{root}/{RETURNS}/".encode() + b"ccg-\xff\xfe.1.xml")


def special():
    """What is no file, or is another: named, not opened, not followed, not waited for."""
    new, old = f"{RETURNS}/ccg-wirral.2.xml", f"{RETURNS}/ccg-cheshire.1.xml"
    yield "a pipe as the next revision", False, lambda root: os.mkfifo(f"{root}/{new}")
    yield "a pipe in place of a return", False, lambda root: (os.unlink(f"{root}/{old}"), os.mkfifo(f"{root}/{old}"))
    yield "a pipe in place of rounds.xml", False, lambda root: (os.unlink(f"{root}/rounds.xml"), os.mkfifo(f"{root}/rounds.xml"))
    yield "a pipe among the actions", False, lambda root: os.mkfifo(f"{root}/actions/pipe.1.xml")
    yield "a socket as a return", False, lambda root: bound(f"{root}/{RETURNS}", "ccg-wirral.2.xml")
    yield "a link to /etc/passwd as a return", False, lambda root: os.symlink("/etc/passwd", f"{root}/{new}")
    yield "a link to /dev/zero as a return", False, lambda root: os.symlink("/dev/zero", f"{root}/{new}")
    yield "a link to a sound return elsewhere", False, lambda root: (
        shutil.move(f"{root}/{old}", f"{root}-moved.xml"), os.symlink(f"{root}-moved.xml", f"{root}/{old}"))
    yield "a link to itself", False, lambda root: os.symlink("ccg-wirral.2.xml", f"{root}/{new}")
    yield "a dangling link", False, lambda root: os.symlink("nowhere", f"{root}/{new}")
    yield "a link as a round's folder", False, lambda root: os.symlink("2022-05", f"{root}/returns/2023-05")
    yield "a link to /etc as a round's folder", False, lambda root: os.symlink("/etc", f"{root}/returns/2023-05")
    yield "a link in place of framework.xml", False, lambda root: (
        shutil.move(f"{root}/framework.xml", f"{root}-f.xml"), os.symlink(f"{root}-f.xml", f"{root}/framework.xml"))
    yield "a folder with a return's name", False, lambda root: os.mkdir(f"{root}/{new}")
    yield "a folder in place of areas.xml", False, lambda root: (os.unlink(f"{root}/areas.xml"), os.mkdir(f"{root}/areas.xml"))
    yield "a file with a round's name", False, lambda root: put(f"{root}/returns/2023-05")
    yield "a round's folder that nobody opened", None, lambda root: os.mkdir(f"{root}/returns/2031-01")
    yield "a document of a gigabyte of nothing", False, lambda root: os.truncate(put(f"{root}/{new}"), 1 << 30)


def put(path):
    with open(path, "w") as file:
        file.write("x")
    return path


def bound(folder, name):
    before = os.getcwd()
    os.chdir(folder)
    try:
        made = socket.socket(socket.AF_UNIX)
        made.bind(name)
        made.close()
    finally:
        os.chdir(before)


def run(part, world):
    things = [*strewn(), *copies(), *special()]
    # Which of the commands are told as they should, of what is made by each.
    for number, (what, is_silent, make) in enumerate(things):
        tried(part, world, world.store("foreign"), what, is_silent, make)
    part.count("of them passed over without a word", sum(silent is True for _, silent, _ in things))
    as_nobody(part, world)
    locks(part, world)
    part.control("a command that waits for a pipe", is_seen_to_hang(world))


def listing(root):
    return sorted(os.path.join(folder, name) for folder, folders, names in os.walk(root) for name in [*names, *folders])


def tried(part, world, store, what, is_silent, make):
    try:
        make(store.folder)
    except OSError as error:
        part.remark(f"{what}: this file system cannot hold it ({error.strerror})")
        return
    part.count("foreign things in a store")
    before = listing(store.folder)
    for words in COMMANDS:
        try:
            done = world.run(words, store.folder, timeout=MOST)
        except subprocess.TimeoutExpired:
            part.fault(f"{what}: {words[0]} hangs")
            continue
        said = done.stdout + done.stderr
        part.check(0 <= done.returncode < 100, f"{what}: {words[0]} ends with {done.returncode}: {said[-200:]}")
        part.check("root:" not in said, f"{what}: {words[0]} prints another's file")
        if is_silent:
            part.check(done.returncode == 0, f"{what}: {words[0]} ends with {done.returncode}: {said[-200:]}")
        elif words == ["verify"] and is_silent is False:
            part.check(done.returncode not in (0, 70) and said.strip(), f"{what}: verify ends with {done.returncode}: {said[-200:]}")
    gone = set(before) - set(listing(store.folder))
    # What begins as a writer's temporary file does is swept: such names are the store's own.
    part.check(not [path for path in gone if "/.lacuna-" not in path], f"{what}: removed {sorted(gone)}")


def as_nobody(part, world):
    """What this user may not read is no absence."""
    if os.geteuid() != 0:
        part.remark("not root: what another may not read is not tried")
        return
    where = f"{world.disk}/nobody"
    os.makedirs(where, exist_ok=True)
    os.chmod(world.disk, 0o755)
    program = f"{where}/lacuna"
    shutil.copy(world.lacuna, program)
    os.chmod(program, 0o755)
    for what, path, mode, is_left_out in (
        ("a return", f"{RETURNS}/ccg-halton.1.xml", 0, True), ("an action", "actions/training.1.xml", 0, True),
        ("a round's folder", RETURNS, 0, False), ("the framework", "framework.xml", 0, False), ("the folder of actions", "actions", 0, False),
        ("a round's folder that may not be written", RETURNS, 0o555, None)):
        store = world.store("store", where)
        os.chmod(where, 0o755)
        subprocess.run(["chown", "-R", "nobody", store.folder], check=True)
        os.chmod(f"{store.folder}/{path}", mode)
        part.count("foreign things in a store")
        for words in COMMANDS:
            done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, *words, "--store", store.folder],
                                  env=world.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=MOST)
            said = done.stdout + done.stderr
            is_write = words[0] == "return"
            if is_left_out is None and not is_write:
                part.check(done.returncode == 0, f"{what}: {words[0]}: {said[-200:]}")
            elif is_left_out and words[0] != "verify":
                part.check(done.returncode == 1 and "Permission denied" in said, f"{what}: {words[0]} {done.returncode}: {said[-200:]}")
            else:
                part.check(done.returncode in (1, 66, 73, 74, 77) and "Permission denied" in said,
                           f"{what}: {words[0]} ends with {done.returncode}: {said[-200:]}")
        os.chmod(f"{store.folder}/{path}", 0o755)
    shutil.rmtree(where)


# MARK: Locks


class Held:
    """A lock that another process holds."""

    def __init__(self, path):
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600) if not os.path.isdir(path) else os.open(path, os.O_RDONLY)
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.descriptor)


def locks(part, world):
    store = world.store("locks")
    server = Server(world, store.folder, f"{world.work}/locks.sock")
    server.start()
    ask = ("rating.get", {"area": "ccg-halton", "service": "iapt-0-5", "asOf": "2022-05-01"})
    words, _ = named("correct").arguments(1, world.work)
    try:
        with Held(f"{store.folder}/.lock"):
            slowest, stop = [0.0], threading.Event()

            def reads():
                asker = server.asker()
                while not stop.is_set():
                    begun = time.monotonic()
                    asker.ask(*ask)
                    slowest[0] = max(slowest[0], time.monotonic() - begun)
                    time.sleep(0.005)

            reader = threading.Thread(target=reads)
            reader.start()
            asker = server.asker()
            begun = time.monotonic()
            answer = asker.ask("rating.set", REQUESTS["rating.set"]("mark", 1))
            took = time.monotonic() - begun
            part.count("writes while another held the lock")
            part.check(answer.get("error", {}).get("code") == 503 and "tryAgain" in str(answer), f"locked: rating.set: {str(answer)[:200]}")
            part.check(took < 6, f"locked: rating.set takes {took:.1f} s")
            begun = time.monotonic()
            run = world.run(words, store.folder, timeout=60)
            waited = time.monotonic() - begun
            part.count("writes while another held the lock")
            part.check(run.returncode == 75 and "another writer" in run.stderr, f"locked: correct ends with {run.returncode}: {run.stderr}")
            part.check(waited < 30, f"locked: correct waits {waited:.1f} s")
            for reading in (["status"], ["verify"], ["gaps"]):
                done = world.run(reading, store.folder)
                part.check(done.returncode == 0, f"locked: {reading} ends with {done.returncode}")
            stop.set()
            reader.join()
            part.check(slowest[0] < 1, f"locked: a reader waits {slowest[0]:.2f} s")
            part.check(not store.changes(), "locked: something changed")
            part.remark(f"under another's lock a server's write was refused after {took:.1f} s, a command's after {waited:.1f} s, and the "
                        f"slowest of the reads beside them took {slowest[0] * 1000:.0f} ms")
        answer = asker.ask("rating.set", REQUESTS["rating.set"]("mark of the next", 2))
        for path, mark in acknowledged_by(answer, "mark of the next").items():
            part.check(not is_there(store.folder, path, mark), f"{path} is not there")
        part.check("result" in answer, f"the lock is free again: rating.set: {answer}")
        part.check(world.run(words, store.folder).returncode == 0, "the lock is free again: correct does not record")
        # Whoever may read the folder can lock it: that keeps nobody out for long.
        with Held(store.folder):
            words, _ = named("correct").arguments(3, world.work)
            begun = time.monotonic()
            part.check(world.run(words, store.folder).returncode == 0, "a lock on the folder keeps a writer out")
            part.check(time.monotonic() - begun < 5, "a lock on the folder keeps a writer waiting")
            part.count("writes while another held the lock")
    except Gone as gone:
        part.fault(f"locks: the server has gone: {gone}")
    finally:
        part.check(server.stop() == 0, "locks: the server does not end as it should")
    for what, make in (("a folder", os.mkdir), ("a pipe", os.mkfifo), ("a link", lambda path: os.symlink("/tmp/elsewhere", path))):
        os.unlink(f"{store.folder}/.lock") if os.path.lexists(f"{store.folder}/.lock") and not os.path.isdir(f"{store.folder}/.lock") else None
        make(f"{store.folder}/.lock")
        words, _ = named("correct").arguments(10, world.work)
        try:
            run = world.run(words, store.folder, timeout=MOST)
            part.check(run.returncode in (73, 74) and ".lock" in run.stderr, f".lock is {what}: {run.returncode}: {run.stderr[-200:]}")
        except subprocess.TimeoutExpired:
            part.fault(f".lock is {what}: correct hangs")
        part.count("writes while another held the lock")
        if os.path.isdir(f"{store.folder}/.lock"):
            os.rmdir(f"{store.folder}/.lock")


def is_seen_to_hang(world):
    """Whether the time that commands have would show one that opens a pipe and waits."""
    pipe = f"{world.work}/pipe"
    os.mkfifo(pipe)
    try:
        subprocess.run(["cat", pipe], stdin=subprocess.DEVNULL, capture_output=True, timeout=0.5)
    except subprocess.TimeoutExpired:
        return True
    return False
