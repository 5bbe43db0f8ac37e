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
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { map } from "./map.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// `EVERY=1` looks at all themes and widths, and at the print page.
const THEMES = process.env.EVERY ? ["light", "rust", "coal", "navy", "ayu"] : ["light", "coal"];
const WIDTHS = process.env.EVERY ? [1280, 360, 320] : [1280, 360];
// `ONLY=index.html` looks at that page alone.
const CHAPTERS = ["index.html", "calculus.html", "books.html", "index-by-kind.html", "manual/pages.html"];
const PAGES = process.env.ONLY ? [process.env.ONLY] : process.env.EVERY ? [...CHAPTERS, "print.html"] : CHAPTERS;
// Compressed: a page with a list, and one with all that pages of the study guide have.
const MOST_BYTES_OF_A_LIST = 9_300;
const MOST_BYTES = 11_700;
// Compressed: files have what all pages of a book can need.
const MOST_BYTES_OF_FILES = 14_000;
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** Serves a folder, with a policy where one is given. */
function serve(folder, policy) {
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url.replace(/^\/+/, "/"), "http://x").pathname));
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

/** Whether our script has given each resource its box: those of a large section get theirs in turns. */
const isReady = () => [...document.querySelectorAll(".resources-ticks [data-id]")].every((node) => node.querySelector("input"));

/** A page with this theme, and what it complained of. */
async function open(browser, url, { theme = "light", width = 1280, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  await context.addInitScript((theme) => {
    localStorage.setItem("mdbook-theme", theme);
    // Where everything of ours stands before and after our script: fonts come later.
    const places = () =>
      [...document.querySelectorAll(".resources, .resources :is(li, tr, a:not(.resources-next a))")].map((node) => {
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
      // mdBook 0.5 lists all headings of a page in its sidebar, ours as well as those written by hand.
      const isOutside = ({ target: [selector] }) => !document.querySelector(selector)?.closest(".sidebar");
      all[id] = nodes.filter(isOutside).map((node) => node.html);
      for (const node of nodes) {
        if (document.querySelector(node.target[0])?.closest("[class*=resources]")) {
          ours.push(`${id}: ${node.html} ${node.failureSummary}`);
        }
      }
    }
    return { all, ours };
  });
}

/** Waits until this is so: what cannot be seen at once, the script does a little later. */
async function becomes(get, expected, message) {
  const until = Date.now() + 10_000;
  while (!isDeepStrictEqual(await get(), expected) && Date.now() < until) await setTimeout(20);
  assert.deepEqual(await get(), expected, message);
}

/** Opens all menus of a page, and what else is closed; returns how many that are. */
const unfold = (page) =>
  page.evaluate(() => {
    const closed = [...document.querySelectorAll(".resources :is(details:not([open]) > summary, button[aria-expanded=false])")];
    for (const node of closed) node.click();
    return closed.length;
  });

async function accessibility(browser, books) {
  for (const name of PAGES) {
    for (const theme of THEMES) {
      for (const width of WIDTHS) {
        const where = `${name}, ${theme}, ${width}`;
        const [ours, theirs] = await Promise.all(
          [books.with, books.without].map((book) => open(browser, `${book.url}/${name}`, { theme, width })),
        );
        await ours.page.waitForFunction(isReady);
        const [before, after] = await ours.page.evaluate(() => [window.placesBefore, window.placesAfter]);
        assert.ok(before.length > 2, where);
        const moved = after.map((place, at) => [before[at], place]).filter(([before, after]) => before !== after);
        assert.deepEqual(moved.slice(0, 3), [], `${where}: our script moves something`);
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
        if (width < 1280) {
          assert.ok((await unfold(ours.page)) >= 2, where);
          assert.deepEqual((await violations(ours.page)).ours, [], `${where}, with all menus open`);
          const wide = await ours.page.evaluate(
            () => [...document.querySelectorAll(".resources")].filter((s) => s.scrollWidth > s.clientWidth + 1).length,
          );
          assert.equal(wide, 0, `${where}: wider than its place, with all menus open`);
        }
        await Promise.all([ours.close(), theirs.close()]);
      }
    }
  }
}

/** What the section says of its progress. */
const progress = (page, nth = 0) => page.locator(".resources-sum bdi").nth(nth).textContent();
/** The states that storage keeps. */
const kept = (page) =>
  page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("mdbook-resources/") && !key.endsWith(" topics"));
    return key ? JSON.parse(localStorage[key]).states : {};
  });
