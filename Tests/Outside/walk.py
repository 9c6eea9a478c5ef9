#!/usr/bin/env python3
"""Walks through a first round as the documentation has it: runs each command of FirstRound.md in a fresh folder, plays the people who answer
with LibreOffice (by its own interface, UNO) and Chromium, and compares what comes back with what the page says.

Usage: walk.py LACUNA STORE [--write]    With --write the page's outputs and pictures are made again. Needs python3-uno.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import devtools

lacuna, store = (os.path.abspath(path) for path in sys.argv[1:3])
writes = "--write" in sys.argv
book = pathlib.Path(__file__).parents[2] / "Sources/lacuna/lacuna.docc"
page = book / "FirstRound.md"
work = pathlib.Path(tempfile.mkdtemp())
(work / "bin").mkdir()
(work / "bin/lacuna").symlink_to(lacuna)
environment = {**os.environ, "PATH": f"{work}/bin:{os.environ['PATH']}", "SCOPING": store, "LACUNA_NOW": "2026-10-05T09:00:00Z",
               "USER": "ann", "HOME": str(work), "COLUMNS": "100", "LACUNA_CACHE": str(work / "cache")}
desk = work / "desk"
desk.mkdir()
FORM = desk / "forms/place-halton-2026-11.xlsx"


class Office:
    """LibreOffice, with one workbook open as a person would have it."""

    def __enter__(self):
        import uno
        self.uno = uno
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{work}/office", f"--accept=pipe,name={work.name};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(120):
            try:
                context = resolver.resolve(f"uno:pipe,name={work.name};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.5)
        else:
            raise SystemExit("LibreOffice did not start")
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def property(self, name, value):
        item = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        return item

    def open(self, path):
        self.path = path
        self.document = self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (self.property("Hidden", True),))

    def cell(self, sheet, row_heading, column_heading):
        """The cell of the row that begins so, under a heading."""
        sheet = self.document.Sheets.getByName(sheet)
        headings = next(row for row in range(20) if sheet.getCellByPosition(0, row).String in ("Service type", "Service", "Intervention"))
        column = next(c for c in range(60) if sheet.getCellByPosition(c, headings).String == column_heading)
        row = next(r for r in range(headings + 1, 200) if sheet.getCellByPosition(0, r).String == row_heading)
        return sheet.getCellByPosition(column, row)

    def type(self, cell, text):
        """As typed: what a locked cell does not take, and what the program makes a date of, is found here."""
        cell.FormulaLocal = text

    def cover(self, label):
        sheet = self.document.Sheets.getByName("Start")
        row = next(r for r in range(200) if sheet.getCellByPosition(0, r).String == label)
        return sheet.getCellByPosition(1, row)

    def verdict(self):
        self.document.calculate()
        return self.cover("This form is").String

    def picture(self, name, sheet):
        """A sheet as it is printed."""
        if not writes:
            return
        pdf = work / f"{name}.pdf"
        self.document.storeToURL(pdf.as_uri(), (self.property("FilterName", "calc_pdf_Export"),))
        trim(pdf, name, sheet)

    def save(self):
        self.document.storeToURL(self.path.as_uri(), (self.property("FilterName", "Calc MS Excel 2007 XML"), self.property("Overwrite", True)))
        self.document.close(True)


def trim(source, name, sheet=1):
    """A page of a PDF, or a picture, without the empty paper around it and with few colours, among the documentation's pictures."""
    code = """
import io, sys
import pymupdf
from PIL import Image, ImageChops
source, target, sheet = sys.argv[1:4]
if source.endswith(".pdf"):
    data = pymupdf.open(source)[int(sheet) - 1].get_pixmap(dpi=90).tobytes("png")
    picture = Image.open(io.BytesIO(data)).convert("RGB")
else:
    picture = Image.open(source).convert("RGB")
box = ImageChops.difference(picture.crop((0, 0, picture.width, int(picture.height * 0.93))), Image.new("RGB", picture.size, "white").crop((0, 0, picture.width, int(picture.height * 0.93)))).getbbox()
picture = picture.crop((max(0, box[0] - 12), max(0, box[1] - 12), min(picture.width, box[2] + 12), min(picture.height, box[3] + 12)))
picture.quantize(48).save(target, optimize=True)
"""
    (book / "Resources").mkdir(exist_ok=True)
    python = pathlib.Path(__file__).parents[2] / ".build/outside/venv/bin/python"
    subprocess.run([python, "-c", code, source, book / f"Resources/{name}.png", str(sheet)], check=True)


def expect(found, wanted, what):
    if found != wanted:
        raise SystemExit(f"{what}: {found!r} instead of {wanted!r}")


