/* The list of forms, drafts and the queue: what is to do, what is on the way, what needs a look. */
import { h, mark } from "./dom.mjs";
import { NEEDS_CARE, RECEIVED, TEXT_RECEIVED, WAITING } from "./queue.mjs";

const GLYPH = { [WAITING]: "wait", [TEXT_RECEIVED]: "wait", [RECEIVED]: "ok", [NEEDS_CARE]: "late" };

/** @param state {card, drill, offer, photosLater, forms, drafts, queue}; io {say, clock, fill, resume, drop, look, carry, takeOver, send, join, end,
 * signOut}. */
export function homePage(place, { card, drill, offer, photosLater, forms, drafts, queue }, io) {
  const { say } = io;
  const open = queue.filter((item) => item.state !== RECEIVED);
  const done = queue.filter((item) => item.state === RECEIVED);
  place.replaceChildren(
    h("h1", { id: "field-title", tabindex: "-1" }, drill ? say.drillTitle : say.homeTitle),
    offer || drill ? drillBox(offer, io) : "",
    h("section", { class: "pages-section" }, h("h2", {}, say.forms),
      forms.length ? h("ul", { class: "field-rows" }, forms.map((form) => row({
        glyph: done.some(({ form: id }) => id === form.id) ? "ok" : "todo", title: form.title,
        line: sentCount(done, form, say), act: [say.fill, () => io.fill(form)] }))) : h("p", { class: "pages-empty" }, say.noForms)),
    drafts.length ? h("section", { class: "pages-section" }, h("h2", {}, say.drafts),
      h("ul", { class: "field-rows" }, drafts.map((draft) => row({
        glyph: "today", title: draft.title, line: say.savedAt.replace("{time}", io.clock(draft.savedAt)),
        act: [say.resume, () => io.resume(draft)], other: [say.discard, () => io.drop(draft)] })))) : "",
    h("section", { class: "pages-section" }, h("h2", { id: "field-queue" }, say.queue.replace("{n}", open.length)),
      h("p", { class: "pages-muted" }, open.length ? say.queueKept : say.queueEmpty, photosLater ? ` ${say.photosLater}` : ""),
      h("ul", { class: "field-rows" }, open.map((item) => row({
        glyph: GLYPH[item.state], late: item.state === NEEDS_CARE, title: item.state === NEEDS_CARE ? `${say.needsCare}: ${item.title}` : item.title,
        line: stateLine(item, io), act: item.state === NEEDS_CARE && !item.carried ? [say.look, () => io.look(item)] : null }))),
      open.length ? h("p", { class: "pages-actions" },
        h("button", { type: "button", class: "pages-button pages-button--main", on: { click: io.send } }, mark("send"), say.sendNow),
        h("button", { type: "button", class: "pages-button", on: { click: io.carry } }, mark("qr-code"), say.carry)) : ""),
    done.length ? h("p", { class: "pages-muted" }, say.sentToday.replace("{n}", done.length).replace("{time}", io.clock(Math.max(...done.map((item) => item.receivedAt ?? 0))))) : "",
    h("p", {}, h("button", { type: "button", class: "pages-button pages-button--link", on: { click: io.takeOver } }, say.takeOver)),
    h("p", { class: "pages-small" }, `${card.person} · `,
      h("button", { type: "button", class: "pages-button pages-button--link", on: { click: io.signOut } }, say.otherCard)));
}

/** What a drill is, and the way into it or (offer null) out of it. */
function drillBox(offer, { say, clock, join, end }) {
  return h("section", { class: "pages-section field-drill-box" },
    h("p", {}, offer ? say.drillOffer.replace("{name}", offer.name).replace("{time}", clock(Date.parse(offer.ends_at))) : say.drillHint),
    h("p", { class: "pages-actions" }, h("button", { type: "button", class: "pages-button", on: { click: offer ? join : end } }, offer ? say.drillJoin : say.drillEnd)));
}

function row({ glyph, title, line, act, other, late }) {
  return h("li", { class: `field-row${late ? " field-row--late" : ""}` }, mark(glyph),
    h("div", {}, h("b", {}, title), line ? h("p", {}, line) : null),
    act ? h("button", { type: "button", class: "pages-button", "aria-label": `${act[0]}: ${title}`, on: { click: act[1] } }, act[0]) : null,
    other ? h("button", { type: "button", class: "pages-button pages-button--link", "aria-label": `${other[0]}: ${title}`, on: { click: other[1] } }, other[0]) : null);
}

function sentCount(done, form, say) {
  const count = done.filter(({ form: id }) => id === form.id).length;
  return count ? say.sentCount.replace("{n}", count) : "";
}

function stateLine(item, { say, clock }) {
  if (item.state === NEEDS_CARE) return item.note || say.careUnknown;
  const photos = item.files.filter(({ size, sent }) => sent < size).length;
  const when = clock(item.queuedAt);
  if (item.state === TEXT_RECEIVED) return say.photosFollow.replace("{n}", photos).replace("{time}", when);
  return (photos ? say.waitingWithPhotos : say.waiting).replace("{n}", photos).replace("{time}", when);
}
