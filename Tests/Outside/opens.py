"""How long a page takes in Chromium from navigation until it is drawn, and until its script has all it needs: five times, the best named
first. Fails where the script does not run, or the file is larger than it may be; how fast it is depends on the machine and is for
people to read.

Usage: opens.py FILE.html [MOST-MEGABYTES]
"""

import os
import sys

import devtools

DRAWN = "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
READY = """new Promise((done, fail) => { const look = () => document.documentElement.classList.contains('ready')
  ? done([performance.now(), document.getElementById('service')?.options.length, document.querySelectorAll('*').length])
  : performance.now() > 20000 ? fail('the script is not ready after 20 s') : setTimeout(look, 5); look(); })"""

size = os.path.getsize(sys.argv[1]) / 1e6
if len(sys.argv) > 2 and size > float(sys.argv[2]):
    sys.exit(f"{size:.2f} MB are more than {sys.argv[2]}")
with devtools.Browser() as browser:
    browser.size(1280, 900)
    browser.open("/dev/null")
    drawn, ready = [], []
    for _ in range(5):
        browser.open(sys.argv[1])
        drawn.append(browser.ask(DRAWN) / 1000)
        milliseconds, choices, elements = browser.ask(READY)
        ready.append(milliseconds / 1000)
        if not choices or choices < 2:
            sys.exit("the script did not run")
print(f"{size:.2f} MB, {elements} elements: drawn after {min(drawn):.2f} s ({', '.join(f'{t:.2f}' for t in drawn)}), "
      f"all ready after {min(ready):.2f} s ({', '.join(f'{t:.2f}' for t in ready)})")