/** What the page says aloud. */
const said = (page, text) => page.waitForFunction((text) => document.querySelector(".resources-said").textContent === text, text);
const more = (page, nth) => page.locator(".resources-more").nth(nth);
const tool = (page, name) => page.locator(".resources-panel").first().getByRole("button", { name });
const openTools = (page) => page.locator(".resources-tools").first().click();

async function ticks(browser, book) {
  const { page, complaints, close } = await open(browser, `${book.url}/calculus.html`);
  assert.equal(await progress(page), "2 resources");
  const boxes = page.getByRole("checkbox", { name: /^Done: / });
  await boxes.first().click();
  await said(page, "1 of 2 done");
  assert.equal(await progress(page), "1 of 2 done");
  await boxes.nth(1).focus();
  await page.keyboard.press("Space");
  assert.equal(await progress(page), "2 of 2 done");
  await page.reload();
  assert.equal(await progress(page), "2 of 2 done", "ticks are kept");
  // The same resources in an index, on the overview and in the print page.
  await page.goto(`${book.url}/index.html`);
  const overview = page.locator(".resources-topic", { hasText: "Calculus" }).first();
  assert.equal(await overview.locator(".resources-count bdi").textContent(), "2 of 2 done");
  assert.equal(await overview.getAttribute("data-state"), "done");
  assert.match(await progress(page), /^2 of \d+ done$/);
  await page.goto(`${book.url}/index-by-kind.html`);
  assert.match(await progress(page), /^2 of /);
  await page.goto(`${book.url}/print.html`);
  await becomes(async () => (await page.locator('[data-id="essence-of-calculus"] input:checked').count()) > 1, true);
  // Another tab hears of it.
  const other = await page.context().newPage();
  await other.goto(`${book.url}/calculus.html`);
  await other.getByRole("checkbox").first().uncheck();
  await page.goto(`${book.url}/index.html`);
  await other.getByRole("checkbox").nth(1).uncheck();
  await page.waitForFunction(() => /resources$/.test(document.querySelector(".resources-sum bdi").textContent));
  await other.getByRole("checkbox").first().check();
  // Reset only after asking, and not for good.
  await openTools(page);
  assert.match(await page.locator(".resources-panel").first().textContent(), /^optional: 0 of \d+.*Kept in this browser only\./);
  page.once("dialog", (dialog) => dialog.dismiss());
  await tool(page, "Reset the book").click();
  assert.match(await progress(page), /^1 of/);
  const questions = [];
  page.once("dialog", (dialog) => (questions.push(dialog.message()), dialog.accept()));
  await tool(page, "Reset the book").click();
  assert.match(await progress(page), /resources$/);
  assert.deepEqual(questions, ["Reset the whole book: 1?"]);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.match(await progress(page), /^1 of/);
  assert.deepEqual(complaints, []);
  await close();
}

/** The card of the next step: what it says, and the resource. */
const card = async (page) => {
  assert.equal(await page.locator(".resources-next:visible").count(), 1, "one card");
  const [said, name] = await page.locator(".resources-next:visible p").allTextContents();
  return `${said} | ${name.trim()}`;
};

