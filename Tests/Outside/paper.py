"""Reads the briefs of 'lacuna brief' with programs that are not Lacuna: python-docx, odfpy, python-pptx, and LibreOffice.

Every number is that of 'gaps', 'show', 'headlines' and 'status'; headings are in order, tables mark their headings, pictures say what
they show, nothing empty makes space; and LibreOffice lays a paper out on two to six pages of A4, and the slides on three.

Usage: paper.py LACUNA STORE    (in an environment with python-docx, python-pptx, odfpy and pypdf)
"""

import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import docx
import odf.opendocument
import odf.table
import odf.teletype
import odf.text
import pptx
import pypdf

lacuna, real = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
work = tempfile.mkdtemp()
faults = []
looked = collections.Counter()
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
hasRenderer = shutil.which("rsvg-convert") is not None


def fault(text):
    faults.append(text)


def run(store, *words):
    done = subprocess.run([lacuna, *words, "--store", store], capture_output=True)
    if done.returncode:
        sys.exit(f"{words}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def ask(store, *words):
    return json.loads(run(store, *words, "--format", "json"))


def same(what, found, expected):
    looked["figures"] += len(expected) if isinstance(expected, (list, dict)) else 1
    if found != expected:
        fault(f"{what}: {str(found)[:300]} is not {str(expected)[:300]}")


def number(text):
    return int(text.replace(",", "")) if re.fullmatch(r"[\d,]+", text) else None


def pages(path, kind="writer_pdf_Export"):
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work}/office", "--headless", "--convert-to", "pdf", "--outdir", work + "/pdf", path],
        capture_output=True, timeout=180,
    )
    result = os.path.join(work, "pdf", os.path.splitext(os.path.basename(path))[0] + ".pdf")
    if not os.path.exists(result):
        fault(f"LibreOffice cannot lay out {os.path.basename(path)}")
        return None
    document = pypdf.PdfReader(result)
    os.remove(result)
    return document


# What a paper holds, whichever program reads it: headings with their levels, paragraphs, and tables by caption.
class Read:
    def __init__(self):
        self.headings, self.texts, self.tables = [], [], []

    def table(self, beginning):
        return next((rows for caption, rows in self.tables if re.sub(r"^Table \d+: ", "", caption).startswith(beginning)), None)


def read_docx(path, name, isDrawn):
    document, result = docx.Document(path), Read()
    core = document.core_properties
    if not core.title or core.language != "en-GB" or core.created is None or core.created.year > 2026:
        fault(f"{name}: its properties are {core.title!r}, {core.language!r}, {core.created}")
    caption = ""
    for element in document.element.body:
        if element.tag == WORD + "p":
            paragraph = docx.text.paragraph.Paragraph(element, document)
            # Fields stand outside the runs that python-docx knows.
            text = "".join(t.text or "" for t in element.iter(WORD + "t"))
            style = paragraph.style.name
            if style.startswith("Heading"):
                result.headings.append((int(style.split()[-1]), text))
            elif style == "Caption":
                caption = text
            elif not text:
                if not list(element.iter(WORD + "drawing")):
                    fault(f"{name}: an empty paragraph in style {style}")
            else:
                result.texts.append(text)
        elif element.tag == WORD + "tbl":
            table = docx.table.Table(element, document)
            rows = element.findall(WORD + "tr")
            marked = [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in rows]
            if marked != [True] + [False] * (len(rows) - 1):
                fault(f"{name}: '{caption}' does not mark its row of headings")
            if not all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows):
                fault(f"{name}: rows of '{caption}' may break over pages")
            cells = []
            for row in rows:
                cells.append(["".join(t.text or "" for t in cell.iter(WORD + "t")) for cell in row.findall(WORD + "tc")])
            if len(table.columns) != len(cells[0]):
                fault(f"{name}: '{caption}' has {len(table.columns)} columns and {len(cells[0])} headings")
            result.tables.append((caption, cells))
            looked["tables"] += 1
    shapes = document.inline_shapes
    if hasRenderer and isDrawn != (len(shapes) == 1):
        fault(f"{name}: {len(shapes)} pictures, with rsvg-convert installed")
    for shape in shapes:
        said = shape._inline.docPr.get("descr") or ""
        if len(said) < 40:
            fault(f"{name}: a picture says only {said!r}")
        if shape.width > 170.1 * 36000:
            fault(f"{name}: a picture is wider than the text")
        looked["pictures"] += 1
    section = document.sections[0]
    foot = "".join(f.get(WORD + "instr") for f in section.footer._element.iter(WORD + "fldSimple"))
    if "PAGE" not in foot or "NUMPAGES" not in foot or not section.header.paragraphs[0].text:
        fault(f"{name}: no page numbers, or no running head")
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external:
                fault(f"{name}: leads outside, to {relation.target_ref}")
    return result


