// A click on the head of a column orders the rows by it; a second one turns the order round.
const collator = new Intl.Collator(undefined, { numeric: true });
for (const head of document.querySelectorAll(".resources-table th")) {
  // Print pages have this once for each chapter.
  if (head.firstElementChild) continue;
  const order = document.createElement("button");
  order.type = "button";
  order.append(...head.childNodes);
  head.append(order);
  order.onclick = () => {
    const falls = head.ariaSort === "ascending";
    for (const other of head.parentNode.cells) other.ariaSort = null;
    head.ariaSort = falls ? "descending" : "ascending";
    const valueOf = ({ cells: { [head.cellIndex]: cell } }) => cell.dataset.sort || (cell.querySelector(".resource-title") || cell).textContent;
    // Rows without a value come last.
    const compare = (one, other) => !valueOf(one) - !valueOf(other) || collator.compare(valueOf(one), valueOf(other)) * (falls ? -1 : 1);
    const table = head.closest("table");
    table.classList.add("resources-sifted");
    const [body] = table.tBodies;
    body.append(...[...body.rows].sort(compare));
  };
}
