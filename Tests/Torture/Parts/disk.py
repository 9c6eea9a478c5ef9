"""A disk that is full, out of files or read-only, and then is not any more: that is told, nothing changes meanwhile, and a
server that runs goes on by itself. A limit on the size of files likewise.
"""

import os
import subprocess

from power import Disk, need_root
from serving import Gone, Server
from store import Store, is_there
from writes import COMMANDS, REQUESTS, acknowledged_by, named

ASKED = {"area": "ccg-halton", "service": "iapt-0-5", "asOf": "2022-05-01"}
TOLD = {"full": "No space left on device", "out of files": "No space left on device", "read-only": "Read-only file system"}


def run(part, world):
    need_root()
    disk = Disk(world, "full", megabytes=12)
    try:
        trouble(part, world, disk, "full", lambda: fill(disk), lambda: os.unlink(f"{disk.mount}/fill"))
        trouble(part, world, disk, "out of files", lambda: use_up_files(disk), lambda: give_back_files(disk))
        if disk.remount("ro") and disk.remount("rw"):
            trouble(part, world, disk, "read-only", lambda: disk.remount("ro"), lambda: disk.remount("rw"))
        else:
            part.remark("a remount is refused here: read-only is not tried")
        outputs(part, world, disk)
    finally:
        disk.close()
    limit(part, world)
    controls(part, world)


def fill(disk):
    """To the last block."""
    with open(f"{disk.mount}/fill", "ab", buffering=0) as file:
        size = 1 << 16
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2
    os.sync()


def use_up_files(disk):
    os.makedirs(f"{disk.mount}/many", exist_ok=True)
    for number in range(1_000_000):
        try:
            os.close(os.open(f"{disk.mount}/many/{number}", os.O_CREAT | os.O_WRONLY))
        except OSError:
            return


def give_back_files(disk):
    subprocess.run(["rm", "-rf", f"{disk.mount}/many"], check=True)


def trouble(part, world, disk, kind, begin, end, environment=None):
    """Before, meanwhile, afterwards: with one server all along."""
    subprocess.run(["rm", "-rf", f"{disk.mount}/store"], check=True)
    store = Store(world.base, f"{disk.mount}/store")
    server = Server(world, store.folder, f"{world.work}/disk.sock", **(environment or {}))
    server.start()
    asker, known = server.asker(), {}
    number = 0

    def record(methods, is_possible):
        nonlocal number
        for method in methods:
            number += 1
            mark = f"mark {number} of {method}"
            answer = asker.ask(method, REQUESTS[method](mark, number))
            known.update(acknowledged_by(answer, mark))
            if is_possible:
                part.check("result" in answer, f"{kind}: {method}: {answer}")
                continue
            if answer.get("result", {}).get("isNew") is False:
                continue  # it was accepted before: the same receipt again
            part.count("writes refused while the disk was in trouble")
            error = answer.get("error", {})
            part.check(error.get("code") == 503 and TOLD[kind] in str(error), f"{kind}: {method} while it is: {str(answer)[:300]}")

    # Evidence that fills what is left of a block: a document may still fit in.
    try:
        record(REQUESTS, True)
        before = store.changes()
        begin()
        for write in COMMANDS:
            number += 1
            words, mark = write.arguments(number, world.work)
            run = world.run([*words], store.folder)
            part.count("writes refused while the disk was in trouble")
            part.check(run.returncode in (73, 74) and TOLD[kind] in run.stderr,
                       f"{kind}: {write.name}: status {run.returncode}: {run.stderr[-250:]}")
        record(REQUESTS, False)
        answer = asker.ask("rating.get", ASKED)
        part.check(answer.get("result", {}).get("value") == "A", f"{kind}: rating.get: {str(answer)[:200]}")
        sound = world.verify(store.folder)
        part.check(sound.returncode == 0, f"{kind}: verify: {(sound.stdout + sound.stderr)[-250:]}")
        part.check(store.changes() == before, f"{kind}: something changed though all was refused")
        part.check(not store.leftovers(), f"{kind}: left {store.leftovers()}")
        end()
        for write in COMMANDS:
            # An answer needs a question, and what is asked about once is asked.
            number += 1
            words, mark = write.arguments(number, world.work)
            run = world.run(words, store.folder)
            part.check(run.returncode == 0, f"{kind}, afterwards: {write.name}: {run.returncode}: {run.stderr[-200:]}")
            known.update(write.acknowledged(run.stdout, mark, number))
        # The server's latest revision is older than the commands' by now: it looks at the store before it records.
        record(["rating.set", "return.query"], True)
        for path, mark in known.items():
            missing = is_there(store.folder, path, mark)
            part.check(not missing, f"{kind}: {missing}")
        part.check(world.verify(store.folder).returncode == 0, f"{kind}, afterwards: the store is not sound")
        part.count("rounds of trouble and recovery without a restart")
    except Gone as gone:
        part.fault(f"{kind}: the server has gone: {gone}")
    finally:
        part.check(server.stop() == 0, f"{kind}: the server does not end as it should")


def outputs(part, world, disk):
    """Reports and pictures onto a full disk: told, and no half of one is left."""
    fill(disk)
    store = f"{disk.mount}/store"
    for words, target in ((["report", "-o", f"{disk.mount}/report"], "report"),
                          (["heatmap", "-o", f"{disk.mount}/heatmap.svg"], "heatmap.svg"),
                          (["export", "--format", "csv"], None)):
        if target:
            run = world.run(words, store)
            left = os.path.exists(f"{disk.mount}/{target}") and os.path.isfile(f"{disk.mount}/{target}")
        else:
            with open("/dev/full", "w") as full:
                run = subprocess.run([world.lacuna, *words, "--store", store], env=world.environment(), stdout=full,
                                     stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
            left = False
        part.count("outputs that had no room")
        part.check(run.returncode == 74 and run.stderr.strip() and not left, f"{words[0]}: status {run.returncode}, {run.stderr[-200:]}")
    partial = [name for _, _, names in os.walk(disk.mount) for name in names if ".partial-" in name]
    part.check(not partial, f"a full disk keeps {partial}")
    os.unlink(f"{disk.mount}/fill")


def limit(part, world):
    """A file that may not grow, by the limit that a shell sets: the signal that comes with it ends nothing."""
    store = world.store("limit")
    for write in COMMANDS:
        store.reset()
        words, _ = write.arguments(1, world.work)
        run = world.run(words, store.folder, ["bash", "-c", 'ulimit -f 0; exec "$@"', "-"])
        part.count("writes beyond the size that a process may write")
        part.check(run.returncode == 74 and "File too large" in run.stderr and not store.changes() and not store.leftovers(),
                   f"ulimit: {write.name}: status {run.returncode}, changed {list(store.changes())}: {run.stderr[-200:]}")


def controls(part, world):
    """A writer that ignores that its disk is full is seen: it says that it recorded, and did not."""
    disk = Disk(world, "control", megabytes=12)
    try:
        store = Store(world.base, f"{disk.mount}/store")
        words, mark = named("correct").arguments(1, world.work)
        # Once before, so that what the lock needs is there.
        world.run(named("correct").arguments(2, world.work)[0], store.folder)
        fill(disk)
        run = world.run(words, store.folder, **world.preload("deaf"))
        known = named("correct").acknowledged(run.stdout, mark, 1)
        wrong = [is_there(store.folder, path, text) for path, text in known.items()]
        part.control("a writer that ignores that the disk is full", run.returncode not in (73, 74) or any(wrong),
                     f"status {run.returncode}: {(wrong or [run.stderr])[0]}")
    finally:
        disk.close()
