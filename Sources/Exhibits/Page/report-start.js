// What happens once everything above is known.

// On paper nothing can be pressed: a heading is a heading.
addEventListener("beforeprint", () => pressables.forEach((element) => element.removeAttribute("role")));
addEventListener("afterprint", () => pressables.forEach((element) => element.setAttribute("role", "button")));

function start() {
  if (grid) startGrid();
  if (body) startRegister();
  startMarks();
  startAddress();
  document.documentElement.classList.add("ready");
}

/** Without the data the page is what it is without a script. */
function startWithout() {
  $("folded").hidden = true;
  $("said").textContent = "This browser cannot open the data behind the filters, the cells and the search of the register; " +
    "any of 2023 or later can. All else stands here as it is.";
  startMarks();
  document.documentElement.classList.add("ready");
}

if (isPacked) {
  // The page is drawn first; what will be pressed has its place already.
  $("folded").hidden = !grid;
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 50));
  idle(() => unpack().then(start, startWithout), { timeout: 1000 });
} else start();