/** Doing, skipped, hidden, and what is to be done next. */
async function states(browser, book) {
  const { page, complaints, close } = await open(browser, `${book.url}/linear-algebra.html`);
  const items = page.locator(".resource");
  assert.match(await progress(page), /^\d+ resources/);
  assert.equal(await card(page), "Next | Essence of linear algebra");
  // By keyboard: one step from open to doing, and back.
  const doing = items.nth(1).locator(".resources-doing");
  await doing.focus();
  await page.keyboard.press("Enter");
  assert.equal(await items.nth(1).getAttribute("data-state"), "doing");
  assert.equal(await doing.getAttribute("aria-pressed"), "true");
  assert.equal(await items.nth(1).locator("input").evaluate((box) => box.indeterminate), true);
  const title = await items.nth(1).locator(".resource-title").textContent();
  assert.equal(await card(page), `Continue | ${title}`);
  assert.match(await items.nth(1).locator(".resource-facts").first().textContent(), /^Doing · /);
  // One of two alternatives is skipped: the other one is still to be done. If both are, neither is.
  await page.getByRole("checkbox").first().check();
  const total = Number((await progress(page)).match(/^1 of (\d+) done/)[1]);
  const choices = page.locator("[data-choice]");
  assert.equal(await choices.count(), 2);
  for (const [at, rest] of [[0, total], [1, total - 1]]) {
    const choice = choices.nth(at);
    await choice.locator(".resources-more").click();
    await choice.getByRole("button", { name: "Skipped" }).click();
    assert.match(await progress(page), new RegExp(`^1 of ${rest} done`));
  }
  await page.reload();
  assert.equal(await choices.first().getAttribute("data-state"), "skipped");
  // States that are shown: the choice is kept, and the head says so.
  await openTools(page);
  const shown = () => items.evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).map((node) => node.dataset.state ?? ""));
  for (const [name, expected] of [["Done", ["done"]], ["Doing", ["doing"]]]) {
    await tool(page, name).click();
    assert.deepEqual(await shown(), expected);
  }
  await tool(page, "To do").click();
  assert.ok((await shown()).every((state) => state === "" || state === "doing"));
  await page.reload();
  await page.waitForFunction(isReady);
  assert.ok(!(await shown()).includes("done"));
  assert.equal(await page.locator(".resources-tools").textContent(), "To do");
  await openTools(page);
  await tool(page, "All").click();
  assert.ok((await shown()).includes("done"));
  // The overview goes on with what was begun.
  await page.goto(`${book.url}/index.html`);
  assert.equal(await card(page), `Continue | ${title}`);
  assert.equal(await page.locator('[data-topic="linear-algebra"]').first().getAttribute("data-state"), "next");
  await page.locator(".resources-open").click();
  await page.waitForURL(/linear-algebra\.html#resource-/);
  assert.equal(await page.locator(".resource:target .resource-title").textContent(), title);
  // From the card: done, and on with the next one. The end of a chapter knows what comes after it.
  await page.locator(".resources-next").getByRole("button", { name: `Done: ${title}` }).click();
  assert.equal(await items.nth(1).getAttribute("data-state"), "done");
  assert.notEqual(await card(page), `Continue | ${title}`);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  assert.match(await card(page), /^.*Linear Algebra done\. Next: .+ \| (?!.*linear algebra)/i);
  assert.deepEqual((await violations(page)).ours, []);
  assert.deepEqual(complaints, []);
  await close();
}

