/* Fills forms through our adapter of @getodk/xforms-engine, as a person would: whatever is asked gets an answer.
 *
 * `fillAll(engine, jobs)`: jobs are [{xform, media, language, choice}]; `choice` is the option taken, 0 the first, -1
 * the last. Each gives {xml, instanceID, answers: {path: text}, labels: {path: label}, files: {name: base64},
 * problems}. `answers` holds what was answered, not what the engine made of it.
 */
const WORDS = ['Rapi & tertib <b> "ya" é 😀\nbaris kedua', "64.02.06.1001-001"];
const NUMBERS = ["7", "12", "1"];
const PLACE = { latitude: -0.4125, longitude: 116.9875, altitude: 12.5, accuracy: 5.5 };

export async function fillAll(engine, jobs) {
  const told = [];
  for (const job of jobs) told.push(await fill(engine, job));
  return told;
}

async function fill({ openForm, questionsOf }, { xform, media = {}, language, choice }) {
  const blobs = new Map(Object.entries(media).map(([name, text]) => [name, new Blob([text], { type: "text/csv" })]));
  const form = await openForm({ xform, media: blobs, language });
  const given = new Map();
  for (const screen of form.screens())
    for (const entry of screen.entries) if (entry.kind === "repeat" && !entry.counted) grow(form, entry);
  for (let next; (next = asked(form, questionsOf).find(({ id, kind, readonly }) => kind !== "note" && !readonly && !given.has(id)));)
    given.set(next.id, await answered(form, questionsOf, next, choice));
  const answers = {}, labels = {};
  for (const { id, label } of asked(form, questionsOf)) {
    const path = form.nodes.get(id).currentState.reference.split("/").slice(2).join("/");
    labels[path] = label;
    if (given.get(id) !== undefined) answers[path] = given.get(id);
  }
  const { xml, instanceID, files } = await form.payload();
  const sent = {};
  for (const [name, file] of files) sent[name] = btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer())));
  return { xml, instanceID, answers, labels, files: sent, problems: form.problems() };
}

function grow(form, repeat) {
  while (form.nodes.get(repeat.id).currentState.children.length < 2) form.addTo(repeat.id);
}

const asked = (form, questionsOf) => form.screens().flatMap(({ entries }) => questionsOf(entries));

/** Give the first answer that the form takes; returns it as text, a file as `{file: base64}`. */
async function answered(form, questionsOf, question, choice) {
  const again = () => asked(form, questionsOf).find(({ id }) => id === question.id);
  for (const [value, text] of await candidates(question, choice)) {
    form.answer(question.id, value);
    if (!again()?.error) return text;
  }
  throw new Error(`no answer fits ${question.name}: ${JSON.stringify(again())}`);
}

async function candidates({ kind, options, name }, choice) {
  const values = (options ?? []).map(({ value }) => value);
  switch (kind) {
    case "decimal": return [["7.5", "7.5"]];
    case "int": case "range": return NUMBERS.map((text) => [text, text]);
    case "date": return [["2024-11-27", "2024-11-27"]];
    case "time": return [["07:05", "07:05:00.000+08:00"]];
    case "dateTime": return [["2024-11-27T07:05", "2024-11-27T07:05:00.000+08:00"]];
    case "one": return [[[values.at(choice)], values.at(choice)]];
    case "many": return [[values.slice(0, 2), values.slice(0, 2).join(" ")]];
    case "rank": return [[values.toReversed(), values.toReversed().join(" ")]];
    case "trigger": return [[true, "OK"]];
    case "geopoint": return [[PLACE, "-0.4125 116.9875 12.5 5.5"]];
    case "photo": case "signature": case "file": return [await picture(name)];
    default: return WORDS.map((text) => [text, text]);
  }
}

/** A real picture, another one for each question. */
async function picture(name) {
  const canvas = new OffscreenCanvas(24, 16), pen = canvas.getContext("2d");
  pen.fillText(name, 0, 12);
  const bytes = await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
  return [new File([bytes], `IMG_${name}.png`, { type: "image/png" }), { file: btoa(String.fromCharCode(...new Uint8Array(bytes))) }];
}
