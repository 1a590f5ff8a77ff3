/** Menus are <details data-menu>: they close on Escape and when the person turns elsewhere. */
export function menus() {
  const open = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** On a phone the main menu runs over the edge: bring the entry of this page into sight. */
export function showCurrent() {
  const menu = document.querySelector(".pages-nav");
  const here = menu?.querySelector("[aria-current]")?.getBoundingClientRect();
  const edge = menu?.getBoundingClientRect();
  if (here && here.right > edge.right) menu.scrollLeft += here.left - edge.left - 24;
}
