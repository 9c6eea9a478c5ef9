"""Interrupts long commands at many moments: they end of the signal, and leave nothing half done behind.

Usage: interrupting.py LACUNA [TIMES]
"""
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

lacuna = os.path.abspath(sys.argv[1])
times = int(sys.argv[2]) if len(sys.argv) > 2 else 24
work = tempfile.mkdtemp(prefix="lacuna-interrupting-")
store = f"{work}/store"
environment = dict(os.environ, LACUNA_CACHE=f"{work}/cache", LACUNA_STORE=store)
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)
        print(f"FAULT: {words}")


def tree(folder):
    return {
        os.path.relpath(f"{place}/{name}", folder): open(f"{place}/{name}", "rb").read()
        for place, _, names in os.walk(folder)
        for name in names
    }


subprocess.run(
    [lacuna, "simulate", "--areas", "90", "--services", "24", "--months", "120", "--seed", "5", "-o", store],
    env=environment, check=True, stdout=subprocess.DEVNULL)

start = time.monotonic()
subprocess.run([lacuna, "report", "-o", f"{work}/whole"], env=environment, check=True, stdout=subprocess.DEVNULL)
whole = time.monotonic() - start
expected = tree(f"{work}/whole")
before = tree(store)

# At many moments of a report and of a simulated store: nothing of it, or all of it.
ended = 0
for number in range(times):
    target = f"{work}/target"
    shutil.rmtree(target, ignore_errors=True)
    words = ["report", "-o", target] if number % 2 else [
        "simulate", "--areas", "90", "--services", "24", "--months", "120", "--seed", "5", "-o", target]
    process = subprocess.Popen([lacuna] + words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(whole * 1.1 * (number + 0.5) / times)
    process.send_signal([signal.SIGINT, signal.SIGTERM, signal.SIGHUP][number % 3])
    said = process.communicate()[1]
    if process.returncode == 0:
        continue
    ended += 1
    check(process.returncode in (-signal.SIGINT, -signal.SIGTERM, -signal.SIGHUP),
          f"{words[0]} ended with {process.returncode}: {said}")
    left = tree(target) if os.path.exists(target) else {}
    check(not [name for name in left if ".partial-" in name], f"{words[0]} left {sorted(left)[:4]}")
    if words[0] == "report":
        check(all(expected.get(name) == data for name, data in left.items()), "a file of a report is not whole")
check(ended >= times // 4, f"only {ended} of {times} were interrupted at all")
check(tree(store) == before, "the store has changed")
check(not [name for name in tree(f"{work}/cache") if name.split("/")[-1].startswith(".")], "the cache holds what is half done")

# A signal that whoever started the program had blocked stays nobody's business.
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
process = subprocess.Popen([lacuna, "report", "-o", f"{work}/blocked"], env=environment, stdout=subprocess.DEVNULL)
time.sleep(whole / 4)
process.send_signal(signal.SIGUSR1)
check(process.wait() == 0, f"a blocked signal ended the program with {process.returncode}")
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])

# On a terminal the line that says how far it is goes away again; in a file it never was.
pid, terminal = pty.fork()
if pid == 0:
    os.execve(lacuna, [lacuna, "verify", "--store", store], dict(environment, LACUNA_CACHE=""))
said = b""
while select.select([terminal], [], [], 60)[0]:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    said += piece
os.waitpid(pid, 0)
rest = said.replace(b"\r\n", b"\n").split(b"\r\x1b[K")[-1]
check(b"lacuna: " not in rest, f"the line stays: {rest[:80]}")

shutil.rmtree(work)
print(f"Interrupted {ended} of {times} long commands: {len(faults)} faults.")
sys.exit(1 if faults else 0)
