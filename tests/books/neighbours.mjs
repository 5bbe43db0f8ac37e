// Books with other preprocessors, in each order.
//
//   node neighbours.mjs PLUGIN MDBOOK FOLDER [MDBOOK FOLDER …]
//
// FOLDER has the programs of the other preprocessors for this mdBook. Each is built before us, after us, and in the order that
// mdBook gives them. A page has to show our sections and no directive, its scripts have to parse, and the other one's work has to be done.
// Prints the table of the manual.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { Script } from "node:vm";

const [plugin, ...rest] = process.argv.slice(2).map((path) => resolve(path));
const builds = [];
for (let at = 0; at < rest.length; at += 2) builds.push({ mdbook: rest[at], folder: rest[at + 1] });

const CHAPTER = `# Costs

From \\$5 to \\$10, and \\<<#resources calculus>> as text.

<<#resources calculus>>

- Item
- <<#resources by="Khan Academy" limit=2>>

See <<#resources essence-of-calculus>>.
`;

const PO = `msgid ""
msgstr ""
"Project-Id-Version: T\\n"
"POT-Creation-Date: 2026-12-01T00:00:00+00:00\\n"
"PO-Revision-Date: 2026-12-01T00:00:00+00:00\\n"
"Last-Translator: A\\n"
"Language-Team: B\\n"
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Costs"
msgstr "Kosten"

msgid "See <<#resources essence-of-calculus>>."
msgstr "Siehe <<#resources essence-of-calculus>>."
`;