/** A chapter knows what comes after it, though no overview was open; the sidebar counts what is done of each. */
async function chapters(browser, book) {
  const { page, complaints, close } = await open(browser, `${book.url}/calculus.html`);
  const counts = () => page.locator(".sidebar small").allTextContents();
  const places = () => page.locator(".chapter li").evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().y));
  const before = await places();
  assert.deepEqual((await counts()).filter(Boolean), []);
  for (const box of await page.getByRole("checkbox", { name: /^Done: / }).all()) await box.check();
  assert.match(await card(page), /Calculus done\. Next: .*Differential Equations \| Differential equations$/i);
  assert.deepEqual((await counts()).filter(Boolean), [" 2/2"]);
  assert.match(await page.locator(".chapter a", { has: page.locator("small", { hasText: "2/2" }) }).textContent(), /Calculus 2\/2$/);
  assert.deepEqual(await places(), before, "the sidebar stays as it is");
  await page.locator(".resources-open").click();
  await page.waitForURL(/differential-equations\.html#resource-differential-equations-3blue1brown$/);
  await page.getByRole("checkbox").first().check();
  await page.reload();
  assert.deepEqual((await counts()).filter(Boolean), [" 2/2", " 1/2"]);
  assert.deepEqual((await violations(page)).ours, []);
  // Links of the print page lead to places on it, and what it leaves behind leads to chapters.
  await page.goto(`${book.url}/print.html`);
  await page.goto(`${book.url}/index.html`);
  assert.match(await page.locator(".resources-next a").first().getAttribute("href"), /(?<!print)\.html#resource-/);
  assert.deepEqual(complaints, []);
  await close();
}

/** Progress is saved to a file, loaded on another device, and carried there by a link. */
async function carried(browser, book) {
  const first = await open(browser, `${book.url}/calculus.html`);
  await first.page.getByRole("checkbox").first().check();
  await openTools(first.page);
  const [download] = await Promise.all([first.page.waitForEvent("download"), tool(first.page, "Save to a file").click()]);
  const file = { name: "progress.json", mimeType: "application/json", buffer: readFileSync(await download.path()) };
  await first.page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => (window.copied = text);
  });
  await tool(first.page, "Copy link for another device").click();
  await said(first.page, "The link is copied.");
  const link = await first.page.evaluate(() => window.copied);
  await first.close();
  // Loaded: what is there stays.
  const second = await open(browser, `${book.url}/calculus.html`);
  await second.page.getByRole("checkbox").nth(1).check();
  await openTools(second.page);
  const load = async (files) => {
    const [chooser] = await Promise.all([second.page.waitForEvent("filechooser"), tool(second.page, "Load from a file").click()]);
    await chooser.setFiles(files);
  };
  await load(file);
  await said(second.page, "Progress added: 1");
  assert.ok((await second.page.locator(".resources-said").boundingBox()).width > 100, "what is said is on one line");
  assert.equal(await progress(second.page), "2 of 2 done");
  for (const text of ["not JSON", '{"states": 3}', "null", '{"states": {"a": "<b>", "b": 9}}']) {
    await load({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await said(second.page, "This file holds no progress.");
  }
  // A file of another book is taken over only after asking.
  const questions = [];
  second.page.on("dialog", (dialog) => (questions.push(dialog.message()), dialog.dismiss()));
  await load({ name: "x.json", mimeType: "application/json", buffer: Buffer.from('{"book": "Another one", "states": {"other": 2}}') });
  await becomes(() => questions, ["This file is of another book, Another one. Add its progress: 1?"]);
  assert.equal((await kept(second.page)).other, undefined);
  await second.close();
  // By a link: only after asking, and only once.
  const third = await open(browser, `${book.url}/index.html`);
  const asked = [];
  third.page.on("dialog", (dialog) => (asked.push(dialog.message()), asked.length > 1 ? dialog.accept() : dialog.dismiss()));
  await third.page.goto(link);
  assert.equal(await progress(third.page), "2 resources");
  await third.page.goto(`${book.url}/index.html`);
  await third.page.goto(link);
  assert.equal(await progress(third.page), "1 of 2 done");
  assert.equal(new URL(third.page.url()).hash, "");
  for (const broken of ["%E0%A4%A", link.split("=")[1].slice(0, -3), "1essence-of-calculus", "____"]) {
    await third.page.goto(`${link.split("#")[0]}#resources-progress=${broken}`);
    await third.page.waitForFunction(() => !location.hash);
  }
  assert.equal(asked.length, 2);
  assert.deepEqual(third.complaints, []);
  await third.close();
}

/** Storage that holds something else, that is full, or that is forbidden, is no error. */
async function storage(browser, book) {
  for (const text of ["not JSON", "{}", "null", "3", '{"states": "abc"}', '{"states": {"__proto__": 2, "x": {}}}', '{"topics": [null, 3, {"ids": "a,b,c"}, {"ids": 1}]}']) {
    const { page, complaints, close } = await open(browser, `${book.url}/index.html`);
    await page.goto(`${book.url}/calculus.html`);
    await page.getByRole("checkbox").first().check();
    await page.evaluate((text) => {
      for (const key of Object.keys(localStorage)) if (key.startsWith("mdbook-resources")) localStorage[key] = text;
    }, text);
    await page.reload();
    await page.getByRole("checkbox").first().check();
    assert.equal(await progress(page), "1 of 2 done", text);
    assert.deepEqual(complaints, []);
    await close();
  }
  // Ids that the book does not have are kept.
  const old = await open(browser, `${book.url}/calculus.html`);
  await old.page.evaluate(() => {
    const key = `mdbook-resources/Mathematics for Machine Learning ${new URL("./", location.href).pathname}`;
    localStorage.setItem(key, '{"states": {"essence-of-calculus": 2, "gone": 2}}');
  });
  await old.page.reload();
  assert.equal(await progress(old.page), "1 of 2 done");
  await old.page.getByRole("checkbox").nth(1).check();
  assert.deepEqual(await kept(old.page), { "essence-of-calculus": 2, gone: 2, "multivariable-calculus": 2 });
  await old.close();
  // A title that was corrected makes another id: the URL tells. Both are corrected, one after the other.
  const corrected = await open(browser, `${book.url}/calculus.html`);
  await corrected.page.getByRole("checkbox").first().check();
  await corrected.page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("mdbook-resources/") && !key.endsWith(" topics"));
    const { states, urls, ...rest } = JSON.parse(localStorage[key]);
    const was = Object.keys(states)[0];
    localStorage[key] = JSON.stringify({ ...rest, states: { "an-older-title": states[was] }, urls: { "an-older-title": urls[was] } });
  });
  await corrected.page.reload();
  assert.equal(await progress(corrected.page), "1 of 2 done");
  assert.deepEqual(await kept(corrected.page), { "essence-of-calculus": 2 });
  // A URL that two resources of the book have tells nothing.
  const shared = await open(browser, `${book.url}/index.html`);
  await shared.page.evaluate((kept) => Object.assign(localStorage, kept), await corrected.page.evaluate(() => ({ ...localStorage })));
  await shared.page.route("**/calculus.html", async (route) => {
    const body = (await (await route.fetch()).text()).replaceAll('data-id="essence-of-calculus"', 'data-id="renamed" data-shared');
    await route.fulfill({ body, contentType: "text/html" });
  });
  await shared.page.goto(`${book.url}/calculus.html`);
  assert.equal(await progress(shared.page), "2 resources");
  assert.deepEqual(await kept(shared.page), { "essence-of-calculus": 2 });
  await shared.close();
  // The id decides where another one has its old URL.
  await corrected.page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("mdbook-resources/") && !key.endsWith(" topics"));
    localStorage[key] = JSON.stringify({ states: { "essence-of-calculus": 2 }, urls: { "essence-of-calculus": "https://old.example/" } });
  });
  await corrected.page.reload();
  assert.equal(await progress(corrected.page), "1 of 2 done");
  assert.doesNotMatch(await corrected.page.evaluate(() => JSON.stringify({ ...localStorage })), /old\.example/);
  // Values that look like states are none, and no topic leads out of the book or takes the boxes away.
  for (const states of ['{"essence-of-calculus": "2"}', '{"essence-of-calculus": [2]}']) {
    await corrected.page.evaluate((states) => {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith("mdbook-resources/")) continue;
        localStorage[key] = key.endsWith(" topics")
          ? JSON.stringify({ page: "/x", topics: [{ topic: "evil", after: "", ids: "evil", titles: "Evil", url: "\\\\evil.example/x" }, { topic: "bad", after: "", ids: "bad", titles: "Bad", url: "http://[" }, { topic: { deep: [[[]]] } }] })
          : `{"states": ${states}}`;
      }
    }, states);
    await corrected.page.reload();
    assert.equal(await progress(corrected.page), "2 resources");
    assert.equal(await corrected.page.locator('a[href*="evil.example"]').count(), 0);
  }
  assert.deepEqual(corrected.complaints, []);
  await corrected.close();
  // Another book at the same place has another store.
  const mine = await open(browser, `${book.url}/calculus.html`);
  await mine.page.getByRole("checkbox").first().check();
  assert.match(await mine.page.evaluate(() => Object.keys(localStorage).join()), /mdbook-resources\/Mathematics for Machine Learning \//);
  await mine.close();
  for (const method of ["setItem", "getItem"]) {
    const { page, complaints, close } = await open(browser, `${book.url}/calculus.html`);
    await page.addInitScript((method) => {
      const of = Storage.prototype[method];
      Storage.prototype[method] = function (key, ...rest) {
        if (key.startsWith("mdbook-resources")) throw new DOMException("no", "QuotaExceededError");
        return of.call(this, key, ...rest);
      };
    }, method);
    await page.reload();
    await page.getByRole("checkbox").first().check();
    await said(page, "Your browser does not keep this: save it to a file.");
    await page.getByRole("checkbox").nth(1).check();
    assert.equal(await progress(page), "2 of 2 done");
    assert.deepEqual(complaints, []);
    await close();
  }
}

