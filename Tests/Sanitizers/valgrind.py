"""Runs every command of Lacuna under valgrind's memcheck, on the real data: no byte is read that was freed or never written, and no
memory is lost.

Usage: valgrind.py LACUNA [--few] [--keep FOLDER]
  --few   five commands alone
  --keep  leave what memcheck said in this folder
What is run is read from the program's own help (Tests/Outside/samples.py): each command with as little as it takes; a server that gets every
method with every parameter; a server on a socket, and `call` to it. Three small programs that are wrong on purpose (control.c) must be
reported, each for what it is, or the run fails. What is let pass stands in valgrind.supp, with reasons.

Status: 0 nothing wrong, 1 a fault, or a control that was not seen.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "Outside"))

import samples

ERROR = 99
FEW = ["status", "gaps", "verify", "return check", "heatmap"]
CONTROLS = {"none": None, "freed": "Invalid read of size 1", "unset": "depends on uninitialised value", "lost": "are definitely lost"}

Seen = collections.namedtuple("Seen", "status said errors lost maybe output")


def memcheck(log, *options):
    # Swift keeps its objects by their middles, which memcheck takes for perhaps lost: those are counted, and no errors.
    return ["valgrind", f"--error-exitcode={ERROR}", "--leak-check=full", "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite",
            "--num-callers=30", f"--suppressions={HERE / 'valgrind.supp'}", f"--log-file={log}", *options]


def seen(log, status, output):
    said = pathlib.Path(log).read_text(errors="replace")

    def bytes_of(what):
        found = re.search(what + r": ([\d,]+) bytes", said)
        return int(found[1].replace(",", "")) if found else 0

    summary = re.findall(r"ERROR SUMMARY: ([\d,]+) errors", said)
    return Seen(status, said, int(summary[-1].replace(",", "")) if summary else None, bytes_of("definitely lost"), bytes_of("possibly lost"), output)


class Trial:
    """One folder for the commands of one line, a copy of the world."""

    def __init__(self, program, base, scratch, keep):
        self.program, self.base, self.scratch, self.keep = program, base, scratch, keep

    def place(self, name):
        place = os.path.join(self.scratch, re.sub(r"\W+", "-", name)[:60] + f"-{time.monotonic_ns()}")
        shutil.copytree(self.base, place)
        return place

    def log(self, name):
        return os.path.join(self.keep, re.sub(r"\W+", "-", name)[:80] + f"-{time.monotonic_ns()}.txt")

    def run(self, words, send=b""):
        name = " ".join(words)
        place, log = self.place(name), self.log(name)
        run = subprocess.run([*memcheck(log), self.program, *words], cwd=place, env=samples.ENVIRONMENT, input=send, capture_output=True, timeout=900)
        shutil.rmtree(place)
        return seen(log, run.returncode, run.stdout + run.stderr)

    def server(self):
        """A server on a socket and a call to it, both under memcheck; the server ends as a service manager ends it."""
        place, (log, called) = self.place("server"), (self.log("serve on a socket"), self.log("call"))
        socket = os.path.join(place, "socket")
        server = subprocess.Popen([*memcheck(log), self.program, "serve", "--unix", socket, "--store", "store"], cwd=place,
                                  env=samples.ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        begun = time.monotonic()
        while not os.path.exists(socket) and server.poll() is None and time.monotonic() - begun < 120:
            time.sleep(0.1)
        call = subprocess.run([*memcheck(called), self.program, "call", "--unix", socket, "gap.list", '{"limit":3}'], cwd=place,
                              env=samples.ENVIRONMENT, capture_output=True, timeout=300)
        server.send_signal(signal.SIGTERM)
        status = server.wait(timeout=120)
        shutil.rmtree(place)
        return [("lacuna serve --unix", seen(log, status, b"")), ("lacuna call", seen(called, call.returncode, call.stdout + call.stderr))]


def controls(scratch, keep):
    """What each of the wrong programs was reported for; those that were not, or where nothing is wrong was."""
    program = os.path.join(scratch, "control")
    subprocess.run(["gcc", "-g", "-O0", "-o", program, str(HERE / "control.c")], check=True)
    blind = []
    for word, expected in CONTROLS.items():
        log = os.path.join(keep, f"control-{word}.txt")
        status = subprocess.run([*memcheck(log), program, word]).returncode
        said = pathlib.Path(log).read_text()
        if status != (0 if expected is None else ERROR) or (expected or "") not in said:
            blind.append(f"control '{word}' was not seen: status {status}")
    return blind


def commands(program, files, faults, few):
    lines = samples.lines(program, files, faults, has_options=False)
    if few:
        first = {}
        for words in lines:
            for name in FEW:
                if words[:len(name.split())] == name.split():
                    first.setdefault(name, words)
        faults += [f"no command '{name}'" for name in FEW if name not in first]
        return list(first.values())
    return [*lines, ["token", "add", "screen", "--role", "viewer", "--access", "access"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lacuna")
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--keep")
    options = parser.parse_args()
    program = os.path.realpath(options.lacuna)
    faults, tried = [], []
    with tempfile.TemporaryDirectory() as scratch:
        keep = os.path.realpath(options.keep) if options.keep else os.path.join(scratch, "said")
        os.makedirs(keep, exist_ok=True)
        faults += controls(scratch, keep)
        base = os.path.join(scratch, "base")
        os.mkdir(base)
        trial = Trial(program, base, scratch, keep)
        lines = commands(program, samples.world(program, base), faults, options.few)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for words, found in zip(lines, pool.map(trial.run, lines)):
                tried.append(("lacuna " + " ".join(words), found))
        if not options.few:
            known = subprocess.run([program, *samples.SERVE], cwd=base, env=samples.ENVIRONMENT, capture_output=True,
                                   input=b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}\n').stdout
            requests = samples.requests(known, faults)
            found = trial.run(samples.SERVE, b"".join(line for line, _, _ in requests))
            tried.append((f"lacuna serve --stdio, {len(requests)} requests", found))
            if found.output.count(b'"jsonrpc"') < len(requests):
                faults.append("the server did not answer every request")
            tried += trial.server()
    for name, found in tried:
        if found.errors is None:
            faults.append(f"{name}: memcheck did not come to its end: status {found.status}")
        elif found.errors or found.lost:
            faults.append(f"{name}: {found.errors} errors, {found.lost} bytes lost:\n{found.said[-4000:]}")
        elif found.status not in (0, 1, 64, 65, 66):
            faults.append(f"{name}: status {found.status}: {found.output[-300:].decode(errors='replace')}")
    for fault in faults:
        print(fault)
    print(f"{len(tried)} runs under memcheck: {sum(found.errors or 0 for _, found in tried)} errors, "
          f"{sum(found.lost for _, found in tried)} bytes lost, at most {max(found.maybe for _, found in tried):,} bytes perhaps lost in one; "
          f"{len(CONTROLS) - 1} controls; {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
