"""Lets one system call of a reading fail at a time, and looks at what the reader says.

A command either answers as without the fault, or ends with another status than 0 and says on standard error or in its answer
what could not be read and why; `verify` says "sound" of nothing that it could not read. A server whose folder cannot be
listed for a while serves on what it read before, says so in system.status and in its log, and then reads what was recorded
meanwhile.

Usage: reading.py LACUNA
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

lacuna = sys.argv[1]
work = pathlib.Path(tempfile.mkdtemp())
store = work / "store"
shutil.copytree("Scoping", store)
trace = work / "trace"
reasons = {"EIO": "Input/output error", "EACCES": "Permission denied", "EMFILE": "Too many open files",
           "ENOMEM": "Cannot allocate memory", "ELOOP": "Too many levels of symbolic links",
           "ENOENT": "No such file or directory"}
faults = {"getdents64": ["EIO", "ENOENT"], "openat": ["EIO", "EMFILE", "EACCES", "ELOOP", "ENOENT"], "read": ["EIO", "EINTR"],
          "newfstatat": ["EIO", "EACCES", "ENOMEM"]}
tried, bad = 0, []


def run(words, *prefix):
    return subprocess.run([*prefix, lacuna, *words, "--store", str(store)], capture_output=True, text=True)


for words in (["status"], ["verify"], ["heads"], ["gaps", "--format", "csv"]):
    good = run(words)
    assert good.returncode == 0, good.stderr
    for call, errors in faults.items():
        run(words, "strace", "-f", "-qq", "-y", "-o", str(trace), "-e", f"trace={call}")
        lines = trace.read_text(errors="replace").splitlines()
        places = [number + 1 for number, line in enumerate(lines) if str(store) in line]
        assert places or call == "newfstatat", f"{words}: no {call}"
        for place in places:
            for error in errors:
                found = run(words, "strace", "-f", "-qq", "-y", "-o", str(trace), "-e", f"trace={call}",
                            "-e", f"inject={call}:error={error}:when={place}")
                if "INJECTED" not in trace.read_text(errors="replace"):
                    continue
                tried += 1
                said = found.stdout + found.stderr
                same = found.returncode == 0 and found.stdout == good.stdout
                told = found.returncode in (1, 65, 66, 74) and (reasons.get(error, "") in said or "missing" in said)
                if not (same or told) or (not same and re.search(r"20 returns sound; revisions unbroken", said)):
                    bad.append(f"{words} {call} {place} {error}: status {found.returncode}, {said[-160:]!r}")

# A server: the thirteenth to the thirty-sixth listing fail, which are those after its start.
path = work / "socket"
log = open(work / "log", "w")
server = subprocess.Popen(["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=getdents64", "-e",
                           "inject=getdents64:error=EIO:when=13..36", lacuna, "serve", "--store", str(store), "--unix",
                           str(path), "--log", "errors"], stderr=log, stdin=subprocess.DEVNULL)


def status():
    asked = subprocess.run([lacuna, "call", "system.status", "--unix", str(path)], capture_output=True, text=True)
    return json.loads(asked.stdout) if asked.returncode == 0 else None


def wait(until):
    for _ in range(600):
        found = status() if path.exists() else None
        if found and until(found):
            return found
        time.sleep(0.1)
    sys.exit(f"the server did not come to it: {status()}")


started = wait(lambda found: True)
subprocess.run([lacuna, "return", "correct", "Wirral", "iapt-0-5", "G", "--round", "2022-05", "--evidence", "x", "--by", "t",
                "--store", str(store)], check=True, capture_output=True)
troubled = wait(lambda found: found["trouble"])
if troubled["documents"] != 20 or troubled["leftOut"] or not troubled["troubleSince"]:
    bad.append(f"in trouble: {troubled}")
if "Input/output error" not in troubled["trouble"]:
    bad.append(troubled["trouble"])
recovered = wait(lambda found: not found["trouble"])
if recovered["documents"] != 21 or recovered["troubleSince"]:
    bad.append(f"recovered: {recovered}")
children = pathlib.Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
for child in children:
    os.kill(int(child), signal.SIGTERM)
server.wait(10)
logged = (work / "log").read_text()
if logged.count("store cannot be read") != 1 or logged.count("store can be read again") != 1:
    bad.append(f"log: {logged!r}")
shutil.rmtree(work)
for line in bad[:20]:
    print("FAILED", line)
print(f"{tried} faults of reading, {len(bad)} not told; a server recovered")
sys.exit(1 if bad or tried < 100 else 0)
