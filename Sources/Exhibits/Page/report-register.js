// The gap register: sorted, searched, and gone on with.

/** Shows the gaps beneath a headline alone, by its place; all again for nothing. */
let showBeneath = () => {};
let beneath = -1;

function startRegister() {
  const search = $("search");
  const stepSize = 500;
  let limit = Math.max(body.rows.length, stepSize);
  let key = "", descending = false;
  const keys = { severity: (gap) => gap.severity, kind: (gap) => data().kinds[gap.kind] ?? "", area: (gap) => gap.where,
    service: (gap) => gap.what, since: (gap) => gap.since, why: (gap) => gap.why, evidence: (gap) => gap.evidence };
  const heads = Array.from($("gaps").tHead.rows[0].cells);
  // The table is of gaps in provision; those in the record stand in one of their own below it.
  const register = () => gaps().filter((gap) => !data().record.includes(gap.kind));
  if (!grid) for (const [at, kind] of data().kinds.entries()) if (!data().record.includes(at)) $("gap-kind").append(make("option", { value: kind }, kind));
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
    const only = beneath >= 0 ? new Set(data().beneath[beneath]) : null;
    const found = register().filter((gap) => {
      if (only && !only.has(gap.place)) return false;
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
    const total = register().length;
    const visible = Math.min(matching, limit);
    $("found").textContent = `${plural(visible, "gap")} shown` +
      (matching > visible ? ` of ${matching.toLocaleString("en-GB")} that fit` : "") +
      (beneath >= 0 ? ` beneath headline ${beneath + 1}` : "") +
      (matching < total ? `; there are ${total.toLocaleString("en-GB")} in provision.` : ".");
    $("further").hidden = matching <= visible;
    $("all-gaps").hidden = matching === total;
    showAddress();
  }
  search.hidden = false;
  const cut = $("cut");
  if (cut) cut.textContent = "Further gaps can be shown below the table; gaps.csv beside this page has all.";
  search.addEventListener("submit", (event) => event.preventDefault());
  const narrow = () => { limit = stepSize; show(); };
  $("words").addEventListener("input", later(narrow));
  $("gap-kind").addEventListener("change", narrow);
  search.addEventListener("reset", () => setTimeout(() => showBeneath(-1)));
  showBeneath = (headline) => { beneath = data().beneath[headline] ? headline : -1; narrow(); };
  for (const link of document.querySelectorAll("[data-headline]")) link.href = `#headline=${Number(link.dataset.headline) + 1}`;
  $("more").addEventListener("click", () => {
    const before = body.rows.length;
    limit += stepSize;
    show();
    const next = body.rows[before]?.cells[2];
    if (next) { next.tabIndex = -1; next.focus(); }
  });
  const total = body.rows.length + data().gaps.filter(([, kind]) => !data().record.includes(kind)).length;
  $("found").textContent = `${plural(body.rows.length, "gap")} shown${total > body.rows.length ? ` of ${total.toLocaleString("en-GB")}` : ""}.`;
  $("further").hidden = total <= body.rows.length;
}
