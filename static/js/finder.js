// The ranking follows the answers as they change. The form alone does the same, one press later.
const finder = document.querySelector(".finder");
const form = finder.querySelector("form");
let running;

const replace = (from, selector) => {
  const [old, fresh] = [document.querySelector(selector), from.querySelector(selector)];
  if (!old || !fresh) return;
  const held = old.contains(document.activeElement) && document.activeElement.id;
  old.replaceWith(document.adoptNode(fresh));
  if (held) document.getElementById(held)?.focus();
};

const show = (fresh, address, changed) => {
  replace(fresh, ".finder .result");
  replace(fresh, ".finder-bar");
  // Other answers set other weights; while a weight is being changed, its controls stay as they are.
  if (!changed.closest(".weights")) replace(fresh, ".finder .weights");
  document.getElementById("finder-status").textContent = fresh.getElementById("finder-status").textContent;
  document.title = fresh.title;
  for (const link of document.head.querySelectorAll("[rel=alternate]")) link.remove();
  document.head.append(...fresh.head.querySelectorAll("[rel=alternate]"));
  for (const way of document.querySelectorAll(".theme-form [name=next]")) way.value = address.pathname + address.search;
  history.replaceState(null, "", address);
  dispatchEvent(new Event("plumbline:replaced"));
};

form.addEventListener("change", async ({ target }) => {
  running?.abort();
  running = new AbortController();
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form));
  finder.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: running.signal });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.querySelector(".finder .result")) return location.assign(address);
    show(fresh, new URL(answer.url), target);
  } catch (error) {
    if (error.name === "AbortError") return;
    form.requestSubmit();
  }
  finder.removeAttribute("aria-busy");
});
