/* A handful of helpers to make elements without markup in strings. */

/** `h("p", {class: "x"}, "text", child)`; `on` holds listeners, null and false children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  const { on = {}, ...plain } = attributes ?? {};
  for (const [name, value] of Object.entries(plain)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A glyph or icon from the page's own sprite. */
export function mark(name) {
  const found = document.querySelector(`#field-marks [data-mark="${name}"]`);
  return found ? found.firstElementChild.cloneNode(true) : "";
}
