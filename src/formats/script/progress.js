// What the reader has done of each resource, where it is kept, and what it comes to.
const BEGUN = 1;
const DONE = 2;
const SKIPPED = 3;
const NAMES = ["", "doing", "done", "skipped"];
const rootUrl = new URL((typeof path_to_root === "string" && path_to_root) || "./", location.href);
const root = rootUrl.pathname;
const key = "mdbook-resources/" + (book.key || book.title + " " + root);
/** States by ids; what was changed last stands last. Ids that the book does not have are kept. */
let states = new Map();
/** URLs by ids: a resource whose title was corrected is known by its URL. */
let urls = new Map();
/** Storage can be forbidden or full: states last as long as the page then. */
let keeps = true;
const bookName = book.key || book.title;
/** The entries of storage, a file or a link that can be ours, each by itself, and not more than a book can have. */
const valid = (entries, fits) => new Map(entries.slice(0, 1e4).filter(([id, value]) => id.length < 400 && fits(value)));
const isState = (value) => [BEGUN, DONE, SKIPPED].includes(value);
const parse = (text) => {
  let kept = {};
  try {
    kept = JSON.parse(text) || kept;
  } catch {
    // What is not ours holds nothing.
  }
  const { book, states, urls } = kept;
  return { book, states: valid(Object.entries(states || {}), isState), urls: valid(Object.entries(urls || {}), Boolean) };
};
const read = () => {
  if (!keeps) return;
  try {
    ({ states, urls } = parse(localStorage.getItem(key)));
  } catch {
    keeps = false;
  }
};
const written = () => JSON.stringify({ book: bookName, states: Object.fromEntries(states), urls: Object.fromEntries(urls) });
const write = () => {
  try {
    if (keeps) localStorage.setItem(key, written());
  } catch {
    keeps = false;
  }
  if (!keeps) say(words.not_kept, true);
};
/** `id,role,minutes,choice,kind,was…`: a resource of a topic. */
const ofToken = (token) => {
  const [id, role, minutes, choice, kind, ...was] = token.split(",");
  return { id, role, minutes: +minutes, choice, kind, was };
};
const ofElement = ({ dataset }) => ({
  id: dataset.id,
  role: dataset.role,
  minutes: +dataset.minutes || 0,
  choice: dataset.choice,
  was: split(dataset.was),
});
/** How much of these is done. Of a choice one counts; what is skipped does not, and what is optional counts apart. */
const tally = (items) => {
  const units = new Map();
  for (const item of new Map(items.map((item) => [item.id, item])).values()) {
    if (states.get(item.id) === SKIPPED) continue;
    gather(units, item.choice || item.id, item);
  }
  const sum = { done: 0, all: 0, optionalDone: 0, optional: 0, minutes: 0, unknown: 0 };
  for (const unit of units.values()) {
    const done = unit.some(({ id }) => states.get(id) === DONE);
    if (unit.every(({ role }) => role === "optional")) {
      sum.optional += 1;
      sum.optionalDone += done;
      continue;
    }
    sum.all += 1;
    sum.done += done;
    if (done) continue;
    // Of alternatives, the one that is begun, or else the shortest.
    const known = unit.filter(({ id, minutes }) => states.get(id) || minutes).sort((one, other) => one.minutes - other.minutes);
    const chosen = known.find(({ id }) => states.get(id)) || known[0] || unit[0];
    if (chosen.minutes) sum.minutes += chosen.minutes;
    else sum.unknown += 1;
  }
  return sum;
};
const time = (minutes) => {
  const text = minutes < 60 ? fill(words.minutes, { count: minutes }) : fill(words.hours, { count: Math.round(minutes / 60) });
  return text.replaceAll(" ", "\u202f");
};
const counted = (count) => fill(words.counted, { count, kind: count === 1 ? words.resource : words.resources });
/** Minutes up to which the time of a book is said: more tells nothing. */
const MOST_MINUTES = 6000;
/** How much this is, until something of it is done; then, how far one is. */
const sentence = ({ done, all, optionalDone, optional, minutes }, most = Infinity) => {
  const begun = done + optionalDone;
  const progress = all ? { done, all } : { done: optionalDone, all: optional };
  const parts = [begun ? fill(words.progress, progress) : counted(progress.all)];
  if (minutes && minutes < most) parts.push(fill(begun ? words.left : words.estimate, { time: time(minutes) }));
  return parts.join(" · ");
};
/** What the sentence leaves out. */
const details = ({ optionalDone, optional, unknown }) => {
  const parts = [];
  if (optional) parts.push(fill(words.progress_optional, { done: optionalDone, all: optional }));
  if (unknown) parts.push(fill(words.without_time, { count: unknown }));
  return parts.join(" · ");
};
/** What to go on with among these: what was begun last, or else what to start with, or else the first. */
const nextOf = (items) => {
  const has = new Map(items.map((item) => [item.id, item]));
  const begun = [...states].reverse().find(([id, state]) => state === BEGUN && has.has(id));
  if (begun) return has.get(begun[0]);
  const chosen = new Set(items.filter(({ id }) => states.get(id) === DONE).map(({ choice }) => choice));
  const open = items.filter(
    ({ id, role, choice }) => !states.has(id) && role !== "optional" && !(choice && chosen.has(choice)),
  );
  return open.find(({ role }) => role === "start") || open[0];
};
const isTopic = (kept) => kept?.topic && Object.values(kept).every((value) => value?.trim);
/** A page of this site; nothing that storage holds leads out of it. */
const pageOf = (url) => {
  const page = make("a", null, { href: rootUrl.href + url });
  return page.host === location.host && page;
};
/** The topics that the reader has come across: those of this page, and those that earlier ones have left behind. */
let topics = [];
/** Whether an overview or a map has listed them. */
let hasOverview;
const readTopics = () => {
  const place = key + " topics";
  const page = location.pathname;
  const own = all("[data-topic]").map(({ dataset }) => ({ ...dataset }));
  let known = own;
  try {
    const kept = JSON.parse(localStorage.getItem(place)) || { topics: [] };
    // What the page itself has left behind can be out of date.
    const isOwn = ({ topic }) => own.some((one) => one.topic === topic);
    const isGone = (topic) => own.length && !isOwn(topic) && topic.url && pageOf(topic.url)?.pathname === page;
    const others = kept.page === page ? [] : kept.topics.filter((topic) => isTopic(topic) && !isGone(topic));
    const listsMost = all(".resources-topic").length > others.length;
    const found = [...(listsMost ? own : []), ...others, ...own];
    hasOverview = listsMost || kept.page;
    known = [...new Map(found.map((topic) => [topic.topic, topic])).values()];
    if (own.length) localStorage.setItem(place, JSON.stringify({ page: listsMost ? page : kept.page, topics: known }));
  } catch {
    // Without storage, a page knows its own topics only.
  }
  // A chapter that mdBook's sidebar does not have is gone.
  const pages = new Set(all(".chapter a").map(({ pathname }) => pathname));
  known = known.filter((topic) => !topic.url || !pages.size || own.includes(topic) || pages.has(pageOf(topic.url)?.pathname));
  topics = known.map(({ topic, title, after, ids, titles, url }) => {
    const page = url && pageOf(url);
    const names = split(titles, "\t");
    const items = split(ids).map((token, at) => ({ ...ofToken(token), title: names[at], topic: title, page }));
    return { topic, title, after: split(after), page, items };
  });
};
/** Topics that are done, as far as something in them has to be done. */
const finished = () => {
  const ids = topics.filter(({ items }) => {
    const { done, all } = tally(items);
    return done === all;
  });
  return new Set(ids.map(({ topic }) => topic));
};
/** The topic and the resource to go on with. */
const nextStep = () => {
  const done = finished();
  const known = new Set(topics.map(({ topic }) => topic));
  const isReady = ({ after }) => after.every((id) => done.has(id) || !known.has(id));
  const begun = nextOf(topics.flatMap(({ items }) => items));
  const topic =
    (begun && states.get(begun.id) && topics.find(({ items }) => items.includes(begun))) ||
    topics.find((topic) => isReady(topic) && nextOf(topic.items)) ||
    topics.find(({ items }) => nextOf(items));
  return { done, isReady, topic, item: topic && nextOf(topic.items) };
};
