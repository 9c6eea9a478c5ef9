// The heatmap's table: its cells, filters and orders.

let rows = [], cells = [], groups = [], columns = 0, shown = [], now = 0;
/** The row of headings; one above it may say whom the service types are for. */
const headRow = () => grid.tHead.rows[grid.tHead.rows.length - 1];
/** The headings of the service types, in the order shown; what stands beside the rows has none. */
const headings = () => Array.from(headRow().cells).filter((cell) => cell.dataset.c !== undefined);
let asDrawn;
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
  shown = headings().map((cell) => Number(cell.dataset.c));
  asDrawn = [...shown];
  columns = shown.length;
  for (const section of grid.tBodies) {
    const members = [];
    for (const row of section.rows) {
      if (row.dataset.r === undefined) continue;
      const place = Number(row.dataset.r);
      rows[place] = row;
      cells[place] = [];
      shown.forEach((column, at) => { cells[place][column] = row.cells[at + 1]; });
      members.push(place);
    }
    groups.push({ section, members });
  }
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-describedby", "hint");
  for (const heading of headings()) {
    const name = heading.firstElementChild;
    name.tabIndex = -1;
    pressable(name, () => { $("rows").value = `level ${heading.dataset.c}`; order(); });
  }
  fillControls();
  $("folded").hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { stop(); goTo(lastDate()); order(); }));
  form.addEventListener("change", (event) => {
    if (event.target.id === "date") return;
    if (event.target.id === "rows" || event.target.id === "columns") order();
    else filter();
  });
  $("area").addEventListener("input", later(filter));
  const first = cells[groups[0].members[0]]?.[shown[0]];
  if (first) first.tabIndex = 0;
  grid.addEventListener("keydown", onKey);
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td:not(.sum)");
    if (cell?.parentElement.dataset.r !== undefined) { rove(cell); open(cell); }
  });
  startTime();
  say();
}

function fillControls() {
  const names = data().services;
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
    $("levels").append(make("label", null, input, ` ${entry.textContent} ${entry.nextElementSibling.textContent}`));
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
  for (const cell of headings()) cell.hidden = only >= 0 && Number(cell.dataset.c) !== only;
  const foot = grid.tFoot?.rows[0];
  if (foot) shown.forEach((place, at) => { foot.cells[at + 1].hidden = only >= 0 && place !== only; });
  // Above one service type, or in another order, the row that groups them says nothing true.
  const reach = grid.querySelector(".reach");
  if (reach) reach.hidden = only >= 0 || shown.some((place, at) => place !== asDrawn[at]);
  const stop = grid.querySelector("td[tabindex='0']");
  if (!stop || stop.hidden || stop.parentElement.hidden || stop.closest("tbody").hidden) {
    const first = visibleGrid()[0]?.[0];
    if (first) rove(first, false);
  }
  // The row below the service types is of all areas.
  if (grid.tFoot) grid.tFoot.hidden = visibleRows < rows.filter(Boolean).length;
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
  const wanted = columnOrder();
  if (wanted.some((place, at) => place !== shown[at])) {
    const before = [...shown];
    const arrange = (row, byPlace) => row.cells[0].after(...wanted.map(byPlace));
    const byPlace = new Map(headings().map((cell) => [Number(cell.dataset.c), cell]));
    arrange(headRow(), (place) => byPlace.get(place));
    rows.forEach((row, place) => arrange(row, (at) => cells[place][at]));
    const foot = grid.tFoot?.rows[0];
    if (foot) {
      const shares = Array.from(foot.cells).slice(1, columns + 1);
      arrange(foot, (place) => shares[before.indexOf(place)]);
    }
    shown = wanted;
    // On a narrow screen cells are labelled by their place.
    const escaped = (text) => Array.from(text, (letter) => `\\${letter.codePointAt(0).toString(16)} `).join("");
    $("labels").textContent = shown.map((place, at) =>
      `#grid td:nth-child(${at + 2})::before{content:"${escaped(data().services[place])}"}`).join("\n");
  }
  for (const cell of headRow().cells) {
    if (level >= 0 && Number(cell.dataset.c) === level) cell.setAttribute("aria-sort", "ascending");
    else cell.removeAttribute("aria-sort");
  }
  filter();
}

function columnOrder() {
  const choice = $("columns").value;
  const places = [...asDrawn];
  if (choice === "name") return places.sort((one, other) => collator.compare(data().services[one], data().services[other]));
  if (choice !== "gaps") return places;
  const weight = new Array(columns).fill(0);
  for (const [key, list] of gapsBehind().cells) weight[key % columns] += severity(list);
  return places.sort((one, other) => weight[other] - weight[one] || one - other);
}

/** What is chosen, in words: "area contains Sefton; gap kind: stalled". */
function chosen() {
  const parts = $("area").value.trim() ? [`area contains “${$("area").value.trim()}”`] : [];
  for (const id of ["head", "service", "kind"]) {
    const field = $(id);
    if (field && field.value !== "") parts.push(`${field.labels[0].textContent.toLowerCase()}: ${field.selectedOptions[0].textContent}`);
  }
  if (chosenLevels()) parts.push(`levels: ${Array.from($("levels").querySelectorAll("input:checked"), nameOf).join(", ") || "none chosen"}`);
  return parts;
}

let lastFilter;
function say(result) {
  lastFilter = result ?? lastFilter;
  const total = rows.filter(Boolean).length;
  const found = lastFilter ?? { visibleRows: total, visibleCells: total * columns, filtered: false };
  $("said").textContent = !found.filtered
    ? ""
    : found.visibleRows === 0 ? "Nothing fits these filters."
    : `${plural(found.visibleRows, "area")} of ${total.toLocaleString("en-GB")}; ${plural(found.visibleCells, "cell")} ${found.visibleCells === 1 ? "fits" : "fit"} (${chosen().join("; ")}).`;
  showAddress();
}
