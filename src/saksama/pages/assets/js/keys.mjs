/** Keys of a list: `/` to search, `j` and `k` from row to row, Enter as on any link. Never while typing. */
export function keys() {
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const field = document.querySelector("[data-search]");
      if (!field) return;
      event.preventDefault();
      field.focus();
    } else if (event.key === "j" || event.key === "k") {
      const rows = [...document.querySelectorAll("[data-row]")];
      const now = rows.indexOf(document.activeElement);
      const next = event.key === "j" ? now + 1 : Math.max(now - 1, 0);
      rows[Math.min(next, rows.length - 1)]?.focus();
    }
  });
}
