import { expect, test } from "../fixtures";

test("a promise says its verdict beside its words, the gravest first, and who stands out over several checks", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto("/promise/commitments/no-unfair-advantage");
  await expect(page.getByText("Breach on one simulated router of three.").first()).toBeVisible();
  // An answer without evidence is none.
  await expect(page.getByText("one is answered without evidence", { exact: false })).toBeVisible();
  await expect(page.getByText("answered, without evidence", { exact: false })).toBeVisible();
  await expect(page.locator(".clause h3").first()).toHaveText("The router does not favour our own models.");
  await expect(page.locator(".clause .check-row a.name").first()).toHaveText(
    "Simulated Forge does not favour our own models",
  );
  await expect(
    page.getByText("“Simulated Forge does not favour our own models” stands out", { exact: false }),
  ).toBeVisible();
});

test("a result of tilt counts decisions first, says since when, and what was taken off the evidence", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto("/promise/checks/tilt-simulated-forge");
  await expect(page).toHaveTitle(/Simulated Forge does not favour our own models/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Breach: “Simulated Forge does not favour our own models”",
  );
  await expect(page.getByRole("link", { name: "F-0001" }).first()).toBeVisible();
  await expect(
    page.getByRole("heading", {
      name: /^[\d,]+ decisions for our own models beyond what was expected since \d+ \w+ \d{4}, when policy v3 began\.$/,
    }),
  ).toBeVisible();
  await expect(page.getByText("average since the window’s first day", { exact: false })).toBeVisible();
  for (const term of ["Dependence φ", "Counted η", "Error r"])
    await expect(page.locator("dt", { hasText: term })).toBeVisible();
});

test("a check that is kept says since when a tilt could have been seen", async ({ page, login }) => {
  await login("executive");
  await page.goto("/promise/checks/tilt-simulated-desk");
  await expect(
    page.getByText(/could not have been seen yet|may not show in it yet/, { exact: false }),
  ).toBeVisible();
  await expect(
    page.getByText("in large samples, since the baseline is estimated", { exact: false }),
  ).toBeVisible();
});

test("a finding says what was found, and asks of readers nothing that they may not do", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto("/promise/findings/F-0001");
  const found = page.locator("section#found");
  await expect(found).toContainText("decisions for our own models beyond what was expected");
  await expect(found).toContainText("Simulated Forge, code completion");
  await expect(page.getByText("Record what was done about it", { exact: false })).toHaveCount(0);
});