/** A field, filters and an order find resources, and the address says which. */
async function controls(browser, book) {
  const url = `${book.url}/index-by-kind.html`;
  const { page, complaints, close } = await open(browser, url);
  const shown = () => page.locator(".resource:visible").count();
  const place = page.locator(".resources-controls").first();
  const all = await shown();
  const field = place.getByRole("searchbox");
  await field.fill("calculus 3blue");
  await becomes(shown, 1);
  await said(page, `1 of ${all} shown`);
  await page.waitForURL(/\?q=calculus\+3blue$/);
  assert.equal(await page.locator(".resources-heading:visible").count(), 1, "headings without resources are hidden");
  await field.fill("nothing has these words");
  await becomes(shown, 0);
  await place.locator("p").getByRole("button", { name: "Clear" }).click();
  await becomes(shown, all);
  await page.waitForURL(/index-by-kind\.html$/);
  // OR within a facet, AND across; a chip says how many it would show.
  await place.getByRole("button", { name: "Filter" }).click();
  const chip = (name) => place.getByRole("checkbox", { name }).first();
  const number = async (name) => Number((await chip(name).evaluate((box) => box.parentNode.textContent)).match(/\d+$/)[0]);
  const [books, courses] = [await number(/^book /), await number(/^course /)];
  await chip(/^book /).click();
  await becomes(shown, books);
  await page.waitForURL(/kind=book$/);
  await chip(/^course /).focus();
  await page.keyboard.press("Space");
  await becomes(shown, books + courses);
  // Back takes a choice back.
  await page.waitForURL(/kind=course/);
  await page.goBack();
  await becomes(shown, books);
  await page.goForward();
  await becomes(shown, books + courses);
  const advanced = await number(/^advanced /);
  await chip(/^advanced /).click();
  await becomes(shown, advanced);
  assert.deepEqual((await violations(page)).ours, []);
  // The address brings it back, with the order.
  await place.getByRole("combobox", { name: "Order" }).selectOption("title");
  const titles = () => page.locator(".resource:visible .resource-title").allTextContents();
  await page.waitForURL(/order=title/);
  await becomes(shown, advanced);
  const before = await titles();
  await page.reload();
  await becomes(titles, before);
  await becomes(shown, advanced);
  // A hostile address is no more than words that do not fit.
  await page.goto(`${url}?q=%3Cimg%20src=x%20onerror=alert(1)%3E&kind=constructor&kind=__proto__&order=toString`);
  await becomes(shown, 0);
  assert.deepEqual(complaints, []);
  await close();
  // An address with two slashes, and a language that is no tag, keep the filters and the order.
  const odd = await open(browser, `${book.url}/calculus.html`);
  await odd.page.route("**/index-by-kind.html*", async (route) => {
    const body = (await (await route.fetch()).text()).replace('<html lang="en"', '<html lang="en_US x"');
    await route.fulfill({ body, contentType: "text/html" });
  });
  await odd.page.goto(`${book.url}//index-by-kind.html`);
  const form = odd.page.locator(".resources-controls").first();
  await form.getByRole("searchbox").fill("calculus 3blue");
  await odd.page.waitForURL(/\/\/index-by-kind\.html\?q=calculus\+3blue$/);
  await form.getByRole("button", { name: "Filter" }).click();
  await form.getByRole("combobox").selectOption("title");
  await odd.page.waitForURL(/order=title/);
  assert.deepEqual(odd.complaints, []);
  await odd.close();
}

