/* What the phone keeps: the card, the forms, drafts, files and the queue. In IndexedDB, so it outlives the browser. */
import { openDB } from "idb";

const NAME = "saksama-lapangan";
const VERSION = 1;

export class Store {
  static async open() {
    const db = await openDB(NAME, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore("facts"); // card, device, counters: one value to a key
        fresh.createObjectStore("forms", { keyPath: "id" }); // {id, place, version, title, hash, xform, media: {name: Blob}}
        fresh.createObjectStore("drafts", { keyPath: "id" }); // {id, form, version, title, xml, screen, savedAt}
        fresh.createObjectStore("files"); // [owner, name] -> Blob; owner is a draft or an item of the queue
        fresh.createObjectStore("queue", { keyPath: "id" }); // see queue.mjs
      },
    });
    await navigator.storage?.persist?.();
    return new Store(db);
  }

  constructor(db) {
    this.db = db;
  }

  fact(name) {
    return this.db.get("facts", name);
  }

  setFact(name, value) {
    return this.db.put("facts", value, name);
  }

  /** In the order in which the office names them: that of the day. */
  async forms() {
    return (await this.db.getAll("forms")).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  }

  form(id) {
    return this.db.get("forms", id);
  }

  /** Keep exactly `forms`; one that a draft still uses stays until the draft is gone. */
  async setForms(forms) {
    const used = new Set((await this.drafts()).map((draft) => draft.form));
    const tx = this.db.transaction("forms", "readwrite");
    for (const { id } of await tx.store.getAll())
      if (!forms.some((form) => form.id === id) && !used.has(id)) tx.store.delete(id);
    for (const form of forms) tx.store.put(form);
    await tx.done;
  }

  async drafts() {
    return (await this.db.getAll("drafts")).sort((a, b) => a.savedAt - b.savedAt);
  }

  async draft(id) {
    const draft = await this.db.get("drafts", id);
    return draft && { ...draft, files: await this.files(id) };
  }

  /** A draft and its files change together or not at all. */
  async saveDraft(draft, files) {
    const tx = this.db.transaction(["drafts", "files"], "readwrite");
    await replaceFiles(tx, draft.id, files);
    await tx.objectStore("drafts").put(draft);
    await tx.done;
  }

  async dropDraft(id) {
    const tx = this.db.transaction(["drafts", "files"], "readwrite");
    await replaceFiles(tx, id, new Map());
    await tx.objectStore("drafts").delete(id);
    await tx.done;
  }

  async files(owner) {
    const found = new Map();
    const tx = this.db.transaction("files");
    for (let at = await tx.store.openCursor(ownedBy(owner)); at; at = await at.continue()) found.set(at.key[1], at.value);
    return found;
  }

  async queue() {
    return (await this.db.getAll("queue")).sort((a, b) => a.queuedAt - b.queuedAt);
  }

  /** Put an item into the queue in place of its draft, files included, in one step. */
  async enqueue(item, files, draftId) {
    const tx = this.db.transaction(["queue", "drafts", "files"], "readwrite");
    if (draftId) {
      await replaceFiles(tx, draftId, new Map());
      await tx.objectStore("drafts").delete(draftId);
    }
    await replaceFiles(tx, item.id, files);
    await tx.objectStore("queue").put(item);
    await tx.done;
  }

  async changeItem(id, change) {
    const tx = this.db.transaction("queue", "readwrite");
    const item = await tx.store.get(id);
    if (item) await tx.store.put({ ...item, ...change });
    await tx.done;
  }

  /** The receipt stays in the list; the files of a received item need no room any more. */
  async dropFiles(owner) {
    const tx = this.db.transaction("files", "readwrite");
    await tx.store.delete(ownedBy(owner));
    await tx.done;
  }

  /** Bring an item that needs care back as a draft, files included. */
  async reopen(item, draft) {
    const files = await this.files(item.id);
    const tx = this.db.transaction(["queue", "drafts", "files"], "readwrite");
    await replaceFiles(tx, item.id, new Map());
    await tx.objectStore("queue").delete(item.id);
    await replaceFiles(tx, draft.id, files);
    await tx.objectStore("drafts").put(draft);
    await tx.done;
  }
}

const ownedBy = (owner) => IDBKeyRange.bound([owner], [owner, []]);

async function replaceFiles(tx, owner, files) {
  const store = tx.objectStore("files");
  await store.delete(ownedBy(owner));
  for (const [name, blob] of files) await store.put(blob, [owner, name]);
}
