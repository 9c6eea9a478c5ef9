// The heatmap's table: its cells, filters and orders.

let rows = [], cells = [], groups = [], columns = 0, shown = [], now = 0;
/** Every date's states, each a string with a character for each cell. */
let states;
function allStates() {
  if (states) return states;
  states = [data().first];
  for (const [steps, letters] of data().changes) {
    const next = Array.from(states.at(-1));
    let cell = 0;
    steps.forEach((step, place) => { cell += step; next[cell] = letters[place]; });
    states.push(next.join(""));
  }
  return states;
}
const stateOf = (row, column, date = now) => allStates()[date][row * columns + column] ?? " ";

/** For each cell the gaps behind it; a gap of an ICS lies behind the cells of all its areas. */
let behind;
function gapsBehind() {
  if (behind) return behind;
  behind = { cells: new Map(), rows: rows.map(() => []) };
  const { heads } = data();
  const below = new Map();
  heads.forEach((head, row) => { if (!below.has(head)) below.set(head, []); below.get(head).push(row); });
  for (const gap of gaps()) {
    const places = gap.area >= 0 && gap.area < rows.length ? [gap.area] : below.get(gap.area) ?? [];
    for (const row of places) {
      if (!rows[row]) continue;
      behind.rows[row].push(gap);
      if (gap.service < 0) continue;
      const key = row * columns + gap.service;
      if (!behind.cells.has(key)) behind.cells.set(key, []);
      behind.cells.get(key).push(gap);
    }
  }
  return behind;
}

function startGrid() {
  const head = grid.tHead.rows[0];
  columns = head.cells.length - 1;
  shown = Array.from({ length: columns }, (_, column) => column);
  for (const section of grid.tBodies) {
    const members = [];
    for (const row of section.rows) {
      if (row.dataset.r === undefined) continue;
      const place = Number(row.dataset.r);
      rows[place] = row;
      cells[place] = Array.from(row.cells).slice(1);
      members.push(place);
    }
    groups.push({ section, members });
  }
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-describedby", "hint");
  shown.forEach((column) => {
    const name = head.cells[column + 1].firstElementChild;
    name.tabIndex = -1;
    pressable(name, () => { $("rows").value = `level ${column}`; order(); });
  });
  fillControls();
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { stop(); goTo(lastDate()); order(); }));
  form.addEventListener("change", (event) => {
    if (event.target.id === "date") return;
    if (event.target.id === "rows" || event.target.id === "columns") order();
    else filter();
  });
  $("area").addEventListener("input", later(filter));
  const first = cells[groups[0].members[0]]?.[0];
  if (first) first.tabIndex = 0;
  grid.addEventListener("keydown", onKey);
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (cell) { rove(cell); open(cell); }
  });
  startTime();
  say();
}

function fillControls() {
  const names = Array.from(grid.tHead.rows[0].cells).slice(1).map((cell) => cell.title || cell.textContent);
  const option = (value, text) => make("option", { value }, text);
  names.forEach((name, column) => $("service").append(option(column, name)));
  if ($("head")) groups.forEach(({ section }, place) => $("head").append(option(place, section.rows[0].cells[0].textContent)));
  for (const [at, kind] of data().kinds.entries()) {
    $("kind").append(option(kind, kind));
    if (!data().record.includes(at)) $("gap-kind")?.append(option(kind, kind));
  }
  $("rows").append(option("name", "By name"), option("gaps", "Most severe gaps first"));
  const byLevel = make("optgroup", { label: "By level, the worst first" });
  names.forEach((name, column) => byLevel.append(option(`level ${column}`, name)));
  $("rows").append(byLevel);
  $("columns").append(option("name", "By name"), option("gaps", "Most severe gaps first"));
  for (const entry of document.querySelectorAll(".legend .swatch[class*=' l']")) {
    const look = entry.className.split(" ")[1];
    const input = make("input", { type: "checkbox", checked: true, defaultChecked: true, value: look });
    $("levels").append(make("label", null, input, ` ${entry.textContent} ${entry.nextSibling.textContent}`));
  }
}

// ---- Filters and orders

function chosenLevels() {
  const boxes = Array.from($("levels").querySelectorAll("input"));
  return boxes.every((box) => box.checked) ? null : new Set(boxes.filter((box) => box.checked).map((box) => box.value));
}
const column = () => ($("service").value === "" ? -1 : Number($("service").value));

