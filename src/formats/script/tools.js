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
const share = () => {
  const list = [...states].map(([id, state]) => state + id).join(",");
  copy(location.href.split("#")[0] + "#" + new URLSearchParams({ [CARRIED]: list }));
};
/** Takes over what a link carries, if the reader wants that. */
const receive = () => {
  const list = new URLSearchParams(location.hash.slice(1)).get(CARRIED);
  if (list === null) return;
  history.replaceState(null, "", location.pathname + location.search);
  const carried = valid(split(list, ",").map((entry) => [entry.slice(1), +entry[0]]), isState);
  if (carried.size && confirm(words.ask_link)) merge(carried);
};
const reset = (items, question) => {
  if (confirm(question)) change(items.map(({ id }) => [id, 0]));
};
const openTools = (section, bar) => {
  const panel = make("div", bar, { className: "resources-panel" });
  button(panel, words.save, save);
  button(panel, words.load, load);
  button(panel, words.copy_link, share);
  const hide = button(panel, words.hide_done, () => {
    hide.ariaPressed = section.classList.toggle("resources-hide");
  });
  hide.ariaPressed = section.classList.contains("resources-hide");
  button(panel, words.reset_section, () => reset(section.known, words.ask_reset_section));
  button(panel, words.reset_book, () => reset([...states.keys()].map((id) => ({ id })), words.ask_reset_book));
};
const equipTools = (section, bar) => {
  const opener = button(bar, words.your_progress, () => {
    const panel = bar.querySelector(".resources-panel");
    opener.ariaExpanded = !panel;
    if (panel) panel.remove();
    else openTools(section, bar, opener);
  });
  opener.className = "resources-tools";
  opener.ariaExpanded = false;
};
