import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

const PAGE = "/promise/neutrality/deviations";

test.setTimeout(1_200_000);

test("compliance opens decisions against the declared rule, one by one, page by page and as a file", async ({
  page,
  login,
}) => {
  await login("compliance");
  await page.goto(`${PAGE}?router=Simulated+Forge&task=chat`);
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toContainText("simulated decisions went to our own models against the declared rule", {
    timeout: 300_000,
  });
  await settled(page);
  const asked = new URL(page.url()).search;
  const whole = await page.request.get(
    `/api/v1/neutrality/deviations${asked}&from=2026-01-01&to=2027-01-01&limit=1`,
  );
  const { total, items } = await whole.json();
  await expect(title).toHaveText(new RegExp(`^${total.toLocaleString("en-GB")} simulated decisions`));

  const one = page.locator("section#one");
  await expect(one.getByRole("link", { name: items[0].decision_id })).toBeVisible();
  await expect(one).toContainText("declares a rule. Takes the model with the largest sum of");
  await expect(one.getByRole("cell", { name: "chosen", exact: true })).toHaveCount(1);
  await one.getByRole("link", { name: "Next one" }).click();
  // The address follows when the server has answered, which it does beside everybody else's questions.
  await expect(page).toHaveURL(/[?&]one=/, { timeout: 60_000 });
  await expect(one.getByText("2 of 50 on this page")).toBeVisible();
  await page.reload();
  await expect(one.getByText("2 of 50 on this page")).toBeVisible({ timeout: 60_000 });

  const list = page.getByRole("region", { name: "Deviations from the declared rule" });
  await expect(list.getByRole("row")).toHaveCount(51);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/cursor=/, { timeout: 60_000 });
  await expect(one.getByText("1 of 50 on this page")).toBeVisible({ timeout: 60_000 });
  await expect(page).toHaveURL(/router=Simulated\+Forge/);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^simulated-deviations-.*\.csv$/);
});

test("a place that no list gave shows the newest, and a view without a rule says what it takes", async ({
  page,
  login,
}) => {
  await login("compliance");
  await page.goto(`${PAGE}?router=Simulated+Forge&task=chat&cursor=guess`);
  await expect(page.getByText("The place in the list could not be read; these are the newest.")).toBeVisible({
    timeout: 300_000,
  });
  await page.goto(`${PAGE}?router=nobody`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "No decision here can be held to a declared rule",
  );
  await expect(page.getByRole("link", { name: "Open the policies" })).toBeVisible();
});

test("the neutrality page leads there where the router is held to its rule", async ({ page, login }) => {
  await login("auditor");
  await page.goto("/promise/neutrality?router=Simulated+Flow&baseline=declared_policy");
  await page.getByRole("link", { name: "All against the declared rule" }).click({ timeout: 600_000 });
  await expect(page).toHaveURL(/\/deviations\?.*router=Simulated\+Flow/);
  await expect(page).not.toHaveURL(/baseline=/);
});

test("single decisions against the rule are not there for an executive", async ({ page, login }) => {
  await login("executive");
  const answer = await page.goto(PAGE);
  expect(answer?.status()).toBe(404);
  const file = await page.request.get(
    `/api/v1/neutrality/deviations?from=2026-01-01&to=2027-01-01&format=csv`,
  );
  expect(file.status()).toBe(403);
});