function filter() {
  const words = folded($("area").value).split(/\s+/).filter(Boolean);
  const head = $("head")?.value ?? "";
  const only = column();
  const levels = chosenLevels();
  const kind = data().kinds.indexOf($("kind").value);
  const picky = levels !== null || kind >= 0;
  const haystacks = words.length ? data().words : null;
  const gapsOf = kind >= 0 ? gapsBehind() : null;
  let visibleRows = 0, visibleCells = 0;
  groups.forEach(({ section, members }, place) => {
    let visible = 0;
    for (const row of members) {
      let fits = (head === "" || Number(head) === place) &&
        (!haystacks || words.every((word) => folded(haystacks[row]).includes(word)));
      let matches = 0;
      if (fits) {
        for (let at = 0; at < columns; at++) {
          const cell = cells[row][at];
          const here = only < 0 || only === at;
          if (cell.hidden === here) cell.hidden = !here;
          if (!here) continue;
          const match = (!levels || levels.has(lookOf(stateOf(row, at)))) &&
            (!gapsOf || gapsOf.cells.get(row * columns + at)?.some((gap) => gap.kind === kind) ||
              gapsOf.rows[row].some((gap) => gap.kind === kind && gap.service < 0));
          if (match) matches++;
          cell.classList.toggle("dim", !match);
        }
        if (picky && matches === 0) fits = false;
      }
      if (rows[row].hidden === fits) rows[row].hidden = !fits;
      if (fits) { visible++; visibleCells += matches; }
    }
    section.hidden = visible === 0;
    visibleRows += visible;
  });
  Array.from(grid.tHead.rows[0].cells).forEach((cell) => {
    if (cell.dataset.c !== undefined) cell.hidden = only >= 0 && Number(cell.dataset.c) !== only;
  });
  const stop = grid.querySelector("td[tabindex='0']");
  if (!stop || stop.hidden || stop.parentElement.hidden || stop.closest("tbody").hidden) {
    const first = visibleGrid()[0]?.[0];
    if (first) rove(first, false);
  }
  say({ visibleRows, visibleCells, filtered: picky || only >= 0 || head !== "" || words.length > 0 });
}

// What is missing from the record weighs nothing in the order of rows and columns.
const severity = (list) => list.reduce((sum, gap) => sum + (data().record.includes(gap.kind) ? 0 : gap.severity), 0);

function order() {
  const choice = $("rows").value;
  const by = new Map();
  const level = choice.startsWith("level ") ? Number(choice.slice(6)) : -1;
  rows.forEach((_, row) => {
    by.set(row, level >= 0 ? badness(stateOf(row, level)) : choice === "gaps" ? -severity(gapsBehind().rows[row]) : row);
  });
  const names = data().areas;
  groups.forEach(({ section, members }) => {
    const sorted = [...members].sort((one, other) =>
      (choice === "name" ? collator.compare(names[one], names[other]) : by.get(one) - by.get(other)) || one - other);
    section.append(...sorted.map((row) => rows[row]));
  });
  const head = grid.tHead.rows[0];
  if (head.cells[1] && head.cells[1].dataset.c === undefined) {
    Array.from(head.cells).slice(1).forEach((cell, place) => { cell.dataset.c = place; });
  }
  const wanted = columnOrder();
  if (wanted.some((place, at) => place !== shown[at])) {
    const byPlace = new Map(Array.from(head.cells).slice(1).map((cell) => [Number(cell.dataset.c), cell]));
    head.append(...wanted.map((place) => byPlace.get(place)));
    rows.forEach((row, place) => row.append(...wanted.map((at) => cells[place][at])));
    shown = wanted;
  }
  for (const cell of head.cells) {
    if (level >= 0 && Number(cell.dataset.c) === level) cell.setAttribute("aria-sort", "ascending");
    else cell.removeAttribute("aria-sort");
  }
  filter();
}

function columnOrder() {
  const choice = $("columns").value;
  const places = Array.from({ length: columns }, (_, place) => place);
  if (choice === "name") return places.sort((one, other) => collator.compare(data().services[one], data().services[other]));
  if (choice !== "gaps") return places;
  const weight = places.map(() => 0);
  for (const [key, list] of gapsBehind().cells) weight[key % columns] += severity(list);
  return places.sort((one, other) => weight[other] - weight[one] || one - other);
}

let lastFilter;
function say(result) {
  lastFilter = result ?? lastFilter;
  const total = rows.filter(Boolean).length;
  const found = lastFilter ?? { visibleRows: total, visibleCells: total * columns, filtered: false };
  $("said").textContent = !found.filtered
    ? `All ${plural(total, "area")} and ${plural(columns, "service type")} are shown.`
    : found.visibleRows === 0 ? "Nothing fits these filters."
    : `${plural(found.visibleRows, "area")} of ${total.toLocaleString("en-GB")}; ${plural(found.visibleCells, "cell")} fit.`;
}
