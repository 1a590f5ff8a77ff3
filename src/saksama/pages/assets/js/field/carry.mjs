/* The queue as a file that another phone can carry to the office. Only the office can open it.
 *
 * Layout (docs/checklists.md, "A carried queue"): a JSON head {v, key, iv, office} whose `key` is a P-256 key made for this file
 * alone; AES-GCM-256 with a key derived by ECDH and HKDF-SHA-256 seals a JSON body of items and their files in base64.
 */
const FORMAT = "saksama-carried-queue";
const text = new TextEncoder();

/** Seal `items` (`[{id, form, version, xml, queuedAt, files: Map}]`) to the office's public key (raw P-256, base64).
 *
 * `sender` = {key, event}: this phone's own key tells the office who speaks, and lies inside the seal.
 */
export async function sealed(items, officeKey, sender) {
  const body = { format: FORMAT, ...sender, items: [] };
  for (const { files, ...item } of items) body.items.push({ ...item, files: await Promise.all([...files].map(asText)) });
  return seal(text.encode(JSON.stringify(body)), officeKey);
}

/** The answers alone, small enough for QR codes where they fit. */
export function sealedText(items, officeKey, sender) {
  return sealed(items.map((item) => ({ ...item, files: new Map() })), officeKey, sender);
}

/** Whether `content` looks like a sealed queue; only the office can tell more. */
export function isCarried(content) {
  try {
    return JSON.parse(content).format === FORMAT;
  } catch {
    return false;
  }
}

async function seal(plain, officeKey) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const office = await crypto.subtle.importKey("raw", bytes(officeKey), curve, false, []);
  const own = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: office }, own.privateKey, 256);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: iv, info: text.encode(FORMAT) }, secret,
    { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const body = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  return JSON.stringify({ format: FORMAT, v: 1, key: base64(publicKey), iv: base64(iv), body: base64(body) });
}

async function asText([name, blob]) {
  return { name, type: blob.type, data: base64(new Uint8Array(await blob.arrayBuffer())) };
}

function base64(array) {
  let binary = "";
  for (let at = 0; at < array.length; at += 32768) binary += String.fromCharCode(...array.subarray(at, at + 32768));
  return btoa(binary);
}

const bytes = (encoded) => Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
