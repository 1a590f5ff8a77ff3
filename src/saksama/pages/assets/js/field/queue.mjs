/* The queue of finished forms. Nothing in it expires, and only the office's receipt takes an item out of it.
 *
 * waiting        not sent, or sent without an answer
 * text_received  the office has the answers; photos still follow
 * received       everything is there
 * needs_care     the office answered with a fault; the item stays until a person has looked at it
 */
export const WAITING = "waiting";
export const TEXT_RECEIVED = "text_received";
export const RECEIVED = "received";
export const NEEDS_CARE = "needs_care";

const PIECE = 256 * 1024; // bytes: a piece that a weak line carries in one breath
const LONGEST_PAUSE = 5 * 60_000;
const FIRST_PAUSE = 5_000;

/** A queue item made from a finished form. */
export async function itemOf({ instanceID, xml, files }, draft, now) {
  return {
    id: instanceID, event: draft.event, form: draft.form, version: draft.version, title: draft.title, xml,
    files: await Promise.all([...files].map(async ([name, blob]) => ({ name, size: blob.size, sha256: await sha256(blob), sent: 0 }))),
    state: WAITING, note: "", tries: 0, nextAt: 0, queuedAt: now, receivedAt: null,
  };
}

/** A queue item for what another phone handed over: sealed, so nothing in it is known here but its size. */
export function carriedItem(sealed, title, now) {
  return {
    id: `titipan:${crypto.randomUUID()}`, form: "", version: "", title, xml: "", carried: sealed, files: [],
    state: WAITING, note: "", tries: 0, nextAt: 0, queuedAt: now, receivedAt: null,
  };
}

async function sha256(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Milliseconds until the next try: doubling, with chance, so that a thousand phones do not knock together. */
export function pause(tries, chance = Math.random()) {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(tries, 10)) * (0.5 + chance / 2);
}

export class Sender {
  /** @param store Store; @param office the api (see api.mjs); @param changed called after each step. */
  constructor(store, office, changed) {
    Object.assign(this, { store, office, changed, running: null, photosLater: false });
  }

  /** Send what can be sent: all answers first, then photos. One run at a time; a second call joins the first. */
  run({ hurry = false } = {}) {
    this.running ??= this.#run(hurry).finally(() => (this.running = null));
    return this.running;
  }

  async #run(hurry) {
    const due = (item) => hurry || item.nextAt <= Date.now();
    for (const item of await this.store.queue())
      if (item.state === WAITING && due(item) && !(await this.#text(item))) return;
    if (this.photosLater) return; // the office spares the line; it tells with the next answer or the kit when that ends
    for (const item of await this.store.queue())
      if (item.state === TEXT_RECEIVED && due(item) && !(await this.#files(item))) return;
  }

  /** False when the line is down: the rest would fail alike. */
  async #text(item) {
    const answer = item.carried ? await this.office.sendCarried(item.carried) : await this.office.sendText(item);
    if (answer.photos_later !== undefined) this.photosLater = answer.photos_later;
    if (answer.is === "received") {
      const whole = item.files.length === 0;
      await this.#note(item, { state: whole ? RECEIVED : TEXT_RECEIVED, note: "", tries: 0, nextAt: 0, receivedAt: whole ? Date.now() : null });
    } else if (answer.is === "care") await this.#note(item, { state: NEEDS_CARE, note: answer.note });
    else await this.#later(item);
    return answer.is !== "later";
  }

  async #files(item) {
    const blobs = await this.store.files(item.id);
    for (const file of item.files) {
      const blob = blobs.get(file.name);
      while (blob && file.sent < blob.size) {
        const answer = await this.office.sendPiece(item, file, blob, file.sent, PIECE);
        if (answer.is === "later") return this.#later(item);
        if (answer.is === "care") {
          await this.#note(item, { state: NEEDS_CARE, note: answer.note });
          return true;
        }
        file.sent = answer.have;
        await this.#note(item, { files: item.files, tries: 0 });
      }
    }
    await this.#note(item, { state: RECEIVED, receivedAt: Date.now() });
    await this.store.dropFiles(item.id);
    return true;
  }

  async #later(item) {
    await this.#note(item, { tries: item.tries + 1, nextAt: Date.now() + pause(item.tries) });
    return false;
  }

  async #note(item, change) {
    Object.assign(item, change);
    await this.store.changeItem(item.id, change);
    this.changed();
  }
}
