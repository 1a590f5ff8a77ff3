/* Talks to the office (docs/checklists.md, "The web form's door"). Every answer is one of: received; care, a fault that a
 * person must see; later, no line or no time, to be tried again.
 */

const PATIENCE = 60_000; // ms: a request that takes longer counts as no line

export class Office {
  /** @param urls {enter, doors, carry} of the page; after entering: key, the phone's own; vote, the card's; event, what
   * is worked in now, the vote or a drill of it. */
  constructor(urls) {
    Object.assign(this, { urls, key: "", event: "", vote: "" });
  }

  /** Exchange a card, scanned or typed, for this phone's key. Resolves with {is, note, key, name, event ...}. */
  async enter(card) {
    return this.#told(await this.#ask(this.urls.enter, { method: "POST", body: JSON.stringify(card), type: "application/json" }));
  }

  /** Forms, places and the office's key; {is: "same"} when nothing changed since `etag`. */
  async kit(etag) {
    const answer = await this.#ask(this.#door("bekal", this.event), { headers: etag ? { "If-None-Match": etag } : {} });
    if (answer?.status === 304) return { is: "same" };
    const told = await this.#told(answer);
    return { ...told, etag: answer?.headers.get("ETag") };
  }

  async sendText(item) {
    const told = await this.#told(await this.#ask(this.#door("kiriman", item.event), { method: "POST", body: item.xml, type: "text/xml" }));
    const isIn = told.outcome === "stored" || told.outcome === "known";
    return told.is === "received" && !isIn ? { is: "care", note: told.message } : told;
  }

  /** One piece of a file, from byte `from`; `have` tells how many bytes the office holds without a gap. */
  async sendPiece(item, { name, sha256 }, blob, from, size) {
    const headers = { "Upload-Length": blob.size, "Upload-Offset": from, "Upload-Sha256": sha256 };
    const address = this.#door(`lampiran/${encodeURIComponent(item.id)}/${encodeURIComponent(name)}`, item.event);
    return this.#told(await this.#ask(address, { method: "PUT", body: blob.slice(from, from + size), type: "application/octet-stream", headers }));
  }

  /** The sealed queue of another phone. */
  async sendCarried(sealed) {
    return this.#told(await this.#ask(this.urls.carry, { method: "POST", body: sealed, type: "application/octet-stream" }));
  }

  /** An item goes where it was filled: what was begun in a drill never reaches the vote, nor the other way round. */
  #door(name, event) {
    return `${this.urls.doors}${event ?? this.vote}/${name}`;
  }

  async #told(answer) {
    if (!answer || answer.status >= 500 || answer.status === 429) return { is: "later" };
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return { is: "received", ...told };
    return { is: "care", note: [told.message, told.remedy].filter(Boolean).join(" ") };
  }

  async #ask(address, { method = "GET", body, type, headers = {} }) {
    const given = { ...headers };
    if (this.key) given.Authorization = `Bearer ${this.key}`;
    if (type) given["Content-Type"] = type;
    try {
      return await fetch(address, { method, body, headers: given, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout?.(PATIENCE) });
    } catch {
      return null;
    }
  }
}
