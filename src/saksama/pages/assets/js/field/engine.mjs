/* The one file that knows the form engine (@getodk/xforms-engine, pinned exactly: its interface is not yet stable).
 *
 * It turns a form into plain screens and questions, takes answers back, and gives the payload that is sent. Texts of
 * the interface are not its matter: problems are told by kind, with the form author's own sentence where there is one.
 */
import { loadForm } from "@getodk/xforms-engine";

const PAYLOAD = "xml_submission_file";
const SHORT_SCREEN = 4; // loose questions that share a screen where the author made no groups
const ENGINE_SENTENCE = /^Condition not satisfied/; // the engine's own English, never shown

/** Open a form, new or as it was left.
 *
 * @param {object} options xform: its XML; media: Map of file name to Blob; draft: {xml, files: Map name to File}, or
 *   null; language: preferred code, "id"; device: what the form may preload, {deviceID, username}.
 * @returns {Promise<Form>} rejected with a FormError whose message is the engine's, for the author of the form.
 */
export async function openForm({ xform, media = new Map(), draft = null, language = "id", device = {} }) {
  const loaded = await loadForm(xform, {
    fetchFormAttachment: async (address) => resource(media.get(decodeURIComponent(address.href.split("/").pop()))),
    missingResourceBehavior: "BLANK",
  });
  if (loaded.status === "failure") throw new FormError(loaded.error?.message ?? "");
  const names = nameMaker();
  const config = { instanceAttachments: { fileNameFactory: names }, preloadProperties: device };
  const instance = draft
    ? await loaded.restoreInstance({ data: [asData(draft)] }, config)
    : loaded.createInstance(config);
  return new Form(instance.root, draft, language);
}

export class FormError extends Error {}

class Form {
  constructor(root, draft, language) {
    this.root = root;
    this.kept = draft?.files ?? new Map(); // the engine hands out only the files that changed since
    this.ownID = idIn(draft?.xml ?? "") || `uuid:${crypto.randomUUID()}`; // for forms whose author asked for none
    this.nodes = new Map();
    this.unread = new Map(); // what was typed and cannot be read as this kind of answer, by question
    this.speak(language);
  }

  /** Use the form's own translation where it has one for `code`. */
  speak(code) {
    const wanted = this.root.languages.find(({ language, locale }) =>
      language === code || locale?.language === code || new RegExp(`\\(${code}\\)$`).test(language));
    if (wanted && !wanted.isSyntheticDefault) this.root.setLanguage(wanted);
  }

