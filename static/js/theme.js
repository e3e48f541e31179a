// Pages are the same for everybody; the colours a reader chose stand in a cookie. Runs before anything is drawn.
{
  const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/)?.[1];
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
    for (const part of document.querySelectorAll("[data-theme-part]")) {
      part.media = part.dataset.themePart === chosen ? "all" : "not all";
    }
  }
}
