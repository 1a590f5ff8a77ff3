/** Requests that htmx makes carry the forgery token of the page; the cookie itself may be out of reach. */
export function token() {
  document.addEventListener("htmx:configRequest", (event) => {
    const field = document.querySelector("[name=csrfmiddlewaretoken]");
    if (field && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = field.value;
  });
}
