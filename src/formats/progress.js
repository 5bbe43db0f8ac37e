(() => {
// print.html has this once for each chapter.
if (window.mdbookResources) return;
window.mdbookResources = true;
const root = typeof path_to_root === "string" ? path_to_root : "";
const key = "mdbook-resources:" + new URL(root || "./", location.href).pathname;
let done = new Set();
// Storage can be forbidden or full: ticks last as long as the page then.
let keeps = true;
const load = () => {
if (!keeps) return;
try {
const kept = JSON.parse(localStorage.getItem(key));
done = new Set(Array.isArray(kept) ? kept : []);
} catch {
done = new Set();
}
};
const save = () => {
try {
localStorage.setItem(key, JSON.stringify([...done]));
} catch {
keeps = false;
}
};
const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
const ids = (section) => {
const own = all("[data-id]", section).map((item) => item.dataset.id);
const listed = all("[data-ids]", section).flatMap((item) => item.dataset.ids.split(" "));
return [...new Set(own.concat(listed))];
};
const count = (known) => known.filter((id) => done.has(id)).length + " of " + known.length + " finished";
const show = () => {
for (const box of all(".resources-tick input")) box.checked = done.has(box.value);
for (const line of all(".resources-progress")) {
line.firstChild.textContent = count(ids(line.parentElement));
}
for (const topic of all(".resources-topic")) {
topic.querySelector(".resources-count").textContent = count(topic.dataset.ids.split(" "));
}
};
const element = (name, parent, place) => {
const made = document.createElement(name);
parent[place || "append"](made);
return made;
};
const start = () => {
for (const line of all(".resources-progress")) {
const section = line.parentElement;
for (const item of all("[data-id]", section)) {
const label = element("label", item.querySelector("td") || item, "prepend");
label.className = "resources-tick";
const box = element("input", label);
box.type = "checkbox";
box.value = item.dataset.id;
element("span", label).textContent = "Finished: " + item.querySelector(".resource-title").textContent;
box.addEventListener("change", () => {
load();
done[box.checked ? "add" : "delete"](box.value);
save();
show();
});
}
element("span", line).dir = "auto";
if (section.querySelector(".resources-topic")) {
const button = element("button", line);
button.type = "button";
button.textContent = "Clear all ticks";
button.addEventListener("click", () => {
if (!confirm("Clear all ticks in this book?")) return;
done = new Set();
save();
show();
});
}
}
load();
show();
addEventListener("storage", (event) => {
if (event.key === key || event.key === null) {
done = new Set();
load();
show();
}
});
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
})();
