// Drives the review pack in a real browser that reaches no network. Arguments: a folder that holds
// default.html, tutorial.html, country.html and map.svg, and into which what is saved goes.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const harness = require("./harness.js");

const folder = process.argv[2];
const url = (name) => pathToFileURL(path.join(folder, name)).href;
const LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh"];

const open = (browser, name, options = {}) => harness.open(browser, url(name), { offline: true, acceptDownloads: true, ...options });
const shownRows = (page, table) => page.locator(`#${table} tbody tr:visible`).count();
const firstCells = (page, table) => page.locator(`#${table} tbody tr:visible th`).allInnerTexts();

const checks = {
  async "draws every country, with islands marked and areas by pattern"(browser) {
    const page = await open(browser, "default.html");
    assert.equal(await page.locator("#drawing .place").count(), 156);
    assert.equal(await page.locator("#drawing .place .mark").count(), 21);
    assert.equal(await page.locator("#drawing .offices use[href^='#office-']").count(), 48);
    assert.equal(await page.locator("#drawing .lines path").count(), 38);
    const fills = await page.locator("#drawing .place [fill]").evaluateAll((all) => new Set(all.map((own) => own.getAttribute("fill"))).size);
    assert.equal(fills, await page.locator(".legend").first().locator("li").count());
    const looks = await page.locator("#drawing pattern").evaluateAll((all) => all.map((own) => own.innerHTML));
    assert.equal(new Set(looks).size, looks.length, "no two areas look alike");
    const empty = await page.locator("#drawing .place").evaluateAll((all) => all.filter((own) => own.getBBox().width < 5).map((own) => own.dataset.id));
    assert.deepEqual(empty, []);
  },

  async "searches, without regard to case and accents"(browser) {
    const page = await open(browser, "default.html");
    assert.equal(await shownRows(page, "table-countries"), 156);
    await page.fill("#search-countries", "cote D’ivoire".replace("’", "'"));
    const found = await firstCells(page, "table-countries");
    assert.ok(found.includes("Côte d'Ivoire"), found.join());
    assert.equal(await page.locator("output[for=search-countries]").innerText(), String(found.length));
    await page.fill("#search-countries", "no such place");
    assert.equal(await shownRows(page, "table-countries"), 0);
    await page.fill("#search-countries", "");
    assert.equal(await shownRows(page, "table-countries"), 156);
  },

  async "sorts by number and by name, and says so"(browser) {
    const page = await open(browser, "default.html");
    const head = page.locator("#table-countries th", { hasText: "Distance" });
    const column = await head.evaluate((own) => own.cellIndex);
    const values = () => page.locator(`#table-countries tbody tr > :nth-child(${column + 1})`).evaluateAll((all) => all.map((own) => Number(own.dataset.v)));
    await head.locator("button").click();
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    const up = await values();
    assert.deepEqual(up, [...up].sort((a, b) => a - b));
    await head.locator("button").click();
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    assert.deepEqual(await values(), [...up].reverse());
    assert.equal(await page.locator("#table-countries th[aria-sort=ascending]").count(), 0);
    await page.locator("#table-countries th button").first().click();
    const names = await firstCells(page, "table-countries");
    assert.deepEqual(names, [...names].sort(new Intl.Collator("en").compare));
  },

  async "speaks six languages, Arabic from right to left"(browser) {
    const page = await open(browser, "default.html");
    const kenya = { en: "Kenya", fr: "Kenya", es: "Kenya", ru: "Кения", ar: "كينيا", zh: "肯尼亚" };
    const cost = { en: "EUR 21.37 million", fr: "21,37 millions de EUR", es: "21,37 millones de EUR", ru: "21,37 млн EUR", ar: "21.37 مليون EUR", zh: "21.37 百万 EUR" };
    const seen = new Set();
    for (const language of LANGUAGES) {
      await page.click(`[data-lang=${language}]`);
      const root = page.locator("html");
      assert.equal(await root.getAttribute("lang"), language);
      assert.equal(await root.getAttribute("dir"), language === "ar" ? "rtl" : "ltr");
      assert.equal(await page.locator(".sheet:visible").count(), 1, "hidden sheets stay hidden");
      assert.equal((await page.locator("#country-KEN h3").textContent()).trim(), kenya[language]);
      const text = (await page.locator(".figures").innerText()).replaceAll("\u00a0", " ").replace(/[\u2068\u2069]/g, "");
      assert.ok(text.includes(cost[language]), `${language}: ${text}`);
      seen.add(await page.title());
      const label = await page.locator("#drawing").getAttribute("aria-label");
      assert.ok(language === "en" || label !== "World map of the plan", language);
      const names = await firstCells(page, "table-countries");
      assert.deepEqual(names, [...names].sort(new Intl.Collator(language).compare), `sorted in ${language}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${language} fits`);
    }
    assert.equal(seen.size, 6);
    const untranslated = await page.evaluate(() => {
      const words = JSON.parse(document.getElementById("words").textContent);
      return words.zh.filter((text, at) => text === words.en[at] && /^[A-Z][a-z]+ [a-z]+/.test(text));
    });
    assert.deepEqual(untranslated, [], "in no language but English");
  },

  async "can be used with the keyboard alone"(browser) {
    const page = await open(browser, "default.html");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    const reached = new Set();
    for (let step = 0; step < 60 && !reached.has("place"); step += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => document.activeElement.getAttribute("class")?.split(" ")[0] ?? document.activeElement.tagName));
    }
    assert.ok(reached.has("place"), [...reached].join());
    const focused = () => page.evaluate(() => document.activeElement.dataset.id);
    const start = await focused();
    await page.keyboard.press("ArrowRight");
    const next = await focused();
    assert.notEqual(next, start);
    assert.ok((await page.locator("#map-now").innerText()).length > 0);
    assert.equal(await page.evaluate(() => {
      const own = getComputedStyle(document.activeElement.querySelector("path, circle"));
      return parseFloat(own.strokeWidth) >= 3;
    }), true, "the focus is seen");
    // Every country can be reached by arrows from where one starts.
    const all = await page.evaluate(() => {
      const done = new Set();
      const todo = [document.activeElement];
      while (todo.length) {
        const own = todo.pop();
        if (done.has(own.dataset.id)) continue;
        done.add(own.dataset.id);
        for (const arrow of Object.values(ARROWS)) { const to = window.next(own, ...arrow); if (to) todo.push(to); }
      }
      return done.size;
    });
    assert.equal(all, 156);
    const before = await page.locator("#drawing").getAttribute("viewBox");
    await page.keyboard.press("+");
    assert.notEqual(await page.locator("#drawing").getAttribute("viewBox"), before);
    await page.keyboard.press("0");
    assert.equal(await page.locator("#drawing").getAttribute("viewBox"), before);
    await page.keyboard.press("Enter");
    await page.locator(`#country-${next}`).waitFor({ state: "visible" });
    assert.equal(await page.locator(".sheet:visible").count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.id), `country-${next}`);
  },

  async "zooms and moves by pointer"(browser) {
    const page = await open(browser, "default.html");
    const width = async () => Number((await page.locator("#drawing").getAttribute("viewBox")).split(" ")[2]);
    const whole = await width();
    await page.click("[data-zoom=in]");
    await page.click("[data-zoom=in]");
    assert.ok(await width() < whole / 2);
    await page.locator("#drawing").scrollIntoViewIfNeeded();
    const box = await page.locator("#drawing").boundingBox();
    const left = () => page.locator("#drawing").getAttribute("viewBox").then((own) => Number(own.split(" ")[0]));
    const from = await left();
    await page.mouse.move(box.x + 600, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 400, box.y + 300, { steps: 4 });
    await page.mouse.up();
    assert.ok(await left() > from, "the map follows the pointer");
    await page.click("[data-zoom=all]");
    assert.equal(await width(), whole);
  },

  async "notes requests and saves them as a file"(browser) {
    for (const [name, saved, country, office] of [["default.html", "default.json", "UGA", "KEN"], ["tutorial.html", "tutorial.json", "C", "B"]]) {
      const page = await open(browser, name);
      await page.click("#request button[type=submit]");
      assert.equal(await page.evaluate(() => document.activeElement.id), "author", "what is missing is asked for");
      await page.fill("#author", "Mission of <b>Somewhere</b>");
      await page.check("#kind-move");
      await page.selectOption("#about-country", country);
      await page.selectOption("#about-office", office);
      await page.fill("#reason", "close ties & \"shared\" </script> roads");
      await page.click("#request button[type=submit]");
      await page.check("#kind-comment");
      await page.fill("#reason", "to be removed");
      await page.click("#request button[type=submit]");
      assert.equal(await page.locator("#noted li").count(), 2);
      await page.locator("#noted button").last().click();
      assert.equal(await page.locator("#noted li").count(), 1);
      assert.equal(await page.locator("#noted b b").count(), 0, "what is typed is never markup");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
      await download.saveAs(path.join(folder, saved));
      await page.reload();
      await page.setInputFiles("#open", path.join(folder, saved));
      await page.locator("#noted li").waitFor();
      assert.equal(await page.inputValue("#author"), "Mission of <b>Somewhere</b>");
      fs.writeFileSync(path.join(folder, "other.json"), '{"scenario":"another","requests":[]}');
      await page.setInputFiles("#open", path.join(folder, "other.json"));
      assert.equal(await page.locator("#noted li").count(), 1, "a file on another plan is refused");
    }
  },

  async "is the page of one country"(browser) {
    const page = await open(browser, "country.html");
    assert.deepEqual(await page.locator(".sheet").evaluateAll((all) => all.map((own) => own.id)), ["country-KEN"]);
    assert.ok(await page.locator("#country-KEN").isVisible());
    assert.equal(await page.inputValue("#about-country"), "KEN");
    const dead = await page.locator("a[href^='#']").evaluateAll((all) => all.map((own) => own.getAttribute("href")).filter((href) => !document.getElementById(href.slice(1))));
    assert.deepEqual(dead, []);
    assert.ok(await shownRows(page, "table-countries") < 60);
  },

  async "reads without scripts"(browser) {
    const page = await open(browser, "default.html", { javaScriptEnabled: false });
    assert.equal(await page.locator(".sheet:visible").count(), 156);
    assert.ok(await page.locator("noscript p").isVisible());
  },

  async "fits a narrow screen"(browser) {
    const page = await open(browser, "default.html", { viewport: { width: 320, height: 640 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  },

  async "draws the map as a file of its own"(browser) {
    const page = await open(browser, "map.svg");
    assert.equal(await page.evaluate(() => document.documentElement.nodeName), "svg");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".place").length), 156);
    assert.equal(await page.evaluate(() => document.querySelectorAll("parsererror").length), 0);
  },

  async "prints"(browser) {
    for (const name of ["default.html", "country.html"]) {
      const page = await open(browser, name);
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, path: path.join(folder, `${name}.pdf`) });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(pages > 1 && pages < 40, `${pages} pages`);
    }
  },

  async "has nothing serious for axe to find"(browser) {
    for (const [name, language] of [["default.html", "en"], ["default.html", "ar"], ["country.html", "fr"], ["tutorial.html", "zh"]]) {
      const page = await open(browser, name);
      await page.click(`[data-lang=${language}]`);
      await page.fill("#author", "A");
      await page.fill("#reason", "B");
      await page.click("#request button[type=submit]");
      await harness.hasNothingSerious(page, `${name} in ${language}`);
    }
  },
};

harness.run(checks, (url) => url.startsWith("file:"));
