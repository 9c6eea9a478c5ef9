"""Asks Chromium for the box of every text of an SVG picture: none may overlap another, leave the picture, or leave its cell.

Usage: overlaps.py FILE.svg
"""

import json
import sys

import chromium

SCRIPT = """
const svg = document.querySelector('svg');
const bounds = svg.getBoundingClientRect();
const texts = [...svg.querySelectorAll('text')].map(t => ({text: t.textContent, box: t.getBoundingClientRect(), cell: t.parentNode.querySelector(':scope > rect')}));
const faults = [];
for (const {text, box, cell} of texts) {
  if (box.left < bounds.left || box.right > bounds.right || box.top < bounds.top || box.bottom > bounds.bottom) faults.push('outside: ' + text);
  if (cell && cell.parentNode.tagName === 'g') {
    const c = cell.getBoundingClientRect();
    if (box.left < c.left || box.right > c.right) faults.push('wider than its cell: ' + text);
  }
}
for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
  const a = texts[i].box, b = texts[j].box, shrink = 2;
  if (a.left < b.right && b.left < a.right && a.top + shrink < b.bottom - shrink && b.top + shrink < a.bottom - shrink)
    faults.push('overlap: ' + texts[i].text + ' / ' + texts[j].text);
}
const result = document.createElement('pre');
result.id = 'result';
result.textContent = JSON.stringify({texts: texts.length, faults});
document.body.append(result);
"""

svg = open(sys.argv[1], encoding="utf-8").read().split("?>", 1)[1]
found = json.loads(chromium.result(f"<!DOCTYPE html><meta charset=utf-8><body>{svg}<script>{SCRIPT}</script>"))
print(found["texts"], "texts")
for fault in found["faults"]:
    print(fault)
sys.exit(1 if found["faults"] or found["texts"] < 10 else 0)
