// Payloads in catalogues, in a real browser: nothing runs, nothing is loaded, and the page has the elements
// that harmless values give it.
//
//   PAYLOAD_BOOKS=BOOKS cargo test --test payloads
//   node payloads.mjs CHROMIUM PLUGIN BOOKS MDBOOK [MDBOOK …]
//
// Every book is built by every mdBook: with the sections that mdBook's HTML gets, with those in Markdown that
// other renderers get, and once more with MathJax.

import { execFile } from "node:child_process";
import { createReadStream, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { delimiter, dirname, extname, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const run = promisify(execFile);
const MATHJAX = dirname(createRequire(import.meta.url).resolve("mathjax/MathJax.js"));
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
const [executablePath, plugin, books, ...mdbooks] = process.argv.slice(2);
const failures = new Map();
const counts = { pages: 0, links: 0, builds: 0 };

function fail(what, where) {
  const places = failures.get(what) ?? [];
  if (places.length === 0 && failures.size < 100) console.log(`FAILED ${what}\n  in ${where}`);
  failures.set(what, [...places, where]);
}

/** Builds a copy of a book, and returns the folder of its pages. */
async function build(mdbook, book, { markdown, math }) {
  const folder = mkdtempSync(join(tmpdir(), "payloads-"));
  cpSync(join(books, book), folder, { recursive: true });
  const config = join(folder, "book.toml");
  let text = readFileSync(config, "utf8");
  if (markdown) {
    const chapter = join(folder, "src/chapter.md");
    const { stdout } = await run(plugin, ["expand", chapter], { cwd: folder, maxBuffer: 1e9 });
    writeFileSync(chapter, stdout);
    text = text.slice(0, text.indexOf("[preprocessor"));
  }
  if (math) text += "\n[output.html]\nmathjax-support = true\n";
  writeFileSync(config, text);
  const env = { ...process.env, PATH: `${dirname(plugin)}${delimiter}${process.env.PATH}` };
  const output = join(folder, "pages");
  try {
    await run(mdbook, ["build", "--dest-dir", output], { cwd: folder, env, maxBuffer: 1e9 });
    counts.builds += 1;
  } catch (error) {
    fail(`mdBook fails: ${error.stderr.trim().split("\n").slice(-8).join(" ").slice(-600)}`, `${mdbook} ${book}`);
    return { folder, output: null };
  }
  return { folder, output };
}

function serve() {
  let root = "/nowhere";
  const server = createServer((request, response) => {
    const path = join(root, decodeURIComponent(new URL(request.url, "http://x").pathname));
    const found = path.startsWith(root) && statSync(path, { throwIfNoEntry: false })?.isFile();
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    // The last page can still ask for something when its folder is gone.
    if (found) createReadStream(path).on("error", () => response.end()).pipe(response);
    else response.end();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}`;
      resolve({ url, show: (folder) => (root = folder), close: () => server.close() });
    });
  });
}

/** A context in which nothing leaves, and everything that tries is told. */
async function guarded(browser, server) {
  const context = await browser.newContext();
  const told = { ran: new Set(), left: new Set() };
  await context.exposeFunction("ran", (what) => told.ran.add(what));
  await context.addInitScript(() => {
    // A script link whose value is something shows that instead of the page.
    const boom = () => void window.ran(`while ${window.at ?? "the page loads"}`);
    Object.defineProperty(window, "boom", { value: boom });
    // Our own script asks before it clears all ticks.
    window.confirm = () => false;
    for (const name of ["alert", "prompt", "open", "print"]) window[name] = boom;
  });
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(server.url)) return route.continue();
    const [, file] = url.match(/^https:\/\/cdnjs\.cloudflare\.com\/ajax\/libs\/mathjax\/2\.[\d.]+\/([^?]*)/) ?? [];
    // What a payload names need not be there.
    const isThere = file && statSync(join(MATHJAX, file), { throwIfNoEntry: false })?.isFile();
    if (file) return isThere ? route.fulfill({ path: join(MATHJAX, file) }) : route.fulfill({ status: 404 });
    told.left.add(url.slice(0, 200));
    return route.abort();
  });
  return { context, told };
}

/** The elements of the page's own part, each with the number of its parents, and its links. */
const outline = (page) =>
  page.evaluate(() => {
    const INLINE = new Set(["EM", "STRONG", "CODE", "DEL", "BR", "SUP", "A", "WBR"]);
    const lines = [];
    const walk = (node, depth) => {
      for (const child of node.children) {
        const isInline = INLINE.has(child.tagName);
        if (!isInline) lines.push(`${depth} ${child.tagName.toLowerCase()}`);
        walk(child, depth + (isInline ? 0 : 1));
      }
    };
    walk(document.querySelector("main"), 0);
    return lines;
  });

/** Everything about a page that no value may bring about. */
const suspicious = (page) =>
  page.evaluate(() => {
    const main = document.querySelector("main");
    const found = new Set();
    const BAD = "iframe, object, embed, form, base, meta, link, img, video, audio, textarea, template, body, html, head, frame";
    // The controls of a section, and what its script has to know of topics: nothing that a value could add to.
    const isOurs = (node) =>
      node.parentElement.matches(".resources") &&
      ((node.matches("form.resources-controls") && node.attributes.length === 1) ||
        (node.matches("template[data-topic]") && !node.innerHTML));
    const bad = [...main.querySelectorAll(BAD)].filter((node) => !isOurs(node));
    for (const node of bad) found.add(`an element: ${node.outerHTML.slice(0, 120)}`);
    for (const node of main.querySelectorAll("script")) {
      if (node.type.startsWith("math")) found.add(`mathematics: ${node.textContent.slice(0, 120)}`);
      else if (node.src || !node.textContent.includes("mdbook-resources")) found.add(`a script: ${node.outerHTML.slice(0, 120)}`);
    }
    for (const node of main.querySelectorAll("*")) {
      for (const { name, value } of node.attributes) {
        if (name.startsWith("on")) found.add(`an attribute: ${name}=${value.slice(0, 80)}`);
      }
    }
    for (const node of main.querySelectorAll("a[href]")) {
      // A URL that does not read goes nowhere, and has the protocol ":".
      const isOutside = !["http:", "https:", "mailto:", ":"].includes(node.protocol);
      if (isOutside) found.add(`a link: ${node.getAttribute("href").slice(0, 120)}`);
      const isElsewhere = node.host !== location.host && /^[\s\\/]*[\\/]/.test(node.getAttribute("href"));
      if (isElsewhere) found.add(`a link that looks relative: ${node.getAttribute("href").slice(0, 120)}`);
    }
    return [...found];
  });

/** Clicks all there is; links of the web are clicked, but not followed. */
const clickAll = (page) =>
  page.evaluate(async () => {
    addEventListener(
      "click",
      (event) => {
        const link = event.target.closest?.("main a[href]");
        if (link && ["http:", "https:", "mailto:", ":"].includes(link.protocol)) event.preventDefault();
      },
      true,
    );
    const ranBehind = () =>
      new Promise((resolve) => {
        window.ranBehind = resolve;
        const link = document.createElement("a");
        link.href = "javascript:void window.ranBehind()";
        document.body.append(link);
        link.click();
        link.remove();
      });
    const nodes = [...document.querySelectorAll("main a, main area, main summary, main button, main [tabindex], main svg *")];
    for (const node of nodes) {
      // An id tells field and payload; Markdown shows the title.
      const whose = node.closest("[data-id]")?.dataset.id ?? node.closest("li, tr, p")?.textContent.trim().slice(0, 40);
      window.at = `clicking ${node.tagName} ${node.getAttribute("href") ?? ""} of ${whose}`;
      for (const type of ["mouseover", "focus", "mousedown"]) node.dispatchEvent(new Event(type, { bubbles: true }));
      if (node.click) node.click();
      else node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      // A script link runs a little later: so does this one, behind it.
      if (node.protocol && !["http:", "https:", "mailto:"].includes(node.protocol)) await ranBehind();
    }
    await ranBehind();
    return nodes.length;
  });

async function look(browser, server, output, where, math) {
  server.show(output);
  const { context, told } = await guarded(browser, server);
  const page = await context.newPage();
  page.on("dialog", (dialog) => dialog.dismiss());
  page.on("popup", (popup) => fail(`a window opens: ${popup.url()}`, where));
  await page.goto(`${server.url}/chapter.html`, { waitUntil: "load" });
  if (math) await page.waitForFunction(() => window.MathJax?.isReady && !MathJax.Hub.queue.pending, null, { timeout: 60000 });
  // Our script gives each resource its box, those of a large section in turns.
  const isReady = () => [...document.querySelectorAll(".resources-ticks [data-id]")].every((node) => node.querySelector("input"));
  await page.waitForFunction(isReady);
  const lines = await outline(page);
  for (const what of await suspicious(page)) fail(what, where);
  counts.links += await clickAll(page);
  if (!page.url().startsWith(server.url)) fail(`the page leaves for ${page.url().slice(0, 200)}`, where);
  for (const what of told.ran) fail(`runs ${what}`, where);
  for (const url of told.left) fail(`a request goes to ${url}`, where);
  counts.pages += 1;
  await context.close();
  return lines;
}

/** Where two outlines part. */
function compare(found, expected, where) {
  const at = found.findIndex((line, at) => line !== expected[at]);
  if (at < 0 && found.length === expected.length) return;
  const place = at < 0 ? found.length : at;
  const part = (lines) => lines.slice(Math.max(0, place - 2), place + 3).join(", ");
  fail(`other elements: ${part(found)} instead of ${part(expected)}`, where);
}

const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
args.push("--disable-component-update", "--disable-sync");
const browser = await chromium.launch({ executablePath, args });

async function check({ mdbook, name, mode }, server) {
  const where = `${name} with ${mdbook}${mode.markdown ? ", as Markdown" : ""}${mode.math ? ", with MathJax" : ""}`;
  const open = async (name, where) => {
    const { folder, output } = await build(mdbook, name, mode);
    try {
      return output && (await look(browser, server, output, where, mode.math));
    } catch (error) {
      fail(`the page cannot be looked at: ${error.message}`, where);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const lines = await open(name, where);
  if (!lines || mode.math || name.startsWith("list")) return;
  const harmless = await open(`harmless-${name}`, `${where}, harmless`);
  if (harmless) compare(lines, harmless, where);
}

// `ONLY=text-3` looks at that book alone.
const isWanted = (name) => !name.startsWith("harmless") && (!process.env.ONLY || name === process.env.ONLY);
const names = readdirSync(books).filter(isWanted).sort();
// One mdBook is enough for MathJax, which is the same in all.
const modes = (mdbook) => [{}, { markdown: true }, ...(mdbook === mdbooks[0] ? [{ math: true }] : [])];
const jobs = mdbooks.flatMap((mdbook) => modes(mdbook).flatMap((mode) => names.map((name) => ({ mdbook, name, mode }))));
const worker = async () => {
  const server = await serve();
  for (let job = jobs.shift(); job; job = jobs.shift()) await check(job, server);
  server.close();
};
await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker));
await browser.close();
console.log(`${counts.builds} books, ${counts.pages} pages, ${counts.links} clicks; ${failures.size} different failures`);
process.exitCode = failures.size > 0 ? 1 : 0;
