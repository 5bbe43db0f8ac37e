// A course's catalogue over five years, with one reader, who has ticked everything in the first.
//
//   node years.mjs CHROMIUM MDBOOK PLUGIN
//
// Thirty resources, a third of them on paper. Each year the author changes the catalogue; what `check` then refuses, it says how to
// write, and the author writes that. The reader comes back with the same browser: no tick is lost that need not be.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

const [executablePath, mdbook, plugin] = process.argv.slice(2).map((path) => resolve(path));
const book = mkdtempSync(join(tmpdir(), "years-"));
const TOPICS = ["Algebra", "Analysis", "Chance"];

/** Resources by name: a book on paper has an id, others have the one that is made of their title. */
const catalogue = new Map();
for (const topic of TOPICS) {
  for (let number = 1; number <= 10; number += 1) {
    const title = `${topic} ${number}`;
    const onPaper = number % 3 === 0;
    const name = title.toLowerCase().replace(" ", "-");
    catalogue.set(name, onPaper ? { topic, title, id: `${name}-book` } : { topic, title, url: `https://x.example/${name}` });
  }
}
let directives = ["algebra", "analysis", "chance", "algebra-1", "algebra-3-book", "analysis-2", "chance-4"];
let layers = ["catalogue/own.toml"];

function toml(resources) {
  const line = ([key, value]) => `${key} = ${JSON.stringify(value)}\n`;
  const entry = ({ topic, ...fields }) => `[[topics.resources]]\n${Object.entries(fields).map(line).join("")}`;
  const of = (topic) => `[[topics]]\ntitle = "${topic}"\n${resources.filter((one) => one.topic === topic).map(entry).join("")}`;
  return TOPICS.map(of).join("\n");
}

function write(name, text) {
  mkdirSync(dirname(join(book, name)), { recursive: true });
  writeFileSync(join(book, name), text);
}

function run(program, words) {
  const PATH = [dirname(plugin), process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: book, encoding: "utf8", env: { ...process.env, PATH } });
  return { status, said: stdout + stderr };
}

/** Writes the book, and returns what `check` says of it. */
function check() {
  const files = layers.map((name) => JSON.stringify(name)).join(", ");
  write("book.toml", `[book]\ntitle = "Course"\n[build]\nextra-watch-dirs = ["catalogue"]\n[preprocessor.resources]\ncatalogue = [${files}]\nprogress = true\n`);
  write("catalogue/own.toml", toml([...catalogue.values()]));
  write("src/SUMMARY.md", "- [Course](course.md)\n");
  write("src/course.md", directives.map((name) => `<<#resources ${name}>>\n`).join("\n"));
  return run(plugin, ["check"]);
}

/** Each year: a change, and what `check` says that the author answers with other directives. */
const YEARS = [
  { name: "as it begins", done: 30 },
  {
    name: "titles corrected, on paper and with a URL",
    change() {
      catalogue.get("algebra-1").title = "Algebra 1, revised";
      catalogue.get("algebra-3").title = "The third book of algebra";
    },
    said: /no topic or resource `algebra-1`[^]*`algebra-1-revised`/,
    answer: ["algebra-1", "algebra-1-revised"],
    done: 30,
  },
  {
    name: "URLs moved",
    change() {
      for (const name of ["algebra-1", "algebra-2", "chance-10"]) catalogue.get(name).url = `https://moved.example/${name}`;
    },
    done: 30,
  },
  {
    name: "one split into two, of which the first is what it was",
    change() {
      const { topic } = catalogue.get("analysis-2");
      catalogue.set("analysis-2", { topic, title: "Limits", url: "https://x.example/limits", was: ["analysis-2"] });
      catalogue.set("series", { topic, title: "Series", url: "https://x.example/series" });
    },
    said: /warning\[renamed-resource\][^]*write `limits`/,
    answer: ["analysis-2", "limits"],
    done: 30,
    all: 31,
  },
  {
    name: "one removed, one replaced",
    change() {
      catalogue.delete("chance-4");
      catalogue.set("chance-5", { ...catalogue.get("chance-5"), title: "Dice", url: "https://dice.example", was: ["chance-5"] });
    },
    said: /no topic or resource `chance-4`/,
    answer: ["chance-4"],
    done: 29,
    all: 30,
  },
  {
    name: "a layer in a second language",
    change() {
      layers = ["catalogue/own.toml", "catalogue/de.toml"];
      write("catalogue/de.toml", '[[resources]]\nid = "limits"\ntitle = "Grenzwerte"\n[[resources]]\nid = "algebra-3-book"\ntitle = "Das dritte Buch"\n');
    },
    done: 29,
    all: 30,
  },
];

const server = createServer((request, response) => {
  const file = createReadStream(join(book, "book", decodeURIComponent(new URL(request.url, "http://x").pathname)));
  file.on("error", () => response.writeHead(404).end());
  file.pipe(response);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
try {
  for (const [year, { name, change, said, answer, done, all = 30 }] of YEARS.entries()) {
    change?.();
    let found = check();
    if (said) {
      assert.match(found.said, said, name);
      const [old, now] = answer;
      directives = directives.map((one) => (one === old ? now : one)).filter(Boolean);
      found = check();
    }
    assert.match(found.said, /no problems/, `${name}: ${found.said}`);
    assert.equal(run(mdbook, ["build"]).status, 0, name);
    await page.goto(`http://127.0.0.1:${server.address().port}/course.html`);
    if (year === 0) for (const box of await page.getByRole("checkbox").all()) await box.check();
    const boxes = await page.evaluate(() => {
      const items = [...document.querySelectorAll("[data-id]")].filter((item) => item.querySelector("input"));
      const states = new Map(items.map((item) => [item.dataset.id, item.querySelector("input").checked]));
      return { all: states.size, done: [...states.values()].filter(Boolean).length };
    });
    assert.deepEqual(boxes, { all, done }, name);
    console.log(`year ${year}, ${name}: ${boxes.done} of ${boxes.all} done`);
  }
} finally {
  await browser.close();
  server.close();
  rmSync(book, { recursive: true });
}
