"""Fills in a form's page in Chromium without a network, by keyboard alone, as a manager and then a colleague would.

axe-core (from PyPI's axe-playwright-python) must find nothing wrong with it, at 1,280 and at 320 pixels; it never scrolls sideways and asks
nothing of the network; what was typed survives a closed window; it says what is missing and then that it is complete; the file it saves
opens again with everything in it, is what `lacuna return check` takes, and makes the document that was meant. Printed, all of it is there.

Usage: fill.py LACUNA STORE PICTURES-FOLDER    (in an environment with axe-playwright-python)
"""

import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import devtools

lacuna, source, pictures = sys.argv[1:4]
AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).with_name("axe.min.js").read_text("utf-8")
CHECK = """axe.run({resultTypes: ['violations']}).then(found => found.violations.map(
  fault => fault.id + ', ' + fault.nodes.length + ' times: ' + fault.nodes[0].html.slice(0, 160)))"""
work = tempfile.mkdtemp()
store = os.path.join(work, "store")
shutil.copytree(source, store)
environment = {**os.environ, "LACUNA_NOW": "2026-10-05T09:00:00Z", "USER": "ann", "HOME": work, "LACUNA_STORE": store}


def run(*words):
    return subprocess.run([lacuna, *words], env=environment, capture_output=True, text=True)


def done(*words):
    answer = run(*words)
    assert answer.returncode == 0, (words, answer.stdout, answer.stderr)
    return answer.stdout


faults = []


def expect(name, found, wanted):
    if found != wanted:
        faults.append(f"{name}: {found!r} instead of {wanted!r}")


def status(browser):
    return browser.ask("document.querySelector('[role=status]').textContent")


def save(browser):
    """Presses the button, and gives the path of the file that was saved."""
    folder = tempfile.mkdtemp(dir=work)
    session, browser.session = browser.session, None
    browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder)
    browser.session = session
    browser.ask("document.getElementById('save').focus()")
    browser.press("Enter")
    for _ in range(100):
        found = [name for name in os.listdir(folder) if not name.endswith(".crdownload")]
        if found:
            return os.path.join(folder, found[0])
        time.sleep(0.1)
    raise SystemExit("nothing was saved")


def go(browser, label):
    """Puts the keyboard's focus where a label says."""
    script = f"""(() => {{
      const label = [...document.querySelectorAll('label')].find(l => l.textContent.trim().startsWith({label!r}));
      (label.control || document.getElementById(label.htmlFor)).focus();
    }})()"""
    browser.ask(script)


done("round", "open", "2026-11", "--reference-date", "2026-11-01", "--opened", "2026-10-01", "--due", "2026-10-30", "--asks", "place")
page = os.path.join(work, "place-halton.html")
done("return", "form", "--area", "place-halton", "--round", "2026-11", "-o", page)

