// Makes one short function of the parts of the script, for each set of parts that a page can need.
//
//   node minify.mjs
//
// The values of a book, `words.…` and `book.…`, become the function's parameters. `src/render/assets.rs` puts the results into pages, and a test there says when they are stale.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Features, transform } from "lightningcss";
import { minify } from "terser";

const FORMATS = join(import.meta.dirname, "../../src/formats");
const PROGRESS = ["progress", "view", "tools"];
const SETS = {
  progress: [PROGRESS, "startProgress();"],
  controls: [["controls"], "startControls();"],
  both: [[...PROGRESS, "controls"], "startProgress();\nstartControls();"],
};

/** A number that changes with a text: FNV-1a, 64 bits. */
function fingerprint(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, "0");
}

/** Short names without a `$`, which other preprocessors take for mathematics. */
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
const nth_identifier = {
  get(number) {
    let name = "";
    for (let rest = number + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS.length)) {
      name = LETTERS[(rest - 1) % LETTERS.length] + name;
    }
    return name;
  },
};

mkdirSync(join(FORMATS, "minified"), { recursive: true });
// Styles without nesting, which older browsers do not know. `§` stands for a class of each chapter.
const SCOPE = ".resources-scope";
for (const name of ["section", "progress", "controls", "table", "cards", "overview", "map", "print"]) {
  const source = readFileSync(join(FORMATS, `style/${name}.css`), "utf8");
  const code = Buffer.from(source.replaceAll("§", SCOPE));
  const flat = transform({ filename: name, code, minify: true, include: Features.Nesting }).code.toString();
  writeFileSync(join(FORMATS, `minified/${name}.css`), `/* ${fingerprint(source)} */\n${flat.replaceAll(SCOPE, "§")}\n`);
}
const options = { ecma: 2020, compress: { passes: 3, unsafe_arrows: true, keep_fargs: false, booleans_as_integers: false }, mangle: { nth_identifier }, format: { ecma: 2020, max_line_len: 2000, quote_style: 1 } };
/** Runs a script when the page is there. */
const whenReady = (code) => `const start = () => {
    ${code}
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();`;
// Formats have scripts of their own, which use no words.
for (const name of ["table", "map"]) {
  const source = readFileSync(join(FORMATS, `script/${name}.js`), "utf8");
  const { code } = await minify(`(() => { ${whenReady(source)} })()`, options);
  writeFileSync(join(FORMATS, `minified/${name}.js`), `// ${fingerprint(source)}\n${code}\n`);
}
for (const [name, [parts, starts]] of Object.entries(SETS)) {
  const source = ["page", ...parts].map((part) => readFileSync(join(FORMATS, `script/${part}.js`), "utf8")).join("");
  const words = [...new Set([...source.matchAll(/\bwords\.(\w+)/g)].map(([, word]) => word))];
  // Each value of the book is a parameter: a page then has the values only, and not their names.
  const parameters = ["book_title", "book_key", ...words.map((name) => "word_" + name)];
  const whole = `(${parameters}) => {
    // Print pages have this once for each chapter.
    if (window.mdbookResources) return;
    window.mdbookResources = true;
    ${whenReady(`if (!document.querySelector(".resources")) return;
      ${source.replace(/\b(word|book)s?\.(\w+)/g, "$1_$2")}
      prepare();
      ${starts}`)}
  }`;
  const { code } = await minify(`(${whole})(...VALUES)`, options);
  if (/\$|\{\{/.test(code)) throw new Error(`${name}: the script has a "$" or "{{"`);
  writeFileSync(join(FORMATS, `minified/${name}.js`), `// ${fingerprint(source)}\n// ${words.join(" ")}\n${code}\n`);
}
