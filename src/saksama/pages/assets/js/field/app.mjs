/* The field form: a card once, then forms without any network. Server texts and addresses come with the page. */
import { Office } from "./api.mjs";
import { isCarried, sealed, sealedText } from "./carry.mjs";
import { h, mark } from "./dom.mjs";
import { FormPage } from "./form_page.mjs";
import { homePage } from "./home_page.mjs";
import { carriedItem, itemOf, NEEDS_CARE, RECEIVED, Sender } from "./queue.mjs";
import { Store } from "./store.mjs";

const SAVE_AFTER = 300; // ms of quiet before a draft is written
const LOOK_AGAIN = 20_000; // ms between two looks at the queue
const KIT_AGAIN = (8 + 4 * Math.random()) * 60_000; // ms: whether forms, a drill or the sparing of the line changed

class App {
  constructor(page) {
    this.page = page; // {say, urls, engine, scanner, lang, zone}
    this.say = page.say;
    this.place = document.getElementById("field");
    this.office = new Office(page.urls);
  }

  async start() {
    this.store = await Store.open();
    this.sender = new Sender(this.store, this.office, () => this.#queueChanged());
    addEventListener("online", () => { this.#tellLine(); this.#send({ hurry: true }); });
    addEventListener("offline", () => this.#tellLine());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#flush() : this.#send()));
    addEventListener("pagehide", () => this.#flush());
    setInterval(() => this.#send(), LOOK_AGAIN);
    this.#tellLine();
    navigator.serviceWorker?.register(this.page.urls.worker, { scope: this.page.urls.scope });
    const card = await this.store.fact("card");
    const scanned = new URLSearchParams(location.hash.slice(1)).get("k");
    history.replaceState(null, "", location.pathname);
    if (scanned && scanned !== card?.token) await this.#enter({ token: scanned });
    else if (card) await this.#home(card);
    else this.#askCard();
  }

  // --- the card ------------------------------------------------------------------------------------

  #askCard(note = "") {
    const { say } = this;
    const submit = (event) => {
      event.preventDefault();
      const given = new FormData(event.target);
      this.#enter({ number: given.get("number"), pin: given.get("pin") });
    };
    this.#show(
      h("h1", { id: "field-title", tabindex: "-1" }, say.cardTitle),
      note ? h("div", { class: "pages-error-summary", role: "alert", tabindex: "-1" }, h("h2", {}, mark("late"), h("span", {}, note))) : "",
      h("p", {}, say.cardHint),
      h("p", { class: "pages-actions" }, h("button", { type: "button", class: "pages-button pages-button--main", on: { click: () => this.#scan() } }, mark("camera"), say.scan)),
      h("form", { class: "pages-form", on: { submit } }, h("h2", {}, say.typeInstead),
        this.#line("number", say.cardNumber, { autocomplete: "off", autocapitalize: "characters", required: true }),
        this.#line("pin", say.pin, { inputmode: "numeric", autocomplete: "off", required: true }),
        h("p", { class: "pages-actions" }, h("button", { class: "pages-button" }, say.enter))));
    document.getElementById("field-title").focus();
  }

  #line(name, label, attributes) {
    return h("div", { class: "pages-field" }, h("label", { class: "pages-field__label", for: `field-${name}` }, label),
      h("input", { class: "pages-input pages-input--short", id: `field-${name}`, name, ...attributes }));
  }

  async #scan() {
    const { say } = this;
    const stop = new AbortController();
    const video = h("video", { class: "field-camera", playsinline: true, muted: true });
    this.#show(h("h1", { id: "field-title", tabindex: "-1" }, say.scanTitle), video,
      h("p", { class: "pages-actions" }, h("button", { type: "button", class: "pages-button", on: { click: () => stop.abort() } }, say.cancel)));
    try {
      const { scan } = await import(this.page.scanner);
      const text = await scan(video, stop.signal);
      const token = text && new URLSearchParams(text.split("#").pop()).get("k");
      if (token) await this.#enter({ token });
      else this.#askCard(text ? say.notACard : "");
    } catch {
      this.#askCard(say.noCamera);
    }
  }

  async #enter(card) {
    this.place.setAttribute("aria-busy", "true");
    const answer = await this.office.enter(card);
    this.place.removeAttribute("aria-busy");
    if (answer.is !== "received") return this.#askCard(answer.is === "later" ? this.say.enterNeedsLine : answer.note);
    const kept = { token: card.token ?? "", key: answer.key, person: answer.name, number: answer.card, event: answer.event };
    await this.store.setFact("card", kept);
    await this.store.setFact("drill", null);
    await this.store.setFact("etag", null);
    return this.#home(kept);
  }

  async #device() {
    let device = await this.store.fact("device");
    if (!device) await this.store.setFact("device", (device = crypto.randomUUID()));
    return device;
  }

  async #leaveCard() {
    const open = (await this.store.queue()).some(({ state }) => state !== RECEIVED) || (await this.store.drafts()).length;
    if (open && !confirm(this.say.leaveCard)) return;
    await this.store.setFact("card", null);
    this.#askCard();
  }

  // --- home ----------------------------------------------------------------------------------------

  async #home(card) {
    this.card = card;
    this.drill = await this.store.fact("drill");
    Object.assign(this.office, { key: card.key, vote: card.event, event: this.drill?.slug ?? card.event });
    this.form = null;
    await this.#drawHome();
    await this.#fetchKit();
    this.#send();
  }

  /** Another page than the list takes the place; what comes from the office meanwhile does not push it away. */
  #show(...parts) {
    this.atHome = false;
    this.place.replaceChildren(...parts);
  }

