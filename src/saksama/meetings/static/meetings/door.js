/* The door without a network: every check-in is first kept on this device, then sent; sending twice is one.
 *
 * The page itself is the list: each row carries SHA-256 of the guest's link and of the code for the door, so a
 * scanned code is recognised offline and the list gives no code away. The queue lies in localStorage under the
 * meeting's id and is emptied as the office confirms each entry. Reloading without a network needs the page to
 * be open still, or the house's service worker to have kept it.
 */
const root = document.querySelector("[data-door]");
const part = (name) => document.querySelector(`[data-door-${name}]`);
const key = `saksama.door.${root.dataset.door}`;
const BATCH = 50;
const PAUSE = 12000;

const kept = () => JSON.parse(localStorage.getItem(key) || "[]");
const refusedKey = `${key}.refused`;
const refused = () => JSON.parse(localStorage.getItem(refusedKey) || "[]");
const keep = (entries) => localStorage.setItem(key, JSON.stringify(entries));
const say = (text) => { part("said").textContent = text; };
let sending = false;

function showQueue() {
  const waiting = kept().length;
  part("queue").hidden = !waiting;
  part("count").textContent = waiting;
  part("queue-text").textContent = root.dataset.sayWaiting;
}

/* What the office refused never leaves by itself: it stands here until somebody has looked at it. */
function showRefused() {
  const list = part("refused");
  list.hidden = !refused().length;
  list.replaceChildren(...refused().map((entry) => {
    const line = document.createElement("li");
    const done = document.createElement("button");
    done.type = "button";
    done.className = "pages-button pages-button--tight";
    done.textContent = root.dataset.sayDone;
    done.addEventListener("click", () => {
      localStorage.setItem(refusedKey, JSON.stringify(refused().filter((other) => other.id !== entry.id)));
      showRefused();
    });
    line.append(`${entry.who}: ${entry.text} `, done);
    return line;
  }));
}

function refuse(entry, text) {
  const row = root.querySelector(`[data-guest="${entry.guest}"]`);
  const who = [row ? row.querySelector("summary b").textContent : "", entry.name].filter(Boolean).join(", ");
  localStorage.setItem(refusedKey, JSON.stringify([...refused(), { id: entry.id, who, text }]));
  showRefused();
}

function mark(guest) {
  const row = root.querySelector(`[data-guest="${guest}"]`);
  if (!row || row.hasAttribute("data-came")) return;
  row.setAttribute("data-came", "");
  const state = row.querySelector(".meetings-guests__state");
  state.replaceChildren(part("tick").content.cloneNode(true));
}

function add(form, way) {
  const data = new FormData(form);
  const unnamed = data.get("who") === "delegate" && !data.get("name").trim();
  if (unnamed) {
    say(root.dataset.sayName);
    form.elements.name.focus();
    return;
  }
  const entry = {
    id: crypto.randomUUID ? crypto.randomUUID() : uuid(),
    guest: data.get("guest"),
    who: data.get("who"),
    name: data.get("who") === "delegate" ? data.get("name") : "",
    post: data.get("who") === "delegate" ? data.get("post") : "",
    at: new Date().toISOString(),
    way: data.has("paper") ? "paper" : way,
    extra: data.has("extra"),
    offline: !navigator.onLine,
  };
  keep([...kept(), entry]);
  showQueue();
  say(root.dataset.sayKept);
  form.closest("details").open = false;
  mark(entry.guest);
  send();
}

/* Where the page is not served over HTTPS the browser keeps randomUUID back. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

async function send() {
  if (sending || !kept().length) return;
  sending = true;
  try {
    while (kept().length) {
      const batch = kept().slice(0, BATCH);
      const answer = await fetch(root.dataset.doorMerge, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ arrivals: batch }),
        redirect: "manual",
      });
      if (answer.status === 403 || answer.type === "opaqueredirect") { say(root.dataset.sayLogin); break; }
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      const done = new Set(told.answers.map((entry) => entry.id));
      keep(kept().filter((entry) => !done.has(entry.id)));
      told.came.forEach(mark);
      part("present").textContent = told.present;
      const last = told.answers.findLast ? told.answers.findLast((entry) => entry.text) : told.answers.at(-1);
      for (const entry of told.answers.filter((one) => one.result === "refused")) {
        refuse(batch.find((one) => one.id === entry.id), entry.text);
      }
      say(last.text);
    }
  } catch {
    /* No network, or the office is busy: everything stays kept, and is marked as told without a network. */
    keep(kept().map((entry) => ({ ...entry, offline: true })));
  } finally {
    sending = false;
    showQueue();
  }
}

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

/* --- the camera --- */

async function recognised(text) {
  const found = text.startsWith(root.dataset.doorMark) ? text.slice(root.dataset.doorMark.length)
    : (text.match(/\/undangan\/([A-Za-z0-9_-]{43})\//) || [])[1];
  if (!found) return null;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(found));
  const hex = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return root.querySelector(`[data-code="${hex}"], [data-link="${hex}"]`);
}

let stream = null;
let reading = 0;

async function scan() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    const { reader } = await import(root.dataset.doorReader);
    const video = part("video");
    video.srcObject = stream;
    video.hidden = false;
    part("stop").hidden = false;
    await video.play();
    const read = await reader();
    const turn = ++reading;
    let last = "";
    while (stream && turn === reading) {
      const text = await read(video);
      if (text && text !== last) {
        last = text;
        const row = await recognised(text);
        if (row) { show(row); break; }
        say(root.dataset.sayUnknown);
      }
      await new Promise((done) => { setTimeout(done, 150); });
    }
  } catch {
    say(root.dataset.sayCamera);
    stop();
  }
}

function show(row) {
  stop();
  row.hidden = false;
  const details = row.querySelector("details");
  details.open = true;
  details.dataset.scanned = "";
  details.scrollIntoView({ block: "center" });
  details.querySelector("button").focus();
}

function stop() {
  reading += 1;
  if (stream) stream.getTracks().forEach((track) => track.stop());
  stream = null;
  part("video").hidden = true;
  part("stop").hidden = true;
}

root.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-guest] form");
  if (!form) return;
  event.preventDefault();
  event.stopPropagation();
  add(form, "scanned" in form.closest("details").dataset ? "qr" : "list");
}, true);
part("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase();
  for (const row of root.querySelectorAll("[data-guest]")) {
    row.hidden = words !== "" && !row.textContent.toLowerCase().includes(words);
  }
});
part("scan").addEventListener("click", scan);
part("stop").addEventListener("click", stop);
window.addEventListener("online", send);
setInterval(send, PAUSE);
part("tools").hidden = false;
showQueue();
showRefused();
send();
