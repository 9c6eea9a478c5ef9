"""Kills a writer at random moments, a thousand times over, and looks at what is left.

Every write that was reported as recorded must be there, whole and with its own words; the store must be sound and its chain
of revisions unbroken; and the next writer must have swept what killed ones left. At the end an acknowledged file is taken
away: if that went unnoticed, this script would be blind.

Usage: kill9.py LACUNA ROUNDS
"""

import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

lacuna, rounds = sys.argv[1], int(sys.argv[2])
work = pathlib.Path(tempfile.mkdtemp())
store = work / "store"
shutil.copytree("Scoping", store)
environment = {**os.environ, "LACUNA_STORE": str(store)}
random.seed(20220501)


def command(number):
    return [lacuna, "return", "correct", "Halton", "iapt-0-5", "RAGB"[number % 4], "--round", "2022-05",
            "--evidence", f"write {number}", "--by", "storm"]


def verify():
    return subprocess.run([lacuna, "verify"], env=environment, capture_output=True, text=True)


# How long a write takes that nobody kills: the killing moments are spread over it and a little beyond.
begun = time.perf_counter()
for number in range(5):
    subprocess.run(command(10**6 + number), env=environment, check=True, capture_output=True)
span = (time.perf_counter() - begun) / 5 * 2

acknowledged, killed, left_behind = {}, 0, 0
for number in range(rounds):
    writer = subprocess.Popen(command(number), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(random.uniform(0, span))
    if writer.poll() is None:
        writer.kill()
    out = writer.communicate()[0].decode()
    killed += writer.returncode == -9
    left_behind += any(name.startswith(".lacuna-") for name in os.listdir(store / "returns/2022-05"))
    recorded = re.search(r"Recorded (\S+):", out)
    if recorded:
        acknowledged[recorded[1]] = f"write {number}"

lost = [path for path, words in acknowledged.items()
        if not (store / path).exists() or f">{words}<" not in (store / path).read_text(encoding="utf-8")]
subprocess.run(command(10**7), env=environment, check=True, capture_output=True)
swept = not any(name.startswith(".lacuna-") for name in os.listdir(store / "returns/2022-05"))
sound = verify()
revisions = len(list((store / "returns/2022-05").glob("ccg-halton.*.xml")))
print(f"{rounds} writers, {killed} killed, {len(acknowledged)} writes acknowledged, {revisions} revisions on disk, "
      f"{left_behind} times a temporary file left behind, {len(lost)} lost; verify: {sound.stdout.strip()}")

victim = sorted(acknowledged)[len(acknowledged) // 2]
(store / victim).unlink()
sees = verify().returncode == 1 and not (store / victim).exists()
shutil.rmtree(work)
if not (killed > rounds / 10 and len(acknowledged) > rounds / 20):
    sys.exit("the moments of killing were not spread over the write")
sys.exit(0 if not lost and swept and sound.returncode == 0 and sees else 1)
