// The menu of progress: saved to a file, loaded from one, carried by a link, reset, and hidden.
const CARRIED = "resources-progress";
/** Adds states to those that are there: nothing that is done becomes undone. */
const merge = (others) => {
  const isNews = ([id, state]) => !states.has(id) || (state === DONE && states.get(id) !== DONE);
  const news = [...others].filter(isNews);
  change(news);
  adopt();
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
    if (loaded.book !== bookName || !loaded.states.size) return say(words.not_loaded, true);
    // What this browser knows itself stays.
    urls = new Map([...loaded.urls, ...urls]);
    merge(loaded.states);
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
  if (carried.size && confirm(words.ask_link)) merge(carried);
};
const reset = (items, question) => {
  if (confirm(question)) change(items.map(({ id }) => [id, 0]));
};
/** Whether what is done is hidden, on all pages. */
const hideKey = key + " hide";
let hides;
const isHidden = () => (hides ??= !!kept(() => localStorage.getItem(hideKey)));
const hideDone = (is) => {
  hides = is;
  kept(() => localStorage.setItem(hideKey, is ? 1 : ""));
  for (const section of sections) section.classList.toggle("resources-hide", is);
  return is;
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
  button(panel, words.save, save);
  button(panel, words.load, load);
  if (window.CompressionStream) button(panel, words.copy_link, share);
  // Maps and overviews have no resources to hide.
  if (ofChapter(section).some((other) => other.querySelector("[data-id]"))) {
    const hide = button(panel, words.hide_done, () => {
      hide.ariaPressed = hideDone(!isHidden());
    });
    hide.ariaPressed = isHidden();
  }
  button(panel, words.reset_section, () => reset(section.all, words.ask_reset_section));
  button(panel, words.reset_book, () => reset([...states.keys()].map((id) => ({ id })), words.ask_reset_book));
};
const equipTools = (section, bar) => {
  const opener = button(bar, words.your_progress, () => {
    const panel = bar.querySelector(".resources-panel");
    opener.ariaExpanded = !panel;
    if (panel) panel.remove();
    else openTools(section, bar);
  });
  opener.className = "resources-tools";
  opener.ariaExpanded = false;
};
