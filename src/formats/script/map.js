// The lines of a box stand out while it is pointed at, or has the focus.
for (const map of document.querySelectorAll(".resources-map")) {
  const mark = ({ type, target }) => {
    const box = /over|in/.test(type) && target.closest(".resources-topic");
    const at = [...map.querySelectorAll(".resources-topic")].indexOf(box);
    for (const line of map.querySelectorAll("[data-boxes]")) {
      line.classList.toggle("resources-lit", line.dataset.boxes.split(" ").includes("" + at));
    }
  };
  for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) map.addEventListener(type, mark);
}
