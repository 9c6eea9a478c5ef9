// The marks of a drawing, by keys: tab leads to one of them, arrows to the others, by where they lie.

function startMarks() {
  for (const drawing of document.querySelectorAll("figure svg")) {
    const marks = Array.from(drawing.querySelectorAll("[tabindex='0']"));
    if (marks.length < 2) continue;
    marks.slice(1).forEach((mark) => mark.setAttribute("tabindex", "-1"));
    drawing.addEventListener("keydown", (event) => {
      const from = event.target.closest("[tabindex]");
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way || !marks.includes(from) || event.altKey || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      const next = nearest(marks, from, way);
      if (!next) return;
      from.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }
}

/** The mark nearest to another one in a direction: how far it lies aside counts twice. */
function nearest(marks, from, [x, y]) {
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [left, top] = middle(from);
  let best, least = Infinity;
  for (const mark of marks) {
    const [right, bottom] = middle(mark);
    const along = (right - left) * x + (bottom - top) * y;
    if (along < 1) continue;
    const distance = along + 2 * Math.abs((right - left) * y + (bottom - top) * x);
    if (distance < least) [best, least] = [mark, distance];
  }
  return best;
}
