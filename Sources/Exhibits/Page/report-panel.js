// The panel of a cell: its level, history, services and gaps.

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
  const asked = queries(row, at);
  if (asked.length) parts.push(make("h3", null, "Queries to the area"), make("ul", null, ...asked));
  parts.push(make("h3", null, "Services on record"), ...servicesOf(row, at));
  const list = gapsBehind().cells.get(row * columns + at) ?? [];
  parts.push(make("h3", null, `Gaps as of ${dates[lastDate()]}`));
  parts.push(list.length ? make("ul", null, ...list.map((gap) =>
    make("li", null, make("strong", null, `${data().kinds[gap.kind]}, severity ${gap.severity}`),
      gap.since === "not known" ? ": " : `, since ${gap.since}: `, gap.why))) : make("p", null, "None found."));
  parts.push(...families(at));
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

// What was asked about the cell and is not answered yet.
function queries(row, at) {
  const { documents, areas, lineage } = data();
  const mine = new Set(lineage[row]);
  return documents.filter(([area]) => mine.has(area)).flatMap(([area, , , , , , , , open = []]) =>
    pairs(open, at).map((text) => make("li", null, make("strong", null, `Query${area === row ? "" : ` in ${areas[area]}`}`), `, ${text}`)));
}

// What families said of the service type: of the whole network, whatever the row.
function families(at) {
  const said = (data().voice ?? []).filter(([type]) => type === at);
  if (!said.length) return [];
  return [make("h3", null, "Families said"), make("p", { className: "note" }, "Of the whole network; no figure is one of this area."),
    make("ul", null, ...said.map(([, text, survey]) => make("li", null, text, ` ${survey}.`)))];
}

function servicesOf(row, at) {
  const found = data().register[row].filter(([, type]) => type === at);
  if (!found.length) return [make("p", null, "None of this type.")];
  return [make("ul", null, ...found.map(([name, , facts, evidence]) =>
    make("li", null, make("strong", null, name), facts ? `. ${facts}` : "", notes(evidence))))];
}