with devtools.Browser() as browser:
    browser.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
    for width in (1280, 320):
        browser.size(width, 900, width < 600)
        browser.open(page)
        expect(f"{width}: sideways", browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth"), 0)
        browser.ask(AXE + "; 0")
        faults += [f"{width}: {fault}" for fault in browser.ask(CHECK)]
        browser.settle(0.1)
        expect(f"{width}: requests", [a for a in browser.requests() if a != pathlib.Path(page).as_uri()], [])
        expect(f"{width}: complaints", browser.complaints(), [])
        browser.picture(os.path.join(pictures, f"form-{width}.png"))
    browser.size(1280, 900)
    browser.open(page)
    expect("at first", status(browser), "1 thing to do.")

    # By keyboard: the list leads to the field; a level by arrow keys; the reason is asked for, and then given.
    browser.ask("document.querySelector('#todo a').focus()")
    browser.press("Enter")
    expect("the list leads to the field", browser.ask("document.activeElement.closest('.field').textContent.startsWith('In the role of')"), True)
    browser.type("Commissioner")
    expect("with a role", status(browser), "Complete: save the form, and send it back.")
    browser.ask("document.querySelector('[aria-label=\"Level of Health Visiting\"] input:checked').focus()")
    browser.press("ArrowDown")
    browser.press("ArrowDown")
    expect("a level by arrow keys", browser.ask("document.activeElement.value"), "R")
    browser.ask("""(() => { const box = document.activeElement.closest('fieldset.wanted, fieldset');
      const field = box.closest('fieldset').querySelector('textarea'); field.focus(); field.select(); })()""")
    browser.ask("(() => { const f = document.activeElement; f.value = ''; f.dispatchEvent(new Event('input', {bubbles: true})); })()")
    expect("a reason is wanted", status(browser), "1 thing to do.")
    browser.picture(os.path.join(pictures, "form-wanted.png"))
    browser.call("Input.insertText", text="Two teams closed; <b>none</b> left & no plan.")
    expect("a reason is given", status(browser), "Complete: save the form, and send it back.")

    # A service and an intervention.
    browser.ask("[...document.querySelectorAll('button')].find(b => b.textContent === 'Add a service').focus()")
    browser.press("Enter")
    browser.type("Little Minds")
    browser.press("Tab")
    expect("the next field", browser.ask("document.activeElement.tagName"), "SELECT")
    browser.type("Par")
    browser.settle(0.2)

    # The window is closed by mistake, and opened again.
    browser.settle(0.6)
    browser.open(page)
    kept = browser.ask("[...document.querySelectorAll('textarea')].some(t => t.value.includes('Two teams closed'))")
    expect("what was typed is kept", kept, True)
    first = save(browser)

    # A colleague goes on in the file that was handed over.
    browser.ask("localStorage.clear()")
    browser.open(first)
    expect("handed over", browser.ask("[...document.querySelectorAll('textarea')].some(t => t.value.includes('Two teams closed'))"), True)
    expect("handed over, the role", browser.ask("[...document.querySelectorAll('input')].some(i => i.value === 'Commissioner')"), True)
    go(browser, "Answered by")
    browser.type("Zoe")
    browser.settle(0.5)
    second = save(browser)
    expect("complaints", browser.complaints(), [])
    browser.pdf(os.path.join(work, "form.pdf"), 8.27, 11.69)

expect("its name", os.path.basename(second), "place-halton-2026-11.html")
checked = run("return", "check", second)
expect("checked", (checked.returncode, checked.stdout.strip().splitlines()[-1]), (0, f"{second}: nothing to mend."))
done("return", "submit", second)
document = pathlib.Path(store, "returns/2026-11/place-halton.1.xml").read_text("utf-8")
for wanted in ('<rating service="health-visiting" value="R">', "Two teams closed; &lt;b&gt;none&lt;/b&gt; left &amp; no plan.", 'name="Zoe"',
               'role="Commissioner"', 'name="Little Minds" type="parent-infant-mh"'):
    if wanted not in document:
        faults.append(f"the document lacks {wanted}")
if not re.search(r'service="iapt-0-5" value="R" carried-from="2022-05"', document):
    faults.append("a level left alone is not carried forward")

# The page as the browser's own 'Save page as' and a mail program may leave it.
damaged = os.path.join(work, "damaged.html")
text = pathlib.Path(second).read_text("utf-8")
for name, content, words in (
    ("without its data", re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S), "the page holds no form"),
    ("cut off", text[: text.index("lacuna-form") + 400], "the page holds no form"),
    ("with damaged data", text.replace('"tables":[', '"tables":[[', 1), "the answers in the page are damaged"),
    ("of another kind", "<!DOCTYPE html><html><body><h1>Thank you</h1></body></html>", "the page holds no form"),
):
    pathlib.Path(damaged).write_text(content, "utf-8")
    answer = run("return", "check", damaged)
    if answer.returncode != 1 or words not in answer.stdout:
        faults.append(f"{name}: {answer.returncode} {answer.stdout}{answer.stderr}")
size = os.path.getsize(os.path.join(work, "form.pdf"))
if size < 20_000:
    faults.append(f"printed: {size} bytes")
shutil.rmtree(work)
print("\n".join(faults) or "a form filled in by keyboard, kept, handed over, saved, checked and recorded; nothing asked of the network")
sys.exit(1 if faults else 0)
