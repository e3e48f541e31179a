// Sheets: cells copied in a spreadsheet are pasted across lines, what changed is marked while it is typed.
"use strict";
addEventListener("load", () => {
  const tables = document.querySelectorAll("table.sheet");
  const fieldsOf = (line) => [...line.querySelectorAll("td:not(.tick) :is(input:not([type=hidden]), select, textarea)")];
  const linesOf = (table) => [...table.querySelectorAll("tr.line")].filter((line) => line.checkVisibility());
  const wordsOf = (field) => field.type === "checkbox" ? String(field.checked) : field.value;

  // A choice by its words or its key, a tick by yes or no, anything else as it is.
  const put = (field, text) => {
    const words = text.trim();
    if (field.type === "checkbox") field.checked = /^(yes|y|true|1|x)$/i.test(words);
    else if (field.localName === "select") {
      const found = [...field.options].find((option) => [option.text.trim(), option.value].some((name) => name.toLowerCase() === words.toLowerCase()));
      if (found) field.value = found.value;
    } else field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // Cells as a spreadsheet copies them: tabs between them, a cell of several lines in quotation marks.
  const cellsIn = (text) => {
    const rows = [[""]];
    for (const [part] of text.replace(/\r\n?/g, "\n").matchAll(/"(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]+|\t|\n/g)) {
      if (part === "\t") rows.at(-1).push("");
      else if (part === "\n") rows.push([""]);
      else rows.at(-1)[rows.at(-1).length - 1] += part.startsWith('"') && part.endsWith('"') && part.length > 1 ? part.slice(1, -1).replaceAll('""', '"') : part;
    }
    return rows.at(-1).join("") ? rows : rows.slice(0, -1);
  };

  const mark = (line) => {
    const fields = fieldsOf(line);
    const differs = fields.filter((field) => {
      const changed = wordsOf(field) !== before.get(field) || field.parentElement.querySelector(".was") !== null;
      field.closest("div[class^=entry-]")?.classList.toggle("changed", changed);
      return changed;
    });
    line.classList.toggle("changed", differs.length > 0);
    const count = document.querySelectorAll("tr.line.changed").length;
    const shown = document.querySelector("[data-count-changed]");
    if (shown) shown.textContent = `${count} line${count === 1 ? "" : "s"} changed`;
  };
  const before = new Map();
  tables.forEach((table) => table.querySelectorAll("tr.line").forEach((line) => fieldsOf(line).forEach((field) => {
    before.set(field, field.closest(".changed[class*=entry-]") ? null : wordsOf(field));
  })));

  tables.forEach((table) => {
    table.addEventListener("input", (event) => { if (event.target.closest("tr.line")) mark(event.target.closest("tr.line")); });
    table.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      const rows = cellsIn(text);
      const first = event.target.closest("tr.line");
      if (!first || (rows.length < 2 && rows[0].length < 2)) return;
      event.preventDefault();
      const start = fieldsOf(first).indexOf(event.target);
      const lines = linesOf(table);
      lines.slice(lines.indexOf(first), lines.indexOf(first) + rows.length).forEach((line, row) => {
        rows[row].forEach((cell, column) => {
          const field = fieldsOf(line)[start + column];
          if (field) put(field, cell);
        });
      });
    });
    // The line that is left closes, and the one that is pressed opens: what is pressed stays under the pointer.
    let pressed;
    const place = (field) => field.getBoundingClientRect().top;
    table.addEventListener("pointerdown", ({ target }) => { pressed = { target, top: place(target) }; });
    addEventListener("pointerup", () => { pressed = undefined; });
    table.addEventListener("focusin", () => { if (pressed) scrollBy(0, place(pressed.target) - pressed.top); });
    table.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "d") return;
      const line = event.target.closest("tr.line");
      const above = line && linesOf(table)[linesOf(table).indexOf(line) - 1];
      if (!above) return;
      event.preventDefault();
      put(event.target, wordsOf(fieldsOf(above)[fieldsOf(line).indexOf(event.target)]));
    });

    // One tick for all lines shown.
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", "Tick all lines shown");
    all.addEventListener("change", () => linesOf(table).forEach((line) => { line.querySelector("[name=tick]").checked = all.checked; }));
    table.querySelector("thead .tick").append(all);
  });
});
