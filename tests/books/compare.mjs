// Real books with and without the plugin.
//
//   node compare.mjs PLUGIN BOOKS MDBOOK [MDBOOK …]
//   SEED=7 PLACES=40 node compare.mjs …
//
// BOOKS is a folder with sources of mdBooks, at any depth. Of each, a copy is built by every mdBook, with its own
// preprocessors and other renderers left out:
//
// 1. with the plugin and without: every file must have the same bytes;
// 2. with directives at random places of its chapters: everything but our sections must parse as it does where
//    the directives stay as text.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, relative, resolve } from "node:path";

const [plugin, folder, ...mdbooks] = process.argv.slice(2).map((path) => resolve(path));
const MARKER = "<<#resources marker>>";
const CATALOGUE = `[[topics]]
id = "marker"
title = "M"
[[topics.resources]]
id = "x"
title = "MARKER"
url = "https://marker.example/"
`;
const TABLE = `
[preprocessor.resources]
catalogue = "marker-catalogue.toml"
style = "none"
progress = false
`;
const PLACES = Number(process.env.PLACES ?? 40);
let state = Number(process.env.SEED ?? 1);
let failures = 0;
const totals = { books: 0, left: 0, files: 0, places: 0, shown: 0, pages: 0 };

/** Below `end`; the same numbers for the same seed (mulberry32). */
function random(end) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
}

function fail(text) {
  failures += 1;
  console.log(`FAILED ${text}`);
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== ".git") yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

/** The configuration without tables of other programs. */
function plain(config) {
  let keeps = true;
  const lines = config.split("\n").filter((line) => {
    const [, name] = line.match(/^\s*\[+\s*([^\]]+?)\s*\]/) ?? [];
    if (name) keeps = !/^(preprocessor|output)\b/.test(name) || /^output\.html\b/.test(name);
    return keeps;
  });
  // Themes and scripts that a build step makes are not there; their absence is the same for both.
  return lines.join("\n").replace(/^\s*(theme|additional-(css|js)|build-dir|create-missing)\s*=\s*(\[[^\]]*\]|.*)/gm, "");
}

