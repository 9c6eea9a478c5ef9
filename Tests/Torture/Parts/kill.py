"""Writers and a server are killed: at random moments under load, and at every system call of each kind of write. What was
acknowledged is there with its own words, the store is sound, the next writer works, and sweeps what the killed one left.

A killed process takes nothing with it that the system has: this part is about order, the next about what is on disk.
"""

import os
import signal
import subprocess
import threading
import time

from serving import Gone, Server
from store import is_there
from tracing import need_strace
from walks import AT_CALLS, judge, next_works, walk, walk_server, walk_token
from writes import COMMANDS, REQUESTS, acknowledged_by, named

KILLS = 500


def run(part, world):
    storm(part, world)
    need_strace()
    walk_token(part, world)
    for method in REQUESTS:
        walk_server(part, world, method)
    walk(part, world, COMMANDS)
    known = sum(number for what, number in part.counts.items() if what.startswith("calls of"))
    part.check(part.is_over or part.counts[AT_CALLS] > known * 0.95, f"only {part.counts[AT_CALLS]} of {known} calls were killed at")
    controls(part, world)


# MARK: Random moments


def storm(part, world):
    """Three commands and a server with two clients write at once, and all are killed at a random moment."""
    wanted, kills, rounds, acknowledged, left = part.many(KILLS), 0, 0, 0, 0
    chance = part.random
    # How long a few writes take here: the moments are spread over as much.
    store = world.store("storm")
    begun = time.monotonic()
    for number in range(3):
        world.run(named("correct").arguments(number, world.work)[0], store.folder)
    span = max(0.2, 1.5 * (time.monotonic() - begun))
    # Half of the part's time at most: the rest is the walk's.
    enough = time.monotonic() + part.seconds / 2
    while kills < wanted and time.monotonic() < enough:
        store = world.store("storm")
        known = {}
        # A chain of revisions grows; a new store now and then keeps the trials quick.
        for _ in range(25):
            if kills >= wanted or time.monotonic() > enough:
                break
            rounds += 1
            killed, found = one_storm(world, store, rounds, chance.uniform(0.01, span))
            kills += killed
            acknowledged += len(found)
            known |= found
            left += bool(store.leftovers())
            for path, mark in found.items():
                wrong = is_there(store.folder, path, mark)
                part.check(not wrong, f"storm {rounds}: {wrong}")
            judge(part, world, store, f"storm {rounds}")
        for path, mark in known.items():
            wrong = is_there(store.folder, path, mark)
            part.check(not wrong, f"at the end of a storm: {wrong}")
        for name in ("correct", "update"):
            next_works(part, world, store, named(name), f"storm {rounds}")
    if kills < wanted:
        part.cut_short(f"its time was up after {kills} of {wanted} kills at random moments")
    part.count("kills at random moments, of commands and of servers", kills)
    part.count("writes acknowledged before the kill, each there with its own words", acknowledged)
    part.count("times a killed writer left a temporary file", left)
    part.check(kills < 50 or acknowledged > kills / 10, "the moments were not spread: hardly anything was acknowledged")


def one_storm(world, store, number, after):
    """One server, two of its clients, three writers of commands, and a kill for all of them. How many were killed, and what
    had been acknowledged."""
    server = Server(world, store.folder, f"{world.work}/storm.sock")
    server.start()
    found, running, over = {}, set(), threading.Event()
    lock = threading.Lock()

    def command(write, who):
        turn = 0
        while not over.is_set():
            turn += 1
            count = number * 10_000 + who * 1000 + turn
            words, mark = write.arguments(count, world.work)
            with lock:
                if over.is_set():
                    return
                process = subprocess.Popen(
                    [world.lacuna, *words], env=world.environment(LACUNA_STORE=store.folder), stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                running.add(process)
            said = process.communicate()[0]
            with lock:
                if process.poll() is not None and process.returncode != -signal.SIGKILL:
                    running.discard(process)
                found.update(write.acknowledged(said, mark, count))

    def client(methods, who):
        try:
            asker = server.asker()
            turn = 0
            while not over.is_set():
                turn += 1
                count = number * 10_000 + who * 1000 + turn
                method = methods[turn % len(methods)]
                mark = f"mark {count} of {method}"
                answer = asker.ask(method, REQUESTS[method](mark, count))
                with lock:
                    found.update(acknowledged_by(answer, mark))
        except Gone:
            pass

    threads = [threading.Thread(target=command, args=(named(name), who)) for who, name in enumerate(("correct", "query", "update"))]
    threads += [threading.Thread(target=client, args=(methods, 5 + who))
                for who, methods in enumerate((["rating.set", "return.query"], ["return.submit", "action.record"]))]
    for thread in threads:
        thread.start()
    time.sleep(after)
    killed = 1
    with lock:
        over.set()
        server.process.send_signal(signal.SIGKILL)
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
    server.process.wait()
    for thread in threads:
        thread.join()
    return killed, found


def controls(part, world):
    """A writer that writes in place is torn by a kill; a document that goes, or says something else, is missed."""
    wrong = walk(part, world, [named("correct")], world.preload("inplace"), quiet=True)
    part.control("a writer that writes a document under its own name", wrong, f"{len(wrong)} of its kills left half a document")
    store = world.store("control")
    words, mark = named("correct").arguments(1, world.work)
    (path, _), = named("correct").acknowledged(world.run(words, store.folder).stdout, mark, 1).items()
    part.control("an acknowledged document with another's words", is_there(store.folder, path, "other words"))
    os.unlink(f"{store.folder}/{path}")
    part.control("an acknowledged document that was taken away", is_there(store.folder, path, mark))
