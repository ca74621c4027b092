import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { choose, computed, word } from "./question";

const NEUTRALITY = "/promise/neutrality";

test.setTimeout(1_200_000);

const verdict = (page: Page) => page.getByRole("heading", { level: 1 });
const section = (page: Page, id: string) => page.locator(`section#${id}`);

/** "+4,170 of 340,487 decisions" as numbers. */
const figures = (text: string) =>
  (text.match(/[+−]?\d[\d,]*(\.\d+)?/g) ?? []).map((each) =>
    Number(each.replaceAll(",", "").replace("−", "-").replace("+", "")),
  );

test("an executive comes from the overview to the evidence, with the figures of the machine interface", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto("/overview");
  await verdict(page).getByRole("link").click();
  await expect(page).toHaveURL(/\/promise\/neutrality\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/);
  await expect(verdict(page)).toHaveText(
    "Breach: Simulated Forge prefers our own models in code completion.",
    { timeout: 300_000 },
  );
  await computed(page);

  const asked = new URL(page.url()).search;
  const answer = await (await page.request.get(`/api/v1/neutrality${asked}`)).json();
  const beyond = Math.round(answer.observed.focal - answer.expected.focal);
  const large = page.getByText(/^\+[\d,]+ of [\d,]+ decisions; odds/);
  expect(figures((await large.textContent()) ?? "").slice(0, 5)).toEqual([
    beyond,
    answer.usable,
    Number(answer.tilt.odds_ratio.toFixed(2)),
    Number(Math.exp(answer.tilt.lower).toFixed(2)),
    Number(Math.exp(answer.tilt.upper).toFixed(2)),
  ]);
  // The checks that asked it before the data are named, with the finding that is open.
  await expect(page.getByRole("link", { name: "tilt-simulated-forge" }).first()).toBeVisible();
  const rows = page.getByRole("region", { name: /^By router and task/ }).getByRole("row");
  await expect(rows).toHaveCount(answer.strata.length + 2);

  await expect(section(page, "evidence").getByRole("heading")).toContainText("the evidence passed the line");
  await expect(section(page, "specifications").getByRole("heading")).toContainText(
    "defensible ways to measure",
  );
  await expect(section(page, "against")).toContainText("Placebo.");
  await expect(page.getByRole("main")).not.toContainText(/significan/i);
  // Single decisions are not for executives: nothing of them is there.
  await expect(section(page, "telling")).toHaveCount(0);
  await expect(page.getByText("Show me one.")).toHaveCount(0);
});

test("compliance opens one telling decision, and all that deviate", async ({ page, login }) => {
  await login("compliance");
  await page.goto(NEUTRALITY);
  await computed(page);
  const one = section(page, "telling");
  await expect(one.getByText(/^1 of \d+$/)).toBeVisible();
  const first = await one.locator("a.mono").textContent();
  await one.getByRole("button", { name: "Next one" }).click();
  await expect(page).toHaveURL(/[?&]one=2/);
  await expect(one.locator("a.mono")).not.toHaveText(first ?? "");
  const second = (await one.locator("a.mono").textContent()) ?? "";
  await page.reload();
  await expect(one.locator("a.mono")).toHaveText(second);
  await expect(one.getByRole("region", { name: "Candidates" }).getByRole("row")).not.toHaveCount(1);

  await one.getByRole("link", { name: "All that deviate" }).click();
  await expect(verdict(page)).toContainText("whose neutral chance was under 50");
  await computed(page);
  const list = page.getByRole("region", { name: /^Deviating decisions/ });
  await expect(list.getByRole("row")).toHaveCount(51);
  await page.goBack();
  await computed(page);
  await one.locator("a.mono").click();
  await expect(page).toHaveURL(/\/routing\/decisions\//);
  await expect(page.getByRole("region", { name: "Candidates" })).toBeVisible();
});

test("the deviating decisions are not there for an executive", async ({ page, login }) => {
  await login("executive");
  const answer = await page.goto(`${NEUTRALITY}/deviating`);
  expect(answer?.status()).toBe(404);
});

test("the question is a sentence: its words change the view, and the address restores it", async ({
  page,
  login,
  openAs,
}) => {
  await login("executive");
  await page.goto(NEUTRALITY);
  await choose(page, "Router", "Simulated Desk");
  await expect(page).toHaveURL(/router=Simulated\+Desk/);
  await expect(verdict(page)).toHaveText("Kept: no material tilt towards our own models.", {
    timeout: 300_000,
  });
  await choose(page, "Materiality", "odds of 1.10");
  await expect(page).toHaveURL(/materiality=1\.1/);
  await computed(page);
  const lead = await page.locator(".verdict .lead").textContent();

  await page.reload();
  await computed(page);
  await expect(word(page, "Router")).toContainText("Simulated Desk");
  await expect(word(page, "Materiality")).toContainText("odds of 1.10");
  expect(await page.locator(".verdict .lead").textContent()).toBe(lead);
  const other = await openAs("auditor");
  await other.goto(page.url());
  await computed(other);
  expect(await other.locator(".verdict .lead").textContent()).toBe(lead);

  await page.getByRole("link", { name: "Ask about everything again" }).click();
  await expect(page).toHaveURL(/\/promise\/neutrality$/);
  await expect(verdict(page)).toContainText("Breach", { timeout: 600_000 });
});

test("what the address asks and cannot be read is said, and an empty view says what to do", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto(`${NEUTRALITY}?materiality=much&focus=party:nobody-there&task=none-such`);
  await expect(verdict(page)).toHaveText("No data: no decision in this view can be tested.");
  await expect(page.getByText("Materiality, focus in the address could not be read")).toBeVisible();
  await expect(page.getByText("No decision falls into this view.")).toBeVisible();
});

test("by keyboard: a word of the question, a term with its explanation, the days of the evidence", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto(`${NEUTRALITY}?router=Simulated+Flow`);
  await computed(page);
  await word(page, "Direction").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/direction=(both|against)/);
  await computed(page);

  const chart = section(page, "evidence").getByRole("application");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(section(page, "evidence").getByRole("status")).toContainText("Line of breach");
  const calibration = section(page, "calibration").getByRole("application");
  await calibration.focus();
  await page.keyboard.press("ArrowRight");
  await expect(section(page, "calibration").getByRole("status")).toContainText("n =");

  await page.getByRole("button", { name: "How sure" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("link", { name: "How we know" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/how-we-know\?.*router=Simulated\+Flow.*#evidence$/);
  await expect(verdict(page)).toHaveText("How we know");
  await expect(page.locator("#evidence")).toContainText("In this view");
  // What is read beside the verdict brings its numbers when it is there.
  await expect(page.locator("#placebo")).toContainText("put in the place of our own models", {
    timeout: 300_000,
  });
  await expect(page.locator("#specifications")).toContainText("defensible ways to measure", {
    timeout: 300_000,
  });
});