  async #refreshHome() {
    if (this.atHome) await this.#drawHome();
  }

  async #drawHome() {
    this.atHome = true;
    const [forms, drafts, queue] = await Promise.all([this.store.forms(), this.store.drafts(), this.store.queue()]);
    const kit = (await this.store.fact("kit")) ?? {};
    if (!this.atHome) return; // the person went on meanwhile
    document.getElementById("field-where").textContent = kit.place ?? "";
    document.getElementById("field-whose").textContent = kit.above ?? "";
    this.#tellDrill();
    const had = document.activeElement?.id;
    const offer = this.drill ? null : kit.drill; // named by the office while it is on, whatever the phone's clock says
    homePage(this.place, { card: this.card, drill: this.drill, offer, photosLater: this.sender.photosLater, forms: forms.filter(({ inUse }) => inUse), drafts, queue }, {
      say: this.say, clock: (at) => this.#clock(at),
      fill: (form) => this.#fill(form), resume: (draft) => this.#resume(draft), drop: (draft) => this.#drop(draft),
      look: (item) => this.#look(item), carry: () => this.#carry(), takeOver: () => this.#takeOver(), send: () => this.#send({ hurry: true }), join: () => this.#enterDrill(kit.drill), end: () => this.#enterDrill(null), signOut: () => this.#leaveCard(),
    });
    if (had) document.getElementById(had)?.focus();
  }

  /** Into a drill, or (null) out of it; what was begun on either side stays on its side. */
  async #enterDrill(drill) {
    this.drill = drill && { ...drill, joinedAt: Date.now() }; // by a clock that is wrong it ends when the office says so
    await this.store.setFact("drill", this.drill);
    await this.store.setFact("etag", null);
    this.office.event = drill?.slug ?? this.card.event;
    if (this.atHome) await this.#drawHome();
    await this.#fetchKit();
    if (this.atHome) document.getElementById("field-title").focus();
  }

  #tellDrill() {
    const band = document.getElementById("field-drill");
    band.hidden = !this.drill;
    band.textContent = this.drill ? this.say.drillBand.replace("{name}", this.drill.name) : "";
    document.body.classList.toggle("field-in-drill", Boolean(this.drill));
  }

  async #fetchKit() {
    this.kitAt = Date.now();
    const kit = await this.office.kit(await this.store.fact("etag"));
    if (kit.is === "care") return this.#note(kit.note);
    if (kit.is !== "received") return undefined;
    const forms = kit.forms.map((form, place) => ({
      id: form.code, place, version: form.version, title: this.#tongue(form.title, form.title_en), xform: form.xml, inUse: true,
      media: Object.fromEntries(form.media.map(({ name, type, content }) => [name, new Blob([unpacked(content)], { type })])),
    }));
    await this.store.setForms(forms);
    await this.store.setFact("kit", { ...placeOf(kit), officeKey: kit.office_key, drill: kit.drill });
    this.sender.photosLater = kit.photos_later;
    if (this.drill && kit.drill?.slug !== this.drill.slug && !this.form) return this.#enterDrill(null);
    await this.store.setFact("etag", kit.etag);
    return this.#refreshHome();
  }

  #tongue(indonesian, english) {
    return this.page.lang === "en" && english ? english : indonesian;
  }

  // --- filling -------------------------------------------------------------------------------------

  async #fill(form) {
    await this.#open(form, { id: crypto.randomUUID(), event: this.office.event, form: form.id, version: form.version, title: this.drill ? `LATIHAN: ${form.title}` : form.title, xform: form.xform, media: form.media, screen: 0, savedAt: null }, null);
  }

  async #resume({ id }) {
    const draft = await this.store.draft(id);
    await this.#open({ xform: draft.xform, media: draft.media }, draft, { xml: draft.xml, files: draft.files });
  }

  async #open({ xform, media }, draft, kept) {
    this.#show(h("p", { role: "status" }, this.say.opening));
    try {
      const { openForm } = await import(this.page.engine);
      const form = await openForm({
        xform, media: new Map(Object.entries(media)), draft: kept, language: this.page.lang,
        device: { deviceID: await this.#device(), username: this.card.number },
      });
      delete draft.files;
      this.form = new FormPage(this.place, form, draft, {
        say: this.say, clock: (at) => this.#clock(at),
        save: (page) => this.#saveSoon(page), finish: (page) => this.#finish(page), leave: () => this.#leave(),
      });
      this.form.draw();
    } catch (fault) {
      this.form = null;
      await this.#drawHome();
      this.#note(`${this.say.formBroken} ${fault.message}`);
    }
  }

  #saveSoon(page) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#save(page), SAVE_AFTER);
  }

  /** Saves follow each other, and none comes after the form has been closed: it would bring the draft back. */
  #save(page) {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.saving = (this.saving ?? Promise.resolve()).then(() => this.#saveNow(page));
    return this.saving;
  }

  async #saveNow(page) {
    if (page !== this.form) return;
    const { xml, files } = await page.form.payload();
    Object.assign(page.draft, { xml, savedAt: Date.now() });
    try {
      await this.store.saveDraft({ ...page.draft }, files);
      page.showSaved();
    } catch {
      this.#note(this.say.full); // the phone has no room: say so, keep what is on the screen
    }
  }

  /** The form that is open, closed for further saves; what is under way has ended. */
  async #close() {
    clearTimeout(this.waiting);
    this.waiting = this.form = null;
    await this.saving;
  }

  #flush() {
    if (this.waiting && this.form) this.#save(this.form);
  }

  async #leave() {
    if (this.waiting) await this.#save(this.form);
    await this.#close();
    await this.#drawHome();
    document.getElementById("field-title").focus();
    scrollTo(0, 0);
  }

  async #finish(page) {
    if (page !== this.form) return; // pressed twice
    await this.#close();
    const payload = await page.form.payload();
    await this.store.enqueue(await itemOf(payload, page.draft, Date.now()), payload.files, page.draft.id);
    await this.#drawHome();
    this.#note(this.say.queued);
    scrollTo(0, 0);
    this.#send({ hurry: true });
  }

  async #drop(draft) {
    if (!confirm(this.say.dropDraft)) return;
    await this.store.dropDraft(draft.id);
    await this.#drawHome();
  }

  /** An item that needs care goes back to being a draft: corrected, it is sent as a new form. */
  async #look(item) {
    const form = await this.store.form(item.form);
    if (!form) return this.#note(this.say.formGone);
    const xml = item.xml.replace(/(<(?:\w+:)?instanceID>)[^<]*(<)/, `$1uuid:${crypto.randomUUID()}$2`);
    const draft = { id: crypto.randomUUID(), event: item.event, form: item.form, version: item.version, title: item.title, xform: form.xform, media: form.media, xml, screen: 0, savedAt: Date.now() };
    await this.store.reopen(item, draft);
    return this.#resume(draft);
  }

  // --- sending -------------------------------------------------------------------------------------

  async #send(how = {}) {
    if (!this.card) return;
    if (this.drill?.joinedAt < Date.parse(this.drill?.ends_at) && Date.parse(this.drill.ends_at) <= Date.now() && !this.form) await this.#enterDrill(null);
    if (!navigator.onLine) return;
    if (Date.now() - this.kitAt > KIT_AGAIN && !this.form) await this.#fetchKit();
    await this.sender.run(how);
  }

  #queueChanged() {
    this.#refreshHome();
  }

  async #carry() {
    const kit = (await this.store.fact("kit")) ?? {};
    if (!kit.officeKey) return this.#note(this.say.carryNeedsKey);
    const open = (await this.store.queue()).filter((item) => item.state !== RECEIVED && !item.carried && (item.event ?? this.card.event) === this.card.event); // a drill is carried by nobody
    const items = await Promise.all(open.map(async (item) => ({
      id: item.id, form: item.form, version: item.version, xml: item.xml, queuedAt: item.queuedAt, files: await this.store.files(item.id) })));
    const sender = { key: this.card.key, event: this.card.event };
    const file = new File([await sealed(items, kit.officeKey, sender)], `saksama-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-")}.titipan`, { type: "application/json" });
    const { codes } = await import(this.page.scanner);
    const pictures = codes(await sealedText(items, kit.officeKey, sender));
    this.#showCarry(file, pictures);
  }

  #showCarry(file, pictures) {
    const { say } = this;
    const share = navigator.canShare?.({ files: [file] });
    const address = URL.createObjectURL(file);
    this.#show(
      h("h1", { id: "field-title", tabindex: "-1" }, say.carryTitle), h("p", {}, say.carryHint),
      h("p", { class: "pages-actions" },
        h("a", { class: "pages-button pages-button--main", href: address, download: file.name }, mark("download"), say.carryFile),
        share ? h("button", { type: "button", class: "pages-button", on: { click: () => navigator.share({ files: [file] }).catch(() => {}) } }, say.share) : null),
      pictures.length ? h("section", { class: "pages-section" }, h("h2", {}, say.carryCodes), h("p", {}, say.carryCodesHint),
        pictures.map((picture, place) => h("figure", { class: "field-code" }, picture, h("figcaption", {}, say.codeOf.replace("{n}", place + 1).replace("{of}", pictures.length))))) : "",
      h("p", {}, h("button", { type: "button", class: "pages-button", on: { click: () => { URL.revokeObjectURL(address); this.#drawHome(); } } }, say.backToList)));
    document.getElementById("field-title").focus();
  }

  /** Take along what another phone hands over: its file, or its codes one after another. */
  #takeOver() {
    const { say } = this;
    const chosen = async (event) => {
      const file = event.target.files[0];
      if (file) await this.#tookOver(await file.text());
    };
    this.#show(
      h("h1", { id: "field-title", tabindex: "-1" }, say.takeOverTitle), h("p", {}, say.takeOverHint),
      h("div", { class: "pages-field" }, h("label", { class: "pages-field__label", for: "field-carried" }, say.takeOverFile),
        h("input", { class: "pages-input", id: "field-carried", type: "file", on: { change: chosen } })),
      h("p", { class: "pages-actions" },
        h("button", { type: "button", class: "pages-button", on: { click: () => this.#scanCodes() } }, mark("camera"), say.takeOverScan),
        h("button", { type: "button", class: "pages-button", on: { click: () => this.#drawHome() } }, say.backToList)));
    document.getElementById("field-title").focus();
  }

  async #scanCodes() {
    const { say } = this;
    const stop = new AbortController();
    const told = h("p", { role: "status" }, say.scanFirst);
    const video = h("video", { class: "field-camera", playsinline: true, muted: true });
    this.#show(h("h1", { id: "field-title", tabindex: "-1" }, say.takeOverTitle), told, video,
      h("p", { class: "pages-actions" }, h("button", { type: "button", class: "pages-button", on: { click: () => stop.abort() } }, say.cancel)));
    try {
      const { Gathering, scan } = await import(this.page.scanner);
      const gathering = new Gathering();
      while (!gathering.whole && !stop.signal.aborted) {
        gathering.take(await scan(video, stop.signal));
        told.textContent = gathering.of ? say.codeTaken.replace("{n}", gathering.count).replace("{of}", gathering.of) : say.scanFirst;
      }
      if (gathering.whole) await this.#tookOver(gathering.text);
      else await this.#drawHome();
    } catch {
      await this.#drawHome();
      this.#note(say.noCamera);
    }
  }

  async #tookOver(sealedQueue) {
    if (!isCarried(sealedQueue)) return this.#note(this.say.notCarried);
    await this.store.enqueue(carriedItem(sealedQueue, this.say.carriedTitle, Date.now()), new Map());
    await this.#drawHome();
    this.#note(this.say.tookOver);
    return this.#send({ hurry: true });
  }

  // --- small things --------------------------------------------------------------------------------

  #tellLine() {
    document.getElementById("field-offline").hidden = navigator.onLine;
  }

  #note(text) {
    const line = document.getElementById("field-note");
    line.textContent = text;
    line.hidden = !text;
  }

  #clock(at) {
    return new Date(at).toLocaleTimeString(this.page.lang, { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  }
}

/** *TPS 001* over its village, where the person stands at one station; else the vote's name. */
function placeOf({ event, postings, stations }) {
  const here = stations.find(({ code }) => postings.some(({ area }) => area === code));
  return here ? { place: `TPS ${String(here.number).padStart(3, "0")}`, above: here.village } : { place: "Saksama", above: event.name };
}

const unpacked = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

const page = JSON.parse(document.getElementById("field-page").textContent);
new App(page).start();
