"""Gives areas, service types, services, sources and evidence hostile names (markup, marks that turn the direction of text, 300
characters, emoji) and looks at the report's page in Chromium: they must show as text, run nothing, add no element, ask for nothing,
and never push the page sideways.

Usage: hostile.py LACUNA
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import quoteattr

import devtools

lacuna = sys.argv[1]
work = pathlib.Path(tempfile.mkdtemp())
store = work / "store"
shutil.copytree("Scoping", store)

NAMES = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\"><svg onload=alert(3)>", "<!--<script>",
    "\u202eevil\u2066 \u200fשלום", "W" * 300, "👩‍👩‍👧‍👦 " * 20 + "!", "a " * 149 + "!", "</style><style>*{display:none}</style>",
    "javascript:alert(4)", "{{constructor.constructor('alert(5)')()}}",
]


def rename(path, pattern, keep=0):
    """Gives what the pattern finds a hostile name, each another."""
    text = path.read_text(encoding="utf-8")
    number = iter(range(10**6))

    def hostile(found):
        place = next(number)
        name = NAMES[place % len(NAMES)]
        return found[1] + quoteattr(name if place < len(NAMES) else f"{place} {name}"[:300]).replace("&#9;", " ")

    path.write_text(re.sub(pattern, hostile, text), encoding="utf-8")


rename(store / "areas.xml", r'(<area [^>]*?kind="(?:ccg|ics)" name=)"[^"]*"')
rename(store / "framework.xml", r'(<service-type [^>]*?name=)"[^"]*"')
for document in (store / "returns").rglob("*.xml"):
    rename(document, r'(<service [^>]*?name=)"[^"]*"')
    text = document.read_text(encoding="utf-8")
    text = re.sub(r"(<evidence[^>]*>)", r"\1&lt;/script&gt;&lt;script&gt;alert(6)&lt;/script&gt;&lt;!-- ", text)
    document.write_text(text, encoding="utf-8")

made = subprocess.run([lacuna, "report", "--store", str(store), "-o", str(work / "report")], capture_output=True, text=True)
faults = []
renamed = (store / "areas.xml").read_text(encoding="utf-8").count("alert(1)")
if made.returncode or not renamed:
    faults.append(f"status {made.returncode}, {renamed} areas renamed: {made.stderr[-800:]}")
else:
    page = work / "report/index.html"
    with devtools.Browser() as browser:
        for width in (1280, 390):
            browser.size(width, 900, width < 600)
            browser.open(page)
            browser.ask("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            sideways = browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if sideways > 0:
                faults.append(f"{width} pixels: {sideways} too wide")
            for row in range(0, 17, 4):
                browser.ask(f"document.querySelectorAll('#grid tr[data-r]')[{row}].cells[1 + {row} % 11].click()")
                inside = browser.ask("document.getElementById('cell').scrollWidth - document.getElementById('cell').clientWidth")
                if inside > 0:
                    faults.append(f"{width} pixels: the panel of row {row} is {inside} too wide")
                browser.ask("document.getElementById('cell').close()")
            browser.ask("document.getElementById('words').value = 'alert'; document.getElementById('words').dispatchEvent(new Event('input'))")
            browser.settle(0.5)
            injected = browser.ask("""[document.scripts.length - 2, document.querySelectorAll('img, iframe, object, embed').length,
                document.querySelectorAll('style').length - 2 - document.querySelectorAll('svg style').length,
                [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length]""")
            if any(injected):
                faults.append(f"scripts, embedded content, styles, handlers that came from names: {injected}")
            if not browser.ask("document.body.textContent.includes('<img src=x onerror=alert(2)>')"):
                faults.append("the names do not show as they are")
            if browser.ask("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText)"):
                faults.append("marks that turn the direction of text are shown")
            faults += browser.complaints() + [address for address in browser.requests() if not address.startswith(page.as_uri())]
shutil.rmtree(work)
print("\n".join(faults) or "hostile names are names, and nothing more")
sys.exit(1 if faults else 0)
