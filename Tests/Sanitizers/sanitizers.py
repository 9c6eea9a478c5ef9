"""Runs the tests that use threads, built with a sanitizer in them: no two threads come at one place without an order between them.

Usage: sanitizers.py [thread|address] [--rerun] [--filter SUITES]
  thread    races between threads (what is run unless said otherwise)
  address   memory that is read or written outside of what was given, or after it was given back
  --rerun   leave out the building: it is built already
  --filter  these suites alone, as a regular expression
The thread sanitizer is told of Swift's mutexes by a library that stands before the toolchain's (mutex.c).
A small program that is wrong on purpose (race.swift, control.c) must be reported, and the same program made right must not, or the run
fails. What is let pass stands in threads.supp, with reasons. The report is .build/SANITIZER/report.txt.

Status: 0 nothing wrong, 1 a report, a test that failed, or a control that was not seen.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOUND = 66
# Where threads and sockets are: the server, its transports, the store that many write at once, and the world by seed among them.
SUITES = {"thread": "LacunaServiceTests|JSONRPCTests|ScopingStoreTests",
          "address": "LacunaServiceTests|JSONRPCTests|ScopingStoreTests|SpreadsheetsTests|FormsTests"}
WORD = {"thread": "WARNING: ThreadSanitizer:", "address": "ERROR: AddressSanitizer:"}


def environment(kind, log):
    words = dict(os.environ, LACUNA_CACHE="")
    if kind == "thread":
        words["LD_PRELOAD"] = str(ROOT / ".build/thread/mutex.so")
        words["TSAN_OPTIONS"] = f"suppressions={HERE / 'threads.supp'}:exitcode={FOUND}:log_path={log}:second_deadlock_stack=1"
    else:
        # Swift's metadata is kept for good, and fork in Foundation's Process would count it in every child.
        words["ASAN_OPTIONS"] = f"exitcode={FOUND}:log_path={log}:detect_leaks=0"
    return words


def reports(folder):
    return "".join(path.read_text(errors="replace") for path in sorted(folder.glob("said.*")))


def controls(kind, work):
    """What was wrong on purpose and was not reported, or right and was."""
    said = work / "controls"
    shutil.rmtree(said, ignore_errors=True)
    said.mkdir(parents=True)
    program = work / "control"
    if kind == "thread":
        mutex = ["clang", "-D_GNU_SOURCE", "-O1", "-shared", "-fPIC", "-o", work / "mutex.so", HERE / "mutex.c", "-ldl"]
        subprocess.run(mutex, check=True)
        build = ["swiftc", "-sanitize=thread", "-O", "-swift-version", "5", "-o", program, HERE / "race.swift"]
        words = [("unlocked", True), ("locked", False)]
    else:
        build = ["clang", "-fsanitize=address", "-g", "-o", program, HERE / "control.c"]
        words = [("freed", True), ("none", False)]
    subprocess.run(build, check=True, capture_output=True)
    blind = []
    for word, is_wrong in words:
        folder = said / word
        folder.mkdir()
        status = subprocess.run([program, word], env=environment(kind, folder / "said")).returncode
        if (status == FOUND) != is_wrong or (WORD[kind] in reports(folder)) != is_wrong:
            blind.append(f"control '{word}': status {status}")
    return blind, len(words)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="?", choices=sorted(SUITES), default="thread")
    parser.add_argument("--rerun", action="store_true")
    parser.add_argument("--filter")
    options = parser.parse_args()
    kind, work = options.kind, ROOT / ".build" / options.kind
    if not options.rerun:
        subprocess.run(["swift", "build", "--ignore-lock", "--build-tests", f"--sanitize={kind}", "--scratch-path", work], cwd=ROOT, check=True)
    blind, number = controls(kind, work)
    said = work / "said"
    shutil.rmtree(said, ignore_errors=True)
    said.mkdir()
    suite = [work / "debug" / "lacunaPackageTests.xctest", "--testing-library", "swift-testing", "--filter", options.filter or SUITES[kind]]
    with open(work / "suite.txt", "w") as output:
        status = subprocess.run(suite, cwd=ROOT, env=environment(kind, said / "said"), stdout=output, stderr=subprocess.STDOUT).returncode
    told = (work / "suite.txt").read_text(errors="replace")
    text = reports(said)
    (work / "report.txt").write_text(text)
    found = re.findall(r"^SUMMARY: .*", text, re.M)
    for line in sorted(set(found)):
        print(f"{found.count(line)} times: {line}")
    for line in re.findall(r"^.*(?:✘|failed after).*", told, re.M)[-20:]:
        print(line)
    for line in blind:
        print(line)
    tests = re.findall(r"Test run with (\d+) tests", told)
    print(f"{tests[-1] if tests else 'No'} tests with the {kind} sanitizer, status {status}: {len(found)} reports; {number} controls, {len(blind)} wrong")
    sys.exit(bool(status or found or blind or not tests))


if __name__ == "__main__":
    main()
