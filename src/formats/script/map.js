// The lines of a box stand out while it is pointed at, or has the focus.
for (const map of document.querySelectorAll(".resources-map")) {
  // Print pages have this once for each chapter.
  if (map.onpointerover) continue;
  const mark = ({ type, target }) => {
    const box = (/over|focusin/.test(type) ? target : document.activeElement).closest(".resources-topic");
    const at = [...map.querySelectorAll(".resources-topic")].indexOf(box);
    for (const line of map.querySelectorAll("[data-boxes]")) {
      line.classList.toggle("resources-lit", line.dataset.boxes.split(" ").includes("" + at));
    }
  };
  map.onpointerover = map.onpointerout = mark;
  for (const type of ["focusin", "focusout"]) map.addEventListener(type, mark);
}
