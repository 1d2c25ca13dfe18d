// Drives `purview serve` in a real browser. Arguments: its address, with tutorial.json, its plan and
// reform.json in the folder that it serves, and a folder for screenshots.
const assert = require("node:assert/strict");
const path = require("node:path");
const harness = require("./harness.js");

const [address, folder] = process.argv.slice(2);

const open = (browser, at = "/", options = {}) => harness.open(browser, address + at, options);
const over = (page, timeout = 30000) => page.locator("h2", { hasText: "Outcome" }).waitFor({ timeout });

/** Moves on by the keyboard until what matches has the focus. */
async function tabTo(page, selector) {
  for (let steps = 0; steps < 100; steps += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((own) => document.activeElement.matches(own), selector)) return;
  }
  assert.fail(`${selector} is not reached by the keyboard on ${page.url()}`);
}

const checks = {
  async "is used by the keyboard alone: change, solve, read, save, compare"(browser) {
    const page = await open(browser);
    await tabTo(page, "a[href='/scenarios/tutorial.json']");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/scenarios/tutorial.json");
    await tabTo(page, "#max_offices");
    await page.keyboard.type("1");
    await tabTo(page, "#search-sites");
    await page.keyboard.type("ELDER");
    assert.equal(await page.locator("#table-sites tbody tr:visible").count(), 1);
    await tabTo(page, "select[name='site.E']");
    await page.keyboard.type("must be open");
    assert.equal(await page.inputValue("select[name='site.E']"), "keep");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Solve");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/solves/*");
    await over(page);
    const text = await page.locator("main").innerText();
    assert.ok(text.includes("count.offices.max: 1") && text.includes("retention.keep: E"), text);
  },

  async "saves what was solved, and compares"(browser) {
    const page = await open(browser, "/scenarios/tutorial.json");
    await page.fill("#max_offices", "3");
    await page.click("button:has-text('Solve')");
    await over(page);
    assert.ok((await page.locator("main").innerText()).includes("EUR 236,000"));
    await page.fill("#name", "no such/name");
    await page.click("button:has-text('Save')");
    assert.ok(page.url().includes("/solves/"), "the browser itself refuses the name");
    await page.fill("#name", "fewer");
    await page.fill("#new-title", "<b>Three</b> & more");
    await tabTo(page, "button.main");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/plans/fewer.plan.json");
    assert.equal(await page.locator("h1").innerText(), "<b>Three</b> & more", "what is typed is never markup");
    assert.equal(await page.locator("#drawing .place").count(), 6);
    await page.click("[data-lang=fr]");
    await page.getByRole("link", { name: "Tous les scénarios et plans" }).click();
    await page.waitForURL(`${address}/`);
    await page.check("input[name=first][value='tutorial.plan.json']");
    await page.check("input[name=plan][value='fewer.plan.json']");
    await page.locator("button", { hasText: "Compare" }).focus();
    await page.keyboard.press("Space");
    await page.waitForURL("**/compare?**");
    assert.equal(await page.locator("h2").first().innerText(), "fewer minus tutorial");
    assert.ok((await page.locator("#content").innerText()).includes("−2,000"));
    await page.getByRole("link", { name: "All scenarios and plans" }).click();
    await page.waitForURL(`${address}/`);
  },

  async "shows progress as it comes, and cancels"(browser) {
    const page = await open(browser, "/scenarios/reform.json");
    await page.fill("#budget", "21,600,000");
    await page.fill("#search-sites", "kenya");
    await page.selectOption("select[name='site.KEN']", "keep");
    await page.screenshot({ path: path.join(folder, "scenario.png") });
    await page.click("button:has-text('Solve')");
    await page.waitForURL("**/solves/*");
    await page.locator("#phase", { hasNotText: "begins" }).waitFor({ timeout: 120000 });
    // A bound takes its time; what counts is that the solve can be stopped.
    await page.locator("#bound", { hasNotText: "not known yet" }).waitFor({ timeout: 20000 }).catch(() => {});
    await page.screenshot({ path: path.join(folder, "progress.png") });
    await harness.hasNothingSerious(page, "a running solve");
    await tabTo(page, "#running button");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await page.locator("#running button").count(), 0, "once is enough");
    await over(page, 120000);
    const status = await page.locator("#status").innerText();
    assert.match(status, /^(feasible, gap [\d.]+ %|no plan)$/);
  },

  async "has nothing serious for axe to find"(browser) {
    for (const at of ["/", "/scenarios/reform.json", "/solves/1", "/plans/tutorial.plan.json", "/compare?first=tutorial.plan.json&plan=fewer.plan.json"]) {
      const page = await open(browser, at);
      await harness.hasNothingSerious(page, at);
      await page.close();
    }
  },

  async "fits a narrow screen"(browser) {
    for (const at of ["/", "/scenarios/reform.json", "/solves/1"]) {
      const page = await open(browser, at, { viewport: { width: 320, height: 640 } });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, at);
    }
  },

  async "works without scripts"(browser) {
    const page = await open(browser, "/scenarios/tutorial.json", { javaScriptEnabled: false });
    await page.fill("#max_offices", "3");
    await page.click("button:has-text('Solve')");
    await page.waitForURL("**/solves/*");
    for (let times = 0; times < 50 && !(await page.locator("h2", { hasText: "Outcome" }).count()); times += 1) {
      await page.waitForTimeout(100);
      await page.reload();
    }
    assert.ok((await page.locator("main").innerText()).includes("EUR 236,000"));
  },

  async "takes nothing from a page from elsewhere"(browser) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const own = new URL(address);
    // The same machine by another name is another site.
    await page.route("http://localhost:9/*", (route) => route.fulfill({ contentType: "text/html", body: `<form method=post action="${address}/scenarios/tutorial.json"><button>x</button></form>` }));
    await page.goto("http://localhost:9/");
    const [reply] = await Promise.all([page.waitForResponse((own) => own.url().startsWith(address)), page.click("button")]);
    assert.equal(reply.status(), 403);
    const read = await page.goto("http://localhost:9/").then(() => page.evaluate((url) => fetch(url).then(() => "read", () => "refused"), `${own.origin}/`));
    assert.equal(read, "refused");
  },
};

harness.run(checks, (url) => url.startsWith(`${address}/`) || url === "data:,", ["127.0.0.1", "localhost"]);
