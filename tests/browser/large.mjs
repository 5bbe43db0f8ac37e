// A section of many resources: a link to one of them leads there, though heights of others are estimates.
//
//   node large.mjs CHROMIUM MDBOOK PLUGIN

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

const [executablePath, mdbook, plugin] = process.argv.slice(2).map((path) => resolve(path));
const book = mkdtempSync(join(tmpdir(), "large-"));
const entries = Array.from({ length: 300 }, (_, at) => {
  const description = "Words of a description. ".repeat(at % 7);
  return `[[resources]]\ntitle = "Number ${at}"\nid = "n${at}"\nurl = "https://x.example/${at}"\ndescription = "${description}"\nduration = "1h 30m"\n`;
});
mkdirSync(join(book, "src"));
writeFileSync(join(book, "own.toml"), entries.join("\n"));
writeFileSync(join(book, "book.toml"), '[book]\ntitle = "Large"\n[preprocessor.resources]\ncatalogue = "own.toml"\nprogress = true\ncontrols = "on"\n');
writeFileSync(join(book, "src/SUMMARY.md"), "- [All](all.md)\n");
writeFileSync(join(book, "src/all.md"), "# All\n\n<<#resources all>>\n");
const PATH = [dirname(plugin), process.env.PATH].join(delimiter);
execFileSync(mdbook, ["build"], { cwd: book, env: { ...process.env, PATH }, stdio: ["ignore", "ignore", "inherit"] });
const url = `file://${join(book, "book/all.html")}`;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  let hits = 0;
  const anchors = Array.from({ length: 24 }, (_, at) => `resource-n${(at * 37 + 5) % 300}`);
  for (const anchor of anchors) {
    await page.goto("about:blank");
    await page.goto(`${url}#${anchor}`, { waitUntil: "load" });
    await page.waitForTimeout(600);
    const top = await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, anchor);
    hits += top >= 0 && top < 600;
    if (top < 0 || top >= 600) console.log(`${anchor}: ${top}`);
  }
  assert.equal(hits, anchors.length);
  // A number stays beside its unit.
  const [duration, space] = await page.evaluate(() => {
    const node = document.querySelector(".resource-duration");
    return [node.textContent, getComputedStyle(node).whiteSpace];
  });
  assert.deepEqual([duration, space], ["1\u202fh\u202f30\u202fmin", "nowrap"]);
  console.log(`${hits} of ${anchors.length} links lead to their resource`);
} finally {
  await browser.close();
  rmSync(book, { recursive: true });
}
