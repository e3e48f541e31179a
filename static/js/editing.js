// Long forms: nothing is left unsaved by accident, and the keyboard goes from line to line.
"use strict";
addEventListener("load", () => {
  const form = document.querySelector("form[id$='_form']");
  if (!form) return;
  const written = () => new URLSearchParams(new FormData(form)).toString();
  const cameBack = document.querySelector(".errornote") !== null;
  const shown = written();
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("beforeunload", (event) => {
    if (!sending && (cameBack || written() !== shown)) event.preventDefault();
  });

  // A heading without words is none.
  document.querySelectorAll("thead th:empty").forEach((head) => { head.replaceWith(document.createElement("td")); });

  // What Django draws in place of a select has no name for those who cannot see the label.
  const nameChoosers = (within) => within.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    const name = select.getAttribute("aria-label") ?? select.labels[0]?.textContent.trim().replace(/:$/, "");
    select.nextElementSibling?.querySelector("[role=textbox]")?.setAttribute("aria-label", name);
  });
  // jQuery draws them a moment after the page is there, and calls this after that.
  window.django?.jQuery(() => nameChoosers(document));
  document.addEventListener("formset:added", (event) => nameChoosers(event.target));
  window.django?.jQuery(document).on("select2:open", () => {
    document.querySelector(".select2-search__field")?.setAttribute("aria-label", "Search");
  });

  // The same field of another line has the same name but for the number of the line.
  const neighbour = (field, step) => {
    const [, before, after] = field.name.match(/^(.+?-)\d+(-.+)$/) ?? [];
    const fields = before ? [...form.querySelectorAll(`[name^="${before}"][name$="${after}"]`)] : [];
    return fields[fields.indexOf(field) + step];
  };
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector(".default"));
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const next = event.altKey && step && event.target.name && neighbour(event.target, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
});
