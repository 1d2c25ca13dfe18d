// What every test in a real browser shares: the browser, pages whose requests and complaints are noted,
// what axe finds, and the verdict.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const { chromium } = require("playwright-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const asked = [];
const complaints = [];

async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`); });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return page;
}

/** What axe finds; its script is put in past the page's policy. */
async function hasNothingSerious(page, what) {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.enable");
  await session.send("Runtime.evaluate", { expression: AXE });
  const found = await page.evaluate((standards) => window.axe.run(document, { runOnly: standards }), STANDARDS);
  const serious = found.violations.filter((own) => ["serious", "critical"].includes(own.impact));
  const told = (list) => list.map((own) => `${own.id} (${own.impact}): ${own.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(told(serious), [], what);
  for (const line of told(found.violations)) console.log(`  minor, ${what}: ${line}`);
}

/** Ends the process with what came of `checks`; pages may ask for what `isOwn`, and reach only `hosts`. */
async function run(checks, isOwn, hosts = []) {
  const rules = ["MAP * ~NOTFOUND", ...hosts.map((host) => `EXCLUDE ${host}`)].join(", ");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--host-resolver-rules=${rules}`],
  });
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(browser);
      console.log(`ok ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name}: ${error.stack}`);
    }
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
  await browser.close();
  const outside = asked.filter((url) => !isOwn(url) && !url.startsWith("blob:"));
  if (outside.length) console.log(`FAILED asks nothing of anybody else: ${outside.join(" ")}`);
  if (complaints.length) console.log(`FAILED the browser complains: ${complaints.join(" | ")}`);
  process.exit(failed || outside.length || complaints.length ? 1 : 0);
}

module.exports = { open, hasNothingSerious, run };
