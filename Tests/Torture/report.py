"""What a part tried, what it found, and whether its negative controls were seen: in words and figures."""

import collections
import random
import threading
import time


class NotPossible(Exception):
    """This machine cannot do what a part needs (root, loop devices, ptrace); the message says what is missing."""


class Part:
    """One part of the torture while it runs. Trials run beside one another: every count is taken under a lock."""

    def __init__(self, name, idea, seed, scale, seconds):
        self.name, self.idea, self.seed, self.scale, self.seconds = name, idea, seed, scale, seconds
        self.random = random.Random(f"{seed} {name}")
        self.counts = collections.Counter()
        self.faults, self.controls, self.remarks = [], [], []
        self.not_run = None
        self.is_cut_short = False
        self.begun, self.took = time.monotonic(), 0
        self._lock = threading.Lock()

    def count(self, what, number=1):
        with self._lock:
            self.counts[what] += number

    def fault(self, words):
        """Something that is wrong in Lacuna."""
        with self._lock:
            self.faults.append(words)
            if len(self.faults) <= 20:
                print(f"    FAULT  {words[:600]}", flush=True)

    def check(self, holds, words):
        if not holds:
            self.fault(words)
        return holds

    def control(self, what, is_seen, words=""):
        """A thing made wrong on purpose, which the same checks must see: or the part is blind, and the run fails."""
        with self._lock:
            self.controls.append((what, bool(is_seen), words))

    def remark(self, words):
        with self._lock:
            self.remarks.append(words)

    def cut_short(self, words):
        """Its time was up before all was tried: it says so, and has not passed in full."""
        self.is_cut_short = True
        self.remark(words)

    def many(self, number, least=1):
        """So many trials, in a run of full size."""
        return max(least, round(number * self.scale))

    @property
    def is_over(self):
        """Whether the part's time is up. A slow machine tries less, and the report says so."""
        return time.monotonic() - self.begun > self.seconds

    def end(self):
        self.took = time.monotonic() - self.begun

    @property
    def blind(self):
        return [what for what, is_seen, _ in self.controls if not is_seen]

    @property
    def verdict(self):
        if self.not_run:
            return "not run"
        if self.faults or self.blind:
            return "FAILED"
        return "in part" if self.is_cut_short else "passed"

    def lines(self):
        """For the report, as Markdown."""
        yield f"## {self.name}: {self.verdict}"
        yield ""
        yield self.idea
        yield ""
        if self.not_run:
            yield f"Not run: {self.not_run}"
            return
        yield f"{self.took:.0f} seconds; seed {self.seed}."
        yield ""
        for what, number in self.counts.items():
            yield f"- {number:,} {what}"
        for words in self.remarks:
            yield f"- {words}"
        yield f"- found: {len(self.faults) or 'nothing wrong'}"
        for words in self.faults[:50]:
            yield f"    - {words}"
        if self.controls:
            yield ""
            yield "Made wrong on purpose, and seen:"
            yield ""
            for what, is_seen, words in self.controls:
                yield f"- {'seen' if is_seen else 'NOT SEEN'}: {what}{': ' + words if words else ''}"


def written(parts, program, seed, took):
    """The whole report."""
    yield "# How Lacuna was tortured"
    yield ""
    yield f"{program}; seed {seed}; {took / 60:.1f} minutes."
    yield ""
    yield "| part | verdict | trials | found | controls seen | seconds |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for part in parts:
        trials = next(iter(part.counts.values()), 0)
        seen = sum(is_seen for _, is_seen, _ in part.controls)
        yield (f"| {part.name} | {part.verdict} | {trials:,} | {len(part.faults)} | {seen} of {len(part.controls)} "
               f"| {part.took:.0f} |")
    for part in parts:
        yield ""
        yield from part.lines()
