// Names are offered while a search is typed. The form alone leads to the page of results, one press later.
const WAIT = 150;
const SHORTEST = 2;

const made = (tag, properties) => Object.assign(document.createElement(tag), properties);

const offer = (input) => {
  const list = made("ul", { id: `${input.id}-offers`, className: "offers", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const status = made("span", { className: "visually-hidden" });
  status.setAttribute("role", "status");
  input.form.append(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let waiting;
  let running;
  let current = -1;

  const close = () => {
    clearTimeout(waiting);
    running?.abort();
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    current = place;
    for (const [number, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(number === place));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place]?.scrollIntoView({ block: "nearest" });
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map(({ name, kind, address }, number) => {
      const option = made("li", { id: `${list.id}-${number}` });
      option.dataset.address = address;
      option.setAttribute("role", "option");
      option.append(`${name} `, made("span", { textContent: kind }));
      return option;
    }));
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    choose(-1);
    status.textContent = suggestions.length ? `${suggestions.length} suggestions` : "";
  };

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const address = new URL(input.form.dataset.suggestions, location);
    address.searchParams.set("q", input.value.trim());
    try {
      const answer = await fetch(address, { signal: running.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // Another letter was typed meanwhile, or the network is gone: the form still works.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value.trim().length < SHORTEST) close();
    else waiting = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (list.hidden) {
      return;
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      choose(current === last ? -1 : current + 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      choose(current === -1 ? last : current - 1);
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      location.assign(list.children[current].dataset.address);
    }
  });

  // A press on an option must not take the focus away before it counts.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("li");
    if (option) location.assign(option.dataset.address);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
};

for (const input of document.querySelectorAll("form[data-suggestions] input[type=search]")) offer(input);
