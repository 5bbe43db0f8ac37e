// What a reader sees of a book in a real browser.
//
//   node pages.mjs CHROMIUM WITH WITHOUT [WITH WITHOUT …]
//
// WITH is the folder of a built book, WITHOUT that of the same book built without us: what is wrong with
// mdBook's own pages is not ours to answer for.

import assert from "node:assert/strict";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { map } from "./map.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const THEMES = ["light", "rust", "coal", "navy", "ayu"];
const WIDTHS = [1280, 320];
const PAGES = ["index.html", "calculus.html", "books.html", "index-by-kind.html", "manual/directive.html", "print.html"];
const MOST_BYTES = 6 * 1024;
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** Serves a folder, with a policy where one is given. */
function serve(folder, policy) {
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
    const found = statSync(path, { throwIfNoEntry: false })?.isFile();
    const headers = { "content-type": TYPES[extname(path)] ?? "application/octet-stream" };
    if (policy) headers["content-security-policy"] = policy;
    response.writeHead(found ? 200 : 404, headers);
    if (found) createReadStream(path).pipe(response);
    else response.end();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() });
    });
  });
}

/** A page with this theme, and what it complained of. */
async function open(browser, url, { theme = "light", width = 1280, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  await context.addInitScript((theme) => {
    localStorage.setItem("mdbook-theme", theme);
    // Where everything of ours stands before and after our script: fonts come later.
    const places = () =>
      [...document.querySelectorAll(".resources, .resources :is(li, tr, a)")].map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(" ");
      });
    document.addEventListener("DOMContentLoaded", () => (window.placesBefore = places()));
    addEventListener("DOMContentLoaded", () => (window.placesAfter = places()));
  }, theme);
  const page = await context.newPage();
  const complaints = [];
  const foreign = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => request.url().startsWith(new URL(url).origin) || foreign.push(request.url()));
  await page.goto(url);
  return { page, complaints, foreign, close: () => context.close() };
}

/** Violations by rule: all of them, and those on nodes of ours. */
async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const run = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
    const { violations } = await axe.run(document, run);
    const all = {};
    const ours = [];
    for (const { id, nodes } of violations) {
      all[id] = nodes.map((node) => node.html);
      for (const node of nodes) {
        if (document.querySelector(node.target[0])?.closest(".resources")) {
          ours.push(`${id}: ${node.html} ${node.failureSummary}`);
        }
      }
    }
    return { all, ours };
  });
}

async function accessibility(browser, books) {
  for (const name of PAGES) {
    for (const theme of THEMES) {
      for (const width of WIDTHS) {
        const where = `${name}, ${theme}, ${width}`;
        const [ours, theirs] = await Promise.all(
          [books.with, books.without].map((book) => open(browser, `${book.url}/${name}`, { theme, width })),
        );
        await ours.page.waitForTimeout(100);
        const [before, after] = await ours.page.evaluate(() => [window.placesBefore, window.placesAfter]);
        assert.ok(before.length > 2, where);
        assert.deepEqual(after, before, `${where}: our script moves something`);
        assert.deepEqual(ours.complaints, theirs.complaints, where);
        assert.deepEqual(ours.foreign, [], where);
        const [found, known] = [await violations(ours.page), await violations(theirs.page)];
        assert.deepEqual(found.ours, [], where);
        for (const [rule, nodes] of Object.entries(found.all)) {
          const more = nodes.length - (known.all[rule]?.length ?? 0);
          assert.ok(more <= 0, `${where}: ${rule} on ${more} more:\n${nodes.join("\n")}`);
        }
        const wide = await ours.page.evaluate(
          () => [...document.querySelectorAll(".resources")].filter((s) => s.scrollWidth > s.clientWidth + 1).length,
        );
        assert.equal(wide, 0, `${where}: wider than its place`);
        const ids = await ours.page.evaluate(() => [...document.querySelectorAll(".resources [id]")].map((e) => e.id));
        assert.equal(new Set(ids).size, ids.length, `${where}: an id is there twice`);
        await Promise.all([ours.close(), theirs.close()]);
      }
    }
  }
}

const progress = (page, nth = 0) => page.locator(".resources-progress span").nth(nth).textContent();

