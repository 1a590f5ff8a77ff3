/** What every zoomable map of the house shares: MapLibre (BSD-3, its CSP build) loaded after the page stands, local data only.
 *
 * No tiles, no fonts, no address outside. Without WebGL, or when anything fails, the server's drawing stays.
 */
const load = (kind, address) =>
  new Promise((done, failed) => {
    const element = document.createElement(kind === "css" ? "link" : "script");
    if (kind === "css") Object.assign(element, { rel: "stylesheet", href: address });
    else element.src = address;
    element.onload = done;
    element.onerror = () => failed(new Error(address));
    document.head.append(element);
  });

/** A token of the house, as it is in the present theme. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export const hasWebGL = () => {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
};

/** South-west and north-east corner of `{areas, places}`, two GeoJSON collections. */
export function bounds(data) {
  const box = [180, 90, -180, -90];
  for (const { geometry } of [...data.areas.features, ...data.places.features]) {
    const points = geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates.flat(2);
    for (const [x, y] of points) {
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
  }
  return [box.slice(0, 2), box.slice(2)];
}

/** Load the library named by `box` and open a map in its frame. `asked`: a promise of the data; `style` makes its style of it. */
export async function openMap(box, asked, style) {
  await Promise.all([load("css", box.dataset.css), load("js", box.dataset.library)]);
  const { maplibregl } = window;
  maplibregl.setWorkerUrl(box.dataset.worker);
  const data = await asked;
  const frame = box.querySelector("[data-frame]");
  frame.hidden = false;
  const map = new maplibregl.Map({
    container: frame, style: style(data), bounds: bounds(data), fitBoundsOptions: { padding: 24 },
    attributionControl: false, dragRotate: false, pitchWithRotate: false, maxZoom: 14,
    fadeDuration: 0, cooperativeGestures: false, locale: JSON.parse(box.dataset.locale),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 90 }), "bottom-left");
  await new Promise((done, failed) => { map.once("load", done); map.once("error", ({ error }) => failed(error)); });
  const popup = new maplibregl.Popup({ closeButton: false, closeOnClick: false, maxWidth: "18rem", offset: 10 });
  return { map, popup };
}
