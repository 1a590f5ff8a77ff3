/* The day on a map: what was heard, asked again with a jittered pause and an ETag. The table beside it says the same. */
import { colour, hasWebGL, openMap } from "../../pages/assets/js/maps.mjs";

const box = document.querySelector("[data-day-map]");

/** By look: size and ring differ as well as colour. */
const byLook = (incident, silent, part, heard) => ["match", ["get", "look"], "incident", incident, "silent", silent, "part", part, heard];

function style(data) {
  const tone = ["match", ["get", "tone"], 5, colour("ramp-5"), 4, colour("ramp-4"), 2, colour("ramp-2"), 1, colour("ramp-1"), colour("sunken")];
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: data.areas },
      places: { type: "geojson", data: data.places },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("paper") } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": tone, "fill-opacity": 0.55 } },
      { id: "borders", type: "line", source: "areas", paint: { "line-color": colour("line-2"), "line-width": 1.2 } },
      {
        id: "halo", type: "circle", source: "places", filter: ["==", ["get", "look"], "incident"],
        paint: { "circle-radius": 12, "circle-color": colour("surface"), "circle-stroke-color": colour("late-mark"), "circle-stroke-width": 2 },
      },
      {
        id: "places", type: "circle", source: "places",
        layout: { "circle-sort-key": byLook(4, 3, 2, 1) },
        paint: {
          "circle-color": byLook(colour("late-mark"), colour("surface"), colour("surface"), colour("ok-mark")),
          "circle-radius": byLook(6.5, 7, 5.5, 4),
          "circle-stroke-color": byLook(colour("surface"), colour("late-mark"), colour("today-mark"), colour("surface")),
          "circle-stroke-width": byLook(1, 3, 3, 1),
        },
      },
    ],
  };
}

let tag = "";
async function ask() {
  const reply = await fetch(box.dataset.dayMap, { credentials: "same-origin", headers: tag ? { "If-None-Match": tag } : {} });
  tag = reply.headers.get("ETag") || tag;
  return reply.status === 200 && !reply.redirected ? reply.json() : null;
}

/** Lead from a point to the row of its village or district. */
function showRow(code) {
  const row = [...document.querySelectorAll("[data-area]")].find(({ dataset }) => code === dataset.area || code.startsWith(`${dataset.area}.`));
  document.querySelector(".day-map__row")?.classList.remove("day-map__row");
  row?.classList.add("day-map__row");
  row?.scrollIntoView({ block: "center" });
}

function follow(map) {
  const pause = Number(box.dataset.every) * 1000;
  const later = () => window.setTimeout(again, pause * (0.8 + 0.4 * Math.random()));
  async function again() {
    try {
      const data = document.hidden ? null : await ask();
      if (data) for (const name of ["areas", "places"]) map.getSource(name).setData(data[name]);
    } catch {
      // No network just now: what is shown stays, the next turn asks again.
    }
    later();
  }
  later();
}

async function begin() {
  if (!hasWebGL()) return;
  const { map, popup } = await openMap(box, ask(), style);
  box.dataset.ready = "true";
  map.on("mousemove", "places", ({ features: [place] }) => {
    const text = document.createElement("p");
    text.className = "day-map__popup";
    const name = document.createElement("b");
    name.textContent = place.properties.name;
    text.append(name, document.createElement("br"), place.properties.text);
    map.getCanvas().style.cursor = "pointer";
    popup.setLngLat(place.geometry.coordinates).setDOMContent(text).addTo(map);
  });
  map.on("mouseleave", "places", () => { map.getCanvas().style.cursor = ""; popup.remove(); });
  map.on("click", "places", ({ features: [place] }) => showRow(place.properties.code));
  document.querySelector("[data-drawing]")?.removeAttribute("open");
  follow(map);
}

if (box) begin().catch(() => { box.querySelector("[data-frame]").hidden = true; });
