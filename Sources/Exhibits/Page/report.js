"use strict";
// The report's page with a script: filters, orders, playing through time, a panel for each cell, a register to sort and search.
// Everything it shows is set as text, never as markup.
(() => {
  const $ = (id) => document.getElementById(id);
  const grid = $("grid");
  const form = $("controls");
  let parsed;
  const data = () => (parsed ??= JSON.parse($("data").textContent));
  document.documentElement.classList.add("js");

  /** An element with properties and children; strings become text. */
  function make(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name in element && name !== "role") element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
    return element;
  }
  /** Makes an element act as a button. Chromium leaves real buttons out of table headings repeated in print. */
  const pressables = [];
  function pressable(element, action) {
    element.setAttribute("role", "button");
    pressables.push(element);
    element.addEventListener("click", action);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      action();
    });
  }
  const plural = (count, one) => `${count.toLocaleString("en-GB")} ${one}${count === 1 ? "" : "s"}`;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const collator = new Intl.Collator("en-GB", { numeric: true });
  const later = (task) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(task, 150); }; };

  // States: "a" is the scale's first level, "-" not expected, "." not rated, " " no such area at the date.
  const levelOf = (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 97 ? code - 97 : code >= 65 && code <= 90 ? code - 39 : -1;
  };
  const lookOf = (letter) => {
    const level = levelOf(letter);
    return level >= 0 ? `l${level}` : letter === "-" ? "ln" : letter === "." ? "lu" : "lx";
  };
  const signOf = (letter) => data().levels[levelOf(letter)]?.[0] ?? (letter === "-" ? "n/e" : letter === "." ? "–" : "");
  const wordsOf = (letter) =>
    data().levels[levelOf(letter)]?.[1] ??
    (letter === "-" ? "Not expected here" : letter === "." ? "Not rated" : "No such area at this date");
  /** The worst first: the ranks upwards, then states outside them, then none. */
  const badness = (letter) => {
    const level = data().levels[levelOf(letter)];
    if (!level) return letter === "." ? 1000 : 1001;
    return level[3] >= 0 ? level[3] : 0.5;
  };

  // ---- Gaps, of the page's own date

  const body = $("gaps")?.tBodies[0];
  let gapList;
  /** All gaps, the most severe first: those of the page's table, then those that only the data holds. */
  function gaps() {
    if (gapList) return gapList;
    const number = (text) => (text === undefined ? -1 : Number(text));
    const rows = body ? Array.from(body.rows) : [];
    gapList = rows.map((row, place) => {
      const text = (cell) => row.cells[cell].textContent;
      return { place, row, severity: Number(text(0)), kind: number(row.dataset.k), area: number(row.dataset.a),
        service: number(row.dataset.s), since: text(4), why: text(5), evidence: text(6), where: text(2), what: text(3) };
    });
    const { areas, services, kinds } = data();
    for (const [severity, kind, area, service, since, sentence, notes] of data().gaps) {
      const why = data().sentences[sentence].replaceAll("\u0002", () => services[service] ?? "").replaceAll("\u0001", () => areas[area] ?? "");
      gapList.push({ place: gapList.length, severity, kind, area, service, since: since || "not known", why,
        evidence: notes.map(cited).join(" "), where: areas[area] ?? "",
        what: services[service] ?? (kinds[kind] === "no-return" ? "The area's return" : "The area as a whole") });
    }
    return gapList;
  }
  /** As the page's own rows have it: the source by its number in the list at the end. */
  function cited(note) {
    const [text, source, section] = data().evidence[note];
    const place = [source >= 0 && `source ${source + 1}`, section && `section ${section}`].filter(Boolean).join(", ");
    return place ? `${text} [${place}]` : text;
  }
  function noteText(note) {
    const [text, source, section] = data().evidence[note];
    const place = [data().sources[source], section && `section ${section}`].filter(Boolean).join(", ");
    return place ? `${text} [${place}]` : text;
  }

  // ---- The grid

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
    for (const kind of data().kinds) { $("kind").append(option(kind, kind)); $("gap-kind")?.append(option(kind, kind)); }
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

  const severity = (list) => list.reduce((sum, gap) => sum + gap.severity, 0);

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

  // ---- Time

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
    /\b(q[ncs]|changed)\b/.test(cell.className) || (cell.childElementCount > 1 && !cell.classList.contains("moved"));
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
        const line = Array.from(row.cells).filter((cell) => cell.tagName === "TD" && !cell.hidden);
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
    const cell = event.target.closest("td");
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

  const visibleHeadings = () => Array.from(grid.tHead.rows[0].cells).slice(1).filter((cell) => !cell.hidden);
  /** The headings lie above the first row: arrow up leads there, arrow down back. */
  function onHeadingKey(event) {
    const headings = visibleHeadings();
    const at = headings.indexOf(event.target.closest("th"));
    const next = { ArrowLeft: headings[at - 1], ArrowRight: headings[at + 1] }[event.key];
    const below = event.key === "ArrowDown" ? visibleGrid()[0]?.[at] : undefined;
    if (!next && !below) return;
    event.preventDefault();
    if (below) rove(below);
    else next.firstElementChild.focus();
  }

  // ---- The panel of a cell

  const panel = $("cell");
  let opener;
  panel.addEventListener("close", () => { panel.replaceChildren(); opener?.focus(); });
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });

  function open(cell) {
    const row = Number(cell.parentElement.dataset.r);
    const at = cells[row].indexOf(cell);
    opener = cell;
    panel.replaceChildren(...contents(row, at));
    panel.showModal();
    panel.scrollTop = 0;
  }

  function contents(row, at) {
    const { areas, services, meanings, heads, dates, made } = data();
    const letter = stateOf(row, at);
    const close = make("button", { type: "button", className: "close", autofocus: true }, "Close");
    close.addEventListener("click", () => panel.close());
    const meaning = data().levels[levelOf(letter)]?.[2];
    const parts = [];
    parts.push(close, make("h2", { id: "cell-title" }, `${services[at]}: ${areas[row]}`));
    const head = areas[heads[row]];
    parts.push(make("p", { className: "note" }, [head !== areas[row] ? `In ${head}.` : "", meanings[at]].filter(Boolean).join(" ")));
    parts.push(make("p", { className: "now" }, swatch(letter), `${wordsOf(letter)} as of ${dates[now]}`));
    if (meaning) parts.push(make("p", null, meaning));
    const where = made.indexOf(row * columns + at);
    if (where >= 0 && where % 2 === 0 && now === lastDate()) parts.push(make("p", null, `Made of ${made[where + 1]}.`));
    parts.push(make("h3", null, "History"), ...history(row, at));
    parts.push(make("h3", null, "Services on record"), ...servicesOf(row, at));
    const list = gapsBehind().cells.get(row * columns + at) ?? [];
    parts.push(make("h3", null, `Gaps as of ${dates[lastDate()]}`));
    parts.push(list.length ? make("ul", null, ...list.map((gap) =>
      make("li", null, make("strong", null, `${data().kinds[gap.kind]}, severity ${gap.severity}`),
        gap.since === "not known" ? ": " : `, since ${gap.since}: `, gap.why))) : make("p", null, "None found."));
    return parts;
  }
  function swatch(letter) {
    return make("i", { className: `swatch ${lookOf(letter)}`, ariaHidden: "true" }, signOf(letter));
  }
  const pairs = (list, at) => list.filter((_, place) => place % 2 === 1 && list[place - 1] === at);
  function notes(list) {
    return list.length ? make("ul", null, ...list.map((note) => make("li", null, noteText(note)))) : null;
  }

  function history(row, at) {
    const { documents, rounds, causes, areas, lineage } = data();
    const mine = new Set(lineage[row]);
    const found = documents.filter(([area, , , , letters]) => mine.has(area) && letters[at] !== ".").sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (!found.length) return [make("p", null, "No rating is on record.")];
    const entries = found.map(([area, round, revision, source, letters, evidence, reasons, carried]) => {
      const from = pairs(carried, at)[0];
      const why = pairs(reasons, at).map((place) => causes[place]);
      const whose = from !== undefined ? `carried forward from round ${rounds[from][0]}` : source === 0 ? "the area's own return" : "collated by the network";
      return make("li", null, swatch(letters[at]), make("strong", null, `${rounds[round][1]}: ${wordsOf(letters[at])}`),
        `${area === row ? "" : ` in ${areas[area]}`}, ${whose}, round ${rounds[round][0]}${revision > 1 ? `, revision ${revision}` : ""}.`,
        why.length ? ` Causes given: ${why.join(", ")}.` : "", notes(pairs(evidence, at)));
    });
    return [make("ol", { className: "history" }, ...entries)];
  }

  function servicesOf(row, at) {
    const found = data().register[row].filter(([, type]) => type === at);
    if (!found.length) return [make("p", null, "None of this type.")];
    return [make("ul", null, ...found.map(([name, , facts, evidence]) =>
      make("li", null, make("strong", null, name), facts ? `. ${facts}` : "", notes(evidence))))];
  }

  // ---- The register

  function startRegister() {
    const search = $("search");
    const stepSize = 500;
    let limit = Math.max(body.rows.length, stepSize);
    let key = "", descending = false;
    const keys = { severity: (gap) => gap.severity, kind: (gap) => data().kinds[gap.kind] ?? "", area: (gap) => gap.where,
      service: (gap) => gap.what, since: (gap) => gap.since, why: (gap) => gap.why, evidence: (gap) => gap.evidence };
    const heads = Array.from($("gaps").tHead.rows[0].cells);
    if (!grid) for (const kind of data().kinds) $("gap-kind").append(make("option", { value: kind }, kind));
    for (const head of heads) {
      const name = make("span", { tabIndex: 0 }, head.textContent);
      head.replaceChildren(name);
      pressable(name, () => {
        const other = head.dataset.k;
        descending = key === other ? !descending : other === "severity";
        key = other;
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        show();
      });
    }
    heads[0].setAttribute("aria-sort", "descending");
    [key, descending] = ["severity", true];

    function rowOf(gap) {
      return (gap.row ??= make("tr", null, make("td", null, String(gap.severity)), make("td", null, data().kinds[gap.kind] ?? ""),
        make("th", { scope: "row" }, gap.where), make("td", null, gap.what), make("td", null, gap.since), make("td", null, gap.why),
        make("td", null, gap.evidence)));
    }
    function show() {
      const words = folded($("words").value).split(/\s+/).filter(Boolean);
      const kind = data().kinds.indexOf($("gap-kind").value);
      const found = gaps().filter((gap) => {
        if (kind >= 0 && gap.kind !== kind) return false;
        if (!words.length) return true;
        gap.text ??= folded([data().kinds[gap.kind], gap.where, gap.what, gap.since, gap.why, gap.evidence].join(" "));
        return words.every((word) => gap.text.includes(word));
      });
      const value = keys[key];
      const sign = descending ? -1 : 1;
      found.sort((one, other) => {
        const [a, b] = [value(one), value(other)];
        return sign * (typeof a === "number" ? a - b : collator.compare(a, b)) || one.place - other.place;
      });
      body.replaceChildren(...found.slice(0, limit).map(rowOf));
      count(found.length);
    }
    function count(matching) {
      const total = gaps().length;
      const visible = Math.min(matching, limit);
      $("found").textContent = `${plural(visible, "gap")} shown` +
        (matching > visible ? ` of ${matching.toLocaleString("en-GB")} that fit` : "") +
        (matching < total ? `; the register holds ${total.toLocaleString("en-GB")}.` : ".");
      $("further").hidden = matching <= visible;
    }
    search.hidden = false;
    const cut = $("cut");
    if (cut) cut.textContent = "Further gaps can be shown below the table; gaps.csv beside this page has all.";
    search.addEventListener("submit", (event) => event.preventDefault());
    const narrow = () => { limit = stepSize; show(); };
    $("words").addEventListener("input", later(narrow));
    $("gap-kind").addEventListener("change", narrow);
    $("more").addEventListener("click", () => {
      const before = body.rows.length;
      limit += stepSize;
      show();
      const next = body.rows[before]?.cells[2];
      if (next) { next.tabIndex = -1; next.focus(); }
    });
    const total = body.rows.length + data().gaps.length;
    $("found").textContent = `${plural(body.rows.length, "gap")} shown${total > body.rows.length ? ` of ${total.toLocaleString("en-GB")}` : ""}.`;
    $("further").hidden = total <= body.rows.length;
  }

  // On paper nothing can be pressed: a heading is a heading.
  addEventListener("beforeprint", () => pressables.forEach((element) => element.removeAttribute("role")));
  addEventListener("afterprint", () => pressables.forEach((element) => element.setAttribute("role", "button")));

  if (grid) startGrid();
  if (body) startRegister();
})();
