"""Opens the report's page in Chromium: it must make no request, raise no error, not scroll sideways at 1280 pixels, hold
a table for each picture, and keep every heading in order.

Usage: page.py FILE.html
"""

import json
import sys

import chromium

SCRIPT = """
const level = h => Number(h.tagName[1]);
const headings = [...document.querySelectorAll('h1,h2,h3')];
const result = document.createElement('pre');
result.id = 'result';
result.textContent = JSON.stringify({
  requests: performance.getEntriesByType('resource').map(r => r.name),
  sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  pictures: document.querySelectorAll('svg[role=img]').length,
  untitled: [...document.querySelectorAll('svg')].filter(s => !s.querySelector('title') || !s.querySelector('desc')).length,
  tables: document.querySelectorAll('table').length,
  captions: document.querySelectorAll('table > caption').length,
  skipped: headings.filter((h, i) => i && level(h) > level(headings[i - 1]) + 1).length,
  ids: (ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id)),
  language: document.documentElement.lang,
  errors: window.lacunaErrors,
});
document.body.append(result);
"""
LISTEN = "<script>window.lacunaErrors = []; addEventListener('error', e => lacunaErrors.push(e.message), true);</script>"

page = open(sys.argv[1], encoding="utf-8").read()
page = page.replace("<head>", "<head>" + LISTEN, 1).replace("</body>", f"<script>{SCRIPT}</script></body>", 1)
found = json.loads(chromium.result(page, "--window-size=1280,900"))
print(found)
sound = (
    found["requests"] == [] and found["errors"] == [] and found["sideways"] == 0 and found["pictures"] == 3
    and found["untitled"] == 0 and found["tables"] == found["captions"] == 4 and found["skipped"] == 0
    and found["ids"] == 0 and found["language"] == "en-GB"
)
sys.exit(0 if sound else 1)
