"""A server one of whose calls fails: it answers, or says why not, and goes on."""

import time

from serving import Gone, Server
from store import is_there
from tracing import WORDS, failing
from writes import REQUESTS, acknowledged_by, named

HALTON = {"area": "ccg-halton", "service": "iapt-0-5", "asOf": "2022-05-01"}


def session(server, method, number):
    """Asks, records, asks again. The answers, as far as they came."""
    answers = {}
    mark = f"mark {number} of {method}"
    try:
        asker = server.asker(10)
        for step, (asked, params) in enumerate((
            ("rating.get", HALTON), (method, REQUESTS[method](mark, number)),
            ("rating.get", HALTON), ("system.status", {}))):
            answers[step] = asker.ask(asked, params)
        asker.close()
    except Gone:
        pass
    return answers, mark


def server_trial(part, world, place, item):
    (store, folder), (number, (method, call, turn, error)) = place, item
    store.reset()
    trace, log = f"{folder}/trace", f"{folder}/log"
    words = failing(trace, call, error, turn)
    with open(log, "w+") as file:
        server = Server(world, store.folder, f"{folder}/socket", words[:1] + ["-D"] + words[1:], log=file)
        started = server.wait()
    where = f"server, {method}, {call} {turn} {error}"
    with open(log, errors="replace") as file:
        said = file.read()
    if not started:
        status = server.process.wait()
        part.check(0 < status < 128 and said.strip(), f"TRAP: {where}: it did not start, status {status}: {said[-200:]!r}")
        part.count("of a server: it did not start, and said why")
        return
    answers, mark = session(server, method, number)
    status = server.process.poll()
    if status is not None or len(answers) < 4:
        part.fault(f"TRAP: {where}: {len(answers)} of 4 answers, status {status}: {said[-200:]}")
        server.kill()
        return
    recorded = answers[1]
    for path, words in acknowledged_by(recorded, mark).items():
        missing = is_there(store.folder, path, words)
        part.check(not missing, f"FALSE: {where}: {missing}")
    changed = store.changes()
    if "error" in recorded:
        code = recorded["error"]["code"]
        # What could not be read when the server began is not among what it knows: it is named in system.status.
        is_left_out = code == 404 and answers[3].get("result", {}).get("leftOut")
        part.check(code in (503, 504, 422, -32603) or is_left_out, f"UNTOLD: {where}: {recorded['error']}")
        part.check(not changed or code == 504, f"UNTOLD: {where}: refused, yet {sorted(changed)}: {recorded['error']}")
    facts = answers[3].get("result", {})
    told = facts.get("trouble") or facts.get("leftOut")
    for step in (0, 2):
        result = answers[step].get("result", {})
        part.check(result.get("value") == "A" or told, f"WRONG: {where}: rating.get says {str(answers[step])[:200]} and nobody why")
    # The fault was one: what is asked to be recorded next is.
    again, mark = session(server, method, number + 500_000)
    done = again.get(1, {})
    if "result" not in done and "EINTR" != error:
        again, mark = session(server, method, number + 600_000)
        done = again.get(1, {})
    part.check("result" in done or "error" in recorded and told, f"{where}: afterwards it does not record: {str(done)[:250]}")
    part.check(server.stop() == 0, f"TRAP: {where}: it does not end as it should")
    sound = world.verify(store.folder)
    part.check(sound.returncode == 0, f"TORN: {where}: {(sound.stdout + sound.stderr)[-200:]}")


def listing(part, world):
    """For a while a server's store cannot be listed: it serves what it read before, says so, and then reads what was recorded."""
    store = world.store("listing")
    trace, log = f"{world.work}/listing.trace", f"{world.work}/listing.log"
    # The first twelve listings are those of its start.
    words = ["strace", "-D", "-f", "-qq", "-o", trace, "-e", "trace=getdents64", "-e", "inject=getdents64:error=EIO:when=13..36"]
    with open(log, "w+") as file:
        server = Server(world, store.folder, f"{world.work}/listing.sock", words, log=file)
        server.start()

    def until(holds, seconds=60):
        facts, end = {}, time.monotonic() + seconds
        while time.monotonic() < end and not holds(facts):
            asker = server.asker()
            facts = asker.ask("system.status").get("result", {})
            asker.close()
            time.sleep(0.1)
        return facts

    begun = until(lambda facts: facts)
    words, _ = named("query").arguments(1, world.work)
    assert world.run(words, store.folder).returncode == 0
    troubled = until(lambda facts: facts.get("trouble"))
    part.check(troubled.get("documents") == begun["documents"] and not troubled["leftOut"] and troubled["troubleSince"]
               and WORDS["EIO"] in troubled["trouble"], f"WRONG: a store that cannot be listed: {str(troubled)[:300]}")
    recovered = until(lambda facts: facts and not facts["trouble"])
    part.check(recovered["documents"] == begun["documents"] + 1 and not recovered["troubleSince"],
               f"WRONG: a store that can be listed again: {str(recovered)[:300]}")
    part.check(server.stop() == 0, "TRAP: a server in trouble does not end as it should")
    with open(log) as file:
        said = file.read()
    part.check(said.count("store cannot be read") == 1 and said.count("store can be read again") == 1, f"UNTOLD: the log: {said[-300:]}")
    part.count("a server that could not list its store for a while, and recovered")
