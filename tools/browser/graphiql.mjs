// Signs in at the hub of the first argument as the role of the second, goes on to GraphiQL with the browser of the third, and
// prints what became of it, as JSON.
import { chromium } from "playwright-core";

const [address, role, executablePath] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  const found = { asked: [], faults: [] };
  page.on("request", (request) => found.asked.push(request.url()));
  page.on("console", (message) => { if (message.type() === "error") found.faults.push(message.text()); });
  page.on("pageerror", (error) => found.faults.push(String(error)));
  await page.goto(`${address}/sign-in`);
  await page.selectOption("#role", role);
  await page.click("text=Get a token");
  const schema = page.waitForResponse((response) => response.url() === `${address}/graphql`);
  await page.click("text=Try operations in GraphiQL");
  found.schema = await (await schema).json();
  const answer = page.waitForResponse((response) => response.url() === `${address}/graphql`);
  await page.click("button.graphiql-execute-button");
  found.answer = await (await answer).json();
  await page.waitForFunction(() => document.querySelector(".result-window")?.textContent.includes("viewer"));
  await page.click('button[aria-label="Show Documentation Explorer"]');
  await page.waitForSelector(".graphiql-doc-explorer");
  await page.click('.graphiql-doc-explorer-type-name:text-is("Query")');
  await page.waitForSelector(".graphiql-doc-explorer >> text=findPeople");
  found.documented = await page.textContent(".graphiql-doc-explorer");
  found.stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  if (process.argv[5]) await page.screenshot({ path: process.argv[5] });
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
