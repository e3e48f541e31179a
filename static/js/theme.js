// Pages are the same for everybody; the colours a reader chose stand in a cookie. Runs before anything is drawn.
{
  const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/)?.[1];
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
    for (const color of document.querySelectorAll("meta[name='theme-color']")) {
      color.media = color.dataset.of === chosen ? "all" : "not all";
    }
  }
}
