"""How long a page takes in Chromium from navigation until it is drawn and its script has run: five times, the best named first. Fails
where the script does not run; how fast it is depends on the machine and is for people to read.

Usage: opens.py FILE.html
"""

import os
import sys

import devtools

SCRIPT = """new Promise(done => requestAnimationFrame(() => setTimeout(() => done([
  performance.now(), document.documentElement.classList.contains('js'), document.getElementById('folded').hidden,
  document.querySelectorAll('*').length]))))"""

with devtools.Browser() as browser:
    browser.size(1280, 900)
    browser.open("/dev/null")
    times = []
    for _ in range(5):
        browser.open(sys.argv[1])
        milliseconds, is_running, is_hidden, elements = browser.ask(SCRIPT)
        times.append(milliseconds / 1000)
        if not is_running or is_hidden:
            sys.exit("the script did not run")
print(f"{os.path.getsize(sys.argv[1]) / 1e6:.2f} MB, {elements} elements: {min(times):.2f} s ({', '.join(f'{t:.2f}' for t in times)})")
