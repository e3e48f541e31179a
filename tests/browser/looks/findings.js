// What axe finds on the page it is loaded into: what breaks a rule, with its first three places.
//
// Its rules of colours take longer than all others together, so of texts that look the same, with the same behind them,
// two are measured. Themes differ in colours alone.
async ({ coloursAlone }) => {
  const COLOURS = ["color-contrast", "link-in-text-block"];
  const NOTHING = "rgba(0, 0, 0, 0),none,1,";

  const run = async (context, options) => {
    const { violations } = await axe.run(context, { resultTypes: ["violations"], ...options });
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  };

  const behind = new Map([[document, ""]]);
  const behindOf = (element) => {
    if (!behind.has(element)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
      // What is put elsewhere may stand before anything, so it is like nothing else.
      const place = ["static", "relative"].includes(position) ? "" : `placed ${behind.size}`;
      const paint = [backgroundColor, backgroundImage, opacity, place].join();
      behind.set(element, behindOf(element.parentNode) + (paint === NOTHING ? "" : paint));
    }
    return behind.get(element);
  };

  const lookOf = (element) => {
    const { color, fontSize, fontWeight, textShadow, textDecorationLine } = getComputedStyle(element);
    const around = getComputedStyle(element.parentElement).color;
    return [behindOf(element), color, fontSize, fontWeight, textShadow, textDecorationLine, around].join("|");
  };

  const isText = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isShown = (element) => element.checkVisibility() && element.offsetWidth > 1;

  const times = {};
  const texts = [...document.body.querySelectorAll("*")].filter((element) => {
    if (!isShown(element) || !isText(element)) return false;
    const look = lookOf(element);
    times[look] = (times[look] ?? 0) + 1;
    return times[look] <= 2;
  });

  const withoutColours = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]));
  const others = coloursAlone ? [] : await run(document, { rules: withoutColours });
  return [...others, ...(await run({ include: texts }, { runOnly: COLOURS }))];
}
