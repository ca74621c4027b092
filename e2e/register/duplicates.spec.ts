import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

test("a name that is recorded already is said while it is typed", async ({ page, login }) => {
  await login("compliance");
  await page.goto("/register/partners/new");
  await settled(page);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("ANTHROPIC, P.B.C.");
  const hint = page.getByRole("status").filter({ hasText: "Perhaps it is recorded already." });
  await expect(hint.getByRole("link", { name: "Anthropic" })).toHaveAttribute(
    "href",
    "/register/partners/anthropic",
  );
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Somebody nobody knows");
  await expect(hint).toHaveCount(0);
});

test("two parties that look alike are suggested until somebody says that they are two", async ({
  page,
  login,
  openAs,
  unique,
}) => {
  await login("compliance");
  for (const [key, name] of [
    [`a-${unique}`, `Quarry ${unique}`],
    [`b-${unique}`, `Quarry ${unique} GmbH`],
  ]) {
    const made = await page.request.post("/api/v1/parties", { data: { key, name, kinds: ["partner"] } });
    expect(made.status(), await made.text()).toBe(201);
  }
  await page.goto("/register/partners");
  await page.getByRole("link", { name: /may be one and the same/ }).click();
  const row = page.getByRole("row").filter({ hasText: `Quarry ${unique} GmbH` });
  await expect(row).toContainText("differ by legal form, accents or spaces at most");

  // Whoever may not write sees the suggestion and cannot decide.
  const other = await openAs("executive");
  await other.goto("/register/partners/duplicates");
  await expect(other.getByRole("row").filter({ hasText: `Quarry ${unique} GmbH` })).toBeVisible();
  await expect(other.getByRole("button", { name: "Not the same" })).toHaveCount(0);

  await settled(page);
  await row.getByRole("button", { name: "Not the same" }).click();
  const dialog = page.getByRole("dialog", { name: /are two parties\?$/ });
  await dialog.getByRole("textbox", { name: "How one knows" }).fill("Different registers of commerce.");
  await dialog.getByRole("button", { name: "Not the same" }).click();
  // What lies behind an open dialog has no rows for anybody: only once it is gone their absence says something.
  await expect(dialog).toHaveCount(0);
  await expect(row).toHaveCount(0);
  await page.goto(`/register/partners/a-${unique}`);
  await expect(page.getByText("Different registers of commerce.")).toBeVisible();

  for (const key of [`a-${unique}`, `b-${unique}`]) {
    const gone = await page.request.post(`/api/v1/parties/${key}/retire`, { data: { reason: "Test over." } });
    expect(gone.ok(), await gone.text()).toBe(true);
  }
});
