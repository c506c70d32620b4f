// Signs in at the hub of the first argument as the person of the second, by the provider's page, and out again, with the browser of
// the third; prints what became of it, as JSON.
import { chromium } from "playwright-core";

const [address, person, executablePath] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const context = await browser.newContext({ ignoreHTTPSErrors: true }); // a test's own certificate
  const page = await context.newPage();
  const found = { faults: [] };
  page.on("console", (message) => { if (message.type() === "error") found.faults.push(message.text()); });
  page.on("pageerror", (error) => found.faults.push(String(error)));
  await page.goto(`${address}/`);
  await page.click("a:has-text('Sign in')");
  await page.click(`button:has-text("${person}")`);
  await page.waitForSelector("text=You are signed in as");
  found.at = page.url();
  found.page = await page.textContent("main");
  found.cookies = await context.cookies();
  found.script = await page.evaluate(() => document.cookie);
  await page.click("button:has-text('Sign out')");
  await page.waitForSelector("a:has-text('Sign in')");
  found.left = page.url();
  found.kept = await context.cookies();
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
