import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

test("the queue leads to an overlap with the path of its facts", async ({ page, login }) => {
  await login("executive");
  await page.goto("/overlaps");
  const queue = page.getByRole("region", { name: "Overlaps" });
  await queue.getByRole("link", { name: /^Our own Nova competes with Claude/ }).click();
  await expect(page).toHaveURL(/\/overlaps\/OV-\d+$/);
  const title = "Our own Nova competes with Claude of Anthropic, in which we invest.";
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  const figure = page.getByRole("figure", { name: /^Path of facts/ });
  const picture = figure.getByRole("img", { name: title });
  for (const label of ["Amazon Web Services", "Nova", "Claude", "Anthropic", "Foundation models"])
    await expect(picture).toContainText(label);
  // The numbers in the picture are those of the list, and each fact leads to its record.
  const facts = figure.getByRole("list").first().getByRole("listitem");
  await expect(facts).toHaveCount(5);
  await expect(picture).toContainText("5");
  await expect(page.getByRole("region", { name: "Factors of severity" })).toBeVisible();
  await facts.getByRole("link", { name: "Anthropic owns Claude" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Claude", exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("filters of the queue stand in its address, in words, and come off one by one", async ({
  page,
  login,
  openAs,
}) => {
  await login("executive");
  await page.goto("/overlaps");
  const queue = page.getByRole("region", { name: "Overlaps" });
  await settled(page);
  const all = await queue.getByRole("row").count();
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByLabel("Party").selectOption("meta");
  await expect(page).toHaveURL(/[?&]party=meta/);
  await page.getByLabel("Kind").selectOption({ label: "Product overlap" });
  await expect(page).toHaveURL(/kind=product_overlap/);
  await page.keyboard.press("Escape");
  await expect(page.getByText("Party: Meta")).toBeVisible();
  await settled(page);
  const some = await queue.getByRole("row").allTextContents();
  expect(some.length).toBeGreaterThan(1);
  expect(some.length).toBeLessThan(all);
  for (const row of some.slice(1)) expect(row).toContain("Meta");

  const other = await openAs("compliance");
  await other.goto(page.url());
  await settled(other);
  expect(await other.getByRole("region", { name: "Overlaps" }).getByRole("row").allTextContents()).toEqual(
    some,
  );
  await page.getByRole("link", { name: "Remove: Party: Meta" }).click();
  await expect(page).toHaveURL(/\/overlaps\?kind=product_overlap$/);
  await page.getByRole("link", { name: /^Remove: Kind/ }).click();
  await expect(page).toHaveURL("/overlaps");
  // At least: other tests add overlaps meanwhile.
  await expect.poll(() => queue.getByRole("row").count()).toBeGreaterThanOrEqual(all);
});
