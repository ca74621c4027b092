import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

/** A month of the sample's traffic, which ends today: `ago` months before this one. */
function month(ago: number): { first: string; last: string; after: string; words: string } {
  const now = new Date();
  const at = (months: number, day: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, day));
  const text = (date: Date) => date.toISOString().slice(0, 10);
  const said = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
  const [first, last] = [at(-ago, 1), at(1 - ago, 0)];
  return {
    first: text(first),
    last: text(last),
    after: text(at(1 - ago, 1)),
    words: `from ${said.format(first)} to ${said.format(last)}`,
  };
}

const figure = (page: Page) => page.getByRole("figure", { name: /^Share of routed decisions/ });
const chart = (page: Page) => page.getByRole("application", { name: /^Share of routed decisions/ });
const groups = (page: Page) => page.getByRole("region", { name: /^By / });

async function choose(page: Page, word: string, option: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${word}: `) }).click();
  await page.getByRole("menuitemradio", { name: option, exact: true }).click();
}

/** The cells of a row, by the head of their column. */
async function recordsOf(table: Locator): Promise<Record<string, string>[]> {
  const [head = [], ...rows] = await table
    .getByRole("row")
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent?.trim() ?? "")),
    );
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at] ?? "", cell])));
}

/** "Our own models 31.6 %" … as the readout says them. */
async function readoutOf(page: Page): Promise<Record<string, string>> {
  const readout = figure(page).getByRole("status");
  const [terms, values] = await Promise.all([
    readout.getByRole("term").allTextContents(),
    readout.getByRole("definition").allTextContents(),
  ]);
  return Object.fromEntries(terms.map((term, at) => [term, (values[at] ?? "").replace(/[\s ]*%$/, "")]));
}

test("dimension, interval, range and filter change the view, and its address restores it", async ({
  page,
  login,
  openAs,
}) => {
  await login("executive");
  await page.goto("/routing/share");
  await choose(page, "Group by", "model");
  await expect(page).toHaveURL(/[?&]by=model/);
  await expect(page.getByRole("heading", { name: /By model$/ })).toBeVisible();
  await choose(page, "Interval", "month");
  await expect(page).toHaveURL(/interval=month/);
  await expect(figure(page)).toContainText("monthly");
  await choose(page, "Router", "Simulated Forge");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("that Simulated Forge made");

  await page.getByRole("button", { name: /^Range: / }).click();
  const { first, last, after, words } = month(3);
  await page.getByLabel("First day").fill(after);
  await page.getByLabel("Last day").fill(first);
  await page.getByRole("button", { name: "Show this range" }).click();
  await expect(page.getByText("The first day must not be after the last.")).toBeVisible();
  await page.getByLabel("First day").fill(first);
  await page.getByLabel("Last day").fill(last);
  await page.getByRole("button", { name: "Show this range" }).click();
  await expect(page).toHaveURL(new RegExp(`from=${first}&to=${after}`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(words);
  await page.getByRole("link", { name: "Table", exact: true }).click();
  await expect(page).toHaveURL(/look=table/);
  await settled(page);
  const mine = await recordsOf(groups(page));
  expect(mine.length).toBeGreaterThan(3);

  const other = await openAs("auditor");
  await other.goto(page.url());
  await settled(other);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(
    (await page.getByRole("heading", { level: 1 }).textContent()) ?? "",
  );
  expect(await recordsOf(groups(other))).toEqual(mine);
  await page.goBack();
  await expect(chart(page)).toBeVisible();
});

test("chart, its table and the table of owners hold the same numbers", async ({ page, login }) => {
  await login("executive");
  const shown = [month(4), month(3), month(2)];
  await page.goto(`/routing/share?from=${month(4).first}&to=${month(2).after}&interval=month`);
  await settled(page);
  await figure(page).getByText("Show as table").click();
  const months = await recordsOf(figure(page).getByRole("table"));
  expect(months).toHaveLength(3);

  // The arrow keys read bar by bar what the table says row by row.
  await chart(page).focus();
  for (const [place, month] of months.entries()) {
    if (place > 0) await page.keyboard.press("ArrowRight");
    const readout = figure(page).getByRole("status");
    await expect(readout).toContainText(shown[place]?.words.split(" ")[2] ?? "");
    const said = await readoutOf(page);
    expect(Object.keys(said)).toContain("Our own models");
    for (const [owner, share] of Object.entries(said)) expect(cellOf(month, owner)).toBe(share);
    const n = (await readout.textContent())?.match(/n = ([\d,]+)/)?.[1];
    expect(Object.values(month)).toContain(n);
  }
  // The names beside the drawing carry the last bar.
  for (const [owner, share] of Object.entries(await readoutOf(page)))
    await expect(chart(page)).toContainText(new RegExp(`${owner}\\s*${share.replace(".", "\\.")}`));

  // Decisions of the rows add up to the n of the chart.
  const owners = await recordsOf(groups(page));
  const number = (text = "") => Number(text.replaceAll(",", ""));
  const sum = owners.at(-1);
  const rows = owners.slice(0, -1);
  expect(rows.reduce((all, row) => all + number(row.Decisions), 0)).toBe(number(sum?.Decisions));
  await expect(figure(page).getByText(`n = ${sum?.Decisions}`).first()).toBeVisible();
});

/** The cell of an owner's column: "Our own models, %". */
const cellOf = (record: Record<string, string>, owner: string) =>
  Object.entries(record).find(([head]) => head.startsWith(owner))?.[1];

test("the chart is saved as SVG, PNG and CSV under a name that says simulated", async ({ page, login }) => {
  await login("executive");
  await page.goto("/routing/share");
  await settled(page);
  const save = async (button: Locator) => {
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const svg = await save(figure(page).getByRole("button", { name: "SVG" }));
  expect(svg.name).toMatch(/^simulated-.*\.svg$/);
  expect(svg.bytes.toString()).toContain("Our own models");
  expect(svg.bytes.toString()).toContain("generated");
  const png = await save(figure(page).getByRole("button", { name: "PNG" }));
  expect(png.name).toMatch(/^simulated-.*\.png$/);
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(png.bytes.length).toBeGreaterThan(20_000);
  const csv = await save(figure(page).getByRole("link", { name: "CSV" }));
  expect(csv.name).toMatch(/^simulated-.*\.csv$/);
  expect(csv.bytes.toString().split("\n").length).toBeGreaterThan(30);

  await page.getByRole("button", { name: "Export" }).click();
  const rows = await save(page.getByRole("menuitem", { name: /^CSV/ }));
  expect(rows.name).toContain("simulated");
  expect(rows.bytes.toString()).toContain("anthropic");
});
