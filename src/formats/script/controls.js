// Finding in a section of many resources: a field, chips, and an order, all of which stand in the address.
const LABELS = { kind: words.kind, level: words.level, access: words.access, language: words.language, role: words.role };
const FACETS = Object.keys(LABELS);
const ROLES = { start: words.start, optional: words.optional };
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const ofItem = (node, place) => {
  const { kind, level, access, language, role } = node.dataset;
  return { node, place, list: node.parentElement, values: { kind, level, access, language, role: ROLES[role] || words.core } };
};
/** What the address asks for; `name` gives the parameters of this section. */
const wanted = (name) => {
  const asked = new URLSearchParams(location.search);
  const get = (key) => asked.get(name(key)) || "";
  const filter = { text: get("q"), order: get("order") };
  for (const facet of FACETS) filter[facet] = new Set(get(facet).split(",").filter(Boolean));
  return filter;
};
const remember = (name, filter) => {
  const asked = new URLSearchParams(location.search);
  const set = (key, value) => (value ? asked.set(name(key), value) : asked.delete(name(key)));
  set("q", filter.text);
  set("order", filter.order);
  for (const facet of FACETS) set(facet, [...filter[facet]].join(","));
  const text = asked.toString();
  history.replaceState(null, "", (text ? "?" + text : location.pathname) + location.hash);
};
/** Shows what fits. Returns how many resources that are, and with `counts` how many would be with each value. */
const sift = (items, filter, counts) => {
  const parts = folded(filter.text).split(/\s+/).filter(Boolean);
  const active = FACETS.filter((facet) => filter[facet].size);
  const shown = new Set();
  const changes = [];
  let fitting = 0;
  for (const item of items) {
    if (parts.length) item.text ??= folded(item.node.textContent);
    const has = parts.every((part) => item.text.includes(part));
    const misses = has ? active.filter((facet) => !filter[facet].has(item.values[facet])) : active;
    const fits = has && !misses.length;
    if (item.node.hidden === fits) changes.push(item.node);
    fitting += fits;
    if (fits) shown.add(item.list);
    for (const facet of counts ? FACETS : []) {
      const value = item.values[facet];
      const counted = fits || (has && misses.length === 1 && misses[0] === facet);
      if (value) counts[facet].set(value, (counts[facet].get(value) || 0) + counted);
    }
  }
  apply(changes, new Set(items.map(({ list }) => list)), shown);
  return fitting;
};
/** Turns these resources round, and hides lists in which none is shown, with what stands above them. */
const apply = (changes, lists, shown) => {
  const { scrollY } = window;
  if (changes.length > 50) {
    // Browsers take long to lay out a list of which many items go: while they go, it is not there.
    for (const list of lists) list.hidden = true;
    document.body.offsetHeight;
  }
  for (const node of changes) node.hidden = !node.hidden;
  for (const list of lists) {
    list.hidden = !shown.has(list);
    const whole = list.closest(".resources-scroll") || list;
    whole.hidden = list.hidden;
    for (let node = whole.previousElementSibling; node?.matches(".resources-heading, .resources-introduction"); node = node.previousElementSibling) {
      node.hidden = list.hidden;
    }
  }
  if (scrollY !== window.scrollY) scrollTo(0, scrollY);
};
const year = ({ node }) => +node.dataset.year || 0;
const ORDERS = {
  title: (one, other) => one.title.localeCompare(other.title, document.documentElement.lang),
  year: (one, other) => year(other) - year(one),
};
const sortBy = (items, order) => {
  const by = ORDERS[order] || (() => 0);
  for (const item of items) item.title ??= item.node.querySelector(".resource-title").textContent;
  for (const item of [...items].sort((one, other) => by(one, other) || one.place - other.place)) item.list.append(item.node);
};
const chips = (panel, facet, filter, counts, changed) => {
  if (counts.size < 2) return [];
  const line = make("div", panel, { role: "group", ariaLabel: LABELS[facet], className: "resources-chips" });
  make("span", line, { textContent: LABELS[facet] });
  const group = make("div", line);
  return [...counts.keys()].map((value) => {
    const chip = button(group, "", () => {
      if (!filter[facet].delete(value)) filter[facet].add(value);
      changed();
    });
    return (counts) => {
      chip.ariaPressed = filter[facet].has(value);
      chip.textContent = `${value} ${counts[facet].get(value) || 0}`;
    };
  });
};
const equipControls = (section, place, at) => {
  const name = (key) => (at ? key + (at + 1) : key);
  let items;
  const filter = wanted(name);
  const field = make("input", place, { type: "search", placeholder: words.find, ariaLabel: words.find, value: filter.text });
  const opener = button(place, words.filter, () => open(panel.hidden));
  const panel = make("div", place, { className: "resources-panel", hidden: true });
  const result = make("p", place, { hidden: true });
  const told = make("span", result);
  let painters = [];
  const changed = (quiet) => {
    items ||= all("[data-id]", section).map(ofItem);
    const counts = panel.hidden ? null : Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const fitting = sift(items, filter, counts);
    if (counts && !painters.length) painters = FACETS.flatMap((facet) => chips(panel, facet, filter, counts[facet], changed));
    if (counts) for (const paint of painters) paint(counts);
    told.textContent = fitting ? fill(words.shown, { count: fitting, all: items.length }) : words.none_fits;
    result.hidden = fitting === items.length;
    if (quiet === true) return;
    say(told.textContent);
    remember(name, filter);
  };
  const open = (shows) => {
    panel.hidden = !shows;
    opener.ariaExpanded = shows;
    changed(true);
  };
  const clear = () => {
    field.value = filter.text = "";
    for (const facet of FACETS) filter[facet].clear();
    changed();
    field.focus();
  };
  const order = make("select", panel, { ariaLabel: words.order });
  for (const [value, text] of [["", words.order_given], ["title", words.order_title], ["year", words.order_year]]) {
    make("option", order, { value, textContent: text });
  }
  order.value = filter.order = ORDERS[filter.order] ? filter.order : "";
  order.onchange = () => {
    filter.order = order.value;
    sortBy((items ||= all("[data-id]", section).map(ofItem)), filter.order);
    remember(name, filter);
  };
  button(result, words.clear, clear);
  field.oninput = () => {
    filter.text = field.value;
    changed();
  };
  const isAsked = filter.text || FACETS.some((facet) => filter[facet].size);
  if (filter.order) order.onchange();
  opener.ariaExpanded = false;
  if (isAsked) open(FACETS.some((facet) => filter[facet].size));
};
const startControls = () => {
  all(".resources-controls").forEach((place, at) => equipControls(place.closest(".resources"), place, at));
};
