"""Tortures Lacuna, and says in words and figures what came of it.

Usage: run.py LACUNA [--parts "kill power ..."] [--scale 1.0] [--seed N] [--report FILE] [--require-all]

Writers are killed, the power is cut, calls fail, disks are full, files are damaged, clocks jump. Every part has negative
controls: the same program made wrong on purpose (shim.c), which must be seen, or the run fails. A part that this machine
cannot do (no root, no loop devices, no ptrace) is told as not run, one whose time is up as run in part; with --require-all
that fails.

Status: 0 nothing wrong, 1 a fault, or a control that was not seen, or a part that was not run and had to be.
"""

import argparse
import ctypes
import importlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from report import NotPossible, Part, written
from store import World

sys.path.append(str(pathlib.Path(__file__).resolve().parent / "Parts"))

# In order; the most seconds that each may take in a run of full size.
PARTS = {"kill": 420, "power": 240, "reorder": 150, "faults": 420, "disk": 60, "damage": 150, "foreign": 120, "clock": 60}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lacuna")
    parser.add_argument("--parts", default=" ".join(PARTS))
    parser.add_argument("--scale", type=float, default=1.0, help="the share of a full run's trials")
    parser.add_argument("--seed", type=int, default=20220501)
    parser.add_argument("--report", default=".build/torture/report.md")
    parser.add_argument("--require-all", action="store_true")
    options = parser.parse_args()
    names = options.parts.replace(",", " ").split() or list(PARTS)
    for name in names:
        if name not in PARTS:
            parser.error(f"no part '{name}'; there are {', '.join(PARTS)}")
    lacuna = str(pathlib.Path(options.lacuna).resolve())
    program = subprocess.run([lacuna, "version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]

    keep_mounts_apart()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lacuna-shim-") as shims:
        shim = f"{shims}/shim.so"
        source = pathlib.Path(__file__).with_name("shim.c")
        subprocess.run(["gcc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", shim, str(source), "-ldl"], check=True)
        world = World(lacuna, shim)
        parts = []
        try:
            for name in names:
                parts.append(tried(name, world, options))
        finally:
            world.close()

    took = time.monotonic() - begun
    path = pathlib.Path(options.report)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(written(parts, program, options.seed, took)) + "\n", encoding="utf-8")
    print()
    for part in parts:
        trials = next(iter(part.counts.items()), ("trials", 0))
        seen = len(part.controls) - len(part.blind)
        print(f"{part.name:<8} {part.verdict:<8} {trials[1]:>6,} {trials[0]}; {len(part.faults)} found; "
              f"{seen} of {len(part.controls)} controls seen; {part.took:.0f} s")
    missed = [part for part in parts if part.not_run]
    for part in missed:
        print(f"NOT RUN  {part.name}: {part.not_run}")
    short = [part for part in parts if part.is_cut_short]
    for part in short:
        print(f"IN PART  {part.name}: its time was up before all was tried; the report says how far it came")
    failed = [part for part in parts if part.faults or part.blind] + (missed + short if options.require_all else [])
    print(f"{took / 60:.1f} minutes, seed {options.seed}; the whole report is {path}.")
    sys.exit(1 if failed else 0)


def keep_mounts_apart():
    """Gives this run mounts of its own, where it may: a file system that another program's namespace had a copy of would not go
    away with the power, and come back as it was."""
    libc = ctypes.CDLL(None, use_errno=True)
    new_mounts, private = 0x00020000, 0x4000 | 0x40000
    if os.geteuid() == 0 and libc.unshare(new_mounts) == 0:
        libc.mount(b"none", b"/", None, private, None)


def tried(name, world, options):
    module = importlib.import_module(name)
    part = Part(name, " ".join(module.__doc__.split("\n\n")[0].split()), options.seed, options.scale,
                PARTS[name] * max(options.scale, 0.25))
    print(f"{name}: {part.idea}", flush=True)
    try:
        module.run(part, world)
    except NotPossible as reason:
        part.not_run = str(reason)
    except Exception as error:  # noqa: BLE001: the other parts are run all the same
        part.fault(f"the part ended with {type(error).__name__}: {error}")
    part.end()
    # Faults were told as they were found.
    for line in list(part.lines())[4:]:
        if line and not line.startswith("    -"):
            print(f"    {line}", flush=True)
    return part


if __name__ == "__main__":
    main()
