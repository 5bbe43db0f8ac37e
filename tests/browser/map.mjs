// What a reader sees of a study map in a real browser.

import assert from "node:assert/strict";

/** The boxes of the map and its visible lines, and whether anything is wider than its place. */
const drawn = (page) =>
  page.evaluate(() => {
    const place = (node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return { left, top, right, bottom };
    };
    const map = document.querySelector(".resources-map");
    const boxes = [...map.querySelectorAll(".resources-box")].map((box) => ({
      ...place(box),
      title: box.querySelector(".resource-title").textContent,
    }));
    const drawings = [...map.querySelectorAll(".resources-lines")];
    const lines = drawings.map(place).filter(({ left, right, top, bottom }) => right > left && bottom > top).length;
    const isWide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    return { map: place(map), boxes, lines, isWide };
  });

/** Boxes stand apart, inside the map, and in the order of the page. */
function assertPlaced({ map, boxes, isWide }, where) {
  assert.ok(!isWide, `${where}: the page scrolls to the side`);
  for (const [at, box] of boxes.entries()) {
    assert.ok(box.left >= map.left - 0.5 && box.right <= map.right + 0.5, `${where}: ${box.title} is outside`);
    for (const other of boxes.slice(at + 1)) {
      const isApart = box.bottom <= other.top || box.right <= other.left || other.right <= box.left;
      assert.ok(isApart, `${where}: ${box.title} and ${other.title} overlap`);
      const isNext = box.top < other.top - 1 || (Math.abs(box.top - other.top) <= 1 && box.left < other.left);
      assert.ok(isNext, `${where}: ${other.title} stands before ${box.title}`);
    }
  }
}

/** The links of the map in the order in which a keyboard reaches them. */
async function reached(page) {
  const links = page.locator(".resources-map .resource-name a");
  const found = [];
  await links.first().focus();
  for (let at = 0; at < (await links.count()); at += 1) {
    found.push(await page.evaluate(() => document.activeElement.textContent));
    // Links to earlier topics stand between where they can be seen.
    do await page.keyboard.press("Tab");
    while (await page.evaluate(() => document.activeElement.closest(".resource-after")));
  }
  return found;
}

/** A map on wide and narrow pages, by keyboard, without a script and without a style. */
export async function map(browser, book, strict, open) {
  const titles = [];
  for (const options of [{ width: 1280 }, { width: 320 }, { width: 1280, javaScriptEnabled: false }]) {
    const where = JSON.stringify(options);
    const { page, close } = await open(browser, `${book.url}/index.html`, options);
    if (options.javaScriptEnabled === false) {
      assert.match(await page.locator(".resources-map .resources-count").first().textContent(), /^\d+ resources$/);
    } else {
      const found = await drawn(page);
      assertPlaced(found, where);
      assert.equal(found.lines >= 3, options.width > 600, `${where}: ${found.lines} drawings of lines`);
      assert.equal(await page.locator("[data-step]").first().evaluate((node) => getComputedStyle(node, "::before").content), options.width > 600 ? "none" : '"Step 1"');
      titles.push(found.boxes.map(({ title }) => title));
      assert.deepEqual(await reached(page), titles[0], where);
    }
    // A screen reader hears a list of links, with what comes before each, and nothing of the lines.
    const list = page.locator(".resources-map").getByRole("list");
    assert.match(await list.ariaSnapshot(), /listitem:[^]*link "Neural networks"[^]*after\n[^]*link "Linear Algebra"[^]*link "Calculus"/);
    assert.equal(await list.getByRole("listitem").count(), titles[0].length);
    await close();
  }
  assert.deepEqual(titles[1], titles[0], "one order in all widths");
  const { page, close } = await open(browser, `${book.url}/index.html`);
  await page.locator(".resources-map .resource-title", { hasText: "Calculus" }).press("Enter");
  await page.waitForURL(/calculus\.html$/);
  assert.equal(await page.locator("style", { hasText: ".resources-map" }).count(), 0, "a style that nothing needs");
  await close();
  // Without a style, what is left is a list.
  const refused = await open(browser, `${strict.url}/index.html`);
  assert.equal((await drawn(refused.page)).lines, 0);
  assert.equal(await refused.page.locator(".resources-map .resource-title:visible").count(), titles[0].length);
  await refused.close();
}
