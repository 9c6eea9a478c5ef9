"""Locks that other processes hold: readers go on, and a writer waits for a while, and says for what."""

import fcntl
import os
import subprocess
import threading
import time

from serving import Gone, Server
from store import is_there
from writes import REQUESTS, acknowledged_by, named

MOST = 8  # seconds that a command may take on a busy machine; what hangs takes for ever


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
        if os.path.lexists(f"{store.folder}/.lock"):
            os.unlink(f"{store.folder}/.lock")
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
