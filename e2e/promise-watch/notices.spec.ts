import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures";

test("a change is announced by its hash and opened with the very text", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const api = await apiAs("compliance");
  const made = await api.post("/api/v1/policies", {
    data: { router: unique, version: "v2", from: "2036-05-01T00:00:00Z", models: ["nova-pro"] },
  });
  expect(made.status(), await made.text()).toBe(201);
  await login("compliance");
  await page.goto("/promise/notices");
  await page.getByRole("button", { name: "Announce a change" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: /^Policy/ }).selectOption({ label: `${unique}, policy v2` });
  await expect(dialog.getByRole("textbox", { name: /^Hash/ })).toHaveValue(/^[0-9a-f]{64}$/);
  // The hash is of this policy: nothing of it can be entered otherwise.
  for (const name of [/^Router/, /^Version/, /^Takes effect/, /^Hash/])
    await expect(dialog.getByRole("textbox", { name })).toBeDisabled();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save the text" }).click(),
  ]);
  const text = readFileSync(await file.path(), "utf8");
  await dialog.getByRole("button", { name: "Announce", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: unique });
  await expect(row).toContainText("Announced");
  await expect(row).not.toContainText("nova-pro");

  await row.getByRole("button", { name: "Open" }).click();
  const open = page.getByRole("dialog");
  const content = open.getByRole("textbox", { name: /^The exact text/ });
  await expect(open.getByText("It cannot be undone.", { exact: false })).toBeVisible();
  await content.fill(`${text} `);
  await expect(open.getByText("its hash is another", { exact: false })).toBeVisible();
  await content.fill(text);
  await expect(open.getByText("This is the announced text", { exact: false })).toBeVisible();
  await open.getByRole("button", { name: "Open it" }).click();
  await expect(row).toContainText("as the register has it");
});
