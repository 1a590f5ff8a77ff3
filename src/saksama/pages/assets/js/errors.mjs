/** Give the error summary the focus, where the browser did not heed `autofocus`. */
export function showErrors() {
  const summary = document.querySelector("[data-error-summary]");
  if (summary && document.activeElement !== summary) summary.focus();
}
