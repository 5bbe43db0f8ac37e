// Finding in a section of many resources: a form with a field, filters and an order, all of which stand in the address.
const FACETS = { kind: words.kind, level: words.level, access: words.access, language: words.language, role: words.role, authors: words.author, tags: words.tag };
const ROLES = { start: words.start, optional: words.optional };
/** Values that have an order of their own; the others come as they appear. */
const RANKS = [words.introductory, words.intermediate, words.advanced, words.free, words.audit, words.paid, words.start, words.core, words.optional];
/** Authors and tags that several resources have, and that a form has, at most. */
const MOST_CHIPS = 20;
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const ofItem = (node) => {
  const named = { ...node.dataset, role: ROLES[node.dataset.role] || words.core };
  const values = { year: named.year };
  for (const facet in FACETS) values[facet] = split(named[facet], "\t");
  return { node, list: node.parentElement, values };
};
const textOf = (item) => (item.text ??= folded(item.node.textContent));
const titleOf = (item) => (item.title ??= item.node.querySelector(".resource-title")?.textContent ?? "");
/** Resources among items: one can stand in several groups. */
const distinct = (items) => new Set(items.map(({ node }) => node.dataset.id)).size;
/** Name of a language in the page's own, where the browser knows both. */
const languageOf = (tag) => {
  try {
    return new Intl.DisplayNames(document.documentElement.lang.replace("_", "-"), { type: "language" }).of(tag);
  } catch {
    return tag;
  }
};
/** Order of titles in the reader's language. */
let collator;
const ORDERS = {
  title: (one, other) => (collator ||= new Intl.Collator()).compare(titleOf(one), titleOf(other)),
  year: (one, other) => (other.values.year || 0) - (one.values.year || 0),
};
/** Empties a list. Browsers take long to take down many items: they stay, unseen, in a list behind the new one. */
const emptied = (list) => {
  const fresh = list.cloneNode();
  list.before(fresh);
  list.classList.add("resources-old");
  return fresh;
};
/** Hides a list in which nothing is shown, with what stands above it. */
const hide = (list, hidden) => {
  let node = list.closest(".resources-scroll") || list;
  do node.hidden = hidden;
  while ((node = node.previousElementSibling)?.matches(".resources-heading, .resources-introduction"));
};
const equipControls = (form, at) => {
  const section = form.closest(".resources");
  const name = (key) => (at ? key + (at + 1) : key);
  const address = () => new URLSearchParams(location.search);
  const field = make("input", form, { type: "search", name: "q", placeholder: words.find, ariaLabel: words.find });
  const opener = button(form, words.filter, () => open(panel.hidden));
  const panel = make("div", form, { className: "resources-panel", hidden: true });
  const result = make("p", form, { hidden: true });
  const told = make("span", result);
  button(result, words.clear, () => {
    field.value = select.value = "";
    for (const { box } of chips) box.checked = false;
    field.focus();
    changed({});
  });
  const select = make("select", null, { name: "order" });
  make("label", panel, { className: "resources-order" }, words.order + " ", select);
  for (const [value, textContent] of [["", words.order_given], ["title", words.order_title], ["year", words.order_year]]) {
    make("option", select, { value, textContent });
  }
  let found, lists, sorted, order, later;
  let stop = () => {};
  const items = () => (found ||= all("[data-id]", section).map(ofItem));
  const chips = [];
  const equipChips = () => {
    for (const facet in FACETS) {
      const holders = new Map();
      for (const item of items()) for (const value of item.values[facet]) gather(holders, value, item);
      const numberOf = (value) => distinct(holders.get(value));
      let values = [...holders.keys()].sort((one, other) => RANKS.indexOf(one) - RANKS.indexOf(other));
      if (facet === "authors" || facet === "tags") {
        values = values.filter((value) => numberOf(value) > 1).sort((one, other) => numberOf(other) - numberOf(one)).slice(0, MOST_CHIPS);
      }
      if (values.length < 2) continue;
      const line = make("div", panel, { role: "group", ariaLabel: FACETS[facet], className: "resources-chips" });
      make("span", line, { textContent: FACETS[facet] });
      const group = make("div", line);
      for (const value of values) {
        const box = make("input", null, { type: "checkbox", name: facet, value });
        const label = make("label", group, {}, box);
        chips.push({ facet, value, box, label, name: facet === "language" ? languageOf(value) : value, text: make("span", label) });
      }
    }
    restoreChips();
  };
  const restoreChips = () => chips.forEach(({ facet, value, box }) => (box.checked = address().getAll(name(facet)).includes(value)));
  /** Takes the choices from the address. */
  const restore = () => {
    field.value = address().get(name("q")) || "";
    const asked = address().get(name("order"));
    select.value = Object.hasOwn(ORDERS, asked ?? "") ? asked : "";
    restoreChips();
  };
  const open = (shows) => {
    if (!chips.length) equipChips();
    panel.hidden = !shows;
    opener.ariaExpanded = shows;
    sift();
  };
  /** Shows what fits, in the order that is chosen; each chip says how many resources it would show. */
  const sift = () => {
    const data = new FormData(form);
    const parts = split(folded(data.get("q")), /\s+/);
    const active = Object.keys(FACETS).filter((facet) => data.has(facet));
    const chosen = Object.fromEntries(active.map((facet) => [facet, data.getAll(facet)]));
    const counts = new Map();
    if (order !== (order = data.get("order")) || !sorted) sorted = order ? [...items()].sort(ORDERS[order]) : items();
    const fitting = sorted.filter((item) => {
      if (!parts.every((part) => textOf(item).includes(part))) return;
      const misses = active.filter((facet) => !chosen[facet].some((value) => item.values[facet].includes(value)));
      for (const facet in panel.hidden ? {} : FACETS) {
        if (misses.some((missed) => missed !== facet)) continue;
        for (const value of item.values[facet]) gather(counts, facet + value, item);
      }
      return !misses.length;
    });
    for (const { facet, value, name, label, text } of chips) {
      const number = distinct(counts.get(facet + value) || []);
      text.textContent = name + " " + number;
      label.classList.toggle("resources-none", !number);
    }
    told.textContent = fitting.length ? fill(words.shown, { count: distinct(fitting), all: distinct(items()) }) : words.none_fits;
    result.hidden = fitting.length === items().length;
    section.classList.toggle("resources-sifted", !!order || !result.hidden);
    show(fitting);
  };
  const show = (fitting) => {
    stop();
    if (!lists) {
      if (fitting.length === items().length && !order) return;
      lists = new Map(items().map(({ list }) => [list, list]));
    }
    // The order that the head of a column gave is gone.
    for (const head of all("[aria-sort]", section)) head.ariaSort = null;
    const fits = new Set(fitting);
    const shown = new Set(fitting.map(({ list }) => list));
    for (const [list, last] of lists) {
      const fresh = emptied(last);
      lists.set(list, fresh);
      hide(fresh, !shown.has(list));
    }
    stop = inTurn(
      [...fitting, ...items().filter((item) => !fits.has(item))],
      (item) => (fits.has(item) ? lists.get(item.list).append(item.node) : item.node.remove()),
      () => all(".resources-old", section).forEach((list) => list.remove()),
    );
  };
  const changed = ({ target }) => {
    sift();
    say(told.textContent);
    clearTimeout(later);
    later = setTimeout(() => {
      const asked = address();
      for (const key of ["q", "order", ...Object.keys(FACETS)]) asked.delete(name(key));
      for (const [key, value] of new FormData(form)) if (value) asked.append(name(key), value);
      const query = String(asked) && "?" + asked;
      const url = location.href.split(/[?#]/)[0] + query + location.hash;
      // Browsers let a page change its address a few times in a second only; a choice is a step back, a letter is none.
      if (url !== location.href) history[target === field ? "replaceState" : "pushState"](null, "", url);
    }, 200);
  };
  // mdBook turns pages by keys.
  form.onkeydown = (event) => event.stopPropagation();
  field.onfocus = () => inTurn([...items()], textOf);
  form.oninput = changed;
  form.onsubmit = () => false;
  opener.ariaExpanded = false;
  const isFiltered = () => Object.keys(FACETS).some((facet) => address().has(name(facet)));
  restore();
  if (field.value || select.value || isFiltered()) open(isFiltered());
  addEventListener("popstate", () => {
    restore();
    sift();
  });
};
const startControls = () => all(".resources-controls").forEach(equipControls);