/** Keys, touch, paper, and what a reader has chosen before. */
async function manners(browser, book) {
  const url = `${book.url}/index-by-kind.html`;
  const { page, complaints, close } = await open(browser, url);
  const field = page.locator(".resources-controls").first().getByRole("searchbox");
  await field.fill("calculus");
  for (const key of ["ArrowLeft", "ArrowRight", "?"]) await field.press(key);
  assert.equal(new URL(page.url()).pathname, "/index-by-kind.html", "keys in the form turn no page");
  await field.fill("");
  // Each menu has a name of its own, and Escape closes it.
  const title = await page.locator(".resource .resource-title").first().textContent();
  const more = page.getByRole("button", { name: `More: ${title}` }).first();
  await more.click();
  await page.getByRole("button", { name: `Copy link: ${title}` }).first().focus();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".resources-states").count(), 0);
  assert.equal(await more.evaluate((node) => node === document.activeElement), true);
  assert.doesNotMatch(await page.locator(".resources").first().evaluate((node) => node.textContent), /•••/);
  // A chapter that is gone is nowhere to go on.
  await page.getByRole("checkbox").first().check();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("mdbook-resources/") && !/ (topics|show)$/.test(key));
    localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), states: { gone: 1 } });
    localStorage[key + " topics"] = JSON.stringify({ page: "/x", topics: [{ topic: "gone", after: "", ids: "gone", titles: "Gone", url: "gone.html" }] });
  });
  await page.goto(`${book.url}/calculus.html`);
  await page.waitForFunction(isReady);
  assert.equal(await page.locator('a[href*="gone.html"]').count(), 0);
  assert.deepEqual(complaints, []);
  await close();
  // On paper: empty boxes, totals, addresses of other sites only.
  const paper = await open(browser, `${book.url}/calculus.html`, { theme: "coal" });
  await paper.page.getByRole("checkbox").first().check();
  await paper.page.emulateMedia({ media: "print" });
  const box = await paper.page.locator(".resources-tick input").first().evaluate((node) => getComputedStyle(node).appearance);
  assert.equal(box, "none");
  await paper.close();
  // With touch, an icon is on the first line of its title.
  const phone = await open(browser, url, { width: 360, hasTouch: true, isMobile: true });
  const fallen = await phone.page.evaluate(() =>
    [...document.querySelectorAll(".resource svg.resource-icon")].filter((icon) => {
      const first = icon.parentNode.querySelector(".resource-title").getClientRects()[0];
      return Math.abs(icon.getBoundingClientRect().top - first.top) > 14;
    }).length,
  );
  assert.equal(fallen, 0, "icons beside their titles");
  await phone.close();
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
    assert.equal(await still.page.locator(".resources-progress:visible, .resources-next:visible, .resources input").count(), 0);
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

