"use strict";
(() => {
  const holder = document.getElementById("lacuna-form");
  const data = JSON.parse(holder.textContent);
  const app = document.getElementById("app");
  const key = ["lacuna", data.area, data.round, data.basedOn].join("/");

  // ---- Small helpers -------------------------------------------------------------------------------------------------
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    for (const child of children) element.append(child);
    return element;
  };
  let last = 0;
  const newID = () => "f" + (++last);
  const table = part => data.tables.find(t => t.part === part);
  const columnOf = (t, heading) => t.columns.findIndex(c => c.heading === heading);
  const blank = text => text.trim() === "";

  // ---- Keeping what was typed ----------------------------------------------------------------------------------------
  // In the browser, so that a closed tab loses nothing; and in the page itself, so that the browser's own "Save as" keeps it.
  const answers = () => ({ head: data.head, rows: data.tables.map(t => t.rows) });
  let timer = 0;
  const store = () => {
    holder.textContent = JSON.stringify(data).replace(/</g, "\\u003c").replace(/>/g, "\\u003e").replace(/&/g, "\\u0026");
    try { localStorage.setItem(key, JSON.stringify(answers())); return true; } catch { return false; }
  };
  let isStored = true;
  const changed = () => {
    check();
    clearTimeout(timer);
    timer = setTimeout(() => { isStored = store(); tellKept(); }, 300);
  };
  const keptNote = make("p", { class: "muted noprint", id: "kept" });
  const tellKept = () => {
    keptNote.textContent = isStored
      ? "What you type is kept in this browser. To be safe, or to hand the form to a colleague, save it as a file."
      : "This browser keeps nothing of files that are opened from a disk: save the form as a file before you close it.";
  };
  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key) || "null"); } catch { return; }
    if (!kept || !kept.head || !Array.isArray(kept.rows) || kept.rows.length !== data.tables.length) return;
    if (JSON.stringify(kept) === JSON.stringify(answers())) return;
    const isSound = kept.rows.every((rows, i) => Array.isArray(rows)
      && rows.every(row => Array.isArray(row) && row.length === data.tables[i].columns.length && row.every(c => typeof c === "string")));
    if (!isSound) return;
    data.head = Object.fromEntries(Object.keys(data.head).map(k => [k, String(kept.head[k] ?? "")]));
    data.tables.forEach((t, i) => { t.rows = kept.rows[i]; });
    restored = true;
  };
  let restored = false;

  // ---- What a row still wants: the rules of 'lacuna return check' ------------------------------------------------------
  const gaps = new Set(data.levels.filter(l => l.isGap).map(l => l.code));
  const cell = (t, row, heading) => { const i = columnOf(t, heading); return i < 0 ? "" : row[i].trim(); };
  const wants = {
    Ratings(t, row) {
      const [level, causes, evidence, before] = ["Level", "Causes", "Evidence", "Last level"].map(h => cell(t, row, h));
      if (level === "" && (before !== "" || evidence !== "" || causes !== "")) return "choose a level" + (before === "" ? "" : ": it was " + before + " last time");
      if (level === data.notExpected && causes !== "") return "no causes where it is not expected";
      if (gaps.has(level) && level !== before && causes === "" && evidence === "") return "say why: tick a cause, or write a sentence of evidence";
      return "";
    },
    Services(t, row) {
      const id = cell(t, row, "Id"), name = cell(t, row, "Service");
      const isFilled = t.columns.some((c, i) => !c.isGiven && c.heading !== "Service" && !blank(row[i]));
      if (name === "") return isFilled || id !== "" ? "name the service; one that ended keeps its row, with the day it closed" : "";
      return ages(t, row) || t.columns.map(c => c.heading).filter(h => /^Funding( \d+)?$/.test(h)).map(h => {
        const number = h.slice(7);
        const others = ["Funder", "Funded from", "Funded until"].map(o => cell(t, row, o + number));
        return cell(t, row, h) === "" && others.some(o => o !== "") ? "say what kind of funding it is" : "";
      }).find(w => w !== "") || t.columns.map(c => c.heading).filter(h => /^Provider( \d+)?$/.test(h)).map(h =>
        cell(t, row, h) === "" && cell(t, row, "Sector" + h.slice(8)) !== "" ? "name the provider" : "").find(w => w !== "") || "";
    },
    Interventions(t, row) {
      const others = ["By service", "Ages from", "Ages to", "Staff trained", "Evidence"].map(h => cell(t, row, h));
      if (cell(t, row, "Intervention") === "") return others.some(o => o !== "") || cell(t, row, "Delivered here") !== "" ? "choose the intervention" : "";
      if (cell(t, row, "Delivered here") === "" && (others.some(o => o !== "") || cell(t, row, "Last stated") !== "")) return "delivered, or planned?";
      return ages(t, row);
    },
    Standards(t, row) {
      const isSpoken = cell(t, row, "Evidence") !== "" || cell(t, row, "Last stated") !== "";
      return cell(t, row, "Our state") === "" && isSpoken ? "say how far it is met" : "";
    },
    Posts(t, row) {
      const size = cell(t, row, "WTE"), filled = cell(t, row, "WTE filled");
      if (row[0].trim() === "") return t.columns.some((c, i) => !c.isGiven && i > 0 && !blank(row[i])) ? "name the post, or empty its fields" : "";
      if (size === "" && filled !== "") return "say how large the post is";
      return size !== "" && Number(filled) > Number(size) ? "it is filled beyond its size" : "";
    },
  };
  const ages = (t, row) =>
    (cell(t, row, "Ages from") === "") !== (cell(t, row, "Ages to") === "") ? "give both ages, or neither" : "";

  // ---- Controls ------------------------------------------------------------------------------------------------------
  const field = (label, control, help, isLong) => {
    const id = control.id || (control.id = newID());
    const box = make("div", { class: isLong ? "field long" : "field" });
    const name = make("label", { for: id });
    name.append(make("span", { style: "font-weight:bold" }, label));
    box.append(name);
    if (help) {
      const note = make("small", { id: id + "h" }, help);
      control.setAttribute("aria-describedby", note.id);
      box.append(note);
    }
    box.append(control);
    return box;
  };
  const control = (column, row, index) => {
    const value = row[index];
    let element;
    if (column.entry === "choice") {
      element = make("select", {});
      const options = ["", ...column.choices];
      if (!options.includes(value)) options.push(value);
      for (const option of options) element.append(make("option", { value: option, selected: option === value }, option === "" ? "(not stated)" : option));
    } else if (column.entry === "text") {
      element = make("textarea", { rows: "2" });
      element.value = value;
    } else {
      element = make("input", { type: "text", autocomplete: "off" });
      element.value = value;
    }
    if (column.isGiven) element.setAttribute("readonly", "");
    element.addEventListener("input", () => { row[index] = element.value; changed(); });
    return element;
  };
  const tasks = [];
  const task = (name, anchor, box, wanted) => {
    const note = make("p", { class: "todo" });
    tasks.push({ name, anchor, box, note, wanted });
    return note;
  };

  // ---- The parts of the form -----------------------------------------------------------------------------------------
  const who = () => {
    const section = make("section", {}, make("h2", {}, "Who answers"));
    const box = make("fieldset", {}, make("legend", {}, "You"));
    for (const [label, help] of Object.entries(data.headHelp)) {
      const input = make("input", { type: "text", autocomplete: "off" });
      input.value = data.head[label];
      input.addEventListener("input", () => { data.head[label] = input.value; changed(); });
      box.append(field(label, input, help));
      if (label === "In the role of") box.append(task("In what role the answer is given", input, box, () => blank(data.head[label]) ? "say in what role you answer" : ""));
    }
    section.append(box);
    return section;
  };

  const sign = code => {
    const level = data.levels.find(l => l.code === code);
    return make("span", { class: "sign", style: level ? "background:" + level.colour + ";color:" + level.ink : null }, code === "" ? "–" : code);
  };
  const rating = (t, row) => {
    const at = heading => columnOf(t, heading);
    const name = row[at("Service type")];
    const box = make("fieldset", {}, make("legend", {}, make("h3", {}, name)));
    const before = row[at("Last level")], day = row[at("Last date")];
    box.append(make("p", { class: "last" }, before === "" ? "Not rated before." : "Last time: " + before + ", as of " + day + ". Left as it is, it says that nothing has changed."));
    const group = newID();
    const list = make("div", { class: "choices", role: "radiogroup", "aria-label": "Level of " + name });
    const options = [
      ...data.levels.map(l => [l.code, l.name, l.meaning]),
      [data.notExpected, "Not expected here", "The service type is not expected in this area: no gap."],
      ["", "Not known", "Nothing is said about it."],
    ];
    let first = null;
    for (const [code, title, meaning] of options) {
      const input = make("input", { type: "radio", name: group, value: code, checked: row[at("Level")] === code });
      input.addEventListener("change", () => { row[at("Level")] = code; changed(); });
      first = first || input;
      list.append(make("label", { class: "choice" }, input, sign(code),
        make("span", { class: "words" }, title, make("small", {}, meaning))));
    }
    box.append(list);
    const causes = make("fieldset", { class: "causes" }, make("legend", {}, "Why provision falls short"));
    const chosen = () => row[at("Causes")].split(/[\s,;]+/).filter(c => c !== "");
    for (const cause of data.causes) {
      const input = make("input", { type: "checkbox", value: cause.id, checked: chosen().includes(cause.id) });
      input.addEventListener("change", () => {
        const others = chosen().filter(c => c !== cause.id);
        row[at("Causes")] = (input.checked ? [...others, cause.id] : others).join(" ");
        changed();
      });
      causes.append(make("label", { title: cause.meaning }, input, cause.name));
    }
    if (data.causes.length > 0) box.append(causes);
    box.append(field("Evidence", control(t.columns[at("Evidence")], row, at("Evidence")), t.columns[at("Evidence")].help));
    box.append(task(name, first, box, () => wants.Ratings(t, row)));
    return box;
  };
  const ratings = () => {
    const t = table("Ratings");
    const section = make("section", {}, make("h2", {}, "Ratings"),
      make("p", {}, "Give each service type the level that fits on " + data.names.asOf + "."));
    for (const row of t.rows) section.append(rating(t, row));
    return section;
  };

  const queries = () => {
    const t = table("Queries");
    if (!t) return "";
    const section = make("section", {}, make("h2", {}, "Queries from the network"),
      make("p", {}, "Answer in a sentence; or mend what it asks about, which answers it too."));
    for (const row of t.rows) {
      const box = make("fieldset", {}, make("legend", {}, make("h3", {}, cell(t, row, "About"))));
      box.append(make("p", {}, cell(t, row, "What is asked"), make("span", { class: "muted" }, " – asked on " + cell(t, row, "Asked on"))));
      const at = columnOf(t, "Your answer");
      box.append(field("Your answer", control(t.columns[at], row, at), ""));
      section.append(box);
    }
    return section;
  };

  // A table of which each row is a thing with a name of its own, in a box; more can be added.
  const record = (t, row, noun, wanting) => {
    const another = "Another " + noun;
    const title = make("h3", {}, row[0] || another);
    const box = make("fieldset", {}, make("legend", {}, title));
    const stated = cell(t, row, "Last stated");
    if (stated !== "") box.append(make("p", { class: "last" }, "Last stated on " + stated + "."));
    const grid = make("div", { class: "grid" });
    let first = null;
    t.columns.forEach((column, index) => {
      if (column.isGiven) return;
      const input = control(column, row, index);
      if (index === 0) input.addEventListener("input", () => { title.textContent = input.value || another; });
      first = first || input;
      grid.append(field(column.heading, input, column.help, column.entry === "text" || index === 0));
    });
    const name = noun[0].toUpperCase() + noun.slice(1) + ": " + (row[0] || "another");
    box.append(grid, task(name, first, box, () => wanting(t, row)));
    return { box, first };
  };
  const records = (heading, noun, text, wanting) => {
    const t = table(heading);
    if (!t) return "";
    const list = make("div", {});
    for (const row of t.rows) list.append(record(t, row, noun, wanting).box);
    const add = make("button", { type: "button", class: "plain" }, "Add a " + noun);
    add.addEventListener("click", () => {
      const row = t.columns.map(() => "");
      t.rows.push(row);
      const added = record(t, row, noun, wanting);
      list.append(added.box);
      added.first.focus();
      changed();
    });
    return make("section", {}, make("h2", {}, heading), make("p", {}, text), list, add);
  };
  const services = () => records("Services", "service",
    "The services commissioned or delivered in the area. One that ended keeps its place here, with the day it closed.",
    (t, row) => wants.Services(t, row));
  const posts = () => records("Posts", "post",
    "The posts for this work, filled or not. A whole-time equivalent (WTE) is one person's full week.",
    (t, row) => wants.Posts(t, row));

  const intervention = (t, row, isAdded) => {
    const box = make("div", { class: "item" });
    const state = columnOf(t, "Delivered here");
    const name = row[0] || "Another intervention";
    let first = null;
    t.columns.forEach((column, index) => {
      if (column.isGiven || index === 0 && !isAdded || index > state) return;
      const input = control(column, row, index);
      first = first || input;
      box.append(field(index === state ? name : column.heading, input, index === state ? "" : column.help));
    });
    const more = make("details", { open: row.some((text, index) => index > state && !t.columns[index].isGiven && text !== "") },
      make("summary", {}, "By which service, for which ages, how many are trained", make("span", { class: "muted" }, " – " + name)));
    const grid = make("div", { class: "grid" });
    t.columns.forEach((column, index) => {
      if (index > state && !column.isGiven) grid.append(field(column.heading, control(column, row, index), column.help, column.entry === "text"));
    });
    more.append(grid);
    box.append(more, task(name, first, box, () => wants.Interventions(t, row)));
    return { box, first };
  };
  const interventions = () => {
    const t = table("Interventions");
    if (!t) return "";
    const list = make("div", {});
    const known = new Set(data.interventions);
    for (const row of t.rows) list.append(intervention(t, row, !known.has(row[0])).box);
    const add = make("button", { type: "button", class: "plain" }, "Add a second mention");
    add.addEventListener("click", () => {
      const row = t.columns.map(() => "");
      t.rows.push(row);
      const added = intervention(t, row, true);
      list.append(added.box);
      added.first.focus();
      changed();
    });
    return make("section", {}, make("h2", {}, "Interventions"),
      make("p", {}, "Which of these do families receive here, and which are planned? Leave the others alone."), list, add);
  };

  const standard = (t, row) => {
    const box = make("fieldset", {}, make("legend", {}, make("h3", {}, cell(t, row, "Standard"))));
    const stated = cell(t, row, "Last stated");
    box.append(make("p", {}, cell(t, row, "What it asks"), stated === "" ? "" : make("span", { class: "muted" }, " – last stated on " + stated)));
    let first = null;
    for (const heading of ["Our state", "Evidence"]) {
      const at = columnOf(t, heading);
      const input = control(t.columns[at], row, at);
      first = first || input;
      box.append(field(heading, input, t.columns[at].help));
    }
    box.append(task("Standard: " + cell(t, row, "Standard"), first, box, () => wants.Standards(t, row)));
    return box;
  };
  const standards = () => {
    const t = table("Standards");
    if (!t) return "";
    const section = make("section", {}, make("h2", {}, "Standards"),
      make("p", {}, "How far is each met in your area, and what does that rest on? What you leave as it is says nothing new."));
    for (const row of t.rows) section.append(standard(t, row));
    return section;
  };

  // ---- What is missing -------------------------------------------------------------------------------------------------
  const summary = make("p", { role: "status", "aria-live": "polite" });
  const todo = make("div", { id: "todo" });
  let shown = null;
  const check = () => {
    const open = [];
    for (const task of tasks) {
      const words = task.wanted();
      if (task.note.textContent !== words) task.note.textContent = words;
      task.box.classList.toggle("wanted", words !== "");
      if (words !== "") open.push({ task, words });
    }
    const text = open.length === 0 ? "Complete: save the form, and send it back." : open.length + (open.length === 1 ? " thing" : " things") + " to do.";
    if (summary.textContent !== text) summary.textContent = text;
    summary.classList.toggle("complete", open.length === 0);
    const unanswered = (table("Queries")?.rows ?? []).filter(row => cell(table("Queries"), row, "Your answer") === "").length;
    const list = unanswered + "\n" + open.map(o => o.task.name + ": " + o.words).join("\n");
    if (list === shown) return;
    shown = list;
    todo.replaceChildren();
    if (open.length === 0) {
      todo.append(make("p", {}, "Nothing is missing. Save the form as a file, and send that file back."));
      if (unanswered > 0) todo.append(make("p", {}, unanswered + (unanswered === 1 ? " query of the network has" : " queries of the network have") + " no answer yet. The form can be sent without."));
      return;
    }
    const items = make("ul", {});
    for (const { task, words } of open) {
      const id = task.anchor.id || (task.anchor.id = newID());
      const link = make("a", { href: "#" + id }, task.name);
      link.addEventListener("click", event => { event.preventDefault(); task.anchor.focus(); });
      items.append(make("li", {}, link, ": " + words));
    }
    todo.append(items);
  };

  // ---- Saving ----------------------------------------------------------------------------------------------------------
  const save = () => {
    store();
    const copy = document.documentElement.cloneNode(true);
    copy.querySelector("#app").replaceChildren(copy.ownerDocument.createElement("p"));
    copy.querySelector("#app p").textContent = "Open this file in a browser to read the form.";
    const page = "<!DOCTYPE html>\n" + copy.outerHTML + "\n";
    const link = make("a", { href: URL.createObjectURL(new Blob([page], { type: "text/html" })), download: data.fileName });
    document.body.append(link);
    link.click();
    link.remove();
  };

  restore();
  const bar = make("div", { class: "bar" });
  const saveButton = make("button", { type: "button", id: "save" }, "Save as a file");
  saveButton.addEventListener("click", save);
  const printButton = make("button", { type: "button", class: "plain" }, "Print");
  printButton.addEventListener("click", () => window.print());
  bar.append(make("div", {}, summary, saveButton, printButton));
  app.replaceChildren(bar);
  if (restored) {
    const note = make("p", {}, "This browser kept what was typed here before; it stands in the form again. ");
    const fresh = make("button", { type: "button", class: "plain" }, "Start again from the file");
    fresh.addEventListener("click", () => { try { localStorage.removeItem(key); } catch { /* nothing is kept */ } clearTimeout(timer); location.reload(); });
    note.append(fresh);
    app.append(note);
  }
  app.append(keptNote, make("section", {}, make("h2", {}, "Still to do"), todo), who(), queries(), ratings(), services(), interventions(), standards(), posts());
  tellKept();
  check();
})();