async function ticks(browser, book) {
  const { page, close } = await open(browser, `${book.url}/calculus.html`);
  assert.equal(await progress(page), "0 of 2 finished");
  const boxes = page.getByRole("checkbox", { name: /^Finished: / });
  await boxes.first().click();
  assert.equal(await progress(page), "1 of 2 finished");
  await boxes.nth(1).focus();
  await page.keyboard.press("Space");
  assert.equal(await progress(page), "2 of 2 finished");
  await page.reload();
  assert.equal(await progress(page), "2 of 2 finished", "ticks are kept");
  // The same resources in an index, on the overview and in the print page.
  await page.goto(`${book.url}/index.html`);
  const overview = page.locator(".resources-topic", { hasText: "Calculus" }).first();
  assert.equal(await overview.locator(".resources-count").textContent(), "2 of 2 finished");
  const line = page.locator(".resources:has(.resources-topic) .resources-progress");
  assert.match(await line.textContent(), /^2 of 34 finished/);
  await page.goto(`${book.url}/index-by-kind.html`);
  assert.equal(await progress(page), "2 of 34 finished");
  await page.goto(`${book.url}/print.html`);
  assert.equal(await page.locator('[data-id="essence-of-calculus"] input:checked').count() > 1, true);
  // Another tab hears of it.
  const other = await page.context().newPage();
  await other.goto(`${book.url}/calculus.html`);
  await other.getByRole("checkbox").first().uncheck();
  await page.goto(`${book.url}/index.html`);
  await other.getByRole("checkbox").nth(1).uncheck();
  await page.waitForFunction(() => document.querySelector(".resources-progress span").textContent.startsWith("0 of"));
  await other.getByRole("checkbox").first().check();
  // Cleared only after asking.
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("button", { name: "Clear all ticks" }).click();
  assert.match(await line.textContent(), /^1 of 34/);
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Clear all ticks" }).click();
  assert.match(await line.textContent(), /^0 of 34/);
  await close();
}

/** Storage that holds something else, or that is forbidden, is no error; ticks last as long as the page. */
async function storage(browser, book) {
  for (const kept of ["not JSON", "{}", "null", '["gone-from-the-catalogue"]']) {
    const { page, complaints, close } = await open(browser, `${book.url}/calculus.html`);
    await page.evaluate((kept) => {
      localStorage.setItem("mdbook-resources:" + new URL("./", location.href).pathname, kept);
    }, kept);
    await page.reload();
    await page.getByRole("checkbox").first().check();
    assert.equal(await progress(page), "1 of 2 finished", kept);
    assert.deepEqual(complaints, []);
    await close();
  }
  const { page, close } = await open(browser, `${book.url}/calculus.html`);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.getByRole("checkbox").first().check();
  await page.getByRole("checkbox").nth(1).check();
  assert.equal(await progress(page), "2 of 2 finished");
  await close();
}

/** Titles, links and descriptions, as far as they can be seen. */
const readable = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".resources .resource")].map((resource) => [
      resource.querySelector(".resource-title").href,
      resource.querySelector(".resource-title").checkVisibility(),
      resource.querySelector(".resource-description")?.innerText,
    ]),
  );

async function withoutHelp(browser, folder, book) {
  const strict = await serve(folder, "default-src 'self'");
  for (const name of ["calculus.html", "statistics-probability.html"]) {
    const plain = await open(browser, `${book.url}/${name}`);
    const expected = await readable(plain.page);
    assert.ok(expected.length > 1 && expected.every(([, visible]) => visible));
    const still = await open(browser, `${book.url}/${name}`, { javaScriptEnabled: false });
    assert.deepEqual(await readable(still.page), expected, "without JavaScript");
    assert.equal(await still.page.locator(".resources-progress:visible, .resources input").count(), 0);
    const refused = await open(browser, `${strict.url}/${name}`);
    const links = (list) => list.map(([href, ...rest]) => [new URL(href).href.replace(strict.url, book.url), ...rest]);
    assert.deepEqual(links(await readable(refused.page)), expected, "under a strict policy");
    assert.ok((await readable(refused.page)).every(([, visible]) => visible));
    await Promise.all([plain.close(), still.close(), refused.close()]);
  }
  strict.close();
}

/** mdBook's own search finds titles, authors and descriptions, and no style or script. */
function search(folder) {
  const index = readFileSync(join(folder, searchIndex(folder)), "utf8");
  for (const words of ["Essence of calculus", "3Blue1Brown", "rebuild derivatives"]) {
    assert.ok(index.includes(words), words);
  }
  for (const words of ["inset-inline-start", "localStorage", "color-mix"]) {
    assert.ok(!index.includes(words), words);
  }
}

function searchIndex(folder) {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  return page.match(/searchindex[-\w]*\.js(?!on)/)?.[0] ?? "searchindex.js";
}

/** Style and script of a page, compressed. */
function size(folder) {
  const page = readFileSync(join(folder, "calculus.html"), "utf8");
  const ours = page.match(/<style>\n:where\(\.resources[^]*?<\/style>|<script>\n\(\(\) => \{\nif \(window\.mdbook[^]*?<\/script>/g);
  assert.equal(ours.length, 2);
  const bytes = gzipSync(ours.join("")).length;
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  return bytes;
}

const [executablePath, ...folders] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
args.push("--disable-component-update", "--disable-sync");
const browser = await chromium.launch({ executablePath, args });
for (let at = 0; at < folders.length; at += 2) {
  const [folder, without] = folders.slice(at, at + 2);
  const books = { with: await serve(folder), without: await serve(without) };
  console.log(`${folder}: style and script ${size(folder)} bytes compressed`);
  search(folder);
  await ticks(browser, books.with);
  await storage(browser, books.with);
  await withoutHelp(browser, folder, books.with);
  const strict = await serve(folder, "default-src 'self'");
  await map(browser, books.with, strict, open);
  strict.close();
  await accessibility(browser, books);
  console.log(`${folder}: ${PAGES.length} pages in ${THEMES.length} themes and ${WIDTHS.length} widths`);
  books.with.close();
  books.without.close();
}
await browser.close();