/** Style and script of a page, in it or in files, compressed. */
function size(folder, name) {
  const page = readFileSync(join(folder, name), "utf8");
  const files = page.matchAll(/(?:href|src)="(?:\.\.\/)*(resources[-\w]*\.(?:css|js))"/g);
  const inFiles = [...files].map(([, file]) => readFileSync(join(folder, file), "utf8"));
  const ours = inFiles.length ? inFiles : page.match(/<style>\n:where\(\.resources[^]*?<\/style>|<script>\n\(\([\w,$]*\)=>\{(?:if\(window\.mdbook|const a=\(\)=>)[^]*?<\/script>/g);
  assert.ok(ours.length >= 2);
  const bytes = gzipSync(ours.join("")).length;
  const most = name === "calculus.html" ? MOST_BYTES_OF_A_LIST : MOST_BYTES;
  assert.ok(bytes <= (inFiles.length ? MOST_BYTES_OF_FILES : most), `${name}: ${bytes} bytes`);
  return `${name} ${bytes}`;
}

const [executablePath, ...folders] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
args.push("--disable-component-update", "--disable-sync");
const browser = await chromium.launch({ executablePath, args });
for (let at = 0; at < folders.length; at += 2) {
  const [folder, without] = folders.slice(at, at + 2);
  const books = { with: await serve(folder), without: await serve(without) };
  const sizes = CHAPTERS.map((name) => size(folder, name));
  console.log(`${folder}: bytes of style and script, compressed: ${sizes.join(", ")}`);
  search(folder);
  await ticks(browser, books.with);
  await states(browser, books.with);
  await chapters(browser, books.with);
  await carried(browser, books.with);
  await storage(browser, books.with);
  await controls(browser, books.with);
  await manners(browser, books.with);
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
