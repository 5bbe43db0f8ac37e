// How pages of 500 and of 2,000 resources behave, against the same pages without ticks in the same run.
//
//   node bench.mjs CHROMIUM MDBOOK COMMAND
//
// MDBOOK and COMMAND are the paths of mdbook and of mdbook-resources.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const RUNS = 5;
const [executablePath, mdbook, command] = process.argv.slice(2);

function build(size, progress, format) {
  const book = mkdtempSync(join(tmpdir(), "resources-"));
  mkdirSync(join(book, "src"));
  const entry = (number) =>
    `[[topics.resources]]\ntitle = "Resource ${number}"\nurl = "https://resources.example/${number}"\n` +
    `kind = "${["video", "book", "course"][number % 3]}"\nyear = ${2000 + (number % 20)}\ndescription = "A description of some length, for number ${number}."\n`;
  const resources = Array.from({ length: size }, (_, number) => entry(number)).join("\n");
  writeFileSync(join(book, "own.toml"), `[[topics]]\ntitle = "All"\n\n${resources}`);
  const table = `[preprocessor.resources]\ncommand = ${JSON.stringify(command)}\ncatalogue = "own.toml"\n`;
  writeFileSync(join(book, "book.toml"), `${table}progress = ${progress}\n`);
  writeFileSync(join(book, "src/SUMMARY.md"), "# Summary\n\n- [All](all.md)\n");
  writeFileSync(join(book, "src/all.md"), `# All\n\n<<#resources all format=${format}>>\n`);
  execFileSync(mdbook, ["build", book], { stdio: "ignore" });
  return book;
}

async function measure(browser, book, ticks) {
  const page = await browser.newPage();
  if (ticks) await page.addInitScript(() => {
    // Boxes come in turns: until all are there.
    addEventListener("load", () => {
      const loaded = performance.now();
      const look = () => {
        const [items, boxes] = ["[data-id]", ".resources-tick"].map((name) => document.querySelectorAll(name).length);
        if (items === boxes) window.boxes = performance.now() - loaded;
        else setTimeout(look, 5);
      };
      look();
    });
  });
  await page.goto(`file://${book}/book/all.html`, { waitUntil: "load" });
  if (ticks) await page.waitForFunction(() => window.boxes !== undefined);
  const figures = await page.evaluate(async () => {
    const { domInteractive, domContentLoadedEventEnd } = performance.getEntriesByType("navigation")[0];
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let start = performance.now();
    for (const box of [...document.querySelectorAll(".resources-tick input")].slice(0, 20)) box.click();
    const ticks = (performance.now() - start) / 20;
    // From a tick to a page that can be painted: styles and layout are done.
    const laidOut = [];
    for (const box of [...document.querySelectorAll(".resources-tick input")].slice(0, 15)) {
      await frame();
      start = performance.now();
      box.click();
      document.body.getBoundingClientRect();
      laidOut.push(performance.now() - start);
    }
    const layout = laidOut.sort((one, other) => one - other)[7] ?? 0;
    // What a reader types, and takes back: few fit, none, all.
    const field = document.querySelector(".resources [type=search]");
    const keys = [];
    field.focus();
    await new Promise((resolve) => requestIdleCallback(resolve));
    for (const text of ["n", "nu", "number 1", "number 12", "number 12x", "number 12", "number", ""]) {
      field.value = text;
      start = performance.now();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      keys.push(performance.now() - start);
      await frame();
      await frame();
    }
    let longest = 0;
    for (let y = 0; y < document.body.scrollHeight; y += 800) {
      start = performance.now();
      scrollTo(0, y);
      await frame();
      longest = Math.max(longest, performance.now() - start);
    }
    return { start: domContentLoadedEventEnd - domInteractive, tick: ticks, layout, boxes: window.boxes ?? 0, frame: longest, key: Math.max(...keys) };
  });
  await page.close();
  return figures;
}

const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
args.push("--disable-component-update", "--disable-sync");
const browser = await chromium.launch({ executablePath, args });
const CASES = [[500, false, "list"], [500, true, "list"], [2000, false, "list"], [2000, true, "list"], [2000, true, "cards"], [2000, true, "table"]];
for (const [size, progress, format] of CASES) {
  const book = build(size, progress, format);
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, book, progress));
  const best = (name) => Math.min(...runs.map((run) => run[name])).toFixed(2);
  const what = `${format}, ${progress ? "with ticks" : "baseline: without"}`;
  const tick = progress ? `, a tick ${best("tick")} ms, with layout ${best("layout")} ms, all boxes ${best("boxes")} ms after load` : "";
  const times = `scripts ${best("start")} ms, slowest frame ${best("frame")} ms, slowest key ${best("key")} ms`;
  console.log(`${size} resources, ${what}: ${times}${tick}`);
  rmSync(book, { recursive: true });
}
await browser.close();
