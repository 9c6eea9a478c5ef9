#!/usr/bin/env python3
"""Every mail and calendar entry of a round of the real data, day by day, and the brief as a mail to the board, read back by Python's
email and by icalendar.

No part may have a defect, recipients and subjects are those that were meant, the attached forms are what 'return form' writes, a form
sent back counts, and the same day gives the same bytes.

Usage: mails.py LACUNA STORE
"""
import csv
import datetime
import email
import email.header
import email.policy
import email.utils
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import docx
import icalendar

lacuna, source = sys.argv[1:3]
work = tempfile.mkdtemp()
store = os.path.join(work, "store")
shutil.copytree(source, store)
environment = {**os.environ, "LACUNA_NOW": "2026-10-05T09:00:00Z", "USER": "ann", "HOME": work}
SENDER, DUE = "Ann Ó Briain <ann.o-briain@nhs.net>", datetime.date(2026, 11, 15)


def run(*words, expected=(0,), **more):
    done = subprocess.run([lacuna, *words, "--store", store], env={**environment, **more}, capture_output=True)
    if done.returncode not in expected:
        sys.exit(f"{words}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout


# A person for two areas, two persons for one, names of every kind; the last area asked has nobody.
people = [
    ("Halton", "sian.jones@nhs.net", "Siân Jones"),
    ("Sefton", "SIAN.jones@nhs.net", ""),
    ("Wirral", "o'neill+scoping@gov.example.org", 'Pat "Paddy" O\'Neill'),
    ("Wirral", "zhang@nhs.net", "张伟 " * 60),
    ("St. Helen's", "x@nhs.net", "=?UTF-8?B?QmNj?= , ; <b>"),
    ("Knowsley", "long@nhs.net", "Name " * 59),
    ("Liverpool", "plain@nhs.net", ""),
]
contacts = os.path.join(work, "contacts.csv")
with open(contacts, "w", encoding="utf-8", newline="") as file:
    csv.writer(file).writerows([("Area", "E-mail", "Name"), *people])
areas = sorted({row[0] for row in people} | {"Warrington"})
run(
    "round", "open", "2026-11", "--reference-date", "2026-11-01", "--opened", "2026-10-01", "--due", str(DUE),
    "--name", "Herbst — “Müller”, autumn; 2026", "--asks", ",".join(areas), "--contacts", contacts,
)
names = {address.lower(): " ".join(name.split()) for _, address, name in reversed(people) if name}


class Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.tags, self.skips = [], set(), False

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.skips = tag == "title"

    def handle_data(self, data):
        if not self.skips and data.strip():
            self.found.append(" ".join(data.split()))


def check(condition, what):
    if not condition:
        sys.exit(what)


def read(path, kind):
    """A mail taken apart and checked: recipient, and the attached forms by file name."""
    with open(path, "rb") as file:
        raw = file.read()
    lines = raw.split(b"\r\n")
    check(b"\n" not in b"".join(lines) and max(map(len, lines)) <= 998, f"{path}: line ends or length")
    check(max(map(len, lines[: lines.index(b"")])) <= 78 or b"gov.example" in raw, f"{path}: a header's line is long")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    for part in mail.walk():
        check(not part.defects, f"{path}: {part.get_content_type()}: {part.defects}")
        for name, value in part.items():
            check(not value.defects, f"{path}: {name}: {value.defects}")
    check(str(mail["From"]) == SENDER, f"{path}: from {mail['From']}")
    check(len(mail["To"].addresses) == 1 and mail["Cc"] is None and mail["Bcc"] is None, f"{path}: to {mail['To']}")
    to = mail["To"].addresses[0]
    address = to.addr_spec
    # The newer reader of addresses keeps the line end between two encoded words, which is no part of either; the older does not.
    name = names.get(address.lower(), "")
    check(to.display_name.split() == name.split() or not name.isascii() or len(name) > 50, f"{path}: name {to.display_name!r}")
    plain = email.message_from_bytes(raw)["To"]
    told = email.utils.parseaddr(str(email.header.make_header(email.header.decode_header(plain))) if "=?" in plain else plain)[0]
    check(told == name or any(sign in name for sign in ",;<"), f"{path}: name {told!r}")
    check("Herbst — “Müller”, autumn; 2026" in mail["Subject"] or kind == "reminder", f"{path}: {mail['Subject']}")
    check(mail["X-Unsent"] == "1" and mail["Message-ID"].endswith("@nhs.net>"), f"{path}: headers")
    body, page = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    words = Words()
    words.feed(page)
    check(words.tags <= {"html", "head", "meta", "title", "body", "p", "ul", "li"}, f"{path}: {words.tags}")
    plain = [" ".join(line.removeprefix("- ").split()) for line in body.splitlines() if line.strip()]
    check(plain == words.found, f"{path}: plain text and HTML say different things")
    forms, calendars = {}, {}
    for part in mail.iter_attachments():
        kept = calendars if part.get_content_type() == "text/calendar" else forms
        kept[part.get_filename()] = part.get_payload(decode=True)
    check(bool(calendars) == (kind == "invitation"), f"{path}: {list(calendars)}")
    for name, content in calendars.items():
        with open(os.path.join(os.path.dirname(path), name), "rb") as file:
            check(file.read() == content, f"{path}: {name} beside it differs")
        calendar = icalendar.Calendar.from_ical(content)
        events = [part for part in calendar.walk("VEVENT")]
        check(len(events) == 1 and not calendar.errors and not events[0].errors, f"{name}: {calendar.errors}")
        check(events[0].decoded("DTSTART") == DUE, f"{name}: {events[0]['DTSTART']}")
        check(len(list(calendar.walk("VALARM"))) == 2 and "Herbst — “Müller”, autumn; 2026" in events[0]["SUMMARY"], name)
        check(str(events[0]["ORGANIZER"]) == "mailto:ann.o-briain@nhs.net", f"{name}: {events[0]['ORGANIZER']}")
        check(max(map(len, content.split(b"\r\n"))) <= 75, f"{name}: a long line")
    return address, forms, mail["Subject"]


def day(date, expected):
    """The mails of a day, as (kind, address) with the areas of their forms; written twice."""
    folders = [os.path.join(work, date + end) for end in ("", "-again")]
    for folder in folders:
        run("remind", "--from", SENDER, "--on", date, "-o", folder, expected=(1,))
    files = sorted(os.listdir(folders[0]))
    check(files == sorted(os.listdir(folders[1])), f"{date}: other files the second time")
    for name in files:
        check(*[open(os.path.join(folders[0], name), "rb").read() == open(os.path.join(folders[1], name), "rb").read(), f"{name}: other bytes"])
    found = {}
    for name in files:
        if not name.endswith(".eml"):
            continue
        kind = name.split("-")[0]
        address, forms, subject = read(os.path.join(folders[0], name), kind)
        for form, content in forms.items():
            area = form.removesuffix("-2026-11.csv")
            wanted = run("return", "form", "--area", area, "--round", "2026-11")
            check(content == wanted, f"{name}: {form} is not what 'return form' writes")
        found[kind, address] = (sorted(forms), subject, forms)
    check({key: len(value[0]) for key, value in found.items()} == expected, f"{date}: {found.keys()}")
    return found


every = {"sian.jones@nhs.net": 2, "o'neill+scoping@gov.example.org": 1, "zhang@nhs.net": 1, "x@nhs.net": 1, "long@nhs.net": 1, "plain@nhs.net": 1}
invited = day("2026-10-05", {("invitation", address): count for address, count in every.items()})
day("2026-11-10", {("reminder", address): count for address, count in every.items()})
day("2026-11-16", {("late", address): count for address, count in every.items()})
# A form sent back counts.
form = invited["invitation", "sian.jones@nhs.net"][2]["place-halton-2026-11.csv"]
path = os.path.join(work, "back.csv")
with open(path, "wb") as file:
    file.write(form.replace(b"In the role of,,", b"In the role of,Commissioner,"))
run("return", "submit", path, LACUNA_NOW="2026-11-12T09:00:00Z")
answered = {**{("late", address): count for address, count in every.items()}, ("late", "sian.jones@nhs.net"): 1, ("thanks", "sian.jones@nhs.net"): 0}
shutil.rmtree(os.path.join(work, "2026-11-16"))
shutil.rmtree(os.path.join(work, "2026-11-16-again"))
day("2026-11-16", answered)


def figures(text):
    return re.findall(r"\d[\d,]*", text)


class Page(Words):
    """What a mail program draws: its words, and every attribute."""

    def __init__(self):
        super().__init__()
        self.attributes = set()

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        self.attributes |= {name for name, _ in attributes}


def board(*area):
    """The brief as a mail: two addresses, the same figures in text and HTML, and the paper that 'brief' writes attached."""
    words = ["brief", *area, "--from", SENDER, "--to", "Chair <chair@nhs.net>", "--to", "board@nhs.net"]
    path = os.path.join(work, "board.eml")
    run(*words, "-o", path)
    with open(path, "rb") as file:
        raw = file.read()
    run(*words, "-o", path)
    with open(path, "rb") as file:
        check(file.read() == raw, "a brief's mail has other bytes the second time")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    for part in mail.walk():
        check(not part.defects and not any(value.defects for _, value in part.items()), f"brief: {part.get_content_type()}: {part.defects}")
    check(str(mail["From"]) == SENDER and [to.addr_spec for to in mail["To"].addresses] == ["chair@nhs.net", "board@nhs.net"], f"brief: to {mail['To']}")
    within = ["--within", area[0], *area[1:]] if area[0] != "--as-of" else [*area]
    first = json.loads(run("headlines", "--format", "json", *within))["headlines"]
    text, page = mail.get_body(("plain",)).get_content(), Page()
    page.feed(mail.get_body(("html",)).get_content())
    check(not first or first[0]["sentence"].startswith(mail["Subject"].rsplit(" (", 1)[0]), f"brief: {mail['Subject']}")
    for entry in first:
        check(f"- {entry['sentence']}\n" in text and entry["sentence"] in page.found, f"brief: {entry['sentence']!r} is missing")
    check(len(figures(text)) > 5 and figures(text) == figures(" ".join(page.found)), "brief: text and HTML say other figures")
    # The control: one figure more is seen.
    check(figures(text + " 1") != figures(" ".join(page.found)), "brief: the check of figures sees nothing")
    allowed = {"style", "scope", "colspan", "lang", "charset", "name", "content", "cellpadding", "cellspacing"}
    check(page.attributes <= allowed and "url(" not in mail.get_body(("html",)).get_content(), f"brief: {page.attributes - allowed}")
    papers = list(mail.iter_attachments())
    check(len(papers) == 1 and papers[0].get_filename().endswith(".docx"), f"brief: {papers}")
    content = papers[0].get_payload(decode=True)
    check(len(docx.Document(io.BytesIO(content)).tables) > 1, "brief: the paper has no tables")
    paper = os.path.join(work, "board.docx")
    run("brief", *area, "-o", paper)
    with open(paper, "rb") as file:
        check(file.read() == content, "brief: the paper attached is not what 'brief' writes")


board("--as-of", "2022-05-01")
board("Halton", "--as-of", "2022-05-01")
shutil.rmtree(work)
print("2 briefs; 25 mails and 6 calendar entries on 4 days, each written twice")
