// Everything works without this file; it only saves the reader a step.
const root = document.documentElement;
root.classList.add("enhanced");

// The table of contents follows the reader.
const entries = [...document.querySelectorAll(".toc a[href^='#']")];
const mark = (current) => {
  for (const entry of entries) {
    if (entry === current) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
  // On a phone the table of contents is a strip, of which the current entry stays in sight.
  current.closest(".rail").scrollLeft = current.offsetLeft - 24;
};
const headings = entries.map((entry) => document.getElementById(decodeURIComponent(entry.hash.slice(1))));
const follow = () => {
  const passed = headings.findLastIndex((heading) => heading && heading.getBoundingClientRect().top < 160);
  const ended = window.innerHeight + window.scrollY >= root.scrollHeight - 2;
  mark(entries[ended && window.scrollY > 0 ? entries.length - 1 : Math.max(passed, 0)]);
};
if (entries.length) {
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }, { passive: true });
}

// An address within a folded part unfolds it, in browsers too that do not do so by themselves.
const unfold = () => {
  const aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  aim?.closest?.("details")?.setAttribute("open", "");
};
unfold();
addEventListener("hashchange", unfold);

// A line of time that is wider than the window begins with its newest part.
for (const figure of document.querySelectorAll(".timeline.recent")) figure.scrollLeft = figure.scrollWidth;

// A form of filters is open on a wide window, in browsers too whose style sheets cannot say so.
if (!CSS.supports("selector(::details-content)") && matchMedia("(width > 900px)").matches) {
  for (const form of document.querySelectorAll(".filters")) form.open = true;
}

// "/" goes to the search field, unless the reader is typing.
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const search = [...document.querySelectorAll(".site-search input")].find((input) => input.offsetParent);
  if (!search) return;
  event.preventDefault();
  search.focus();
});

// A form of a few choices applies itself.
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// A link to this view can be copied; so can one that arrives later, with a part of the page.
const offerCopy = () => {
  if (!navigator.clipboard) return;
  for (const link of document.querySelectorAll("a[data-copy]")) link.textContent = "Copy link";
};
offerCopy();
addEventListener("plumbline:replaced", offerCopy);
addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href);
  link.textContent = "Link copied";
});

// The menu opens in place instead of on its own page.
const header = document.querySelector(".site-header");
const menu = header?.querySelector(".menu-link");
menu?.setAttribute("aria-expanded", "false");
menu?.addEventListener("click", (event) => {
  event.preventDefault();
  menu.setAttribute("aria-expanded", String(header.toggleAttribute("data-open")));
});
