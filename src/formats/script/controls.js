// Finding in a section of many resources: a form with a field, filters and an order, all of which stand in the address.
const FACETS = { kind: words.kind, level: words.level, access: words.access, language: words.language, role: words.role };
const ROLES = { start: words.start, optional: words.optional };
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const ofItem = (node) => {
  const values = { ...node.dataset, role: ROLES[node.dataset.role] || words.core };
  return { node, list: node.parentElement, values };
};
const textOf = (item) => (item.text ??= folded(item.node.textContent));
const titleOf = (item) => (item.title ??= item.node.querySelector(".resource-title").textContent);
const pageLanguage = () => document.documentElement.lang.replaceAll("_", "-") || "en";
/** Order of titles in the page's language; one that is no tag has the reader's own. */
const newCollator = () => {
  try {
    return new Intl.Collator(pageLanguage());
  } catch {
    return new Intl.Collator();
  }
};
/** Name of a language in the page's own, where the browser knows it. */
const languageOf = (tag) => {
  try {
    return new Intl.DisplayNames([pageLanguage()], { type: "language" }).of(tag);
  } catch {
    return tag;
  }
};
let collator;
const ORDERS = {
  title: (one, other) => (collator ||= newCollator()).compare(titleOf(one), titleOf(other)),
  year: (one, other) => (other.values.year || 0) - (one.values.year || 0),
};
/** Empties a list. Browsers take long to take down many items: they stay, unseen, in a list behind the new one. */
const emptied = (list) => {
  if (list.localName !== "ul") {
    list.replaceChildren();
    return list;
  }
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
  const asked = new URLSearchParams(location.search);
  const field = make("input", form, { type: "search", name: "q", placeholder: words.find, ariaLabel: words.find, value: asked.get(name("q")) || "" });
  const opener = button(form, words.filter, () => open(panel.hidden));
  const panel = make("div", form, { className: "resources-panel", hidden: true });
  const result = make("p", form, { hidden: true });
  const told = make("span", result);
  button(result, words.clear, () => {
    form.reset();
    field.focus();
    changed();
  });
  const select = make("select", panel, { name: "order", ariaLabel: words.order });
  for (const [value, text] of [["", words.order_given], ["title", words.order_title], ["year", words.order_year]]) {
    make("option", select, { value, textContent: text, selected: value && value === asked.get(name("order")) });
  }
  let found, lists, sorted, order, later;
  let stop = () => {};
  const items = () => (found ||= all("[data-id]", section).map(ofItem));
  const chips = [];
  const equipChips = () => {
    for (const facet in FACETS) {
      const values = new Set(items().map(({ values }) => values[facet]).filter(Boolean));
      if (values.size < 2) continue;
      const line = make("div", panel, { role: "group", ariaLabel: FACETS[facet], className: "resources-chips" });
      make("span", line, { textContent: FACETS[facet] });
      const group = make("div", line);
      for (const value of values) {
        const checked = asked.getAll(name(facet)).includes(value);
        const box = make("input", null, { type: "checkbox", name: facet, value, checked });
        chips.push({ facet, value, name: facet === "language" ? languageOf(value) : value, text: make("span", make("label", group, {}, box)) });
      }
    }
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
      const misses = active.filter((facet) => !chosen[facet].includes(item.values[facet]));
      for (const facet in panel.hidden ? {} : FACETS) {
        const key = facet + item.values[facet];
        if (misses.every((missed) => missed === facet)) counts.set(key, (counts.get(key) || 0) + 1);
      }
      return !misses.length;
    });
    for (const { facet, value, name, text } of chips) text.textContent = name + " " + (counts.get(facet + value) || 0);
    told.textContent = fitting.length ? fill(words.shown, { count: fitting.length, all: items().length }) : words.none_fits;
    result.hidden = fitting.length === items().length;
    show(fitting);
  };
  const show = (fitting) => {
    stop();
    if (!lists) {
      if (fitting.length === items().length && !order) return;
      lists = new Map(items().map(({ list }) => [list, list]));
    }
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
  const changed = () => {
    sift();
    say(told.textContent);
    // Browsers let a page change its address a few times in a second only.
    clearTimeout(later);
    later = setTimeout(() => {
      const asked = new URLSearchParams(location.search);
      for (const key of ["q", "order", ...Object.keys(FACETS)]) asked.delete(name(key));
      for (const [key, value] of new FormData(form)) if (value) asked.append(name(key), value);
      const query = String(asked) && "?" + asked;
      history.replaceState(null, "", location.href.split(/[?#]/)[0] + query + location.hash);
    }, 200);
  };
  // mdBook turns pages by keys.
  form.onkeydown = (event) => event.stopPropagation();
  field.onfocus = () => inTurn([...items()], textOf);
  form.oninput = changed;
  form.onsubmit = () => false;
  opener.ariaExpanded = false;
  const isFiltered = Object.keys(FACETS).some((facet) => asked.has(name(facet)));
  if (field.value || select.value || isFiltered) open(isFiltered);
};
const startControls = () => all(".resources-controls").forEach(equipControls);