def read_odt(path, name):
    document, result = odf.opendocument.load(path), Read()
    meta = {element.qname[1]: odf.teletype.extractText(element) for element in document.meta.childNodes}
    if not meta.get("title") or meta.get("language") != "en-GB" or not meta.get("creation-date"):
        fault(f"{name}: its properties are {meta}")
    caption = ""

    def cells(row):
        return [odf.teletype.extractText(cell) for cell in row.childNodes if cell.qname[1] == "table-cell"]

    for element in document.text.childNodes:
        kind, text = element.qname[1], odf.teletype.extractText(element)
        if kind == "h":
            result.headings.append((int(element.getAttribute("outlinelevel")), text))
        elif kind == "list":
            result.texts += [odf.teletype.extractText(item) for item in element.childNodes]
        elif kind == "p":
            style = element.getAttribute("stylename") or ""
            pictures = [e for e in element.childNodes if e.nodeType == 1 and e.qname[1] == "frame"]
            if style == "Table" or style.startswith("Figure_"):
                caption = text
            elif pictures:
                said = [odf.teletype.extractText(e) for e in pictures[0].childNodes if e.qname[1] == "desc"]
                if not said or len(said[0]) < 40:
                    fault(f"{name}: a picture says only {said}")
            elif not text:
                fault(f"{name}: an empty paragraph in style {style}")
            else:
                result.texts.append(text)
        elif kind == "table":
            heads = element.getElementsByType(odf.table.TableHeaderRows)
            if len(heads) != 1:
                fault(f"{name}: '{caption}' does not mark its row of headings")
            result.tables.append((caption, [cells(row) for row in element.getElementsByType(odf.table.TableRow)]))
            looked["tables"] += 1
    return result


