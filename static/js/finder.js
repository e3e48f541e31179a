// The ranking follows the answers as they change. The form alone does the same, one press later.
const finder = document.querySelector(".finder");
const form = finder.querySelector("form");
const status = document.getElementById("finder-status");
const PARTS = [".standing", ".finder .result", ".after-result"];
const MOST_NAMED = 4;
let running;

const replace = (from, selector) => {
  const [old, fresh] = [document.querySelector(selector), from.querySelector(selector)];
  if (!old || !fresh) return;
  const held = old.contains(document.activeElement) && document.activeElement.id;
  if (old.open) fresh.open = true;
  old.replaceWith(document.adoptNode(fresh));
  if (held) document.getElementById(held)?.focus();
};

const ranks = () => new Map([...document.querySelectorAll(".order .name")].map((name, place) => [name.textContent, place + 1]));

// What became of each framework's rank, those that moved farthest first.
const movement = (before, after) => {
  if (!before.size || !after.size) return "";
  const moved = [...after].filter(([name, rank]) => before.has(name) && before.get(name) !== rank);
  moved.sort(([a, x], [b, y]) => Math.abs(before.get(b) - y) - Math.abs(before.get(a) - x));
  const words = moved.slice(0, MOST_NAMED).map(([name, rank]) => `${name} from ${before.get(name)} to ${rank}`);
  const entered = [...after.keys()].filter((name) => !before.has(name)).length;
  const left = [...before.keys()].filter((name) => !after.has(name)).length;
  if (moved.length > MOST_NAMED) words.push(`${moved.length - MOST_NAMED} more moved`);
  if (entered) words.push(`${entered} came in`);
  if (left) words.push(`${left} left out`);
  return words.length ? `Moved: ${words.join(", ")}.` : "Nobody moved.";
};

const show = (fresh, address, changed) => {
  const before = ranks();
  const words = fresh.getElementById("finder-status").textContent;
  const links = [...fresh.head.querySelectorAll("[rel=alternate]")];
  document.title = fresh.title;
  // Other answers set other weights; while a weight is being changed, its controls stay as they are.
  if (!changed.closest(".weights")) replace(fresh, ".finder .weights");
  for (const part of PARTS) replace(fresh, part);
  const moved = movement(before, ranks());
  const line = document.querySelector(".moved");
  if (line) [line.textContent, line.hidden] = [moved, !moved];
  status.textContent = `${words}. ${moved}`;
  for (const link of document.head.querySelectorAll("[rel=alternate]")) link.remove();
  document.head.append(...links);
  for (const way of document.querySelectorAll(".theme-form [name=next]")) way.value = address.pathname + address.search;
  history.pushState(null, "", address);
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

// Back and forward lead to the answers of that address.
let path = location.pathname + location.search;
addEventListener("plumbline:replaced", () => (path = location.pathname + location.search));
addEventListener("popstate", () => {
  if (path !== location.pathname + location.search) location.reload();
});