/** Text that a chapter has besides, what its page shows then, and settings. */
const NEIGHBOURS = {
  gettext: { program: "mdbook-gettext", text: "", shows: />Kosten</, settings: 'po-dir = "po"', language: "de" },
  katex: { program: "mdbook-katex", text: "\n$x^2$\n", shows: /class="katex"/ },
  graphviz: { program: "mdbook-graphviz", sections: 3, text: "\n<<#resources calculus group=none format=table>>\n\n```dot process Steps\ndigraph { a -> b }\n```\n", shows: /<svg|\.svg/, settings: "output-to-file = false", needs: "dot" },
  // A directive in its block is found behind it only: otherwise, an error has the line to write.
  admonish: { program: "mdbook-admonish", text: "\n```admonish note\nCareful.\n\n<<#resources limits>>\n```\n".replace("limits", "calculus group=none"), sections: 3, refused: /after = \["admonish"\]/, shows: /class="admonition/, settings: 'assets_version = "3.1.0"' },
  mermaid: { program: "mdbook-mermaid", text: "\n```mermaid\ngraph LR; a --> b\n```\n", shows: /class="mermaid"/ },
  alerts: { program: "mdbook-alerts", text: "\n> [!NOTE]\n> Careful.\n", shows: /class="mdbook-alerts|mdbook-alerts-note/ },
  emojicodes: { program: "mdbook-emojicodes", text: "\n:cat: here\n", shows: /🐱|\u{1f408}/u },
  toc: { program: "mdbook-toc", text: "\n<!-- toc -->\n\n## One\n", shows: /<a href="#one">|href="#one"/ },
};

const ORDERS = { before: 'before = ["resources"]', after: 'after = ["resources"]', default: "" };

function has(program) {
  try {
    execFileSync("which", [program]);
    return true;
  } catch {
    return false;
  }
}

/** The page of a book, and what the build said. */
function build({ mdbook, folder }, chapter, tables, language) {
  const book = mkdtempSync(join(tmpdir(), "neighbours-"));
  try {
    mkdirSync(join(book, "src"));
    mkdirSync(join(book, "po"));
    writeFileSync(join(book, "po/de.po"), PO);
    const lines = ["[book]", 'title = "T"', ...(language ? [`language = "${language}"`] : []), "[preprocessor.resources]", ...tables];
    writeFileSync(join(book, "book.toml"), lines.join("\n") + "\n");
    writeFileSync(join(book, "src/SUMMARY.md"), "- [A](a.md)\n");
    writeFileSync(join(book, "src/a.md"), chapter);
    const path = [dirname(plugin), folder, process.env.PATH].join(delimiter);
    const environment = { ...process.env, PATH: path };
    if (language) environment.MDBOOK_BOOK__LANGUAGE = language;
    let said;
    try {
      execFileSync(mdbook, ["build", book], { env: environment, stdio: "pipe" });
      said = "";
    } catch (error) {
      said = String(error.stderr);
    }
    try {
      return { page: readFileSync(join(book, "book/a.html"), "utf8"), said };
    } catch {
      return { page: "", said };
    }
  } finally {
    rmSync(book, { recursive: true, force: true });
  }
}

/** Why a page is not as it has to be; empty if it is. */
function faults(page, { shows, sections: expected = 2, dollars = true }) {
  const main = page.slice(page.indexOf("<main>"), page.indexOf("</main>"));
  const found = [];
  const sections = (main.match(/class="resources resources-in-/g) ?? []).length;
  if (sections !== expected) found.push(`${sections} sections`);
  if (!/resources-link|essence-of-calculus/i.test(main) || /&lt;&lt;#resources (essence|by)/.test(main)) found.push("a directive is text");
  if ((main.match(/(&lt;|<){2}#resources calculus/g) ?? []).length !== 1) found.push("the escaped one is no text");
  for (const [, code] of main.matchAll(/<script>([^]*?)<\/script>/g)) {
    try {
      new Script(code);
    } catch (error) {
      found.push(`a script: ${error.message}`);
    }
  }
  if (!/<script>/.test(main)) found.push("no script");
  if (!shows.test(main)) found.push("its own work is not done");
  if (dollars && !/\$5 to \$10|&#36;5|\\\$5/.test(main)) found.push("the author's own dollars");
  return found.join(", ");
}

let failures = 0;
console.log(`| preprocessor | order | ${builds.map(({ mdbook }) => mdbook.match(/mdbook-([\d.]+)/)?.[1] ?? mdbook).join(" | ")} |`);
console.log(`|---|---|${builds.map(() => "---").join("|")}|`);
for (const [name, { program, text, shows, settings = "", language, needs, sections, refused }] of Object.entries(NEIGHBOURS)) {
  if (needs && !has(needs)) throw new Error(`${needs} is missing`);
  for (const [order, line] of Object.entries(ORDERS)) {
    const cells = builds.map((one) => {
      // Not every program serves both generations.
      if (!existsSync(join(one.folder, program))) return "";
      const tables = [`[preprocessor.${name}]`, `command = "${join(one.folder, program)}"`, line, settings];
      const { page, said } = build(one, CHAPTER + text, tables, language);
      if (refused?.test(said) && order === "after") return "an error with the line to write";
      const fault = said ? said.trim().split("\n").slice(-3).join(" ") : faults(page, { shows, sections });
      if (fault) failures += 1;
      return fault || "yes";
    });
    console.log(`| ${name} | ${order} | ${cells.join(" | ")} |`);
  }
}
// A course has several at once. gettext takes the backslash of the author's own dollars, and katex the dollars then.
const course = ["katex", "graphviz", "toc"].map((name) => NEIGHBOURS[name]);
const together = builds.map((one) => {
  const tables = ["katex", "graphviz", "toc"].flatMap((name) => [`[preprocessor.${name}]`, `command = "${join(one.folder, NEIGHBOURS[name].program)}"`, NEIGHBOURS[name].settings ?? ""]);
  tables.push("[preprocessor.gettext]", `command = "${join(one.folder, "mdbook-gettext")}"`, 'po-dir = "po"');
  const { page, said } = build(one, CHAPTER + course.map(({ text }) => text).join(""), tables, "de");
  const found = [NEIGHBOURS.gettext, ...course].map(({ shows }) => faults(page, { shows, sections: 3, dollars: false })).find(Boolean);
  const fault = said ? said.trim().split("\n").slice(-3).join(" ") : found;
  if (fault) failures += 1;
  return fault || "yes";
});
console.log(`| gettext, katex, graphviz and toc | default | ${together.join(" | ")} |`);
process.exit(failures > 0 ? 1 : 0);
