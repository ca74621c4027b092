import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

const AWS = "Amazon Web Services";

test("the network shows a day, steps to the next on which something changes, and says it in words", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto("/register/network");
  await settled(page);
  const picture = page.getByRole("figure", { name: "Network" });
  for (const name of [AWS, "Anthropic", "OpenAI", "Claude"])
    await expect(picture.getByRole("link", { name: new RegExp(`^${name}`) }).first()).toBeVisible();
  const lines = page.getByRole("region", { name: "Lines of the network" });
  await expect(lines.getByRole("row").filter({ hasText: `${AWS} invested in OpenAI` })).toContainText("USD");

  // Before anything was announced there is no money.
  await page.getByLabel("As of the end of").fill("1 Jan 2020");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/as_of=2020-01-01/);
  await expect(lines.getByRole("row").filter({ hasText: "invested in OpenAI" })).toHaveCount(0);
  await page.getByRole("link", { name: /^Next: / }).click();
  await expect(page).not.toHaveURL(/as_of=2020-01-01/);

  // The same address is the same picture; what is drawn and around whom stands in it.
  await page.goto("/register/network?show=money&party=openai");
  await expect(page.getByRole("checkbox", { name: "Products" })).not.toBeChecked();
  await expect(picture.getByRole("link", { name: /^OpenAI/ })).toBeVisible();
  await expect(picture.getByRole("link", { name: /^Claude/ })).toHaveCount(0);
});

test("by keyboard a box shows its own lines and opens its record", async ({ page, login }) => {
  await login("compliance");
  await page.goto("/register/network");
  await settled(page);
  const box = page.getByRole("figure", { name: "Network" }).getByRole("link", { name: /^Claude/ });
  await box.focus();
  await expect(page.locator(".net-edge.dim").first()).toBeAttached();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/register/products/claude");
});
