// What happens once everything above is known.

// On paper nothing can be pressed: a heading is a heading.
addEventListener("beforeprint", () => pressables.forEach((element) => element.removeAttribute("role")));
addEventListener("afterprint", () => pressables.forEach((element) => element.setAttribute("role", "button")));

if (grid) startGrid();
if (body) startRegister();
startMarks();
startAddress();
