// Playing through time, and moving between cells by keys.

const lastDate = () => data().dates.length - 1;
let timer;
function startTime() {
  const dates = data().dates;
  now = lastDate();
  if (dates.length < 2) return;
  const slider = $("date");
  slider.max = now;
  slider.defaultValue = String(now);
  slider.value = now;
  describe();
  $("when").textContent = dates[now];
  $("time").hidden = false;
  slider.addEventListener("input", () => { stop(); goTo(Number(slider.value)); });
  $("play").addEventListener("click", () => (timer ? stop() : play()));
}
function describe() { $("date").setAttribute("aria-valuetext", data().dates[now]); }
function play() {
  if (now === lastDate()) goTo(0);
  $("play").textContent = "Pause";
  timer = setInterval(() => { if (now >= lastDate()) stop(); else goTo(now + 1); }, 1200);
}
function stop() {
  clearInterval(timer);
  timer = undefined;
  $("play").textContent = "Play";
}

/** Shows the cells as they were at a date, marks those that differ from the date before, and says how many. */
function goTo(date) {
  if (date === now) return;
  const all = allStates();
  const after = all[date], before = date > 0 ? all[date - 1] : after;
  let changed = 0;
  for (let row = 0; row < rows.length; row++) {
    for (let at = 0; at < columns; at++) {
      const place = row * columns + at;
      const isChanged = after[place] !== before[place];
      if (isChanged) changed++;
      const cell = cells[row]?.[at];
      if (!cell) continue;
      const isLast = date === lastDate();
      if (isLast ? !asPrinted.has(cell) : all[now][place] === after[place] && !isChanged && !isOfLastDate(cell)) continue;
      paint(cell, after[place], isChanged ? before[place] : undefined, isLast);
    }
  }
  now = date;
  // What stands beside the rows is of the page's own date.
  grid.classList.toggle("past", date !== lastDate());
  $("date").value = date;
  describe();
  filter();
  $("as-of").textContent = data().dates[date];
  $("when").textContent = date === 0
    ? `${data().dates[date]}: the first of ${plural(data().dates.length, "date")}.`
    : `${data().dates[date]}: ${plural(changed, "cell")} changed.`;
}

/** Whether a cell says what holds for the page's own date alone, or changed at the date shown before. */
const isOfLastDate = (cell) =>
  /\b(q[ncsx]|changed)\b/.test(cell.className) || (cell.childElementCount > 1 && !cell.classList.contains("moved"));
/** How the cells that were painted over stood on the page: their class, letter and words. */
const asPrinted = new Map();
function paint(cell, letter, was, isLast) {
  const dim = cell.classList.contains("dim") ? " dim" : "";
  const words = cell.lastElementChild;
  if (!asPrinted.has(cell)) asPrinted.set(cell, [cell.className.replace(/ dim\b/, ""), cell.firstChild.nodeValue, words.textContent]);
  if (isLast) {
    const [look, sign, text] = asPrinted.get(cell);
    cell.className = look + dim;
    cell.firstChild.nodeValue = sign;
    words.textContent = text;
    asPrinted.delete(cell);
    return;
  }
  cell.className = `${lookOf(letter)} moved${was === undefined ? "" : " changed"}${dim}`;
  cell.firstChild.nodeValue = signOf(letter);
  words.textContent = ` ${wordsOf(letter)}${was === undefined ? "" : `, was ${wordsOf(was).toLowerCase()}`}`;
}

// ---- Keys

const isVisible = (element) => !element.hidden && !element.parentElement.hidden && !element.closest("tbody").hidden;
function visibleGrid() {
  const lines = [];
  for (const section of grid.tBodies) {
    if (section.hidden) continue;
    for (const row of section.rows) {
      if (row.hidden || row.dataset.r === undefined) continue;
      const line = Array.from(row.cells).filter((cell) => cell.tagName === "TD" && !cell.hidden && !cell.classList.contains("sum"));
      if (line.length) lines.push(line);
    }
  }
  return lines;
}
function rove(cell, focus = true) {
  for (const other of grid.querySelectorAll("td[tabindex]")) other.removeAttribute("tabindex");
  cell.tabIndex = 0;
  if (focus) cell.focus();
}
function onKey(event) {
  const cell = event.target.closest("td:not(.sum)");
  if (event.altKey || event.metaKey) return;
  if (!cell) {
    if (event.target.closest("thead")) onHeadingKey(event);
    return;
  }
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(cell); return; }
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -Infinity],
    End: [0, Infinity], PageUp: [-10, 0], PageDown: [10, 0] };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const lines = visibleGrid();
  if (event.key === "ArrowUp" && lines[0]?.includes(cell)) {
    visibleHeadings()[lines[0].indexOf(cell)]?.firstElementChild.focus();
    return;
  }
  let line = lines.findIndex((candidates) => candidates.includes(cell));
  let at = lines[line]?.indexOf(cell) ?? 0;
  const clamp = (value, most) => Math.max(0, Math.min(most, value));
  line = clamp(line + (event.ctrlKey && move[1] ? Math.sign(move[1]) * Infinity : move[0]), lines.length - 1);
  at = clamp(at + move[1], lines[line].length - 1);
  rove(lines[line][at]);
}

const visibleHeadings = () => headings().filter((cell) => !cell.hidden);
/** The headings lie above the first row: arrow up leads there, arrow down back. */
function onHeadingKey(event) {
  const visible = visibleHeadings();
  const at = visible.indexOf(event.target.closest("th"));
  const next = { ArrowLeft: visible[at - 1], ArrowRight: visible[at + 1] }[event.key];
  const below = event.key === "ArrowDown" ? visibleGrid()[0]?.[at] : undefined;
  if (!next && !below) return;
  event.preventDefault();
  if (below) rove(below);
  else next.firstElementChild.focus();
}
