/* Fills forms through our adapter of @getodk/xforms-engine, as a person would: whatever is asked gets an answer; and
 * corrects what was sent with the engine alone, as any other client built on it would.
 *
 * `fillAll(engine, jobs)`: jobs are [{xform, media, language, choice}]; `choice` is the option taken, 0 the first, -1
 * the last. Each gives {xml, instanceID, answers: {path: text}, labels: {path: label}, files: {name: base64},
 * problems}. `answers` holds what was answered, not what the engine made of it.
 * `correct(engine, job)`: the job is {xform, media, xml, files, path, value, photos, most}; what was sent is opened in
 * the engine's edit mode, one answer changed, the photos named taken anew, several megabytes each. Gives the requests
 * that the engine splits it into, none above `most` bytes: [{xml, files}].
 */
const WORDS = ['Rapi & tertib <b> "ya" é 😀\nbaris kedua', "64.02.06.1001-001"];
const NUMBERS = ["7", "12", "1"];
const PAYLOAD = "xml_submission_file";
const PLACE = { latitude: -0.4125, longitude: 116.9875, altitude: 12.5, accuracy: 5.5 };

export async function fillAll(engine, jobs) {
  const told = [];
  for (const job of jobs) told.push(await fill(engine, job));
  return told;
}

async function fill({ openForm, questionsOf }, { xform, media = {}, language, choice }) {
  const blobs = blobsOf(media);
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
  return { xml, instanceID, answers, labels, files: await written(files), problems: form.problems() };
}

export async function correct({ loadForm }, { xform, media = {}, xml, files, path, value, photos, most }) {
  const blobs = blobsOf(media);
  const loaded = await loadForm(xform, {
    fetchFormAttachment: async ({ href }) => new Response(blobs.get(href.split("/").pop())),
  });
  const sent = new FormData();
  sent.set(PAYLOAD, new File([xml], PAYLOAD, { type: "text/xml" }));
  for (const [name, data] of Object.entries(files)) sent.set(name, new File([await unwritten(data)], name));
  const { root } = await loaded.editInstance({ inputType: "FORM_INSTANCE_INPUT_RESOLVED", data: [sent] });
  const at = (wanted) => [...leaves(root)].find(({ currentState }) => currentState.reference === `/data/${wanted}`);
  at(path).setValue(value);
  for (const name of photos) at(name).setValue(new File([await photo()], `${name}.png`, { type: "image/png" }));
  const { data } = await root.prepareInstancePayload({ payloadType: "chunked", maxSize: most });
  return Promise.all(data.map(async (part) => ({
    xml: await part.get(PAYLOAD).text(),
    files: await written([...part.entries()].filter(([name]) => name !== PAYLOAD)),
  })));
}

function* leaves(node) {
  const children = Array.isArray(node.currentState.children) ? node.currentState.children : null;
  if (!children) yield node;
  else for (const child of children) yield* leaves(child);
}

const blobsOf = (media) => new Map(Object.entries(media).map(([name, text]) => [name, new Blob([text], { type: "text/csv" })]));

/** Files by name, in base64. */
async function written(files) {
  const told = {};
  for (const [name, file] of files) told[name] = await base64(file);
  return told;
}

const unwritten = async (data) => (await fetch(`data:application/octet-stream;base64,${data}`)).blob();

function base64(blob) {
  return new Promise((told) => {
    const reader = new FileReader();
    reader.onload = () => told(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.readAsDataURL(blob);
  });
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
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return [new File([blob], `IMG_${name}.png`, { type: "image/png" }), { file: await base64(blob) }];
}

/** A real picture of about six megabytes: noise does not compress. */
async function photo(width = 1600, height = 1300) {
  const noise = new Uint32Array(width * height), step = 16_384;
  for (let start = 0; start < noise.length; start += step) crypto.getRandomValues(noise.subarray(start, start + step));
  const pixels = new ImageData(new Uint8ClampedArray(noise.map((pixel) => pixel | 0xff000000).buffer), width, height);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return canvas.convertToBlob({ type: "image/png" });
}
