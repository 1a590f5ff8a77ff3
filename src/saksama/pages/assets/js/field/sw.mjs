/* The one service worker: keeps the shell of the field form, and nothing else. Forms and answers are in IndexedDB.
 *
 * The server writes before this file what it is made of: `self.SHELL = {version, home, files}`.
 */
const { version, home, files } = self.SHELL;
const CACHE = `saksama-lapangan-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([home, ...files].map((file) => new Request(file, { cache: "reload" })))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("saksama-lapangan-") && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === home) event.respondWith(fresh(request));
  else if (files.includes(pathname)) event.respondWith(kept(pathname, request));
});

/** The shell from the office when there is a line, kept for when there is none. */
async function fresh(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout?.(4000) });
    if (answer.ok) await cache.put(home, answer.clone());
    return answer.ok ? answer : ((await cache.match(home)) ?? answer);
  } catch {
    return (await cache.match(home)) ?? Response.error();
  }
}

async function kept(pathname, request) {
  return (await (await caches.open(CACHE)).match(pathname)) ?? fetch(request);
}
