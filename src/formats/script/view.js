// Progress on the page: boxes and buttons at resources, sums at sections and topics, and the next step.
/** The elements of each resource, and the sums that it is in, by its id. */
const places = new Map();
const sums = new Map();
/** Sums these resources whenever one of them is painted. */
const watch = (items, sum) => {
  for (const { id } of items) gather(sums, id, sum);
};
const controls = make("div");
controls.innerHTML =
  '<label class="resources-tick"><input type="checkbox"></label><button type="button" class="resources-doing"></button><button type="button" class="resources-more" aria-expanded="false"></button>';
const equip = (item) => {
  const [label, doing, more] = controls.cloneNode(true).children;
  const name = item.querySelector(".resource-name");
  const title = item.querySelector(".resource-title")?.textContent;
  // A format of the author's own can do without them: it has no place for a box.
  if (!name || !title) return;
  label.firstChild.ariaLabel = words.done + ": " + title;
  doing.ariaPressed = false;
  doing.ariaLabel = words.doing + ": " + title;
  more.ariaLabel = words.more + ": " + title;
  name.before(label, doing);
  name.after(more);
  gather(places, item.dataset.id, item);
  paint(item.dataset.id);
};
const paint = (id) => {
  const state = states.get(id) || 0;
  for (const item of places.get(id) || []) {
    if ((item.dataset.state || "") === NAMES[state]) continue;
    item.dataset.state = NAMES[state];
    item.querySelector(".resources-doing").ariaPressed = state === BEGUN;
    const box = item.querySelector(".resources-tick input");
    box.checked = state === DONE;
    box.indeterminate = state === BEGUN;
    item.querySelector(".resources-state")?.remove();
    if (state === BEGUN || state === SKIPPED) {
      const facts = item.querySelector(".resource-facts");
      const word = make("strong", null, {}, state === BEGUN ? words.doing : words.skipped);
      facts?.prepend(make("span", null, { className: "resources-state" }, word, " · "));
    }
    for (const option of all(".resources-states [value]", item)) option.ariaPressed = +option.value === state;
  }
};
/** Resources from which on a bar says more than their number. */
const LEAST_FOR_BAR = 4;
/** A sum of resources: its text, and a bar where there is enough for one. */
const count = (node, items, name, most) => {
  const sum = tally(items);
  if (!node.children.length) node.replaceChildren(make("bdi"), make("progress", null, { ariaLabel: name }));
  const [said, bar] = node.children;
  bar.max = sum.all || 1;
  bar.value = sum.done;
  bar.hidden = !sum.done || sum.all < LEAST_FOR_BAR;
  said.textContent = sentence(sum, most);
  return sum;
};
/** The sections of the chapter that a section is in: the first of them has the head for all. */
const ofChapter = (section) => {
  const chapter = scopeOf(section);
  return sections.filter((other) => other === section || other.classList.contains(chapter));
};
let isStarted;
const equipSection = (section) => {
  const items = all("[data-id]", section);
  const known = items.map(ofElement);
  for (const node of all(".resources-topic", section)) {
    const listed = split(node.dataset.ids).map(ofToken);
    known.push(...listed);
    const place = node.querySelector(".resources-count");
    const title = node.querySelector(".resource-title")?.textContent;
    // A map is a picture: times stand in the overview.
    if (place) watch(listed, () => count(place, listed, title, node.closest(".resources-map") ? 0 : undefined));
  }
  section.known = known;
  // Those that come a little later have not been counted yet.
  inTurn(items, equip, () => isStarted && paintNext());
};
const equipHead = (section) => {
  const group = ofChapter(section);
  const heads = group.filter((other) => other.querySelector(".resources-progress"));
  if (section !== (heads[0] || group.find((one) => one.matches(".resources-ticks") && one.known.length))) return;
  section.all = group.flatMap(({ known }) => known);
  if (!section.all.length) return;
  // A format of the author's own, which comes first, may have none.
  if (!heads.length) section.prepend(make("div", null, { className: "resources-head" }, make("div", null, { className: "resources-progress" })));
  const bar = section.querySelector(".resources-progress");
  const place = make("div", bar, { className: "resources-sum" });
  section.most = section.querySelector(".resources-topic") ? MOST_MINUTES : undefined;
  watch(section.all, () => (section.sum = count(place, section.all, words.your_progress, section.most)));
  equipTools(section, bar);
};
/** The one card of a page that says what to do next: where the page has a place for it, or at the chapter's end. */
const card = () => {
  const place = all(".resources-next").find((node) => !node.closest("details"));
  for (const other of all(".resources-next")) other.hidden = other !== place;
  const node = place || make("div", make("div", sections[0].closest("main"), { className: scope }), { className: "resources-next" });
  const said = make("p", node, { className: "resources-step" });
  const name = make("p", node, { className: "resource-name" });
  const facts = make("p", node, { className: "resource-facts" });
  const open = make("a", null, { className: "resources-open", textContent: words.open });
  const done = button(null, words.done, () => {
    change([[done.value, DONE]]);
    if (keeps) say(said.textContent + " " + name.textContent);
  });
  make("p", node, { className: "resources-go" }, open, done);
  return { node, said, name, facts, open, done };
};
let nextCard;
const paintCard = (item, text, isNamed) => {
  nextCard ||= card();
  const { node, said, name, facts, open, done } = nextCard;
  node.hidden = !item && !text;
  said.textContent = text;
  for (const part of [name, facts, done.parentNode]) part.hidden = !item;
  if (!item) return;
  const { id, title, page, topic, kind, minutes } = item;
  const here = places.get(id)?.find(({ id }) => id);
  const shown = here?.querySelector(".resource-title");
  const icon = here?.querySelector(".resource-icon") || (kind && document.querySelector("[data-icon=" + CSS.escape(kind) + "]"))?.content.firstElementChild;
  // The chapter that presents a resource says more of it than an index.
  const isElsewhere = page && !isHere(page);
  const href = isElsewhere ? page + "#resource-" + id : here && "#" + here.id;
  name.replaceChildren(icon?.cloneNode(true) || "", make(href ? "a" : "span", null, { className: "resource-title", href }, make("bdi", null, {}, title || shown?.textContent || id)));
  const known = [!isNamed && topic, minutes && time(minutes)].filter(Boolean);
  facts.replaceChildren(...known.flatMap((text, at) => [at ? " · " : "", make("bdi", null, {}, text)]));
  open.href = isElsewhere ? href : shown?.href || href;
  open.hidden = !href;
  done.value = id;
  done.ariaLabel = words.done + ": " + name.textContent;
};
const isHere = (page) => page?.pathname === location.pathname;
/** What to go on with, at each place that says so. */
const paintNext = () => {
  const { done, isReady, topic, item } = nextStep();
  for (const node of all(".resources-topic")) {
    const here = topics.find(({ topic }) => topic === node.dataset.topic);
    if (!here) continue;
    const { all } = tally(here.items);
    const isNext = topic && here.topic === topic.topic;
    node.dataset.state = done.has(here.topic) && all ? "done" : isNext ? "next" : isReady(here) ? "ready" : "ahead";
  }
  // At a chapter's end, what is left of the chapter comes first.
  const here = topics.filter(({ page }) => isHere(page));
  const rest = nextOf(here.flatMap(({ items }) => items));
  const begun = item && states.has(item.id);
  const next = (!begun && rest) || item || nextOf(sections.flatMap((section) => section.known || []));
  const isDone = here.some(({ items }) => tally(items).done) && here.every(({ topic }) => done.has(topic));
  const titles = here.map(({ title }) => title).join(", ");
  if (!next) paintCard(null, tally(allKnown()).done && (hasOverview ? words.finished : (titles && titles + ": ") + words.done));
  else if (states.has(next.id)) paintCard(next, words.continue);
  else if (isDone && next.topic) paintCard(next, fill(words.topic_done, { topic: titles, next: next.topic }), true);
  else paintCard(next, words.next);
};
/** The resources of this page, and of the topics that the reader has come across. */
const allKnown = () => [...sections.flatMap((section) => section.known || []), ...topics.flatMap(({ items }) => items)];
/** Sets the states of these resources, here and in every other tab. */
const change = (changes) => {
  read();
  for (const [id, state] of changes) {
    states.delete(id);
    if (state) states.set(id, state);
    const url = state && urlOf(places.get(id)?.[0]);
    if (url) urls.set(id, url);
    else if (!state) urls.delete(id);
  }
  write();
  repaint(changes.map(([id]) => id));
};
const repaint = (ids) => {
  ids.forEach(paint);
  for (const sum of new Set(ids.flatMap((id) => sums.get(id) || []))) sum();
  paintNext();
};
const repaintAll = () => repaint([...new Set([...places.keys(), ...sums.keys()])]);
/** The URL by which a resource is known again: one that no other of the book has. */
const urlOf = (item) => item && item.dataset.shared == null && item.querySelector("a.resource-title")?.href;
/** Resources that have another id now: the catalogue says so, or the URL is one that no id of the book has. */
const adopt = () => {
  const known = allKnown();
  const before = written();
  const ids = new Set(known.map(({ id }) => id));
  const renamed = known.flatMap(({ id, was }) => was.map((old) => [old, id]));
  const items = all("[data-id]").map((item) => [item.dataset.id, urlOf(item)]);
  const owners = new Map(items.map(([id, url]) => [url, id]));
  for (const [old, url] of urls) if (!ids.has(old)) renamed.push([old, owners.get(url)]);
  for (const [old, id] of renamed) {
    if (!id || !states.has(old)) continue;
    if (!states.has(id)) states.set(id, states.get(old));
    states.delete(old);
    urls.delete(old);
  }
  for (const [id, url] of items) if (url && states.has(id)) urls.set(id, url);
  if (written() !== before) write();
};
const toggle = (id, state) => change([[id, states.get(id) === state ? 0 : state]]);
/** The other things that can be said of a resource. */
const unfold = (more, item) => {
  const open = item.querySelector(".resources-states");
  more.ariaExpanded = !open;
  if (open) return open.remove();
  const { id } = item.dataset;
  const row = make("div", null, { className: "resources-states" });
  const option = button(row, words.skipped, () => toggle(id, SKIPPED));
  option.value = SKIPPED;
  option.ariaPressed = states.get(id) === SKIPPED;
  if (item.id) {
    const title = item.querySelector(".resource-title").textContent;
    button(row, words.copy_link, () => copy(location.href.split("#")[0] + "#" + item.id)).ariaLabel = words.copy_link + ": " + title;
  }
  row.onkeydown = ({ key }) => {
    if (key !== "Escape") return;
    unfold(more, item);
    more.focus();
  };
  more.after(row);
};
const copy = async (url) => {
  try {
    await navigator.clipboard.writeText(url);
    say(words.copied, true);
  } catch {
    prompt(words.copy_link, url);
  }
};
/** Counts that wait to be written into the sidebar: all are written, and then all are looked at. */
const counts = new Map();
const writeCounts = () => {
  const links = [...counts].map(([place, text]) => ({ place, text, link: place.parentNode }));
  counts.clear();
  for (const { place } of links) place.textContent = "";
  for (const entry of links) entry.height = entry.link.offsetHeight;
  for (const { place, text } of links) place.textContent = text;
  const wrapped = links.filter(({ link, height }) => link.offsetHeight > height);
  for (const { place } of wrapped) place.textContent = "";
};
/** How far one is with each chapter, in mdBook's sidebar, where that takes no further line. */
const equipSidebar = () => {
  const chapters = new Map();
  for (const { page, items } of topics) if (page) gather(chapters, page.pathname, items);
  for (const link of all(".chapter a")) {
    const items = !link.hash && chapters.get(link.pathname)?.flat();
    if (!items) continue;
    const place = make("small", link);
    watch(items, () => {
      const { done, all } = tally(items);
      const text = done ? " " + done + "/" + all : "";
      if (place.text === text) return;
      place.text = text;
      if (!counts.size) queueMicrotask(writeCounts);
      counts.set(place, text);
    });
  }
};
const startProgress = () => {
  read();
  readTopics();
  sections.forEach(equipSection);
  sections.forEach(equipHead);
  equipSidebar();
  adopt();
  repaintAll();
  isStarted = true;
  show(kept(() => localStorage.getItem(showKey)));
  document.addEventListener("change", ({ target }) => {
    const item = target.closest(".resources-tick") && target.closest("[data-id]");
    if (!item) return;
    change([[item.dataset.id, target.checked ? DONE : 0]]);
    const head = ofChapter(item.closest(".resources")).find(({ sum }) => sum);
    if (keeps && head) say(sentence(head.sum, head.most));
  });
  document.addEventListener("click", ({ target }) => {
    const more = target.closest(".resources-more");
    if (more) unfold(more, more.closest("[data-id]"));
    if (target.closest(".resources-doing")) toggle(target.closest("[data-id]").dataset.id, BEGUN);
  });
  addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return;
    states = new Map();
    read();
    repaintAll();
  });
  // A page that the browser kept for "back" has not heard of what was done since.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    read();
    repaintAll();
  });
  addEventListener("hashchange", receive);
  receive();
};
