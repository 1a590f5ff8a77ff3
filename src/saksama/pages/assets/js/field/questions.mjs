/* Draws one question of a form, in the markup of the house (pages-field), and reports what is answered. */
import { h, mark } from "./dom.mjs";
import { asFile, shrunk } from "./photos.mjs";

const MANY_OPTIONS = 12; // beyond this a list to choose from is shorter than a column of buttons

/** @param say texts of the interface; answer(id, value, {redraw}) takes what was given. */
export function question(entry, { say, answer, showErrors }) {
  const error = entry.error && (showErrors || entry.error.kind === "unreadable") ? sentence(entry.error, say) : "";
  const give = (value, more = {}) => answer(entry, value, more);
  if (entry.kind === "note") return h("p", { class: "field-note", id: entry.id }, entry.label);
  const grouped = ["one", "many", "rank"].includes(entry.kind) && !asList(entry);
  const head = [
    h(grouped ? "legend" : "label", { class: "pages-field__label", for: grouped ? null : inputId(entry) }, entry.label,
      entry.required || entry.readonly ? null : h("span", { class: "pages-field__optional" }, ` ${say.optional}`)),
    entry.hint ? h("p", { class: "pages-field__hint", id: `${entry.id}-hint` }, entry.hint) : null,
    error ? h("p", { class: "pages-field__error", id: `${entry.id}-error` }, mark("late"), h("span", {}, error)) : null,
  ];
  const wrapper = h(grouped ? "fieldset" : "div",
    { class: `pages-field${error ? " pages-field--error" : ""}`, id: entry.id, tabindex: grouped ? "-1" : null });
  wrapper.append(...head.filter(Boolean), ...[control(entry, give, say, described(entry, error))].flat().filter(Boolean));
  return wrapper;
}

export const inputId = (entry) => `${entry.id}-input`;

export function sentence(error, say) {
  return error.message || say[error.kind];
}

const described = (entry, error) =>
  [entry.hint && `${entry.id}-hint`, error && `${entry.id}-error`].filter(Boolean).join(" ") || null;

function control(entry, give, say, describedby) {
  const base = { id: inputId(entry), class: "pages-input", "aria-describedby": describedby, readonly: entry.readonly };
  const line = (more) => h("input", { ...base, value: entry.value, ...more, on: { change: typed(give), input: soon(give) } });
  switch (entry.kind) {
    case "lines":
      return filled(h("textarea", { ...base, rows: 4, on: { change: typed(give), input: soon(give) } }), entry.value);
    case "int":
    case "decimal":
      return line({ inputmode: entry.kind === "int" ? "numeric" : "decimal", class: "pages-input pages-input--short", autocomplete: "off" });
    case "range":
      return line({ inputmode: "numeric", class: "pages-input pages-input--short" });
    case "date":
      return line({ type: "date", value: entry.value.slice(0, 10) });
    case "time":
      return line({ type: "time", value: entry.value.slice(0, 5) });
    case "dateTime":
      return line({ type: "datetime-local", value: entry.value.slice(0, 16) });
    case "one":
    case "many":
      return asList(entry) ? list(entry, give, say, base) : choices(entry, give);
    case "rank":
      return ranks(entry, give, say);
    case "trigger":
      return h("label", { class: "pages-choice" },
        h("input", { ...base, class: null, type: "checkbox", checked: entry.value, on: { change: (event) => give(event.target.checked) } }),
        h("span", {}, say.confirmed));
    case "geopoint":
      return place(entry, give, say, base);
    case "photo":
    case "file":
      return upload(entry, give, say, base);
    case "signature":
      return signature(entry, give, say, base);
    default:
      return line({ autocomplete: "off" });
  }
}

const typed = (give) => (event) => give(event.target.value, { done: true });

/** Keep while typing too: a phone may end the page at any moment. */
function soon(give) {
  let waiting;
  return (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => give(event.target.value), 400);
  };
}

function filled(area, value) {
  area.value = value;
  return area;
}

const asList = (entry) => entry.kind === "one" && entry.options.length > MANY_OPTIONS;

function list(entry, give, say, base) {
  return h("select", { ...base, on: { change: (event) => give(event.target.value ? [event.target.value] : []) } },
    h("option", { value: "" }, say.choose),
    entry.options.map(({ value, label }) => h("option", { value, selected: entry.value.includes(value) }, label)));
}

