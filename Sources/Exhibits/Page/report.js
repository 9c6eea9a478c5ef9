// The report's page with a script: filters, orders, playing through time, a panel for each cell, a register to sort and search.
// Everything it shows is set as text, never as markup. The files report*.js stand in one block of one script, this one first.

const $ = (id) => document.getElementById(id);
const grid = $("grid");
const form = $("controls");
let parsed;
const data = () => (parsed ??= JSON.parse($("data").textContent));
/** Whether the data are packed: those of a large network are. */
const isPacked = $("data").dataset.packed !== undefined;
/** Opens packed data: "deflate" in base64. Browsers before 2023 cannot. */
async function unpack() {
  const text = atob($("data").textContent);
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < bytes.length; place++) bytes[place] = text.charCodeAt(place);
  const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  parsed = await new Response(opened).json();
}
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
/** The worst first: the order of the levels, then not rated, then none. */
const badness = (letter) => {
  const level = data().levels[levelOf(letter)];
  if (!level) return letter === "." ? 1000 : 1001;
  return level[3];
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
      what: services[service] ?? (kinds[kind] === "no return" ? "The area's return" : "The area as a whole") });
  }
  return gapList;
}
/** As the page's own rows have it: the source by its number in the list at the end. */
function cited(note) {
  const [text, source, section] = data().evidence[note];
  const place = [source >= 0 && `source ${source + 1}`, section && (/^\d/.test(section) ? `section ${section}` : section)].filter(Boolean).join(", ");
  return place ? `${text} [${place}]` : text;
}
function noteText(note) {
  const [text, source, section] = data().evidence[note];
  const place = [data().sources[source], section && `section ${section}`].filter(Boolean).join(", ");
  return place ? `${text} [${place}]` : text;
}
