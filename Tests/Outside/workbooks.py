#!/usr/bin/env python3
"""Forms as workbooks, opened, filled in and saved by other programs: each of the real Places, and an area of a large made-up network.

- openpyxl fills a form in; LibreOffice saves it again as .xlsx and as .ods, and a form that was .ods likewise. Whatever the way, the document
  recorded is that of the same answers as CSV.
- The checklist's formulas, worked out by LibreOffice, agree with `lacuna return check`, whole and with faults.
- openpyxl, python-calamine and pandas read the sheets and cells that Lacuna wrote.
- What is no workbook of ours is refused by name, and nothing is recorded.

Usage: workbooks.py LACUNA STORE    (in an environment with openpyxl, python-calamine, pandas)
"""
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
import pandas
import python_calamine

lacuna, source = sys.argv[1:3]
work = tempfile.mkdtemp()
environment = {**os.environ, "LACUNA_NOW": "2026-10-05T09:00:00Z", "USER": "ann", "HOME": work}
EVIDENCE = "Deux postes – “since March”, £40k; e\u0301 & <b>\nnext line"


def run(*words, store):
    return subprocess.run([lacuna, *words, "--store", store], env=environment, capture_output=True, text=True)


def form(area, path, store):
    answer = run("return", "form", "--area", area, "--round", "2026-11", "-o", path, store=store)
    assert answer.returncode == 0, answer.stderr
    return path


def convert(kind, files, folder):
    os.makedirs(folder, exist_ok=True)
    subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, *files],
                   env=environment, check=True, capture_output=True)
    return [os.path.join(folder, os.path.splitext(os.path.basename(name))[0] + "." + kind) for name in files]


def recorded(files, name):
    """What is recorded of each form, by area."""
    store = os.path.join(work, "store-" + name)
    shutil.copytree(base, store)
    answer = run("return", "submit", *files, store=store)
    if answer.returncode != 0:
        sys.exit(f"{name}: {answer.stdout[-2000:]}{answer.stderr[-2000:]}")
    folder = os.path.join(store, "returns/2026-11")
    return {file: open(os.path.join(folder, file), encoding="utf-8").read() for file in sorted(os.listdir(folder))}


def answers(number):
    """What somebody fills in: level, causes and evidence of one row, and a service."""
    return number % 11, "B", "staff", {"Service": f"New service {number}", "Provider": "A charity", "Sector": "Third sector",
                                       "Ages from": "birth", "Ages to": "6 weeks", "Funding": "Pilot", "Places a year": "120"}


def fill_csv(path, number):
    row, level, causes, service = answers(number)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for cells in rows:
        if cells and cells[0] == "In the role of":
            cells[1] = "Chargée"
    table = next(index for index, cells in enumerate(rows) if cells and cells[0] == "Service type")
    rows[table + 1 + row][1:4] = [level, causes, EVIDENCE]
    table = next(index for index, cells in enumerate(rows) if cells and cells[0] == "Service" and "Provider" in cells)
    end = next(index for index, cells in enumerate(rows) if index > table and not any(cells))
    rows.insert(end, [service.get(heading, "") for heading in rows[table]])
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def heading_row(sheet):
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value in ("Service type", "Service", "Intervention"))


def fill_workbook(path, number):
    row, level, causes, service = answers(number)
    book = openpyxl.load_workbook(path)
    cover, ratings, services = book["Start"], book["Ratings"], book["Services"]
    for cells in cover.iter_rows(max_col=2):
        if cells[0].value == "In the role of":
            cells[1].value = "Chargée"
    top = heading_row(ratings) + 1
    for column, text in zip("BCD", (level, causes, EVIDENCE)):
        ratings[f"{column}{top + row}"] = text
    top = heading_row(services)
    empty = next(line for line in range(top + 1, top + 200) if services.cell(line, 1).value is None)
    for cell in services[top]:
        if cell.value in service:
            text = service[cell.value]
            services.cell(empty, cell.column).value = int(text) if text.isdigit() else text
        if cell.value == "Your own notes":
            services.cell(empty, cell.column).value = "for me alone"
    book.save(path)


base = os.path.join(work, "base")
shutil.copytree(source, base)
opened = run("round", "open", "2026-11", "--reference-date", "2026-11-01", "--opened", "2026-10-01", "--asks", "place", store=base)
assert opened.returncode == 0, opened.stderr
folder = os.path.join(work, "all")
made = run("return", "form", "--all", "--format", "xlsx", "-o", folder, store=base)
assert made.returncode == 0 and made.stdout.startswith("Wrote 14 forms"), made.stdout + made.stderr
areas = sorted(name.removesuffix("-2026-11.xlsx") for name in os.listdir(folder))
assert len(areas) == 14, areas

