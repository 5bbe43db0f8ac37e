// The menu of progress: saved to a file, loaded from one, carried by a link, reset, and hidden.
const CARRIED = "resources-progress";
/** Adds states to those that are there: nothing that is done becomes undone. */
const merge = (others, theirUrls = []) => {
  const isNews = ([id, state]) => !states.has(id) || (state === DONE && states.get(id) !== DONE);
  const news = [...others].filter(isNews);
  change(news);
  // What this browser knows itself stays.
  urls = new Map([...theirUrls, ...urls]);
  adopt();
  write();
  repaintAll();
  if (keeps) say(fill(words.loaded, { count: news.length }), true);
};
const save = () => {
  const url = URL.createObjectURL(new Blob([written()], { type: "application/json" }));
  make("a", null, { href: url, download: "progress.json" }).click();
  URL.revokeObjectURL(url);
};
const load = () => {
  const input = make("input", null, { type: "file", accept: ".json" });
  input.onchange = async () => {
    const loaded = parse(await input.files[0].text());
    const { book, states: { size } } = loaded;
    if (!size) return say(words.not_loaded, true);
    if (book !== bookName && !confirm(fill(words.ask_other_book, { book: book || "?", count: size }))) return;
    merge(loaded.states, loaded.urls);
  };
  input.click();
};
/** A file's content, sent through a stream that compresses it or takes that back. */
const through = (content, stream) => new Response(new Blob([content]).stream().pipeThrough(stream));
/** Characters of the longest list that a link carries: its text can be a thousand times as long. */
const MOST_PACKED = 1e5;
/** A text in a link: compressed, in the letters of URLs. */
const pack = async (text) => {
  const bytes = new Uint8Array(await through(text, new CompressionStream("deflate-raw")).arrayBuffer());
  const letters = btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(""));
  return letters.replaceAll("+", "-").replaceAll("/", "_");
};
const unpack = (packed) => {
  const letters = packed.slice(0, MOST_PACKED).replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt());
  return through(bytes, new DecompressionStream("deflate-raw")).text();
};
const share = async () => {
  const list = [...states].map(([id, state]) => state + id).join();
  copy(location.href.split("#")[0] + "#" + CARRIED + "=" + (await pack(list)));
};
/** Takes over what a link carries, if the reader wants that. */
const receive = async () => {
  const packed = new URLSearchParams(location.hash.slice(1)).get(CARRIED);
  if (packed === null) return;
  history.replaceState(null, "", location.href.split("#")[0]);
  let list = "";
  try {
    list = await unpack(packed);
  } catch {
    // A link that was cut carries nothing.
  }
  const carried = valid(split(list, ",").map((entry) => [entry.slice(1), +entry[0]]), isState);
  if (carried.size && confirm(fill(words.ask_link, { count: carried.size }))) merge(carried);
};
/** Forgets the states of these resources, if the reader wants that; they can be taken back. */
const reset = (ids, question) => {
  const before = [...states].filter(([id]) => ids.includes(id));
  const count = before.length;
  if (!count || !confirm(fill(question, { count }))) return;
  change(before.map(([id]) => [id, 0]));
  say(fill(words.was_reset, { count }), true, () => {
    change(before);
    say("");
  });
};
/** The states that are shown, on all pages. */
const showKey = key + " show";
const SHOWN = { "": words.all, todo: words.to_do, doing: words.doing, done: words.done };
let shown = "";
const show = (name) => {
  shown = Object.hasOwn(SHOWN, name ?? "") ? name || "" : "";
  for (const section of sections) section.dataset.show = shown;
  for (const opener of all(".resources-tools")) {
    opener.textContent = shown && SHOWN[shown];
    opener.ariaLabel = words.your_progress + (shown && ": " + SHOWN[shown]);
  }
};
/** What storage answers; nothing, if it is forbidden or full. */
const kept = (ask) => {
  try {
    return ask();
  } catch {
    return;
  }
};
const openTools = (section, bar) => {
  const panel = make("div", bar, { className: "resources-panel" });
  const rest = details(section.sum);
  if (rest) make("p", panel, {}, rest);
  // Maps and overviews have no resources to hide.
  if (ofChapter(section).some((other) => other.querySelector("[data-id]"))) {
    const group = make("p", panel, { role: "group", ariaLabel: words.show }, words.show + " ");
    for (const name in SHOWN) {
      const option = button(group, SHOWN[name], () => {
        show(name);
        kept(() => localStorage.setItem(showKey, name));
        for (const other of all("button", group)) other.ariaPressed = other === option;
      });
      option.ariaPressed = name === shown;
    }
  }
  const keep = make("p", panel, {}, words.kept_here + " ");
  button(keep, words.save, save);
  button(keep, words.load, load);
  if (window.CompressionStream) button(keep, words.copy_progress, share);
  const forget = make("p", panel);
  button(forget, words.reset_section, () => reset(section.all.map(({ id }) => id), words.ask_reset_section));
  button(forget, words.reset_book, () => reset([...states.keys()], words.ask_reset_book));
};
const equipTools = (section, bar) => {
  const opener = button(bar, "", () => {
    const panel = bar.querySelector(".resources-panel");
    opener.ariaExpanded = !panel;
    if (panel) panel.remove();
    else openTools(section, bar);
  });
  opener.className = "resources-tools";
  opener.ariaExpanded = false;
};
