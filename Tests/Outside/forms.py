#!/usr/bin/env python3
"""Every form of the real data, saved again by LibreOffice as CSV, and by way of .xlsx and .ods, is recorded as it would be unsaved.

Usage: forms.py LACUNA STORE
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile

lacuna, source = sys.argv[1:3]
work = tempfile.mkdtemp()
environment = {**os.environ, "LACUNA_NOW": "2026-10-05T09:00:00Z", "USER": "ann", "HOME": work}


def run(*words, store):
    return subprocess.run([lacuna, *words, "--store", store], env=environment, capture_output=True, text=True)


def convert(kind, files, folder):
    subprocess.run(
        ["soffice", "--headless", "--convert-to", kind, "--outdir", folder, *files],
        env=environment, check=True, capture_output=True,
    )
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith("." + kind)]


def recorded(forms, store):
    """What is recorded of each form, as text."""
    shutil.copytree(base, store)
    for form in forms:
        submitted = run("return", "submit", form, store=store)
        if submitted.returncode != 0 or submitted.stderr:
            sys.exit(f"{form}: {submitted.stdout}{submitted.stderr}")
    folder = os.path.join(store, "returns/2026-11")
    return {name: open(os.path.join(folder, name), encoding="utf-8").read() for name in sorted(os.listdir(folder))}


base = os.path.join(work, "base")
shutil.copytree(source, base)
opened = run("round", "open", "2026-11", "--reference-date", "2026-11-01", "--opened", "2026-10-01", "--asks", "place", store=base)
areas = sorted({row.split('"')[1] for row in open(os.path.join(base, "rounds.xml"), encoding="utf-8") if 'area="place-' in row})
assert opened.returncode == 0 and len(areas) >= 14, opened.stderr
plain = os.path.join(work, "plain")
os.mkdir(plain)
forms = []
for number, area in enumerate(areas):
    path = os.path.join(plain, area + ".csv")
    assert run("return", "form", "--area", area, "--round", "2026-11", "-o", path, store=base).returncode == 0
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows:
        if row and row[0] == "In the role of":
            row[1] = "Chargée de l’évaluation"
    # A row is changed, with everything a person may type.
    table = next(index for index, row in enumerate(rows) if row and row[0] == "Service type")
    rows[table + 1 + number % 11][1:4] = ["B", "staff", "'=1+1; “two, three” – e\u0301, 5\" \u00bd\nnext line"]
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    forms.append(path)
wanted = recorded(forms, os.path.join(work, "store-plain"))
for way in (["csv"], ["xlsx", "csv"], ["ods", "csv"]):
    files = forms
    for step, kind in enumerate(way):
        files = convert(kind, files, os.path.join(work, "-".join(way) + str(step)))
    found = recorded(files, os.path.join(work, "store-" + "-".join(way)))
    if found != wanted:
        sys.exit(f"by way of {' and '.join(way)}: " + ", ".join(name for name in wanted if found.get(name) != wanted[name]))
    print(f"{len(found)} forms by way of {' and '.join(way)}")
for words in (["gaps"], ["export"], ["show"], ["trend"], ["need"]):
    text = subprocess.run([lacuna, *words, "--format", "csv", "--store", source], env=environment, capture_output=True).stdout
    rows = list(csv.reader(text.decode("utf-8-sig").splitlines(keepends=True)))
    assert text.startswith(b"\xef\xbb\xbf") and rows[0][0].isascii() and len(rows) > 1, words
shutil.rmtree(work)
