"""Two servers and a command line on one folder, and servers on copies that rsync and git fill, agree within about a second: replicas.py LACUNA STORE"""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

LACUNA, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
work = tempfile.mkdtemp()
faults = []
servers = []


def serve(store, name):
    path = f"{work}/{name}.sock"
    servers.append(subprocess.Popen([LACUNA, "serve", "--unix", path, "--store", store], stderr=subprocess.DEVNULL))
    for _ in range(200):
        if os.path.exists(path):
            break
        time.sleep(0.05)
    return path


def ask(path, method, params):
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(20)
        peer.connect(path)
        peer.sendall(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() + b"\n")
        line = b""
        while not line.endswith(b"\n"):
            line += peer.recv(1 << 16)
    return json.loads(line)


def rating(path):
    return ask(path, "rating.get", {"area": "ccg-halton", "service": "iapt-0-5"})["result"]["value"]


def agree(paths, value, what):
    deadline = time.monotonic() + 3  # about a second, and room for a busy machine
    while time.monotonic() < deadline:
        if all(rating(path) == value for path in paths):
            return
        time.sleep(0.05)
    faults.append(f"{what}: expected {value}, the servers say {[rating(path) for path in paths]}")


def set_rating(path, value):
    answer = ask(path, "rating.set", {"area": "ccg-halton", "service": "iapt-0-5", "value": value, "round": "2022-05",
                                      "evidence": "Tried."})
    if "result" not in answer:
        faults.append(f"rating.set: {answer}")


def git(folder, *words):
    subprocess.run(["git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.org", *words],
                   check=True, capture_output=True)


main, mirror, clone = f"{work}/main", f"{work}/mirror", f"{work}/clone"
shutil.copytree(SOURCE, main, ignore=shutil.ignore_patterns(".lock"))
git(work, "init", "-q", main)
git(main, "add", "-A")
git(main, "commit", "-qm", "first")
subprocess.run(["git", "clone", "-q", main, clone], check=True, capture_output=True)
subprocess.run(["rsync", "-a", "--exclude=.lock", "--exclude=.git", f"{main}/", f"{mirror}/"], check=True)
one, two = serve(main, "one"), serve(main, "two")
three, four = serve(mirror, "three"), serve(clone, "four")
try:
    set_rating(one, "G")
    agree([one, two], "G", "a write by the first server")
    set_rating(two, "R")
    agree([one, two], "R", "a write by the second")
    subprocess.run([LACUNA, "return", "correct", "ccg-halton", "iapt-0-5", "A", "--round", "2022-05", "--evidence", "Tried.",
                    "--store", main], check=True, capture_output=True)
    agree([one, two], "A", "a write by the command line")
    subprocess.run(["rsync", "-a", "--exclude=.lock", "--exclude=.git", f"{main}/", f"{mirror}/"], check=True)
    agree([three], "A", "what rsync brought")
    git(main, "add", "-A")
    git(main, "commit", "-qm", "second")
    git(clone, "pull", "-q", "--ff-only")
    agree([four], "A", "what git pull brought")
    heads = {subprocess.run([LACUNA, "heads", "--store", store], check=True, capture_output=True).stdout for store in (main, mirror, clone)}
    if len(heads) != 1:
        faults.append("the heads of the three folders are not the same")
finally:
    for server in servers:
        server.terminate()
for fault in faults:
    print(fault)
print(f"4 servers on 3 folders; {len(faults)} faults")
shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if faults else 0)
