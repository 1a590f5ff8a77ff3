/** Ask again for a part of the page, with a little chance in the pause so that offices do not ask in step.
 *
 * <section data-live="/meja/hari-ini/bagian/" data-live-every="60">: the answer replaces its content; 304 leaves it.
 */
export function live() {
  for (const part of document.querySelectorAll("[data-live]")) follow(part);
}

function follow(part) {
  const pause = Number(part.dataset.liveEvery || 60) * 1000;
  let tag = "";
  const later = () => window.setTimeout(ask, pause * (0.8 + 0.4 * Math.random()));
  async function ask() {
    if (!document.hidden && !part.contains(document.activeElement)) {
      try {
        const answer = await fetch(part.dataset.live, { headers: tag ? { "If-None-Match": tag } : {} });
        tag = answer.headers.get("ETag") || tag;
        if (answer.status === 200 && !answer.redirected) part.innerHTML = await answer.text();
      } catch {
        // No network just now: what is shown stays, the next turn asks again.
      }
    }
    later();
  }
  later();
}
