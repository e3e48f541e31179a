// Reviewing: the bar says what one press would do, and keys go through the rows.
"use strict";
const rows = (number) => `${number} row${number === 1 ? "" : "s"}`;
const review = document.getElementById("review");
const main = review?.querySelector(".button.main");
if (main && review.querySelector("[name=line]")) {
  const counts = review.querySelector(".counts");
  const fateOf = (line) => {
    const first = line.value.split(" ")[0];
    const chosen = review.querySelector(`[name="row-${first}"]:checked`);
    return chosen?.value ?? review.querySelector(`[name="else-${first}"]:checked`)?.value ?? "back";
  };
  const say = () => {
    const sums = { approve: 0, back: 0, out: 0 };
    review.querySelectorAll("[name=line]").forEach((line) => { sums[fateOf(line)] += line.value.split(" ").length; });
    const rest = [sums.back && `send ${sums.back} back`, sums.out && `leave ${sums.out} out`].filter(Boolean);
    main.textContent = ["Approve", ...rest].join(", ").replace(/^Approve,/, `Approve ${sums.approve},`);
    counts.textContent = `${rows(sums.approve)} to approve${sums.back ? `, ${sums.back} to send back to ${review.dataset.author}` : ""}.`;
  };
  review.addEventListener("change", say);
  say();
}

const queue = document.getElementById("queue");
const ticked = queue?.querySelector(".counts");
if (ticked) {
  const say = () => {
    const ticks = [...queue.querySelectorAll("[name=row]:checked")];
    const sum = ticks.reduce((total, tick) => total + Number(tick.dataset.rows), 0);
    ticked.textContent = ticks.length ? `${ticks.length} ticked, ${rows(sum)}.` : "Tick what you have opened.";
  };
  queue.addEventListener("change", say);
  say();
}

// J and K go to the next and the previous row, or change; X ticks it, Enter opens it.
const stops = [...document.querySelectorAll(".review .card, .review tbody tr:not(.talk, .group)")];
let place = -1;
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return;
  const step = { j: 1, k: -1 }[event.key];
  if (step && stops.length) {
    place = Math.min(Math.max(place + step, 0), stops.length - 1);
    stops[place].scrollIntoView({ block: "center" });
    stops[place].querySelector("input:not([type=hidden]), a")?.focus();
  }
  if (event.key === "x" && stops[place]) stops[place].querySelector("input[type=checkbox]")?.click();
});
