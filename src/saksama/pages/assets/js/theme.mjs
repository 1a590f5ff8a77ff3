/** Light, dark, or as the device wishes: kept for a year in the cookie that the server reads. */
export function theme() {
  const choice = document.querySelector("[data-theme-choice]");
  if (!choice) return;
  choice.closest("[hidden]")?.removeAttribute("hidden");
  choice.addEventListener("change", () => {
    document.documentElement.dataset.theme = choice.value;
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${choice.value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  });
}