def hold_against_register(paper, name, store, area):
    """The numbers of a paper, against what the commands say."""
    within = ["--within", area] if area else []
    gaps, show, first = ask(store, "gaps", *within), ask(store, "show", *within), ask(store, "headlines", *within)
    provision = [gap for gap in gaps["gaps"] if gap["register"] == "provision"]
    for entry in first["headlines"]:
        same(f"{name}: headline", entry["sentence"] in paper.texts, True)
    # The heatmap's letters, row by row.
    letters = {None: "–", "not-expected": "n/e"}
    expected = [[letters.get(value, value) for value in row] for row in show["values"]]
    if len(expected) > 1:
        tables = [rows for caption, rows in paper.tables if "Heatmap of" in caption]
        found = []
        for position, rows in enumerate(tables):
            for index, row in enumerate(row for row in rows[1:] if len(row) > 1):
                row = [re.sub("[*▲▼]", "", cell) for cell in row[1:-1]]
                if position == 0:
                    found.append(row)
                else:
                    found[index] += row
        if len(expected) <= 40:
            same(f"{name}: letters", found, expected)
            counts = collections.Counter(value for row in expected for value in row)
            figures = paper.table("Ratings by level")
            totals = dict(zip(figures[0], figures[-1]))
            same(f"{name}: areas", number(totals["Areas"]), len(expected))
            same(f"{name}: gaps in provision", number(totals["Gaps in provision"]), gaps["provision"])
            key = {row[0]: number(row[3]) for row in paper.table("What the letters mean")[1:]}
            same(f"{name}: cells by letter", {k: v for k, v in key.items() if v}, dict(counts))
            names = {row[1]: number(row[3]) for row in paper.table("What the letters mean")[1:]}
            same(f"{name}: cells by level", {k: number(v) for k, v in totals.items() if k in names}, {k: v for k, v in names.items() if k in totals})
            for row in figures[1:-1]:
                one = ask(store, "gaps", "--within", row[0])
                same(f"{name}: gaps in provision of {row[0]}", number(row[-1]), one["provision"])
    else:
        same(f"{name}: letters", [row[1] for row in paper.table("Levels of")[1:]], expected[0])
    # The gaps: by kind, and the worst with their reasons.
    kinds = collections.Counter(gap["kind"] for gap in gaps["gaps"])
    rows = [row for row in (paper.table("All gaps by kind") or [[]])[1:] if len(row) > 1]
    same(f"{name}: gaps by kind", sorted(number(row[2]) for row in rows), sorted(kinds.values()))
    same(f"{name}: highest severities", sorted(number(row[3]) for row in rows), sorted(
        max(gap["severity"] for gap in gaps["gaps"] if gap["kind"] == kind) for kind in kinds
    ))
    worst = next((rows[1:] for caption, rows in paper.tables if "gaps in provision" in caption and "severe" in caption or "All gaps in provision" in caption), [])
    same(f"{name}: the worst", [(number(r[0]), r[2], r[3]) for r in worst], [(g["severity"], g["why"], g["closing"]) for g in provision[: len(worst)]])
    if provision and not worst:
        fault(f"{name}: names no gap")
    # What changed.
    since = first.get("comparedWith")
    if since:
        changes = ask(store, "gaps", "--between", since, first["asOf"], *within)
        counts = {kind: sum(gap["register"] == "provision" for gap in changes[kind]) for kind in ("opened", "reopened", "closed", "persisting")}
        sentence = next(text for text in paper.texts if text.startswith("Gaps in provision: "))
        same(f"{name}: changes", [number(n) for n in re.findall(r"[\d,]*\d", sentence)], [counts[k] for k in ("opened", "reopened", "closed", "persisting")])
        moves = ask(store, "show", "--compare", since, *within)
        sentence = next(text for text in paper.texts if text.startswith("Levels: "))
        same(f"{name}: ratings compared", number(re.search(r"of ([\d,]+) ratings", sentence)[1]), moves["compared"])
        directions = collections.Counter(move["direction"] for move in moves["moves"])
        for direction in ("up", "down"):
            found = re.search(rf"([\d,]+) {direction}\b", sentence)
            same(f"{name}: moved {direction}", number(found[1]) if found else 0, directions[direction])
    else:
        same(f"{name}: first round", any("first round" in text for text in paper.texts), True)
    # Who acts.
    actions = ask(store, "actions", *within)["actions"]
    said = [text for text in paper.texts if re.match(r"[\d,]+ actions? (is|are) on record", text)]
    same(f"{name}: actions", [number(text.split()[0]) for text in said], [len(actions)] if actions else [])
    if actions:
        rows = paper.table("Actions on")[1:]
        named = {action["what"]: action["owner"]["role"] if action["owner"] else "No owner" for action in actions}
        same(f"{name}: owners", [row[1].lower().startswith(named[row[0]].lower()) for row in rows], [True] * len(rows))
    returns = ask(store, "status")["documents"]
    same(f"{name}: returns read", any(f"{returns:,} return" in text for text in paper.texts), True)


def check_headings(paper, name):
    last = 0
    for level, text in paper.headings:
        if level > last + 1 or not text:
            fault(f"{name}: the heading '{text}' of level {level} follows one of level {last}")
        last = level
    if [level for level, _ in paper.headings].count(1) < 4:
        fault(f"{name}: too few sections: {paper.headings}")