const source = (config) => config.match(/^\s*src\s*=\s*["'](.*?)["']/m)?.[1] ?? "src";

/** A book that mdBook cannot build, whatever we do. */
class Unbuildable extends Error {}

/** Builds a book without the plugin. */
function buildPlain(mdbook, book, output) {
  try {
    build(mdbook, book, output);
  } catch (error) {
    throw new Unbuildable(error.stderr?.toString().trim().split("\n").slice(-6).join("\n  "));
  }
}

function build(mdbook, book, output) {
  const env = { ...process.env, PATH: `${dirname(plugin)}${delimiter}${process.env.PATH}` };
  execFileSync(mdbook, ["build", book, "--dest-dir", output], { env, cwd: book, stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1e9 });
}

/** A page's own part without blanks, tags that only tell distances, sections and directives. */
function bare(html, section) {
  const main = html.slice(html.indexOf("<main>"), html.indexOf("</main>"));
  // A paragraph that a section divides has quotation marks whose other half is in another paragraph.
  const straight = main.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  const tight = straight.replace(/resources-in-[\w-]+/g, "").replace(/id="resource-[^"]*"/g, "").replace(/<br ?\/?>|\s+/g, "").replace(/<\/?p>|<!---->/g, "");
  const without = section.reduce((tight, part) => tight.split(part).join(""), tight);
  // An id that is made of a directive's words is another afterwards.
  const ids = without.replace(/(id="|href="#)[^"]*(marker|MARKER)[^"]*"/g, "");
  return ids.replaceAll("&lt;&lt;#resourcesmarker&gt;&gt;", "").replaceAll(MARKER.replace(" ", ""), "");
}

function same(book, mdbook, folder, plainConfig) {
  const [without, with_] = ["without", "with"].map((name) => join(folder, name));
  writeFileSync(join(book, "book.toml"), plainConfig);
  buildPlain(mdbook, book, without);
  writeFileSync(join(book, "book.toml"), plainConfig + TABLE);
  build(mdbook, book, with_);
  for (const path of files(without)) {
    totals.files += 1;
    const other = join(with_, relative(without, path));
    if (!existsSync(other) || !readFileSync(path).equals(readFileSync(other))) {
      fail(`${basename(book)} ${mdbook}: ${relative(without, path)} is another with the plugin`);
    }
  }
}

/** Puts directives into chapters; returns how many. */
function scatter(book, src) {
  const chapters = [...files(join(book, src))].filter((path) => path.endsWith(".md") && basename(path) !== "SUMMARY.md").sort();
  if (chapters.length === 0) return 0;
  for (let place = 0; place < PLACES; place += 1) {
    const path = chapters[random(chapters.length)];
    const text = readFileSync(path, "utf8");
    const lines = text.split("\n");
    const at = random(lines.length);
    if (lines[at].includes(MARKER)) continue;
    const [indent] = (lines[at] ?? "").match(/^[\s>]*/);
    const kind = random(4);
    if (kind === 0) lines.splice(at, 0, "", MARKER, "");
    else if (kind === 1) lines.splice(at, 0, indent + MARKER);
    else if (kind === 2) lines[at] = `${lines[at]} ${MARKER}`;
    else {
      const spaces = [...lines[at].matchAll(/(?<=\S) (?=\S)/g)].map((match) => match.index);
      const space = spaces[random(spaces.length || 1)];
      if (space !== undefined) lines[at] = `${lines[at].slice(0, space)} ${MARKER}${lines[at].slice(space)}`;
    }
    writeFileSync(path, lines.join("\n"));
  }
  return PLACES;
}

/** Takes out directives that stand where none may. */
function withdraw(book) {
  for (let round = 0; round < 50; round += 1) {
    let report;
    try {
      report = execFileSync(plugin, ["check", book, "--format", "json"], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e9 });
    } catch (error) {
      report = error.stdout;
    }
    const wrong = JSON.parse(report).filter((found) => found.severity === "error" && found.file && found.line);
    if (wrong.length === 0) return;
    const seen = new Set();
    for (const { file, line } of wrong) {
      if (seen.has(`${file}:${line}`)) continue;
      seen.add(`${file}:${line}`);
      const path = resolve(book, file);
      const lines = readFileSync(path, "utf8").split("\n");
      lines[line - 1] = lines[line - 1].replaceAll(MARKER, "");
      writeFileSync(path, lines.join("\n"));
    }
  }
}

function scattered(book, mdbook, folder, config) {
  const [text, shown, lone] = ["text", "shown", "lone"].map((name) => join(folder, name));
  writeFileSync(join(book, "book.toml"), config);
  buildPlain(mdbook, book, text);
  writeFileSync(join(book, "book.toml"), `${config}${TABLE}fail-on = "never"\n`);
  build(mdbook, book, shown);
  // What a section looks like alone, in a block and in a line.
  const alone = mkdtempSync(join(tmpdir(), "alone-"));
  cpSync(join(book, "marker-catalogue.toml"), join(alone, "marker-catalogue.toml"));
  execFileSync("mkdir", ["-p", join(alone, "src")]);
  writeFileSync(join(alone, "book.toml"), `[book]\ntitle = "T"\n${TABLE}`);
  writeFileSync(join(alone, "src/SUMMARY.md"), "# Summary\n\n- [B](b.md)\n- [I](i.md)\n");
  writeFileSync(join(alone, "src/b.md"), `${MARKER}\n`);
  writeFileSync(join(alone, "src/i.md"), `x ${MARKER}\n`);
  build(mdbook, alone, lone);
  rmSync(alone, { recursive: true });
  const [block, line] = ["b.html", "i.html"].map((name) => bare(readFileSync(join(lone, name), "utf8"), []).replace("<main>", ""));
  const section = [block, line.slice(1)];
  const compare = (name, before, after) => {
    if (before === after) return;
    const at = [...before].findIndex((c, at) => c !== after[at]);
    const part = (text) => JSON.stringify(text.slice(Math.max(0, at - 80), at + 120));
    fail(`${basename(book)} ${mdbook}: ${name} parses otherwise\n  before ${part(before)}\n  after  ${part(after)}`);
  };
  for (const path of files(text)) {
    const name = relative(text, path);
    if (!name.endsWith(".html") || ["print.html", "toc.html"].includes(name)) continue;
    const [before, after] = [path, join(shown, name)].map((path) => readFileSync(path, "utf8"));
    // A directive that this generation refuses, and `check` does not.
    if (after.includes("⚠") && !before.includes("⚠")) continue;
    totals.pages += 1;
    totals.shown += after.split("marker.example").length - 1;
    compare(name, bare(before, section), bare(after, section));
  }
}

const found = [...files(folder)].filter((path) => basename(path) === "book.toml").map(dirname).sort();
for (const original of found) {
  const config = plain(readFileSync(join(original, "book.toml"), "utf8"));
  for (const mdbook of mdbooks) {
    const folder = mkdtempSync(join(tmpdir(), "books-"));
    const book = join(folder, basename(original));
    cpSync(original, book, { recursive: true, filter: (path) => basename(path) !== ".git" });
    rmSync(join(book, "theme"), { recursive: true, force: true });
    writeFileSync(join(book, "marker-catalogue.toml"), CATALOGUE);
    const seed = state >>> 0;
    try {
      same(book, mdbook, folder, config);
      totals.places += scatter(book, source(config));
      writeFileSync(join(book, "book.toml"), config + TABLE);
      withdraw(book);
      scattered(book, mdbook, folder, config);
      totals.books += 1;
      console.log(`${relative(process.cwd(), original)} with ${mdbook}, seed ${seed}`);
    } catch (error) {
      if (error instanceof Unbuildable) {
        totals.left += 1;
        console.log(`left out: ${relative(process.cwd(), original)}, which ${mdbook} cannot build\n  ${error.message}`);
      } else {
        const said = error.stderr?.toString().trim().split("\n").slice(-6).join("\n  ");
        fail(`${original} with ${mdbook}, seed ${seed}: ${error.message.split("\n")[0]}\n  ${said ?? ""}`);
      }
    }
    if (process.env.KEEP) console.log(`  in ${folder}`);
    else rmSync(folder, { recursive: true });
  }
}
if (totals.shown === 0) fail("no directive shows anything");
console.log(`${totals.left} builds left out, ${totals.books} builds of books, ${totals.files} files, ${totals.places} directives of which ${totals.shown} show something, ${totals.pages} pages; ${failures} failures`);
process.exitCode = failures > 0 || totals.books === 0 ? 1 : 0;
