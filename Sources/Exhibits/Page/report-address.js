// What the page shows, in its address: a link to it shows a colleague the same. Names, not numbers, so that it holds for the next report.

const choices = { within: "head", service: "service", kind: "kind", order: "rows", columns: "columns", gaps: "gap-kind" };
let isReading = false;

/** What is chosen, as the address has it; empty where everything is shown. */
function address() {
  const parts = new URLSearchParams();
  if (grid) {
    if ($("area").value.trim()) parts.set("area", $("area").value.trim());
    const boxes = Array.from($("levels").querySelectorAll("input"));
    if (boxes.some((box) => !box.checked)) parts.set("levels", boxes.filter((box) => box.checked).map((box) => nameOf(box)).join(","));
    if (now !== lastDate()) parts.set("date", data().dates[now]);
  }
  for (const [name, id] of Object.entries(choices)) {
    const field = $(id);
    if (field && field.value !== "") parts.set(name, field.selectedOptions[0].textContent);
  }
  if ($("words")?.value.trim()) parts.set("find", $("words").value.trim());
  if (beneath >= 0) parts.set("headline", beneath + 1);
  return parts.toString();
}
const nameOf = (box) => box.parentElement.textContent.trim();

function showAddress() {
  if (isReading) return;
  const text = address();
  const link = $("link");
  if (link) {
    link.hidden = text === "";
    link.href = `#${text}`;
  }
  if (text === "" && !location.hash.includes("=")) return;
  // Some browsers refuse this for a file; the link still holds it.
  try { history.replaceState(null, "", text ? `#${text}` : "#heatmap"); } catch { /* nothing is lost */ }
}

/** Sets what an address says, as far as it names what the page has; all else is as it was at first. */
function readAddress() {
  if (!location.hash.includes("=")) return;
  const parts = new URLSearchParams(location.hash.slice(1));
  isReading = true;
  form?.reset();
  $("search").reset();
  for (const [name, id] of Object.entries(choices)) {
    const wanted = parts.get(name);
    const option = wanted && Array.from($(id)?.querySelectorAll("option") ?? []).find((each) => folded(each.textContent) === folded(wanted));
    if (option) option.selected = true;
  }
  if (grid) {
    $("area").value = parts.get("area") ?? "";
    const levels = parts.get("levels")?.split(",");
    if (levels) for (const box of $("levels").querySelectorAll("input")) box.checked = levels.includes(nameOf(box));
  }
  $("words").value = parts.get("find") ?? "";
  // Resetting a form has its own effects, later.
  setTimeout(() => {
    if (grid) {
      const date = data().dates.indexOf(parts.get("date"));
      if (date >= 0) goTo(date);
      order();
    }
    showBeneath(parts.has("headline") ? Number(parts.get("headline")) - 1 : -1);
    isReading = false;
    showAddress();
    const isOfRegister = ["headline", "find", "gaps"].some((name) => parts.has(name));
    const isOfGrid = ["area", "within", "service", "kind", "order", "columns", "levels", "date"].some((name) => parts.has(name));
    $(isOfRegister && !isOfGrid ? "register" : "heatmap").scrollIntoView();
  }, 50);
}

function startAddress() {
  addEventListener("hashchange", readAddress);
  readAddress();
}
