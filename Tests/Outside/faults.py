"""Lets one system call of a write fail at a time (a full disk, a failing one, a file system that cannot rename without
replacing) and looks at what the writer says and what is left.

A write either ends with status 0 and is there, or with another and nothing has changed. Only when the folder cannot be
made durable after the rename may the document be there although the writer does not say "recorded": then it says that
the outcome is unknown. And where only the receipt cannot be printed, it says that too.

Usage: faults.py LACUNA
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

lacuna = sys.argv[1]
work = pathlib.Path(tempfile.mkdtemp())
environment = {**os.environ}
write = [lacuna, "return", "correct", "Halton", "iapt-0-5", "A", "--round", "2022-05", "--evidence", "x", "--by", "t"]


def contents(store):
    """The documents; hidden files (the lock, a temporary file that was left) are none."""
    return {
        str(path.relative_to(store)): path.read_bytes()
        for path in store.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def attempt(name, prefix, check):
    store = work / "store"
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree("Scoping", store)
    before = contents(store)
    run = subprocess.run(prefix + write, env={**environment, "LACUNA_STORE": str(store)}, capture_output=True, text=True)
    after = contents(store)
    added = set(after) - set(before)
    kept = all(after.get(path) == data for path, data in before.items())
    verified = subprocess.run([lacuna, "verify", "--store", str(store)], capture_output=True).returncode == 0
    said = run.stderr.strip().split("\n")[-1] if run.stderr else run.stdout.strip()
    if kept and verified and check(run.returncode, added, run.stderr):
        return True
    print(f"FAILED {name}: status {run.returncode}, added {sorted(added)}, kept {kept}, verified {verified}: {said}")
    return False


def nothing_or_all(status, added, stderr):
    if status == 0:
        return len(added) == 1
    if "not known to be durable" in stderr:
        return len(added) == 1
    if "what the command did is done" in stderr:
        return status == 74 and len(added) == 1
    return not added and "nothing was recorded" in stderr


good = [attempt("no fault", [], lambda status, added, _: status == 0 and len(added) == 1)]
strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e"]
for call in ["fsync", "renameat2", "write"]:
    for error in ["ENOSPC", "EIO", "EDQUOT", "EINTR" if call == "write" else "EROFS"]:
        for when in range(1, 4):
            good.append(attempt(f"{call} {when} {error}", strace + [f"inject={call}:error={error}:when={when}"], nothing_or_all))
good.append(attempt("renameat2 not supported", strace + ["inject=renameat2:error=EINVAL"],
                    lambda status, added, _: status == 0 and len(added) == 1))
good.append(attempt("every fsync fails", strace + ["inject=fsync:error=EIO"],
                    lambda status, added, stderr: status == 74 and not added and "nothing was recorded" in stderr))
good.append(attempt("the file may not grow", ["bash", "-c", 'ulimit -f 1; exec "$@"', "-"],
                    lambda status, added, stderr: status == 74 and not added and "nothing was recorded" in stderr))
shutil.rmtree(work)
print(f"{sum(good)} of {len(good)} faults end as they should")
sys.exit(0 if all(good) else 1)
