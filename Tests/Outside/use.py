"""Uses the report's page as a reader would, in Chromium: filters, orders, plays through time, opens a cell by keyboard, searches the
register, prints. The page must be of a store with several rounds.

Usage: use.py FILE.html [WORK-FOLDER]
"""

import sys
import tempfile

import devtools

page = sys.argv[1]
work = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
faults = []


def check(what, holds):
    if not holds:
        faults.append(what)


def choose(element, value):
    browser.ask(f"(e => {{ e.value = {value!r}; e.dispatchEvent(new Event('input', {{bubbles: true}}));"
                f"e.dispatchEvent(new Event('change', {{bubbles: true}})); }})(document.getElementById('{element}'))")
    browser.settle(0.3)


def text(element):
    return browser.ask(f"document.getElementById('{element}').textContent")


ROWS = "[...document.querySelectorAll('#grid tr[data-r]')].filter(r => r.getClientRects().length)"
NAMES = f"{ROWS}.map(r => r.cells[0].textContent)"
LETTERS = f"{ROWS}.map(r => [...r.cells].slice(1).filter(c => !c.hidden && !c.classList.contains('sum')).map(c => c.firstChild.nodeValue))"
CELLS = "[...document.querySelectorAll('#grid td')].map(c => c.className + c.textContent)"
FOCUS = f"(e => e.tagName === 'TD' ? [{ROWS}.indexOf(e.parentElement), [...e.parentElement.cells].indexOf(e) - 1] : e.tagName)(document.activeElement)"

