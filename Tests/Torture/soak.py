"""Mixed work on a national store for as long as told, with restarts: memory, descriptors and answers stay flat.

Readers, writers, subscribers, clients that vanish and commands beside them use one server; every few minutes it is restarted,
and once in a while killed. A table tells each minute what the server held and how fast it answered; a question about the past
gets the same answer to the byte from first to last.

Usage: soak.py LACUNA [MINUTES] [--areas 150 --services 50 --months 144]

Status 1 where memory or descriptors grow within a life of the server or from one life to the next, answers become slower or
differ, or something that was acknowledged is not there.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from serving import Gone, Server
from store import is_there
from writes import acknowledged_by

# What memory may grow by within a life, beside what it grows by once it has answered each kind of question: what it records.
MB_PER_WRITE = 0.06
MB_SLACK = 40


class Soak:
    """The work: threads that ask and record until told to stop."""

    def __init__(self, lacuna, store, work, seed):
        self.lacuna, self.store, self.work = lacuna, store, work
        self.chance = random.Random(seed)
        self.waits, self.known, self.wrong = [], {}, []
        self.counts = {"read": 0, "written": 0, "refused": 0, "vanished": 0, "commands": 0}
        self.lock, self.stop, self.pause = threading.Lock(), threading.Event(), threading.Event()
        self.past, self.server, self.life = None, None, 0
        listed = self.run(["export", "--format", "json"])
        rows = json.loads(listed.stdout)
        rows = rows if isinstance(rows, list) else rows["ratings"]
        self.areas = sorted({row["area"] for row in rows})
        self.services = sorted({row["service"] for row in rows})
        self.rounds = sorted({row["round"] for row in rows})

    # The environment of World, which torture's parts use.
    def environment(self, **more):
        kept = {key: value for key, value in os.environ.items() if not key.startswith("LACUNA_")}
        return {**kept, "LACUNA_CACHE": f"{self.work}/cache", "NO_COLOR": "1", **more}

    def run(self, words):
        return subprocess.run([self.lacuna, *words, "--store", self.store], env=self.environment(), capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)

    def begin(self):
        self.server = Server(self, self.store, f"{self.work}/soak.sock", arguments=["--max-connections", "500"])
        self.server.start()
        self.life += 1
        self.written_in_life = 0

    def fault(self, words):
        with self.lock:
            self.wrong.append(words)
            print(f"FAULT  {words[:300]}", flush=True)

    def questions(self, chance):
        area, service = chance.choice(self.areas), chance.choice(self.services)
        date = f"{chance.choice(self.rounds)}-01"
        return chance.choice([
            ("rating.get", {"area": area, "service": service}), ("rating.get", {"area": area, "service": service, "asOf": date}),
            ("rating.history", {"area": area, "service": service}), ("gap.list", {"within": area, "limit": 20}),
            ("gap.list", {"asOf": date, "limit": 50}), ("snapshot.get", {"asOf": date}), ("trend.get", {}),
            ("equity.get", {"asOf": date}),
            ("plan.get", {"steps": 3}), ("return.list", {"round": chance.choice(self.rounds)}), ("system.status", {}),
            ("heatmap.get", {"within": area, "asOf": date}), ("need.get", {})])

    def reader(self, seed):
        chance, asker = random.Random(seed), None
        while not self.stop.is_set():
            if self.pause.is_set():
                asker = None
                time.sleep(0.02)
                continue
            try:
                asker = asker or self.server.asker(60)
                method, params = self.questions(chance)
                begun = time.monotonic()
                answer = asker.ask(method, params)
                with self.lock:
                    self.counts["read"] += 1
                    if method == "rating.get":
                        self.waits.append(time.monotonic() - begun)
                if "error" in answer and answer["error"]["code"] not in (404, 422, -32602):
                    self.fault(f"{method} {params}: {answer['error']}")
                if chance.random() < 0.01:  # vanishes with a question on the way
                    asker.client.send(b'{"jsonrpc":"2.0","id":1,"method":"gap.list","params":{}}\n')
                    asker.close()
                    asker = None
                    self.counts["vanished"] += 1
                time.sleep(0.002)
            except Gone:
                asker = None
                if not self.pause.is_set() and not self.stop.is_set():
                    time.sleep(0.05)

    def writer(self, seed):
        chance, asker, number = random.Random(seed), None, 0
        while not self.stop.is_set():
            if self.pause.is_set():
                asker = None
                time.sleep(0.02)
                continue
            number += 1
            mark = f"soak {seed} {number}"
            try:
                asker = asker or self.server.asker(60)
                answer = asker.ask("rating.set", {
                    "area": chance.choice(self.areas), "service": chance.choice(self.services), "value": chance.choice("RAG"),
                    "round": self.rounds[-1], "evidence": mark})
                found = acknowledged_by(answer, mark)
                with self.lock:
                    self.known.update(found)
                    self.counts["written" if found else "refused"] += 1
                    self.written_in_life += bool(found)
                time.sleep(0.1)
            except Gone:
                asker = None
                time.sleep(0.05)

    def commands(self, seed):
        chance = random.Random(seed)
        while not self.stop.wait(2):
            words = chance.choice([["status"], ["gaps", "--format", "csv"], ["show"], ["trend", "--gaps"]])
            done = self.run(words)
            self.counts["commands"] += 1
            if done.returncode != 0:
                self.fault(f"{words} ends with {done.returncode}: {done.stderr[-200:]}")

    def same_past(self):
        """What was known of the first rounds before the soak began is what it was."""
        try:
            asker = self.server.asker(60)
            text = ""
            for method, params in (("snapshot.get", {}), ("gap.list", {"limit": 200}), ("equity.get", {})):
                answer = asker.ask(method, {**params, "asOf": f"{self.rounds[1]}-01"})
                # A page's cursor says of which version of the store it is.
                answer.get("result", {}).pop("next", None)
                text += json.dumps(answer)
            asker.close()
        except Gone as gone:
            return self.fault(f"the server has gone: {gone}")
        digest = hashlib.sha256(text.encode()).hexdigest()
        self.past = self.past or digest
        if digest != self.past:
            self.fault("a question about the past is answered otherwise than at the beginning")

    def quick(self):
        """The server alone, as it answers when nobody else asks: the median of some hundred answers, in milliseconds."""
        asker = self.server.asker(60)
        waits = []
        for number in range(300):
            begun = time.perf_counter()
            asker.ask("rating.get", {"area": self.areas[number % len(self.areas)], "service": self.services[0]})
            waits.append(time.perf_counter() - begun)
        asker.close()
        return statistics.median(waits) * 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lacuna")
    parser.add_argument("minutes", type=float, nargs="?", default=60)
    parser.add_argument("--areas", type=int, default=150)
    parser.add_argument("--services", type=int, default=50)
    parser.add_argument("--months", type=int, default=144)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lacuna = str(pathlib.Path(options.lacuna).resolve())
    work = tempfile.mkdtemp(prefix="lacuna-soak-")
    try:
        sys.exit(soaked(lacuna, work, options))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def soaked(lacuna, work, options):
    store = f"{work}/store"
    subprocess.run([lacuna, "simulate", "--areas", str(options.areas), "--services", str(options.services), "--months",
                    str(options.months), "--seed", str(options.seed), "-o", store], check=True, capture_output=True)
    soak = Soak(lacuna, store, work, options.seed)
    print(f"{len(soak.areas)} areas, {len(soak.services)} service types, {len(soak.rounds)} rounds; {options.minutes:g} minutes")
    print(f"{'minute':>6} {'life':>4} {'MB':>7} {'files':>5} {'ms':>7} {'busy ms':>7} {'read':>9} {'written':>7} {'commands':>8}", flush=True)
    soak.begin()
    threads = [threading.Thread(target=soak.reader, args=(seed,)) for seed in range(4)]
    threads += [threading.Thread(target=soak.writer, args=(seed,)) for seed in range(100, 102)]
    threads += [threading.Thread(target=soak.commands, args=(200,))]
    for thread in threads:
        thread.start()
    begun, row, rows = time.monotonic(), 0, []
    # A row about once a minute, and a life of the server about six of them; twenty-four rows at least.
    pace = min(60.0, options.minutes * 60 / 24)
    lives = 6
    try:
        while time.monotonic() - begun < options.minutes * 60:
            time.sleep(pace)
            row += 1
            soak.pause.set()
            time.sleep(0.5)
            soak.same_past()
            try:
                alone = soak.quick()
            except Gone as gone:
                soak.fault(f"the server has gone: {gone}")
                soak.begin()
                soak.pause.clear()
                continue
            memory, files = soak.server.figures()
            with soak.lock:
                busy = statistics.median(soak.waits) * 1000 if soak.waits else 0
                soak.waits = []
            rows.append((soak.life, memory, files, alone, soak.written_in_life))
            print(f"{(time.monotonic() - begun) / 60:6.1f} {soak.life:4} {memory:7.1f} {files:5} {alone:7.3f} {busy:7.2f} "
                  f"{soak.counts['read']:9,} {soak.counts['written']:7,} {soak.counts['commands']:8,}", flush=True)
            if row % lives == 0:
                if row % (2 * lives) == 0:
                    soak.server.kill()
                elif soak.server.stop(30) != 0:
                    soak.fault("the server does not end as it should")
                soak.begin()
            soak.pause.clear()
    finally:
        soak.stop.set()
        for thread in threads:
            thread.join()
    if soak.server.stop(30) != 0:
        soak.fault("the server does not end as it should")
    for path, mark in soak.known.items():
        missing = is_there(store, path, mark)
        if missing:
            soak.fault(missing)
    sound = soak.run(["verify"])
    if sound.returncode != 0:
        soak.fault(f"verify ends with {sound.returncode}: {(sound.stdout + sound.stderr)[-300:]}")
    for words in trends(rows):
        soak.fault(words)
    print(f"{soak.life} lives of the server; {soak.counts}; {len(soak.known):,} acknowledged and there; {len(soak.wrong)} faults")
    return 1 if soak.wrong else 0


def trends(rows):
    """What grows: within a life, from its second row on, since a server fills its caches first; and from life to life."""
    lives = {}
    for row in rows:
        lives.setdefault(row[0], []).append(row)
    whole = [found for found in lives.values() if len(found) >= 4]
    for found in whole:
        grown = found[-1][1] - found[1][1]
        allowed = MB_SLACK + MB_PER_WRITE * (found[-1][4] - found[1][4])
        if grown > allowed:
            yield f"memory grows by {grown:.0f} MB in life {found[0][0]}, and {allowed:.0f} MB are allowed"
        files = [row[2] for row in found]
        if max(files[len(files) // 2 :]) > min(files[: len(files) // 2]) + 12:
            yield f"descriptors grow in life {found[0][0]}: {files}"
    if len(whole) >= 2:
        first, last = whole[0], whole[-1]
        if last[-1][1] > first[-1][1] * 1.5 + MB_SLACK:
            yield f"memory at a life's end grows from {first[-1][1]:.0f} to {last[-1][1]:.0f} MB"
        # On a busy machine the quickest of each life tells.
        if min(row[3] for row in last) > 2.5 * min(row[3] for row in first) + 0.1:
            yield "answers become slower"


if __name__ == "__main__":
    # The rows of a server that leaks must be seen to grow: a small control of the judgement itself.
    leaking = [(1, 100.0 + 30 * index, 20 + 8 * index, 0.1, 10 * index) for index in range(6)]
    assert len(list(trends(leaking))) >= 2, "a server that leaks is not seen"
    assert not list(trends([(life, 150.0, 20, 0.1, 100) for life in (1, 2) for _ in range(6)])), "a flat one is said to grow"
    main()