def check_slides(path, name, store, area):
    deck = pptx.Presentation(path)
    slides = list(deck.slides)
    same(f"{name}: slides", len(slides), 3)
    if not deck.core_properties.title or deck.core_properties.language != "en-GB":
        fault(f"{name}: its properties are not set")
    texts, numbers = [], []
    for slide in slides:
        if slide.shapes.title is None or not slide.shapes.title.text_frame.text:
            fault(f"{name}: a slide without a title")
        for shape in slide.shapes:
            if shape.shape_type == 13 or shape.has_table:
                if not shape._element.xpath(".//p:cNvPr")[0].get("descr"):
                    fault(f"{name}: {shape.name} does not say what it shows")
            if shape.has_text_frame:
                texts += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            if shape.has_table:
                looked["tables"] += 1
                if not shape.table.first_row:
                    fault(f"{name}: a table without marked headings")
            if shape.top is not None and shape.top + shape.height > deck.slide_height:
                fault(f"{name}: {shape.name} reaches below the slide '{slide.shapes.title.text_frame.text}'")
    for entry in ask(store, "headlines", *(["--within", area] if area else []))["headlines"]:
        same(f"{name}: headline", entry["sentence"] in texts, True)


simulated = os.path.join(work, "simulated")
subprocess.run([lacuna, "simulate", "--areas", "20", "--services", "12", "--months", "36", "--seed", "3", "-o", simulated], check=True, capture_output=True)
national = os.path.join(work, "national")
subprocess.run([lacuna, "simulate", "--areas", "150", "--services", "50", "--months", "24", "--seed", "1", "-o", national], check=True, capture_output=True)
names = {entry["area"] for entry in ask(simulated, "gaps")["gaps"]}
ics = sorted(name for name in names if name.startswith("ics-"))
trials = [(real, None), (real, "ics-cheshire-and-merseyside"), (real, "ccg-halton"), (simulated, None), (simulated, ics[0] if ics else None), (national, None)]
for store, area in trials:
    name = f"{os.path.basename(store)}{', ' + area if area else ''}"
    words = ["brief"] + ([area] if area else [])
    files = {ending: os.path.join(work, f"brief.{ending}") for ending in ("docx", "odt", "pptx")}
    for path in files.values():
        run(store, *words, "-o", path)
    with open(files["docx"], "rb") as file:
        once = file.read()
    run(store, *words, "-o", files["docx"])
    with open(files["docx"], "rb") as file:
        same(f"{name}: the same bytes twice", file.read() == once, True)
    # A single area is a list; the heatmap of a whole country fits no page.
    isDrawn = area != "ccg-halton" and store != national
    paper, text = read_docx(files["docx"], name + ", docx", isDrawn), read_odt(files["odt"], name + ", odt")
    for found, kind in ((paper, "docx"), (text, "odt")):
        check_headings(found, f"{name}, {kind}")
    hold_against_register(paper, name, store, area)
    same(f"{name}: odt and docx have the same headings", text.headings, paper.headings)
    same(f"{name}: and the same text", text.texts[2:], paper.texts[2:])
    same(f"{name}: and the same tables", [rows for _, rows in text.tables], [rows for _, rows in paper.tables])
    check_slides(files["pptx"], name + ", pptx", store, area)
    for ending, path in files.items():
        document = pages(path)
        if document is None:
            continue
        count = len(document.pages)
        looked["pages"] += count
        low, high = (3, 3) if ending == "pptx" else (2, 6)
        if not low <= count <= high:
            fault(f"{name}, {ending}: {count} pages")
        width = float(document.pages[0].mediabox.width) / 72 * 25.4
        if ending != "pptx" and abs(width - 210) > 1:
            fault(f"{name}, {ending}: {width:.0f} mm wide")
shutil.rmtree(work)
for text in faults[:20]:
    print(text)
print(", ".join(f"{count} {what}" for what, count in sorted(looked.items())), f"looked at, {len(faults)} faults")
sys.exit(1 if faults else 0)
