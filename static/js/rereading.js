// A source read again with the keyboard, and how far one has come. Everything works without this.
"use strict";
addEventListener("load", () => {
  const form = document.querySelector("#reread_form");
  if (!form) return;
  const claims = [...form.querySelectorAll(".claim")];
  const radios = (claim) => [...claim.querySelectorAll("input[name$='-answer']")];
  const answer = (claim) => radios(claim).find((radio) => radio.checked)?.value ?? "";
  const give = (claim, value) => {
    const radio = radios(claim).find((one) => one.value === value);
    if (!radio) return;
    radio.checked = true;
    count();
  };

  const said = document.querySelector("#answered");
  const count = () => {
    const given = claims.map(answer).filter(Boolean);
    said.textContent = `${given.length} of ${claims.length} answered.`;
  };
  form.addEventListener("change", count);
  count();

  form.querySelectorAll("button[name=still]").forEach((button) => button.addEventListener("click", (event) => {
    event.preventDefault();
    button.closest(".page").querySelectorAll(".claim").forEach((claim) => answer(claim) || give(claim, "same"));
  }));

  const current = () => claims.indexOf(document.activeElement.closest?.(".claim"));
  const go = (place) => {
    const claim = claims[Math.max(0, Math.min(place, claims.length - 1))];
    const chosen = radios(claim).find((radio) => radio.checked) ?? radios(claim)[0];
    chosen.focus();
    claim.scrollIntoView({ block: "nearest" });
  };
  const ANSWERS = { 0: "", 1: "same", 2: "changed", 3: "gone" };
  document.querySelector("#keys").hidden = false;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=radio]), textarea, select")) return;
    const claim = claims[current()];
    if (event.key === "j" || event.key === "k") go(claim ? current() + (event.key === "j" ? 1 : -1) : 0);
    else if (claim && event.key in ANSWERS) give(claim, ANSWERS[event.key]);
    else if (claim && event.key === "o") open(claim.closest(".page").querySelector("h2 a")?.href, "_blank", "noreferrer");
    else return;
    event.preventDefault();
  });
});
