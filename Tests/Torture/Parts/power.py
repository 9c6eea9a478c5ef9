"""The power is cut, on a real ext4: what had been acknowledged is there after the journal was replayed, and whole.

A file system in a loop image is shut down while a server and commands write to it, without its journal being flushed
(FS_IOC_SHUTDOWN): all that was not on disk is gone, as in a power cut. In half of the cuts the writers are killed a moment
before. Afterwards it is mounted again, which replays the journal, and e2fsck looks at it.
"""

import fcntl
import os
import shutil
import signal
import struct
import subprocess
import threading
import time

from report import NotPossible
from serving import Gone, Server
from store import Store, is_there
from writes import REQUESTS, acknowledged_by, named

CUTS = 200
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2


class Disk:
    """An ext4 in an image, mounted where it can be lost."""

    def __init__(self, world, name, megabytes=192, commit=60):
        self.image, self.mount, self.commit = f"{world.disk}/{name}.img", f"{world.disk}/{name}", commit
        os.makedirs(self.mount, exist_ok=True)
        with open(self.image, "wb") as file:
            file.truncate(megabytes << 20)
        self.must(["mkfs.ext4", "-q", "-F", "-m", "0", self.image])
        self.up()

    def must(self, words):
        try:
            done = subprocess.run(words, capture_output=True, text=True)
        except FileNotFoundError:
            raise NotPossible(f"{words[0]} is not installed (apt-get install e2fsprogs mount)") from None
        if done.returncode != 0:
            raise NotPossible(f"'{' '.join(words[:3])}': {done.stderr.strip()}")

    def up(self):
        self.must(["mount", "-o", f"loop,commit={self.commit}", self.image, self.mount])

    def cut(self):
        """The power is gone."""
        folder = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(folder)

    def down(self):
        for _ in range(200):
            if subprocess.run(["umount", self.mount], capture_output=True).returncode == 0:
                return
            time.sleep(0.02)
        raise RuntimeError("the file system is still in use")

    def remount(self, how):
        return subprocess.run(["mount", "-o", f"remount,{how}", self.mount], capture_output=True).returncode == 0

    def is_sound(self):
        return subprocess.run(["e2fsck", "-fn", self.image], capture_output=True).returncode == 0

    def close(self):
        subprocess.run(["umount", "-l", self.mount], capture_output=True)
        if os.path.exists(self.image):
            os.unlink(self.image)


def need_root():
    if os.geteuid() != 0:
        raise NotPossible("it mounts a file system, and needs root")


def run(part, world):
    need_root()
    wrong = cuts(part, world, part.many(CUTS, 4), {})
    for words in wrong:
        part.fault(words)
    few = part.many(24, 10)
    torn = cuts(part, world, few, world.preload("nofsync"), quiet=True)
    part.control("a writer that does not flush its files", [words for words in torn if "LOST" not in words],
                 f"{len(torn)} wrong after {few} cuts, such as {torn[0][:100] if torn else '-'}")
    lost = cuts(part, world, few, world.preload("nodirsync"), quiet=True)
    part.control("a writer that does not flush its folders", [words for words in lost if "LOST" in words],
                 f"{len(lost)} wrong after {few} cuts, such as {lost[0][:100] if lost else '-'}")


def cuts(part, world, wanted, environment, quiet=False):
    """So many cuts, with writers in an environment that may make them wrong. Returns what was wrong afterwards."""
    disk = Disk(world, "power")
    wrong, acknowledged = [], 0
    try:
        store, known = None, {}
        for number in range(wanted):
            if part.is_over and not quiet:
                part.cut_short(f"its time was up after {number} of {wanted} cuts")
                break
            if quiet and wrong:
                break
            if store is None or number % 20 == 0:
                shutil.rmtree(f"{disk.mount}/store", ignore_errors=True)
                store, known = Store(world.base, f"{disk.mount}/store"), {}
                os.sync()
            is_killed = number % 2 == 1
            found = one_cut(part, world, disk, store, number, is_killed, environment)
            acknowledged += len(found)
            known |= found
            disk.down()
            disk.up()
            if not quiet:
                part.count("power cuts")
                part.count("of them a moment after a kill", is_killed)
            where = f"cut {number}{' after a kill' if is_killed else ''}"
            for path, mark in known.items():
                missing = is_there(store.folder, path, mark)
                if missing:
                    wrong.append(f"{where}: {missing}")
            sound = world.verify(store.folder)
            if sound.returncode != 0:
                wrong.append(f"{where}: verify ends with {sound.returncode}: {(sound.stdout + sound.stderr)[-300:]}")
            if number % 5 == 0 and not quiet:
                for name in ("correct", "submit"):
                    words, _ = named(name).arguments(900_000 + number, world.work)
                    done = world.run(words, store.folder)
                    if done.returncode != 0 and "based on revision" not in done.stderr:
                        wrong.append(f"{where}: the next writer ends with {done.returncode}: {done.stderr[-200:]}")
            os.sync()
        disk.down()
        if not disk.is_sound():
            wrong.append("e2fsck finds faults in the file system")
    finally:
        disk.close()
    if not quiet:
        part.count("writes acknowledged before a cut, each there with its own words", acknowledged)
    return wrong


def one_cut(part, world, disk, store, number, is_killed, environment):
    """Clients of a server and commands write until the power goes. What had been acknowledged."""
    server = Server(world, store.folder, f"{world.work}/power.sock", **environment)
    server.start()
    found, running, over = {}, [], threading.Event()
    lock = threading.Lock()
    plain = world.environment(LACUNA_STORE=store.folder, **environment)

    def client(methods, who):
        try:
            asker = server.asker()
            for turn in range(100_000):
                if over.is_set():
                    return
                count = number * 10_000 + who * 1000 + turn
                mark = f"mark {count} of {methods[turn % len(methods)]}"
                answer = asker.ask(methods[turn % len(methods)], REQUESTS[methods[turn % len(methods)]](mark, count))
                with lock:
                    found.update(acknowledged_by(answer, mark))
                if "error" in answer:
                    return
        except Gone:
            pass

    def command(names, who):
        for turn in range(100_000):
            write = named(names[turn % len(names)])
            count = number * 100 + who * 50 + turn % 50
            words, mark = write.arguments(count, world.work)
            with lock:
                if over.is_set():
                    return
                process = subprocess.Popen([world.lacuna, *words], env=plain, stdin=subprocess.DEVNULL,
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                running.append(process)
            said = process.communicate()[0]
            with lock:
                # rounds.xml is replaced: the last round that was acknowledged must be in it, and those before.
                for path, words in write.acknowledged(said, mark, count).items():
                    found[path] = words
            if process.returncode not in (0, -9):
                return

    threads = [
        threading.Thread(target=client, args=(["rating.set", "action.record"], 5)),
        threading.Thread(target=client, args=(["return.submit", "return.query"], 6)),
        threading.Thread(target=command, args=(["correct", "round", "query"], 0)),
    ]
    for thread in threads:
        thread.start()
    time.sleep(part.random.uniform(0.02, 0.25))
    if is_killed:
        stop(over, lock, server, running)
        time.sleep(part.random.uniform(0, 0.01))
    disk.cut()
    stop(over, lock, server, running)
    server.process.wait()
    for thread in threads:
        thread.join()
    return found


def stop(over, lock, server, running):
    with lock:
        over.set()
        for process in [server.process, *running]:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