with devtools.Browser() as browser:
    browser.size(1280, 900)
    seconds = browser.open(page)
    names, letters = browser.ask(NAMES), browser.ask(LETTERS)
    everything = text("said")
    whole = browser.ask(CELLS)
    check("nothing is said while everything is shown, and no link is offered",
          everything == "" and browser.ask("document.getElementById('link').hidden"))
    check("filters are folded away at first", not browser.ask("document.getElementById('folded').open"))
    browser.ask("document.querySelector('#folded > summary').click()")

    # Filters.
    browser.ask("document.getElementById('area').focus()")
    browser.type(names[1][:6])
    browser.settle(0.4)
    found = browser.ask(NAMES)
    check("the text filter keeps the areas that contain it", names[1] in found and len(found) < len(names))
    check("what fits is said, and what was asked for", " of " in text("said") and names[1][:6] in text("said"))
    linked = browser.ask("document.getElementById('link').hash")
    check("a link to it is offered", "area=" in linked)
    browser.ask("document.getElementById('clear').click()")
    browser.settle(0.3)
    check("everything is shown again", browser.ask(NAMES) == names and text("said") == everything)
    browser.ask("document.querySelectorAll('#levels input').forEach((box, i) => { if (i) box.click(); })")
    browser.settle(0.2)
    plain = browser.ask("[...new Set([...document.querySelectorAll('#grid tbody td:not(.dim):not(.sum)')].filter(c => c.getClientRects().length).map(c => c.firstChild.nodeValue))]")
    check(f"only one level stands out: {plain}", len(plain) == 1)
    browser.ask("document.getElementById('clear').click()")
    browser.settle(0.3)
    kinds = browser.ask("[...document.querySelectorAll('#kind option')].map(o => o.value).filter(Boolean)")
    choose("kind", kinds[0])
    check("a gap kind leaves some cells aside", 0 < browser.ask("document.querySelectorAll('#grid td.dim').length"))
    choose("kind", "")
    choose("service", "1")
    check("one service type has one column", all(len(line) == 1 for line in browser.ask(LETTERS)))
    choose("service", "")
    choose("area", "no such area anywhere")
    check("that nothing fits is said", text("said") == "Nothing fits these filters.")
    choose("area", "")

    # The link, as a colleague opens it.
    browser.ask(f"location.hash = {linked!r}")
    browser.settle(0.6)
    check("the link shows the same to others", browser.ask(NAMES) == found)
    browser.ask("document.getElementById('clear').click()")
    browser.settle(0.3)

    # Orders.
    choose("rows", "name")
    groups = browser.ask("[...document.querySelectorAll('#grid tbody')].map(b => [...b.rows].filter(r => r.dataset.r).map(r => r.cells[0].title || r.cells[0].textContent.replace(/ [†‡]$/, '')))")
    check("areas come by name within their groups", all(group == sorted(group, key=str.lower) for group in groups))
    browser.ask("document.querySelector('#grid thead th:nth-child(3) [role=button]').click()")
    browser.settle(0.2)
    check("the column that orders says so", browser.ask("document.querySelector('#grid [aria-sort]').cellIndex") == 2)
    choose("rows", "gaps")
    choose("columns", "gaps")
    check("ordering loses no cell", sorted(sum(browser.ask(LETTERS), [])) == sorted(sum(letters, [])))
    browser.ask("document.getElementById('clear').click()")
    browser.settle(0.3)
    check("the given order comes back", browser.ask(NAMES) == names and browser.ask(LETTERS) == letters)

    # Time.
    dates = browser.ask("Number(document.getElementById('date').max) + 1")
    check(f"{dates} dates can be played", dates > 2)
    choose("date", "0")
    first = browser.ask(LETTERS)
    check("the first date is another state", first != letters)
    check("what holds for the page's own date alone is not said of another", browser.ask(
        "document.querySelectorAll('#grid .qc, #grid .qn, #grid .qs').length") == 0 and "carried forward" not in text("grid"))
    check("its date is said", "first of" in text("when") and text("as-of") in text("when"))
    choose("date", "1")
    changed = browser.ask("document.querySelectorAll('#grid td.changed').length")
    check("cells that changed are counted and marked", f"{changed} cell" in text("when"))
    check("a changed cell says what it was", ", was " in (browser.ask("document.querySelector('#grid td.changed')?.textContent") or ", was "))
    choose("date", "0")
    browser.ask("document.getElementById('play').click()")
    check("play becomes pause", text("play") == "Pause")
    browser.settle(2.9)
    playing = browser.ask("Number(document.getElementById('date').value)")
    check("time goes on by itself", playing >= 2)
    browser.ask("document.getElementById('play').click()")
    browser.settle(1.5)
    check("pausing stops it", browser.ask("Number(document.getElementById('date').value)") == playing and text("play") == "Play")
    choose("date", str(dates - 1))
    check("the last date is the page's own again", browser.ask(LETTERS) == letters and browser.ask(CELLS) == whole)

    # A cell by keyboard.
    browser.ask("document.querySelector('#grid td[tabindex]').focus()")
    check("one cell takes the focus", browser.ask("document.querySelectorAll('#grid td[tabindex]').length") == 1)
    browser.press("Home", modifiers=2)
    check("Control and Home go to the first cell of all", browser.ask(FOCUS) == [0, 0])
    browser.press("ArrowRight")
    browser.press("ArrowDown")
    check("arrow keys move between cells", browser.ask(FOCUS) == [1, 1])
    browser.press("Enter")
    browser.settle(0.2)
    check("Enter opens the cell", browser.ask("document.getElementById('cell').open"))
    inside = text("cell")
    check("the panel names area and service type, history, services and gaps",
          all(word in inside for word in [names[1].rstrip(" †‡"), "History", "Services on record", "Gaps as of"]))
    check("focus is in the panel", browser.ask("document.getElementById('cell').contains(document.activeElement)"))
    browser.press("Escape")
    browser.settle(0.2)
    check("Escape closes it and focus returns", not browser.ask("document.getElementById('cell').open") and browser.ask(FOCUS) == [1, 1])
    browser.press("End")
    check("End goes to the last service type", browser.ask(FOCUS) == [1, len(letters[0]) - 1])

    # The register.
    total = browser.ask("document.querySelectorAll('#gaps tbody tr').length")
    choose("words", names[0].rstrip(" †‡"))
    some = browser.ask("document.querySelectorAll('#gaps tbody tr').length")
    check("the register can be searched", 0 < some < total and text("found").startswith(f"{some} gap"))
    choose("words", "")
    browser.ask("document.querySelectorAll('#gaps thead [role=button]')[2].focus()")
    browser.press("Enter")
    browser.settle(0.3)
    areas = browser.ask("[...document.querySelectorAll('#gaps tbody th')].map(h => h.textContent)")
    check("the register is ordered by area by keyboard", areas == sorted(areas, key=str.lower)
          and browser.ask("document.querySelectorAll('#gaps thead th')[2].getAttribute('aria-sort')") == "ascending")

    # Paper: A4 and A3.
    for name, width, height in (("a4", 8.27, 11.69), ("a3", 11.69, 16.54)):
        browser.pdf(f"{work}/{name}.pdf", width, height)
    browser.open(page, medium="print")
    check("controls are not printed", browser.ask("[...document.querySelectorAll('form, nav, dialog')].every(e => !e.getClientRects().length)"))
    check("nothing is cut off when printed", browser.ask("[...document.querySelectorAll('.wide')].every(e => getComputedStyle(e).overflow === 'visible')"))
    check("nothing was asked for and nothing complained", not browser.complaints() and len(browser.requests()) == 1)

print("\n".join("not so: " + fault for fault in faults) or f"all as a reader expects; opened in {seconds:.2f} s")
sys.exit(1 if faults else 0)
