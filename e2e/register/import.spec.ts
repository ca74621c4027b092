import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";

const documentOf = (unique: string) => ({
  parties: [
    { key: `${unique}-one`, name: `Iota ${unique}`, kinds: ["partner"] },
    { key: `${unique}-two`, name: `Kappa ${unique}`, kinds: ["partner"] },
  ],
  partnerships: [{ key: `${unique}-link`, partner: `${unique}-one`, kinds: ["model_supplier"] }],
});

const paste = (page: Page, document: object) =>
  page.getByRole("textbox", { name: "or paste it here" }).fill(JSON.stringify(document));
const counts = (page: Page, row: string) =>
  page.getByRole("region", { name: "What the document changes" }).getByRole("row", { name: row });

test("a document is tried, then imported, then changes nothing", async ({ page, login, unique }) => {
  await login("compliance");
  await page.goto("/register/import");
  await expect(page.getByRole("button", { name: "Import" })).toBeDisabled();
  await paste(page, documentOf(unique));
  await expect(page.getByRole("button", { name: "Import" })).toBeDisabled();

  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(page.getByRole("heading", { name: "This is what would change." })).toBeVisible();
  await expect(counts(page, "parties 2 0 0")).toBeVisible();
  await expect(counts(page, "partnerships 1 0 0")).toBeVisible();
  await expect(page.getByText("Nothing is changed yet")).toBeVisible();
  expect((await page.request.get(`/api/v1/parties/${unique}-one`)).status()).toBe(404);

  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("heading", { name: "Imported." })).toBeVisible();
  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(counts(page, "parties 0 0 2")).toBeVisible();
  await page.goto(`/register/partners?q=${unique}`);
  await expect(page.getByRole("link", { name: `Kappa ${unique}` })).toBeVisible();
});

test("a faulty document names where, and changes nothing", async ({ page, login, unique }) => {
  await login("compliance");
  await page.goto("/register/import");
  const document = documentOf(unique);
  await paste(page, {
    ...document,
    partnerships: [{ key: `${unique}-link`, partner: "nobody-of-that-key", kinds: ["friend"] }],
    colours: [],
  });
  await page.getByRole("button", { name: "Dry run" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Nothing was changed." });
  await expect(alert).toContainText("/partnerships/0/kinds/0");
  await expect(alert).toContainText("/colours");
  await expect(page.getByRole("button", { name: "Import" })).toBeDisabled();

  await paste(page, {
    ...document,
    partnerships: [{ key: `${unique}-link`, partner: "nobody-of-that-key", kinds: ["reseller"] }],
  });
  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(alert).toContainText("/partnerships/0/partner");

  await page.getByRole("textbox", { name: "or paste it here" }).fill('{"parties": [');
  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(alert).toContainText("The document is not JSON");
  expect((await page.request.get(`/api/v1/parties/${unique}-one`)).status()).toBe(404);
});
