/* QR codes: looked for with the camera, and drawn for another phone. */
import qrcode from "qrcode-generator";

import { reader } from "../qr.mjs";

const EVERY = 200; // ms between two looks

/** Show the camera in `video` until a code is found; `signal` stops it. Resolves with the text, or null when stopped. */
export async function scan(video, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    video.srcObject = stream;
    await video.play();
    const read = await reader();
    while (!signal.aborted) {
      const found = await read(video);
      if (found) return found;
      await new Promise((done) => setTimeout(done, EVERY));
    }
    return null;
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}

const PIECE = 700; // signs in one code: still read from a scratched screen
const SVG = "http://www.w3.org/2000/svg";

/** `text` as one or more codes: `["saksama-titipan:ID:1:3:..."]`, each an SVG element. */
export function codes(text) {
  const id = crypto.randomUUID().slice(0, 8);
  const of = Math.ceil(text.length / PIECE);
  return Array.from({ length: of }, (_, place) =>
    drawn(`${CARRIED}${id}:${place + 1}:${of}:${text.slice(place * PIECE, (place + 1) * PIECE)}`));
}

const CARRIED = "saksama-titipan:";

/** Codes scanned one after another, in any order, until the text is whole. Another queue's code begins anew. */
export class Gathering {
  constructor() {
    this.begin("");
  }

  begin(id) {
    Object.assign(this, { id, of: 0, parts: new Map() });
  }

  take(code) {
    const [, id, n, of, part] = /^saksama-titipan:([^:]+):(\d+):(\d+):([^]*)$/.exec(code ?? "") ?? [];
    if (!id) return;
    if (id !== this.id) this.begin(id);
    this.of = Number(of);
    this.parts.set(Number(n), part);
  }

  get count() {
    return this.parts.size;
  }

  get whole() {
    return this.of > 0 && this.count === this.of;
  }

  get text() {
    return Array.from({ length: this.of }, (_, place) => this.parts.get(place + 1)).join("");
  }
}

function drawn(text) {
  const code = qrcode(0, "L");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row += 1)
    for (let column = 0; column < count; column += 1) if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `-4 -4 ${count + 8} ${count + 8}`);
  picture.setAttribute("role", "img");
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", path);
  picture.append(dark);
  return picture;
}