texts, books, open_books = [], [], []
for number, area in enumerate(areas):
    texts.append(form(area, os.path.join(work, area + ".csv"), base))
    fill_csv(texts[-1], number)
    books.append(os.path.join(folder, f"{area}-2026-11.xlsx"))
    fill_workbook(books[-1], number)
wanted = recorded(texts, "csv")
found = {"filled in by openpyxl": recorded(books, "openpyxl")}
again = convert("xlsx", books, os.path.join(work, "again"))
found["saved by LibreOffice as .xlsx"] = recorded(again, "lo-xlsx")
as_ods = convert("ods", books, os.path.join(work, "ods"))
found["saved by LibreOffice as .ods"] = recorded(as_ods, "lo-ods")
found["as .ods, and as .xlsx again"] = recorded(convert("xlsx", as_ods, os.path.join(work, "back")), "lo-back")
for way, documents in found.items():
    different = [name for name in wanted if documents.get(name) != wanted[name]]
    if different:
        name = different[0]
        sys.exit(f"{way}: {different}\n{documents.get(name)}\n{wanted[name]}")
    print(f"{len(documents)} forms {way}: the documents of the same answers as CSV")

# Left alone but for the role, by way of .ods of our own.
plain = [form(area, os.path.join(work, f"plain-{area}.ods"), base) for area in areas[:3]]
saved = convert("xlsx", plain, os.path.join(work, "plain"))
for path in saved:
    book = openpyxl.load_workbook(path)
    for cells in book["Start"].iter_rows(max_col=2):
        if cells[0].value == "In the role of":
            cells[1].value = "Commissioner"
    book.save(path)
kept = recorded(saved, "plain")
assert all("carried-from" in text and "<services>" not in text for text in kept.values()), kept
print("3 forms written as .ods, saved by LibreOffice as .xlsx and left alone: all carried forward, no list stated anew")


def verdict(path):
    """What the cover says after LibreOffice has worked its formulas out."""
    book = openpyxl.load_workbook(convert("xlsx", [path], os.path.join(work, "worked-out"))[0], data_only=True)
    return next(cells[1].value for cells in book["Start"].iter_rows(max_col=2) if cells[0].value == "This form is")


agreed = 0
for name, change in {
    "complete": lambda book: None,
    "no role": lambda book: set_cell(book["Start"], "In the role of", ""),
    "a reason wanted": lambda book: set_row(book["Ratings"], 4, {"B": "R", "C": None, "D": None}),
    "a level taken away": lambda book: set_row(book["Ratings"], 1, {"B": None}),
    "one age": lambda book: set_row(book["Services"], 0, {"Ages to": None}),
    "a sector without a provider": lambda book: set_row(book["Services"], 1, {"Sector": "NHS", "Provider": None}),
    "a service without a name": lambda book: set_row(book["Services"], 9, {"Provider": "Somebody"}),
    "neither delivered nor planned": lambda book: set_row(book["Interventions"], 3, {"Evidence": "Two staff"}),
    "two at once": lambda book: (set_cell(book["Start"], "In the role of", ""), set_row(book["Ratings"], 1, {"B": None})),
    "the same level without its evidence": lambda book: set_row(book["Ratings"], 1, {"D": None}),
}.items():
    def set_cell(sheet, label, text):
        for cells in sheet.iter_rows(max_col=2):
            if cells[0].value == label:
                cells[1].value = text or None

    def set_row(sheet, row, changes):
        top = heading_row(sheet)
        for column, text in changes.items():
            place = column if len(column) == 1 else next(c.column_letter for c in sheet[top] if c.value == column)
            sheet[f"{place}{top + 1 + row}"] = text

    path = form("place-halton", os.path.join(work, "verdict.xlsx"), base)
    book = openpyxl.load_workbook(path)
    set_cell(book["Start"], "In the role of", "Commissioner")
    change(book)
    book.save(path)
    checked = run("return", "check", path, store=base)
    faults = len([line for line in checked.stdout.splitlines() if line.startswith(path) and "nothing to mend" not in line])
    said = verdict(path)
    number = int(m.group(1)) if (m := re.match(r"incomplete: (\d+) to do", said)) else 0
    if (checked.returncode == 0) != (said == "complete") or checked.returncode != 0 and number != faults:
        sys.exit(f"{name}: the cover says '{said}', the check\n{checked.stdout}")
    agreed += 1
print(f"the checklist, worked out by LibreOffice, agrees with the check in {agreed} cases")

