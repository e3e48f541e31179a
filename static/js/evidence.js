// A link to the evidence of a claim opens its card in place. Without this file, and wherever it fails, the link is a link.
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
const dialog = made("dialog", { className: "evidence-dialog" });
dialog.setAttribute("aria-labelledby", "evidence-claim");
let opener = null;

const leadsToEvidence = (link) =>
  link && link.origin === location.origin && link.pathname.startsWith("/evidence/") && !link.hash && !link.target;

const cardOf = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const parts = page.querySelectorAll(".evidence-card, section[aria-labelledby=more]");
  return { claim: page.querySelector("h1").textContent, parts: [...parts].map((part) => document.adoptNode(part)) };
};

const show = (link, { claim, parts }) => {
  const head = document.createElement("header");
  const title = made("h2", { id: "evidence-claim", textContent: claim });
  const whole = made("a", { href: link.href, textContent: "The whole page" });
  const close = made("button", { className: "button small secondary", textContent: "Close" });
  close.addEventListener("click", () => dialog.close());
  head.append(title, whole, close);
  for (const part of parts) part.removeAttribute("aria-labelledby");
  dialog.replaceChildren(head, ...parts);
  document.body.append(dialog);
  opener = link;
  dialog.showModal();
  close.focus();
  dispatchEvent(new Event("plumbline:replaced"));
};

// A click beside the card closes it; Escape does so by itself. Both give the focus back to where it was.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
dialog.addEventListener("close", () => opener?.focus());

addEventListener("click", async (event) => {
  const link = event.target.closest?.("main a[href]");
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!leadsToEvidence(link) || location.pathname.startsWith("/evidence/")) return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  try {
    show(link, await cardOf(link.href));
  } catch {
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
});
