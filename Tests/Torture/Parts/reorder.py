"""What a disk may hold after a power cut, worked out from what writers did: every legal state is sound, and holds what was
acknowledged.

The calls of writers are recorded. At the end of each, a state after a power cut is made: the bytes of a file are safe once it
was flushed, the names in a folder once the folder was; each other change is there or not, whatever was done before or after
it, and the bytes of a file that was not flushed may be missing, cut short, zeros or whole. This is freer than ext4.
"""

import os
import shutil
import signal
import threading

from history import History, recording
from serving import Gone, Server
from store import is_there, read_tree
from tracing import need_strace, read_lines
from workers import beside
from writes import REQUESTS, named

STATES = 700
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