# What other readers see.
path = form("place-halton", os.path.join(work, "read.xlsx"), base)
by_calamine = python_calamine.CalamineWorkbook.from_path(path)
by_openpyxl = openpyxl.load_workbook(path, data_only=True)
assert by_calamine.sheet_names == by_openpyxl.sheetnames == ["Start", "Ratings", "Services", "Interventions", "Lists", "Lacuna"], by_calamine.sheet_names
assert by_openpyxl["Lists"].sheet_state == "hidden" and by_openpyxl["Lacuna"].sheet_state == "veryHidden"
assert by_openpyxl["Ratings"].protection.sheet and not by_openpyxl["Ratings"]["B5"].protection.locked and by_openpyxl["Ratings"]["A5"].protection.locked
for engine, file in (("openpyxl", path), ("calamine", path), ("odf", form("place-halton", os.path.join(work, "read.ods"), base))):
    try:
        frame = pandas.read_excel(file, sheet_name="Ratings", header=3, engine=engine)
    except ImportError:
        continue
    assert list(frame.columns[:6]) == ["Service type", "Level", "Causes", "Evidence", "Last level", "Last date"], engine
    assert list(frame["Level"]) == list("ARRAGGAARAB") and set(frame["Still to do"]) == {"done"}, (engine, list(frame["Level"]))
keys = {row[0].value: row[1].value for row in by_openpyxl["Lacuna"].iter_rows()}
assert keys["Round"] == "round 2026-11" and keys["Area"] == "place-halton", keys
print("openpyxl, python-calamine and pandas read what was written")

# What people did to workbooks, and files that are none.
bad = os.path.join(work, "bad.xlsx")


def told(words, status=1):
    answer = run("return", "check", bad, store=base)
    if answer.returncode != status or words not in answer.stdout + answer.stderr:
        sys.exit(f"expected '{words}': {answer.returncode}\n{answer.stdout}{answer.stderr}")


def changed(change, words, status=1):
    book = openpyxl.load_workbook(form("place-halton", os.path.join(work, "change.xlsx"), base))
    set_cell(book["Start"], "In the role of", "Commissioner")
    change(book)
    book.save(bad)
    told(words, status)


def sorted_rows(book):
    sheet = book["Ratings"]
    rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(min_row=5, max_row=15)]
    for row, cells in zip(range(5, 16), sorted(rows, key=lambda cells: str(cells[1]))):
        for column, value in enumerate(cells):
            sheet.cell(row, column + 1).value = value


changed(lambda book: setattr(book["Ratings"], "title", "Unsere Noten"), "nothing to mend", 0)
changed(lambda book: book.move_sheet("Services", -2), "nothing to mend", 0)
changed(sorted_rows, "nothing to mend", 0)
changed(lambda book: book["Ratings"].insert_cols(3), "nothing to mend", 0)
changed(lambda book: book["Ratings"].row_dimensions.__getitem__(7).__setattr__("hidden", True), "this row is hidden", 0)
changed(lambda book: book["Ratings"].merge_cells("D7:D9"), "Ratings!D7: the cells D7:D9 are merged")
changed(lambda book: book.remove(book["Lacuna"]), "does not say which area and round")
changed(lambda book: book.remove(book["Ratings"]), "no sheet has the columns 'Service type' and 'Level'")
changed(lambda book: book.remove(book["Services"]), "the sheet 'Services' is gone: what is on record stays", 0)
changed(lambda book: book["Ratings"].__setitem__("B5", "=1/0"), "Ratings!B5: a formula that no program has worked out")
changed(lambda book: book.copy_worksheet(book["Ratings"]), "nothing to mend", 0)
changed(lambda book: set_cell(book["Start"], "Area", "Knowsley"), "the form is for 'Knowsley'")
changed(lambda book: book["Ratings"].__setitem__("B5", "grün"), "Ratings!B5: 'grün' is no level")
with open(bad, "wb") as file:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"\0" * 300_000_000)
told("bad.xlsx: ")
for content, words in ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
                       (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "Excel's old format (.xls)"),
                       (b"%PDF-1.7 ...", "a PDF"), (b"\x89PNG\r\n\x1a\n", "a picture"), (b"\xff\xd8\xff\xe0", "a picture")):
    open(bad, "wb").write(content)
    told(words)
with open(path, "rb") as file:
    whole = file.read()
for end in (len(whole) // 2, len(whole) - 1):
    open(bad, "wb").write(whole[:end])
    told("bad.xlsx: ")
with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as other:
    for name in archive.namelist():
        content = archive.read(name)
        if name == "[Content_Types].xml":
            content = content.replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                      b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        other.writestr(name, content)
    other.writestr("xl/vbaProject.bin", b"macro")
told("macros")
assert sorted(os.listdir(os.path.join(base, "returns"))) == sorted(os.listdir(os.path.join(source, "returns"))), "something was recorded"
print("13 things people do to workbooks, and 9 files that are none, are told by name")
shutil.rmtree(work)
