"""Opens the report's page in Chromium, on wide and narrow screens, in light, dark and forced colours, with and without its script.

It must ask nothing of the network, raise no error, never scroll sideways, keep headings, ids and headers in order, hold its whole
content without its script, and axe-core (from PyPI's axe-playwright-python) must find nothing wrong, also with a cell opened.

Usage: page.py FILE.html    (in an environment with axe-playwright-python)
"""

import importlib.util
import pathlib
import sys

import devtools

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).with_name("axe.min.js").read_text("utf-8")
CHECK = """axe.run({resultTypes: ['violations']}).then(found => found.violations.map(
  fault => fault.id + ', ' + fault.nodes.length + ' times: ' + fault.nodes[0].html.slice(0, 160)))"""
STRUCTURE = """(() => {
  const level = heading => Number(heading.tagName[1]);
  const headings = [...document.querySelectorAll('h1,h2,h3')];
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  const grid = document.getElementById('grid'), gaps = document.getElementById('gaps');
  return {
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    untitled: [...document.querySelectorAll('svg[role=img]')].filter(s => !s.querySelector('title') || !s.querySelector('desc')).length,
    captions: document.querySelectorAll('table').length - document.querySelectorAll('table > caption').length,
    skipped: headings.filter((h, i) => i && level(h) > level(headings[i - 1]) + 1).length,
    repeated: ids.length - new Set(ids).size,
    language: document.documentElement.lang,
    sections: [...document.querySelectorAll('main section')].map(section => section.id),
    unscoped: document.querySelectorAll('th:not([scope])').length,
    cells: grid.querySelectorAll('tbody td:not(.sum)').length,
    wordless: [...grid.querySelectorAll('tbody td:not(.sum)')].filter(cell => cell.textContent.trim().length < 6).length,
    gaps: gaps.tBodies[0].rows.length,
    controls: [...document.querySelectorAll('form')].filter(form => form.getClientRects().length).length,
  };
})()"""

LATER = "new Promise(done => setTimeout(done, 400))"
SHOWN = "[...document.querySelectorAll('#grid tr[data-r]')].filter(row => !row.hidden && !row.parentElement.hidden).length"
LINKED = f"""(async () => {{
  const name = document.querySelector('#grid th[scope=row]').textContent.replace(/[†‡]/, '').trim();
  location.hash = '#' + new URLSearchParams({{ area: name, kind: 'no such kind' }});
  await {LATER};
  const shown = {SHOWN};
  return shown > 0 && shown < document.querySelectorAll('#grid tr[data-r]').length
    && decodeURIComponent(document.getElementById('link').hash).includes('area=') ? 'some' : shown + ' rows';
}})()"""
BENEATH = f"""(async () => {{
  const link = document.querySelector('[data-headline]');
  link.click();
  await {LATER};
  const rows = document.getElementById('gaps').tBodies[0].rows.length, said = parseInt(link.textContent.replace(',', ''));
  return rows > 0 && rows <= said ? 'as many' : rows + ' rows for ' + said;
}})()"""
AGAIN = f"""(async () => {{
  document.getElementById('all-gaps').click();
  document.getElementById('clear').click();
  await {LATER};
  return {SHOWN} === document.querySelectorAll('#grid tr[data-r]').length ? 'all' : {SHOWN} + ' rows';
}})()"""

HATCHED = """(() => {
  const looks = new Map();
  for (const cell of document.querySelectorAll('#grid tbody td[class^=l]:not(.dim)')) {
    const style = getComputedStyle(cell);
    looks.set(cell.firstChild.nodeValue, style.backgroundImage + style.borderStyle + style.outlineStyle);
  }
  return looks.size > 2 && new Set(looks.values()).size === looks.size ? 'each its own' : [...looks].join('; ');
})()"""

page = sys.argv[1]
faults = []


def expect(name, found, wanted):
    if found != wanted:
        faults.append(f"{name}: {found!r} instead of {wanted!r}")


with devtools.Browser() as browser:
    for scripted in (True, False):
        browser.call("Emulation.setScriptExecutionDisabled", value=not scripted)
        # Without its script a page is drawn by the same style sheets.
        for scheme in ("light", "dark", "forced") if scripted else ("light",):
            for width in (1280, 1024, 390):
                where = f"{scheme}, {width} pixels, {'with' if scripted else 'without'} script"
                browser.size(width, 900, width < 600)
                if scheme == "forced":
                    browser.open(page, forced_colors="active", prefers_color_scheme="dark")
                    expect(f"{where}, hatching by level", browser.ask(HATCHED), "each its own")
                else:
                    browser.open(page, prefers_color_scheme=scheme)
                found = browser.ask(STRUCTURE)
                for name in ("sideways", "untitled", "captions", "skipped", "repeated", "unscoped", "wordless"):
                    expect(f"{where}, {name}", found[name], 0)
                expect(f"{where}, language", found["language"], "en-GB")
                # Charts, and chapters that not every network has, stand between the heatmap and the register.
                some = ["charts", "actions", "model", "workforce", "voice", "outcomes", "services", "figures"]
                chapters = [name for name in found["sections"] if name in some]
                expect(f"{where}, chapters", chapters, [name for name in some if name in chapters])
                order = [name for name in found["sections"] if name not in some]
                expect(f"{where}, sections", order, ["summary", "heatmap", "register", "notes"])
                expect(f"{where}, forms", found["controls"], 2 if scripted else 0)
                if found["cells"] < 10 or found["gaps"] < 10:
                    faults.append(f"{where}: {found['cells']} cells, {found['gaps']} gaps")
                if scripted:
                    browser.ask(AXE + "; 0")
                    faults += [f"{where}: {fault}" for fault in browser.ask(CHECK)]
                    browser.ask("document.querySelector('#grid tbody td').click()")
                    faults += [f"{where}, a cell opened: {fault}" for fault in browser.ask(CHECK)]
                    browser.ask("document.getElementById('cell').close()")
                    # A link shows what it names: an area's rows alone, the gaps beneath a headline, and all again.
                    for script, wanted in (LINKED, "some"), (BENEATH, "as many"), (AGAIN, "all"):
                        expect(f"{where}, by a link", browser.ask(script), wanted)
                browser.settle(0.1)
                requests = [address for address in browser.requests() if address != pathlib.Path(page).resolve().as_uri()]
                expect(f"{where}, requests", requests, [])
                expect(f"{where}, complaints", browser.complaints(), [])

print("\n".join(faults) or f"nothing to mend; {found}")
sys.exit(1 if faults else 0)
