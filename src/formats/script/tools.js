// The menu of progress: saved to a file, loaded from one, carried by a link, reset, and hidden.
const CARRIED = "#resources-progress=";
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
    if (loaded.size) merge(loaded);
    else say(words.not_loaded, true);
  };
  input.click();
};
const share = () => {
  const list = [...states].map(([id, state]) => state + id).join(",");
  copy(location.href.split("#")[0] + CARRIED + encodeURIComponent(list));
};
/** Takes over what a link carries, if the reader wants that. */
const receive = () => {
  if (!location.hash.startsWith(CARRIED)) return;
  let list = "";
  try {
    list = decodeURIComponent(location.hash.slice(CARRIED.length));
  } catch {
    // A link that was cut off carries nothing.
  }
  history.replaceState(null, "", location.pathname + location.search);
  const carried = valid(list.split(",").map((entry) => [entry.slice(1), +entry[0]]));
  if (carried.size && confirm(words.ask_link)) merge(carried);
};
const reset = (ids, question) => {
  if (confirm(question)) change(ids.map((id) => [id, 0]));
};
const openTools = (section, bar, opener) => {
  const panel = make("div", bar, { className: "resources-panel" });
  button(panel, words.save, save);
  button(panel, words.load, load);
  button(panel, words.copy_link, share);
  const isHidden = section.classList.contains("resources-hide");
  const hide = button(panel, words.hide_done, () => {
    hide.ariaPressed = section.classList.toggle("resources-hide");
  });
  hide.ariaPressed = isHidden;
  const ids = () => section.known.map(({ id }) => id);
  button(panel, words.reset_section, () => reset(ids(), words.ask_reset_section));
  button(panel, words.reset_book, () => reset([...states.keys()], words.ask_reset_book));
  return panel;
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
