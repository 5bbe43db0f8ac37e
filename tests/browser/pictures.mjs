// Takes the pictures of the README and the manual again, of the study guide as it is.
//
//   node pictures.mjs CHROMIUM BOOK
//
// BOOK is the folder of the built study guide. Needs a font with emoji, such as Debian's `fonts-noto-color-emoji`.

import { join } from "node:path";
import { chromium } from "playwright-core";

const [executablePath, book] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 800, height: 1400 }, deviceScaleFactor: 1.5 });

/** A picture of a page from one of its elements to another one. */
async function picture(file, name, from, to) {
  await page.goto(`file://${join(book, name)}`);
  await page.evaluate(() => document.fonts.ready);
  const [first, last] = await Promise.all([from, to].map((selector) => page.locator(selector).first().boundingBox()));
  const margin = 16;
  const clip = { x: first.x - margin, y: first.y - margin, width: first.width + 2 * margin, height: last.y + last.height - first.y + 2 * margin };
  await page.screenshot({ path: join(import.meta.dirname, "../../book/src", file), clip });
}

await page.goto(`file://${join(book, "understanding-mathematics.html")}`);
for (const box of await page.getByRole("checkbox").all()) await box.check();
await page.goto(`file://${join(book, "calculus.html")}`);
await page.getByRole("checkbox").first().check();
await picture("section.png", "calculus.html", ".resources", ".resources-next");
await picture("map.png", "index.html", ".resources", ".resources-map");
await browser.close();
