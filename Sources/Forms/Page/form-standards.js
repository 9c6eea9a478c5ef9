  wants.Standards = (t, row) =>
    cell(t, row, "Our state") === "" && (cell(t, row, "Evidence") !== "" || cell(t, row, "Last stated") !== "") ? "say how far it is met" : "";
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
    const section = make("section", {}, make("h2", {}, "Standards"),
      make("p", {}, "How far is each met in your area, and what does that rest on? What you leave as it is says nothing new."));
    for (const row of t.rows) section.append(standard(t, row));
    return section;
  };

