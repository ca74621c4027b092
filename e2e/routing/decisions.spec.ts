import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

test("the breach leads to the decisions it rests on, and each to its candidates", async ({ page, login }) => {
  await login("auditor");
  await page.goto("/overview");
  await page.getByRole("link", { name: "What Simulated Forge decided" }).click();
  await expect(page).toHaveURL(/\/routing\/decisions\?.*router=Simulated(\+|%20)Forge/);
  const decisions = page.getByRole("region", { name: "Decisions" });
  await expect(decisions.getByRole("row").nth(1)).toBeVisible();
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByLabel("Decided by").selectOption("router");
  await expect(page).toHaveURL(/decided_by=router/);
  await page.keyboard.press("Escape");
  await settled(page);
  await decisions.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/routing\/decisions\/.+/);
  const candidates = page.getByRole("region", { name: /candidates/i }).first();
  await expect(candidates.getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByText(/generated|simulated/i).first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/router=Simulated(\+|%20)Forge/);
  await expect(decisions.getByRole("row").nth(1)).toBeVisible();
});
