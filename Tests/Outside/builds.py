"""Holds the release build against the debug build, byte for byte: every command with every one of its options in every format, and
every method of the server with every one of its parameters; three starts of the release build each, addresses randomised.

A wrong value that optimised code alone shows (forms once told of ratings made in 2082) is seen by no test of a debug build. What is
tried is read from the program's own help and from rpc.discover: a command, option or parameter that has no sample below fails.

Usage: builds.py RELEASE DEBUG
"""

import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

import samples
from samples import ENVIRONMENT

RELEASE, DEBUG = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
STARTS = 3
faults = []


def tree(folder):
    """All files of a folder with their content."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), "rb") as file:
                found[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return found


def run(binary, base, words, send=None):
    """What a binary prints and leaves behind, in a fresh copy of the world that has the same path for all that one thread compares."""
    place = os.path.join(os.path.dirname(base), f"place-{threading.get_ident()}")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    program = subprocess.run([binary, *words], env=ENVIRONMENT, cwd=place, input=send or b"", capture_output=True, timeout=120)
    # The server's log states the real moment; nothing else does.
    errors = re.sub(rb'^\{"time":"[^"]*"', b'{"time":""', program.stderr, flags=re.M)
    # A cursor names the state of the store it was given for, and how often a server looked at the store depends on the clock.
    output = re.sub(rb'(\\?"next\\?":\\?")[0-9]+-', rb"\1-", program.stdout)
    return program.returncode, output, errors, tree(place)


def compared(name, base, words, send=None):
    """Whether the three starts and the other build agree; what differs is told."""
    first = run(DEBUG, base, words, send)
    for _ in range(STARTS):
        other = run(RELEASE, base, words, send)
        if other == first:
            continue
        at = next((part for part, one, two in zip(("status", "output", "errors", "files"), first, other) if one != two), "?")
        detail = ""
        if at in ("output", "errors"):
            one, two = first[1 if at == "output" else 2], other[1 if at == "output" else 2]
            place = next((i for i, (a, b) in enumerate(zip(one, two)) if a != b), min(len(one), len(two)))
            detail = f": debug {one[max(0, place - 30):place + 30]!r}, release {two[max(0, place - 30):place + 30]!r}"
        elif at == "files":
            detail = ": " + ", ".join(sorted(k for k in set(first[3]) | set(other[3]) if first[3].get(k) != other[3].get(k))[:3])
        faults.append(f"{name}: {at} differ{detail}")
        break
    if first[0] not in (0, 1, 64, 65, 66):
        faults.append(f"{name}: status {first[0]}: {first[2].decode(errors='replace')[:200]}")
    return first


def every_command(base, files):
    trials = samples.lines(DEBUG, files, faults)
    # Each in a folder of its own, so that as many can run at once as there are processors.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda words: compared("lacuna " + " ".join(words), base, words), trials))
    return len(trials)


def every_method(base):
    description = run(DEBUG, base, samples.SERVE, b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}\n')[1]
    requests = samples.requests(description, faults)
    lines = b"".join(line for line, _, _ in requests)
    answers = compared("lacuna " + " ".join(samples.SERVE), base, samples.SERVE, lines)[1].splitlines()
    answered = [json.loads(line).get("id") for line in answers]
    missing = [request[1:] for i, request in enumerate(requests) if i not in answered]
    if missing:
        faults.append(f"not answered: {missing[:3]}")
    return len(requests)


with tempfile.TemporaryDirectory() as scratch:
    base = os.path.join(scratch, "base")
    os.mkdir(base)
    files = samples.world(DEBUG, base)
    tried, asked = every_command(base, files), every_method(base)
for fault in sorted(faults):
    print(fault)
print(f"{tried} command lines and {asked} requests, {STARTS} starts each: {len(faults)} faults")
sys.exit(bool(faults))
