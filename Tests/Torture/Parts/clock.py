"""A clock that jumps, by libfaketime, forwards and back between writes and under a server: moments of recording stay in order,
or are told, what is recorded is there, and no answer about the past changes.
"""

import glob
import json
import os
import re
import subprocess

from report import NotPossible
from serving import Gone, Server
from store import is_there
from writes import REQUESTS, acknowledged_by, named

# From now on: days and seconds, forwards and back. The program knows years from 1900 on.
JUMPS = ["+0", "+3d", "-2d", "+30d", "-400d", "+0", "+2000d", "-5d", "+0", "+1d", "-1h", "+1h"]


def run(part, world):
    library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketime.so.1")), None)
    if library is None:
        raise NotPossible("libfaketime is not installed (apt-get install faketime)")
    commands(part, world, library)
    serving(part, world, library)
    controls(part, world)


def at(library, jump):
    return {"LD_PRELOAD": library, "FAKETIME": jump, "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}


def moments(store, pattern):
    """When each revision says it was recorded, in their order."""
    found = []
    for path in store.listed():
        match = re.fullmatch(pattern, path)
        if match:
            text = store.read(path).decode()
            found.append((int(match[1]), re.search(r'<recorded at="([^"]+)"', text)[1]))
    return [moment for _, moment in sorted(found)]


def commands(part, world, library):
    store = world.store("clock")
    shown, before = world.run(["version"], **at(library, "+0")), {}
    if shown.returncode != 0:
        raise NotPossible(f"the program does not run under libfaketime: {shown.stderr.strip()}")
    known = {}
    for number, jump in enumerate(JUMPS):
        for name in ("correct", "update", "query"):
            write = named(name)
            words, mark = write.arguments(number, world.work)
            run = world.run(words, store.folder, **at(library, jump))
            part.count("writes of commands, the clock jumping between them")
            told = run.returncode == 65 and re.search("opens on|before|earlier", run.stderr)
            part.check(run.returncode == 0 or told, f"clock {jump}: {name} ends with {run.returncode}: {run.stderr[-250:]}")
            known.update(write.acknowledged(run.stdout, mark, number))
        # What is asked of a date does not hang on the clock.
        for words in (["gaps", "--as-of", "2022-05-01", "--known-at", "2026-11-24T00:00:00Z", "--format", "csv"], ["heads"]):
            found = world.run(words, store.folder, **at(library, jump))
            same = before.setdefault((words[0], number if words == ["heads"] else 0), found.stdout)
            part.check(found.returncode == 0 and found.stdout == same, f"clock {jump}: {words[0]} answers otherwise")
            part.check(world.run(words, store.folder).stdout == found.stdout, f"clock {jump}: {words[0]} answers by the clock")
    for path, mark in known.items():
        part.check(not is_there(store.folder, path, mark), f"clock: {path}: not there")
    for what in (r"returns/2022-05/ccg-halton\.(\d+)\.xml", r"returns/2022-05/ccg-wirral\.(\d+)\.xml", r"actions/training\.(\d+)\.xml"):
        found = moments(store, what)
        part.check(found == sorted(found) and len(found) > 3, f"clock: moments out of order in {what}: {found}")
        part.count("moments of recording, in the order of their revisions", len(found))
    sound = world.verify(store.folder)
    part.check(sound.returncode == 0, f"clock: verify: {(sound.stdout + sound.stderr)[-300:]}")


def serving(part, world, library):
    """A server whose clock is set while it runs: it answers, records, looks at its store, and ends."""
    store = world.store("clock-served")
    setting = f"{world.work}/faketimerc"

    def set_clock(jump):
        with open(f"{setting}.new", "w") as file:
            file.write(jump + "\n")
        os.rename(f"{setting}.new", setting)

    set_clock("+0")
    environment = {**at(library, "+0"), "FAKETIME_TIMESTAMP_FILE": setting}
    del environment["FAKETIME"]
    server = Server(world, store.folder, f"{world.work}/clock.sock", **environment)
    server.start()
    known = {}
    try:
        asker = server.asker()
        for number, jump in enumerate(JUMPS):
            set_clock(jump)
            for method in ("rating.set", "action.record"):
                mark = f"mark {number} of {method}"
                answer = asker.ask(method, REQUESTS[method](mark, number))
                told = answer.get("error", {}).get("code") in (422, 409)
                part.check("result" in answer or told, f"clock {jump}: {method}: {str(answer)[:250]}")
                known.update(acknowledged_by(answer, mark))
                part.count("writes of a server whose clock jumps")
            # What another writes is seen within a second or two, whatever the clock says.
            words, mark = named("correct").arguments(number + 100, world.work)
            world.run(words, store.folder, **at(library, jump))
            answer = asker.ask("rating.get", {"area": "ccg-liverpool", "service": "iapt-0-5", "asOf": "2022-05-01"})
            part.check(answer.get("result", {}).get("value") == "RAGB"[number % 4] or "result" not in answer,
                       f"clock {jump}: the server does not know what it recorded: {json.dumps(answer)[:200]}")
    except Gone as gone:
        part.fault(f"clock: the server has gone: {gone}")
    part.check(server.stop() == 0, "clock: the server does not end as it should")
    for path, mark in known.items():
        part.check(not is_there(store.folder, path, mark), f"clock: {path}: not there")
    for what in (r"returns/2022-05/ccg-liverpool\.(\d+)\.xml", r"returns/2022-05/ccg-halton\.(\d+)\.xml"):
        found = moments(store, what)
        part.check(found == sorted(found), f"clock: moments out of order in {what}: {found}")
    sound = world.verify(store.folder)
    part.check(sound.returncode == 0, f"clock, served: verify: {(sound.stdout + sound.stderr)[-300:]}")


def controls(part, world):
    """A chain whose moments go back is named by verify."""
    store = world.store("clock-control")
    path = f"{store.folder}/returns/2022-05/ccg-halton.1.xml"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(r'<recorded at="\d{4}', '<recorded at="2099', text))
    subprocess.run([world.lacuna, "seal", "--again", "--store", store.folder], env=world.environment(), capture_output=True)
    found = world.verify(store.folder)
    part.control("a revision that was recorded before the one before it", found.returncode == 1 and "before revision 1" in found.stdout,
                 found.stdout.strip().split("\n")[0][:160])
