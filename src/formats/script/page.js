// What the other files here use. They become one function of `words` and `book`: `tests/browser/minify.mjs` makes it.
const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
const make = (name, parent, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  if (parent) parent.append(made);
  return made;
};
const button = (parent, text, onclick) =>
  make("button", parent, { type: "button", textContent: text, onclick });
/** The parts of a text that is a list. */
const split = (text, by = " ") => String(text ?? "").split(by).filter(Boolean);
/** A sentence of the book's words, with values in the places of `{…}`. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
/** Adds a value to the list of a key. */
const gather = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
/** Does this with each of these: with what can be seen at once, and with the rest a little later. */
const inTurn = (items, act, then) => {
  let timer;
  const next = (count) => {
    items.splice(0, count).forEach(act);
    if (items.length) timer = setTimeout(next, 0, 200);
    else then?.();
  };
  next(15);
  return () => clearTimeout(timer);
};
const sections = all(".resources");
/** Class of the chapter that a section is in, which its style is for. */
const scopeOf = (section) => section.className.match(/resources-in-\S+/)?.[0];
const scope = scopeOf(sections[0]);
let said, saying;
/** Tells a screen reader, and everybody where it is `seen`, what has happened, for some seconds; `undo` takes it back. */
const say = (text, seen, undo) => {
  said.classList.toggle("resources-seen", !!seen);
  // The same text twice is told twice.
  said.textContent = "";
  clearTimeout(saying);
  saying = setTimeout(() => {
    said.textContent = text;
    if (undo) button(said, words.undo, undo);
    saying = setTimeout(() => (said.textContent = ""), undo ? 20000 : 8000);
  }, 50);
};
/** Goes to the resource of the address again while the heights of others are still estimates. */
const settle = (times) => {
  const target = document.querySelector(".resources-large :target");
  if (!target) return;
  target.scrollIntoView();
  if (times) requestAnimationFrame(() => settle(times - 1));
};
const prepare = () => {
  addEventListener("load", () => settle(10));
  addEventListener("hashchange", () => settle(10));
  said = make("p", sections[0].closest("main"), { className: "resources-said " + scope, role: "status" });
};