function choices(entry, give) {
  const one = entry.kind === "one";
  const chosen = () => [...box.querySelectorAll("input:checked")].map((input) => input.value);
  const box = h("div", { class: "pages-choices" }, entry.options.map(({ value, label }, place) =>
    h("label", { class: "pages-choice" },
      h("input", { type: one ? "radio" : "checkbox", name: entry.id, value, id: place ? null : inputId(entry),
        checked: entry.value.includes(value), disabled: entry.readonly, on: { change: () => give(chosen()) } }),
      h("span", {}, label))));
  return box;
}

function ranks(entry, give, say) {
  const order = entry.value.length ? entry.value : entry.options.map(({ value }) => value);
  const label = (value) => entry.options.find((option) => option.value === value)?.label ?? value;
  const moved = (from, to) => {
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    give(next, { redraw: true });
  };
  return h("ol", { class: "field-ranks" }, order.map((value, place) => h("li", {}, h("span", {}, label(value)),
    h("button", { type: "button", class: "pages-button", disabled: place === 0, "aria-label": `${say.up}: ${label(value)}`, on: { click: () => moved(place, place - 1) } }, "↑"),
    h("button", { type: "button", class: "pages-button", disabled: place === order.length - 1, "aria-label": `${say.down}: ${label(value)}`, on: { click: () => moved(place, place + 1) } }, "↓"))));
}

function place(entry, give, say, base) {
  const told = h("p", { class: "pages-field__hint", role: "status" }, entry.value ? located(entry.value, say) : "");
  const ask = () => {
    told.textContent = say.locating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        give({ latitude: coords.latitude, longitude: coords.longitude, altitude: coords.altitude, accuracy: coords.accuracy });
        told.textContent = located(coords, say);
      },
      () => (told.textContent = say.noLocation),
      { enableHighAccuracy: true, timeout: 30_000, maximumAge: 60_000 });
  };
  return [h("button", { id: base.id, type: "button", class: "pages-button", "aria-describedby": base["aria-describedby"], on: { click: ask } },
    mark("map-pin"), entry.value ? say.locateAgain : say.locate), told];
}

const located = ({ latitude, longitude, accuracy }, say) =>
  say.located.replace("{place}", `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`).replace("{metres}", Math.round(accuracy ?? 0));

function upload(entry, give, say, base) {
  const told = h("p", { class: "pages-field__hint", role: "status" });
  const take = async (event) => {
    const chosen = event.target.files[0];
    if (!chosen) return;
    told.textContent = say.working;
    const file = entry.kind === "photo" ? await shrunk(chosen, entry.pixels) : renamed(chosen);
    if (file) give(file, { redraw: true });
    else told.textContent = say.notAPhoto;
  };
  const input = h("input", { ...base, type: "file", accept: entry.kind === "photo" ? "image/*" : entry.accept || null,
    capture: entry.kind === "photo" ? "environment" : null, on: { change: take } });
  return [shown(entry, give, say), input, told];
}

/** A file's own name may tell a person's name; the engine's name takes its place, the ending stays. */
const renamed = (file) => new File([file], `berkas${/\.\w{1,5}$/.exec(file.name)?.[0] ?? ""}`, { type: file.type });

function shown(entry, give, say) {
  if (!entry.value) return null;
  const kb = Math.max(1, Math.round(entry.value.size / 1024));
  const picture = entry.value.type.startsWith("image/") ? thumbnail(entry.value, entry.label) : null;
  return h("div", { class: "field-file" }, picture, h("p", {}, say.kept.replace("{kb}", kb),
    h("button", { type: "button", class: "pages-button pages-button--link", on: { click: () => give(null, { redraw: true }) } }, say.removeFile)));
}

function thumbnail(blob, label) {
  const address = URL.createObjectURL(blob);
  return h("img", { src: address, alt: label, width: 84, height: 84, on: { load: () => URL.revokeObjectURL(address) } });
}

function signature(entry, give, say, base) {
  const canvas = h("canvas", { width: 600, height: 220, class: "field-sign", id: base.id, tabindex: "0", role: "img", "aria-label": say.signHere });
  const pen = canvas.getContext("2d");
  let drawing = false;
  const at = ({ offsetX, offsetY }) => [(offsetX * canvas.width) / canvas.clientWidth, (offsetY * canvas.height) / canvas.clientHeight];
  Object.assign(pen, { lineWidth: 3, lineCap: "round", strokeStyle: "#211525" });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", async () => {
    drawing = false;
    give(await asFile(canvas, "image/png", "tanda-tangan.png"));
  });
  const clear = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    give(null, { redraw: true });
  };
  return [shown(entry, give, say), canvas,
    h("p", {}, h("button", { type: "button", class: "pages-button", on: { click: clear } }, say.signAgain))];
}
