"""Asks Chromium for the box of every text of an SVG picture: none may overlap another, leave the picture, or leave its cell. Nor may
glyphs, signs and letters of one cell, tile or strip lie over each other.

Usage: overlaps.py FILE.svg
"""

import json
import sys

import chromium

SCRIPT = """
const svg = document.querySelector('svg');
const bounds = svg.getBoundingClientRect();
// What a text covers: of slanted text a chain of small boxes along the middle of its letters.
const pieces = (text) => {
  if (!(text.getAttribute('transform') || '').startsWith('rotate(-45 ')) return [text.getBoundingClientRect()];
  const size = parseFloat(getComputedStyle(text).fontSize), half = size * 0.28, length = text.getComputedTextLength();
  const [x, y, matrix, boxes] = [Number(text.getAttribute('x')), Number(text.getAttribute('y')), text.getScreenCTM(), []];
  for (let along = half; along < Math.max(length, size); along += half) {
    const p = new DOMPoint(x + along, y - size * 0.35).matrixTransform(matrix);
    boxes.push({left: p.x - half, right: p.x + half, top: p.y - half - 2, bottom: p.y + half + 2});
  }
  return boxes;
};
const texts = [...svg.querySelectorAll('text')].flatMap((t, index) => pieces(t).map(box => ({index, text: t.textContent, box, cell: t.parentNode.querySelector(':scope > rect')})));
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
  if (texts[i].index !== texts[j].index && a.left < b.right && b.left < a.right && a.top + shrink < b.bottom - shrink && b.top + shrink < a.bottom - shrink)
    faults.push('overlap: ' + texts[i].text + ' / ' + texts[j].text);
}
// In a group with a title the first shape is what the others stand on; plates and a pattern's lines are part of it, a frame runs around it.
const edges = (mark) => {
  const b = mark.getBoundingClientRect(), text = mark.tagName === 'text' ? b.height / 5 : 0;
  const line = mark.hasAttribute('stroke') ? (mark.getAttribute('stroke-width') || 1) / 2 : 0;
  return {left: b.left - line, right: b.right + line, top: b.top - line + text, bottom: b.bottom + line - text, width: b.width, height: b.height};
};
let marks = 0;
for (const group of svg.querySelectorAll('g')) {
  const parts = [...group.children];
  if (!parts.length || parts[0].tagName !== 'title' || !parts[1] || !['rect', 'path'].includes(parts[1].tagName)) continue;
  const ground = parts[1].getBoundingClientRect();
  const boxes = parts.slice(2).filter(p => p.getAttribute('pointer-events') !== 'none' && p.getAttribute('stroke-width') !== '0')
    .map(p => ({what: p.tagName === 'text' ? p.textContent : p.tagName, isOutline: p.getAttribute('fill') === 'none', ...edges(p)}))
    .filter(b => !(b.isOutline && b.width > 0.7 * ground.width && b.height > 0.6 * ground.height));
  marks += boxes.length;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
    if (a.left + 0.3 < b.right && b.left + 0.3 < a.right && a.top + 0.3 < b.bottom && b.top + 0.3 < a.bottom)
      faults.push(`${a.what} over ${b.what} in ${parts[0].textContent}`);
  }));
}
const result = document.createElement('pre');
result.id = 'result';
result.textContent = JSON.stringify({texts: texts.length, marks, faults});
document.body.append(result);
"""

svg = open(sys.argv[1], encoding="utf-8").read().split("?>", 1)[1]
found = json.loads(chromium.result(f"<!DOCTYPE html><meta charset=utf-8><body>{svg}<script>{SCRIPT}</script>"))
print(found["texts"], "texts,", found["marks"], "marks in cells")
for fault in found["faults"]:
    print(fault)
sys.exit(1 if found["faults"] or found["texts"] < 10 else 0)
