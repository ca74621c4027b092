import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { fillSignIn } from "../fixtures/sign-in-form";

async function choose(page: Page, name: string, act: string, dialog: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  const asked = page.getByRole("dialog", { name: dialog });
  await asked.getByRole("button", { name: act }).click();
  await expect(asked).toBeHidden();
}

test("a role waits for a second administrator, counts when confirmed and ends when taken away", async ({
  page,
  login,
  openAs,
  unique,
}) => {
  await login("admin");
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  const adding = page.getByRole("dialog", { name: "Add a person" });
  await adding.getByRole("textbox", { name: "Name" }).fill(`Person ${unique}`);
  await adding.getByRole("textbox", { name: "E-mail" }).fill(`${unique}@example.com`);
  await adding.getByRole("button", { name: "Add", exact: true }).click();
  const shown = page.getByRole("dialog", { name: "One-time password" });
  const password = (await shown.getByRole("code").textContent()) ?? "";
  await shown.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: `Give Person ${unique} a role` }).click();
  const giving = page.getByRole("dialog", { name: `Give Person ${unique} a role` });
  await giving.getByLabel("Role").selectOption("Executive");
  await giving.getByRole("button", { name: "Give this role" }).click();
  await expect(giving).toBeHidden();
  const row = page.getByRole("row").filter({ hasText: `${unique}@example.com` });
  await expect(row).toContainText("waits for a second administrator");
  await expect(row.getByRole("button", { name: /^Confirm/ })).toHaveCount(0);

  // Until then the person gets in, and no further.
  const person = await openAs(null);
  await person.goto("/sign-in");
  await fillSignIn(person, { email: `${unique}@example.com`, password });
  await expect(person.getByRole("link", { name: "Sign out" })).toBeVisible();
  await person.goto("/overview");
  await expect(person.getByRole("heading", { name: "There is nothing here." })).toBeVisible();

  const second = await openAs("second admin");
  await second.goto("/settings/people");
  await second.getByRole("button", { name: `Confirm Executive of Person ${unique}` }).click();
  await expect(second.getByRole("button", { name: `Confirm Executive of Person ${unique}` })).toHaveCount(0);
  await person.goto("/overview");
  await expect(person.getByRole("heading", { level: 1 })).toContainText("Breach");

  await choose(
    second,
    `Take Executive away from Person ${unique}`,
    "Take away",
    `Take executive away from Person ${unique}?`,
  );
  await expect(second.getByRole("button", { name: `Take Executive away from Person ${unique}` })).toHaveCount(
    0,
  );
  await person.goto("/overview");
  await expect(person.getByRole("heading", { name: "There is nothing here." })).toBeVisible();

  await choose(second, `Deactivate Person ${unique}`, "Deactivate", `Deactivate Person ${unique}?`);
  await expect(second.getByRole("button", { name: `Reactivate Person ${unique}` })).toBeVisible();
  await person.goto("/");
  await expect(person).toHaveURL(/\/sign-in/);
  await fillSignIn(person, { email: `${unique}@example.com`, password });
  await expect(person.getByRole("alert").filter({ hasText: "do not fit together" })).toBeVisible();
});

test("a key is made, shown once and revoked", async ({ page, login, request, unique }) => {
  await login("admin");
  await page.goto("/settings/keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  const making = page.getByRole("dialog", { name: "Make a key" });
  await making.getByLabel("What it may do").selectOption("read, with a role");
  await making.getByLabel("Role").selectOption("Executive");
  await making.getByRole("textbox", { name: "Name" }).fill(`Key ${unique}`);
  await making.getByRole("button", { name: "Make it" }).click();
  const secret = (await page.getByRole("dialog").getByRole("code").textContent()) ?? "";
  expect(secret).toMatch(/^evh_/);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  const headers = { authorization: `Bearer ${secret}` };
  expect((await request.get("/api/v1/parties", { headers })).status()).toBe(200);
  expect((await request.post("/api/v1/parties", { headers, data: {} })).status()).toBe(403);
  await choose(page, `Revoke Key ${unique}`, "Revoke", `Revoke Key ${unique}?`);
  await expect(page.getByRole("row").filter({ hasText: `Key ${unique}` })).toContainText("revoked");
  expect((await request.get("/api/v1/parties", { headers })).status()).toBe(401);
});
