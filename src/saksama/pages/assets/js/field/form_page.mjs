/* A form being filled: one screen at a time, a draft after every answer, a last look before it goes into the queue. */
import { h, mark } from "./dom.mjs";
import { inputId, question, sentence } from "./questions.mjs";

export class FormPage {
  /** @param place the element to draw in; form an open Form; draft its record; io = {say, save, finish, leave}. */
  constructor(place, form, draft, io) {
    Object.assign(this, { place, form, draft, io, showErrors: false });
    this.screens = form.screens();
    this.at = Math.min(draft.screen ?? 0, Math.max(0, this.screens.length - 1));
  }

  draw({ focus = "title" } = {}) {
    const { say } = this.io;
    this.screens = this.form.screens();
    const screen = this.screens[this.at];
    const last = this.at === this.screens.length - 1;
    const step = say.step.replace("{n}", this.at + 1).replace("{of}", this.screens.length);
    this.place.replaceChildren(
      h("p", { class: "pages-back" }, h("button", { type: "button", class: "pages-button pages-button--link", on: { click: () => this.io.leave() } }, mark("arrow-left"), say.backToList)),
      h("p", { class: "field-step" }, screen?.title ? `${this.draft.title} · ${step}` : step, this.#segments()),
      this.showErrors ? this.#summary() : "",
      h("h1", { id: "field-title", tabindex: "-1" }, screen?.title || this.draft.title),
      h("form", { class: "pages-form", novalidate: true, on: { submit: (event) => { event.preventDefault(); this.#next(last); } } },
        this.#entries(screen?.entries ?? []),
        h("p", { class: "pages-actions field-actions" },
          h("button", { type: "button", class: "pages-button", disabled: this.at === 0, on: { click: () => this.go(this.at - 1) } }, say.previous),
          h("button", { class: "pages-button pages-button--main" }, last ? say.finish : say.next))),
      h("p", { class: "pages-muted", id: "field-saved", role: "status" }, this.#saved()));
    this.signature = this.#shape();
    if (focus) (document.getElementById(focus) ?? document.getElementById("field-title"))?.focus();
    if (focus === "title") { document.getElementById("field-title").focus(); scrollTo(0, 0); }
  }

  go(place, focus = "title") {
    this.at = Math.max(0, Math.min(place, this.screens.length - 1));
    this.draft.screen = this.at;
    this.io.save(this);
    this.draw({ focus });
  }

  #entries(entries) {
    const { say } = this.io;
    return entries.map((entry) => {
      if (entry.kind === "heading") return h("h2", { class: "field-heading" }, entry.label);
      if (entry.kind === "repeat") return this.#repeat(entry);
      return question(entry, { say, showErrors: this.showErrors, answer: (asked, value, more) => this.#answer(asked, value, more) });
    });
  }

  #repeat(entry) {
    const { say } = this.io;
    const change = (act) => () => { act(); this.io.save(this); this.draw({ focus: null }); };
    return h("section", { class: "field-repeat" }, this.screens[this.at].title === entry.label ? null : h("h2", { class: "field-heading" }, entry.label),
      entry.instances.map(({ entries }, place) => h("div", { class: "pages-box" },
        h("h3", {}, say.part.replace("{n}", place + 1)), this.#entries(entries),
        entry.counted ? null : h("button", { type: "button", class: "pages-button pages-button--link", on: { click: change(() => this.form.removeFrom(entry.id, place)) } }, say.removePart))),
      entry.counted ? null : h("p", {}, h("button", { type: "button", class: "pages-button", on: { click: change(() => this.form.addTo(entry.id)) } }, mark("plus"), say.addPart)));
  }

  #answer(entry, value, { redraw = false } = {}) {
    this.form.answer(entry.id, value);
    this.io.save(this);
    if (redraw || this.#shape() !== this.signature) this.draw({ focus: inputId(entry) });
  }

  /** What the screen consists of; another shape asks for another drawing. */
  #shape() {
    this.screens = this.form.screens();
    const shape = (entries) => entries.map((entry) => entry.kind === "repeat"
      ? [entry.id, entry.instances.map(({ entries: inner }) => shape(inner))]
      : [entry.id, entry.label, entry.readonly, entry.kind === "note" ? entry.label : "", entry.options?.length, this.showErrors && entry.error?.kind,
        entry.readonly ? entry.value : ""]);
    return JSON.stringify([this.screens.length, shape(this.screens[this.at]?.entries ?? [])]);
  }

  #next(last) {
    if (!last) return this.go(this.at + 1);
    const problems = this.form.problems();
    if (!problems.length) return this.io.finish(this);
    this.showErrors = true;
    this.draw({ focus: "field-errors" });
    scrollTo(0, 0);
  }

  #summary() {
    const { say } = this.io;
    const problems = this.form.problems();
    if (!problems.length) return "";
    return h("div", { class: "pages-error-summary", id: "field-errors", tabindex: "-1", role: "alert" },
      h("h2", {}, mark("late"), h("span", {}, say.someMissing)),
      h("ul", {}, problems.map((problem) => h("li", {}, h("a", { href: `#${problem.id}`, on: { click: (event) => {
        event.preventDefault();
        this.go(problem.screen, problem.id);
        document.getElementById(`${problem.id}-input`)?.focus();
      } } }, `${problem.label} · ${sentence(problem, say)}`)))));
  }

  #segments() {
    return h("span", { class: "field-segments", "aria-hidden": "true" }, this.screens.map((_, place) => h("i", { class: place <= this.at ? "field-segments__done" : null })));
  }

  #saved() {
    return this.draft.savedAt ? this.io.say.savedAt.replace("{time}", this.io.clock(this.draft.savedAt)) : "";
  }

  /** After a save: only the line below changes. */
  showSaved() {
    const line = document.getElementById("field-saved");
    if (line) line.textContent = this.#saved();
  }
}