def fill():
    with Office() as office:
        office.open(FORM)
        expect(office.verdict(), "incomplete: 1 to do", "the cover at first")
        office.picture("first-round-cover", 1)
        office.type(office.cover("In the role of"), "Commissioner")
        expect(office.verdict(), "complete", "the cover with a role")
        office.type(office.cell("Ratings", "Health Visiting", "Level"), "R")
        office.type(office.cell("Ratings", "Health Visiting", "Evidence"), "")
        expect(office.verdict(), "incomplete: 1 to do", "the cover with a level that wants a reason")
        new = {"Service": "Little Minds", "Service type": "Parent Infant MH Service", "Provider": "A charity", "Sector": "Third sector",
               "Where": "whole area", "Ages from": "6", "Ages to": "2 years", "Commissioned": "yes", "Delivering": "yes", "Funding": "Pilot",
               "Funded from": "2026-04-01", "Funded until": "2027-03-31"}
        office.type(office.cell("Services", "", "Service"), new.pop("Service"))
        for heading, text in new.items():
            office.type(office.cell("Services", "Little Minds", heading), text)
        office.picture("first-round-ratings", 2)
        office.save()


def mend():
    with Office() as office:
        office.open(FORM)
        office.type(office.cell("Ratings", "Health Visiting", "Evidence"), "The contract ended, and no other provider was found.")
        office.type(office.cell("Services", "Little Minds", "Ages from"), "birth")
        expect(office.verdict(), "complete", "the cover when all is mended")
        office.save()


def fill_page():
    with devtools.Browser() as browser:
        browser.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
        browser.size(900, 1100)
        browser.open(desk / "knowsley.html")
        browser.ask("document.querySelector('#todo a').click()")
        browser.type("Commissioner")
        browser.ask("document.querySelector('[aria-label=\"Level of Maternal MH Service\"] input[value=G]').click()")
        browser.ask("document.querySelector('[aria-label=\"Level of Maternal MH Service\"]').closest('fieldset').scrollIntoView()")
        browser.settle(0.5)
        if writes:
            browser.picture(work / "page.png")
            trim(work / "page.png", "first-round-page")
        session, browser.session = browser.session, None
        browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(work / "saved"))
        browser.session = session
        browser.ask("document.getElementById('save').click()")
        saved = work / "saved/place-knowsley-2026-11.html"
        for _ in range(100):
            if saved.exists():
                break
            time.sleep(0.1)
        shutil.move(saved, desk / "knowsley.html")


STEPS = {"fill": fill, "mend": mend, "page": fill_page}


def run(commands):
    """What a terminal shows of commands typed one after the other."""
    shown = []
    for command in commands:
        script = f'set -a; [ -f "{work}/state" ] && . "{work}/state"; cd "{desk}"\n{command}\nstatus=$?; echo "LACUNA_STORE=$LACUNA_STORE" >"{work}/state"; exit $status'
        done = subprocess.run(["bash", "-c", script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        shown.append("$ " + command)
        shown += [line.rstrip() for line in done.stdout.splitlines()]
    return shown


def blocks(lines):
    """The page in pieces: a comment that says what to do, or lines as they are."""
    index = 0
    while index < len(lines):
        line = lines[index]
        match = re.fullmatch(r"<!-- (file|run|step)(?:: (.*))? -->", line)
        if not match or match[1] == "step":
            yield (match[1], match[2], [line]) if match else ("text", None, [line])
            index += 1
            continue
        end = index + 1
        while end < len(lines) and (not lines[end] or lines[end].startswith("    ")):
            end += 1
        while not lines[end - 1]:
            end -= 1
        yield match[1], match[2], lines[index:end]
        index = end


made, count = [], 0
for kind, name, lines in blocks(page.read_text("utf-8").split("\n")):
    body = [line[4:] for line in lines[2:]]
    if kind == "file":
        (desk / name).write_text("\n".join(body) + "\n", "utf-8")
    elif kind == "step":
        STEPS[name]()
    elif kind == "run":
        commands = [line[2:] for line in body if line.startswith("$ ")]
        lines = lines[:2] + [("    " + line).rstrip() for line in run(commands)]
        count += len(commands)
    made += lines
if writes:
    subprocess.run(["rsvg-convert", "-w", "900", "-o", work / "heatmap.png", desk / "heatmap.svg"], check=True)
    trim(work / "heatmap.png", "first-round-heatmap")
    page.write_text("\n".join(made), "utf-8")
elif made != page.read_text("utf-8").split("\n"):
    old = page.read_text("utf-8").split("\n")
    place = next((i for i, (a, b) in enumerate(zip(made, old)) if a != b), min(len(made), len(old)))
    sys.exit("the page says otherwise from line %d:\n%s\ninstead of\n%s" % (place + 1, "\n".join(made[place:place + 8]), "\n".join(old[place:place + 8])))
shutil.rmtree(work)
print(f"{count} commands of the page, and what three people do between them, as the page has it")