  /** Screens that are relevant now: `[{id, title, entries}]`; an entry is a question, a heading or a repeat. */
  screens() {
    this.nodes.clear();
    const screens = [];
    let loose = null;
    for (const node of this.root.currentState.children) {
      if (!node.currentState.relevant || !this.#shows(node)) continue;
      if (isControl(node)) {
        if (!loose || loose.entries.length >= SHORT_SCREEN) screens.push((loose = { id: node.nodeId, title: "", entries: [] }));
        loose.entries.push(this.#question(node));
      } else {
        loose = null;
        const entries = isRepeat(node) ? [this.#repeat(node)] : this.#entries(node);
        screens.push({ id: node.nodeId, title: text(node.currentState.label), entries });
      }
    }
    return screens;
  }

  /** Give an answer. What cannot be read as this kind of question asks stays as typed, and is a problem. */
  answer(id, value) {
    const node = this.nodes.get(id);
    this.unread.delete(id);
    try {
      if (node.nodeType === "select") node.selectValues(value);
      else if (node.nodeType === "rank") node.setValues(value);
      else node.setValue(typeof value === "string" ? withZone(node.valueType, value) : value);
    } catch {
      this.unread.set(id, value);
      return;
    }
    if (typeof value === "string" && value.trim() && isBlank(node.currentState.value)) this.unread.set(id, value);
  }

  addTo(id) {
    this.nodes.get(id).addInstances();
  }

  removeFrom(id, index) {
    this.nodes.get(id).removeInstances(index, 1);
  }

  /** What still stands against sending: `[{screen, id, label, kind, message}]`, in the order of the form. */
  problems() {
    return this.screens().flatMap((screen, place) =>
      questionsOf(screen.entries).filter(({ error }) => error)
        .map(({ id, label, error }) => ({ screen: place, id, label, ...error })));
  }

  /** The payload as it would be sent: `{instanceID, xml, files: Map of name to File}`. A draft's payload may have problems. */
  async payload() {
    const { data: [data] } = await this.root.prepareInstancePayload();
    const xml = withID(await data.get(PAYLOAD).text(), this.ownID);
    const files = new Map([...this.kept].filter(([name]) => xml.includes(`>${name}<`)));
    for (const [name, file] of data.entries()) if (name !== PAYLOAD) files.set(name, file);
    return { instanceID: idIn(xml), xml, files };
  }

  #shows(node) {
    if (isControl(node)) return true;
    if (isRepeat(node)) return true;
    return (node.currentState.children ?? []).some((child) => child.currentState.relevant && this.#shows(child));
  }

  #entries(parent) {
    const entries = [];
    for (const node of parent.currentState.children ?? []) {
      if (!node.currentState.relevant || !this.#shows(node)) continue;
      if (isControl(node)) entries.push(this.#question(node));
      else if (isRepeat(node)) entries.push(this.#repeat(node));
      else {
        const heading = text(node.currentState.label);
        if (heading) entries.push({ kind: "heading", id: node.nodeId, label: heading });
        entries.push(...this.#entries(node));
      }
    }
    return entries;
  }

  #repeat(node) {
    this.nodes.set(node.nodeId, node);
    const instances = node.currentState.children.map((child) => ({ id: child.nodeId, entries: this.#entries(child) }));
    const counted = node.nodeType === "repeat-range:controlled";
    return { kind: "repeat", id: node.nodeId, label: text(node.currentState.label), instances, counted };
  }

  #question(node) {
    this.nodes.set(node.nodeId, node);
    const state = node.currentState;
    return {
      id: node.nodeId,
      name: state.reference.split("/").pop(),
      kind: kindOf(node),
      label: text(node.nodeType === "note" ? state.noteText : state.label),
      hint: node.nodeType === "note" ? "" : text(state.hint),
      required: state.required,
      readonly: state.readonly,
      value: this.#value(node),
      options: state.valueOptions?.map((option) => ({ value: option.value, label: text(option.label) || option.value })),
      range: node.nodeType === "range" ? node.definition.bounds : null,
      pixels: node.maxPixels ?? null,
      accept: node.nodeOptions?.media?.accept ?? "",
      error: this.unread.has(node.nodeId) ? { kind: "unreadable", message: "" } : errorOf(node.validationState),
    };
  }

  #value(node) {
    if (this.unread.has(node.nodeId)) return this.unread.get(node.nodeId);
    const { value } = node.currentState;
    if (node.nodeType === "upload") return value ?? this.kept.get(node.currentState.instanceValue) ?? null;
    if (node.nodeType === "select" || node.nodeType === "rank") return [...value];
    if (node.nodeType === "trigger") return value === true;
    if (node.valueType === "geopoint") return value ?? null;
    return value === null || value === undefined ? "" : String(value);
  }
}

/** All questions below, repeats included. */
export function questionsOf(entries) {
  return entries.flatMap((entry) => {
    if (entry.kind === "heading") return [];
    return entry.kind === "repeat" ? entry.instances.flatMap(({ entries: inner }) => questionsOf(inner)) : [entry];
  });
}

const CONTROLS = new Set(["input", "select", "note", "trigger", "upload", "range", "rank"]);
const isControl = (node) => CONTROLS.has(node.nodeType);
const isRepeat = (node) => node.nodeType.startsWith("repeat-range");
const isBlank = (value) => value === null || value === undefined || value === "";
const text = (range) => (range?.asString ?? "").trim();

/** Times go with the phone's own offset, as the field's other clients write them: `07:05` is `07:05:00.000+08:00`. */
function withZone(type, value) {
  if ((type !== "time" && type !== "dateTime") || !value) return value;
  const minutes = -new Date().getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  return `${value}:00.000${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** One word for each way of asking: string, lines, int, decimal, date, time, dateTime, geopoint, one, many, ... */
function kindOf(node) {
  if (node.nodeType === "select") return node.selectType === "select" ? "many" : "one";
  if (node.nodeType === "upload") return uploadKind(node);
  if (node.nodeType === "input") return node.valueType === "string" && asksLines(node) ? "lines" : node.valueType;
  return node.nodeType; // note, trigger, range, rank
}

function uploadKind(node) {
  if (has(node, "signature")) return "signature";
  return node.nodeOptions.media.type === "image" ? "photo" : "file";
}

const asksLines = (node) => has(node, "multiline") || (node.nodeOptions?.rows ?? 0) > 1;

function has(node, word) {
  return [...(node.appearances ?? [])].some((appearance) => appearance === word || appearance?.[0] === word);
}

function errorOf(state) {
  const violation = state.violation;
  if (!violation) return null;
  const message = violation.message?.asString ?? "";
  return { kind: violation.condition, message: ENGINE_SENTENCE.test(message) ? "" : message };
}

const idIn = (xml) => /<(?:\w+:)?instanceID>([^<]+)</.exec(xml)?.[1] ?? "";

/** `xml` with `id` where the form left its instanceID empty. */
const withID = (xml, id) => xml.replace(/<((?:\w+:)?instanceID)(?:\s*\/>|><\/\1>)/, `<$1>${id}</$1>`);

function resource(blob) {
  return blob ? new Response(blob) : new Response("", { status: 404 });
}

function asData({ xml, files }) {
  const data = new FormData();
  data.set(PAYLOAD, new File([xml], PAYLOAD, { type: "text/xml" }));
  for (const [name, file] of files) data.set(name, file instanceof File ? file : new File([file], name, { type: file.type }));
  return data;
}

/** Attachments are named by time and order: a phone's own file names may tell more than the form asks. */
function nameMaker() {
  let last = 0;
  return ({ writtenAt, extension }) => {
    last = Math.max(last + 1, writtenAt.getTime());
    return `berkas-${last}${extension ?? ""}`;
  };
}
