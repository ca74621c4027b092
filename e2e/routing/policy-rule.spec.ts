import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";

const field = (page: Page, name: RegExp) => page.getByRole("textbox", { name });
const rule = (page: Page) => page.getByRole("combobox", { name: /^Declared rule/ });

test("a declared rule is entered, refused where it is no number, changed and taken back", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  await login("compliance");
  await page.goto("/routing/policies/new");
  await field(page, /^Router/).fill(unique);
  await field(page, /^Version/).fill("v1");
  await field(page, /^Decides from/).fill("2026-05-01T00:00:00Z");
  await rule(page).selectOption({ label: "The cheapest near the best quality" });
  await expect(page.getByText("how near is not declared, so the rule cannot be applied")).toBeVisible();
  await field(page, /^Band/).fill("0,02");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "One entry needs a change" })).toBeFocused();
  await expect(field(page, /^Band/)).toHaveAccessibleDescription(/A number between 0 and 1, such as 0\.02\./);

  await field(page, /^Band/).fill("0.02");
  await expect(page.getByText("One entry needs a change")).toHaveCount(0);
  // Equally cheap models have no cheapest.
  const ties = page.getByRole("combobox", { name: /^Of equals it takes/ });
  await expect(ties.getByRole("option", { name: "the cheapest" })).toHaveCount(0);
  await ties.selectOption({ label: "the fastest" });
  await expect(
    page.getByText(
      "Takes the cheapest of the models whose expected quality is within 0.02 of the best. Of equals it takes the fastest.",
    ),
  ).toBeVisible();
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page).toHaveURL(/\/routing\/policies\/(?!new)[^/]+$/);
  await expect(page.getByText("whose expected quality is within 0.02 of the best")).toBeVisible();
  const api = await apiAs("compliance");
  const address = page.url();
  const stored = async () =>
    (await (await api.get(`/api/v1/policies/${address.split("/").at(-1)}`)).json()).rule;
  expect(await stored()).toEqual({ kind: "cheapest_within", band: 0.02, ties: "fastest" });

  await page.goto(`${address}/edit`);
  await expect(field(page, /^Band/)).toHaveValue("0.02");
  await rule(page).selectOption({ label: "The largest weighted sum" });
  await field(page, /^Weight of quality/).fill("8");
  await field(page, /^Weight of ln cost/).fill("-0.7");
  await expect(page.getByText("10 % more cost counts like 0.008 less quality.")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(address);
  expect(await stored()).toEqual({
    kind: "weighted",
    weights: { quality: 8, log_cost: -0.7 },
    ties: "fastest",
  });

  await page.goto(`${address}/edit`);
  await rule(page).selectOption({ label: "not declared" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(address);
  expect(await stored()).toBeNull();
});

test("two people declare different rules: the conflict says both in words", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const api = await apiAs("compliance");
  const made = await api.post("/api/v1/policies", {
    data: { router: unique, version: "v1", from: "2026-05-01T00:00:00Z", rule: { kind: "max_quality" } },
  });
  const { id } = await made.json();
  await login("compliance");
  await page.goto(`/routing/policies/${id}/edit`);
  await rule(page).selectOption({ label: "The cheapest above a quality floor" });
  await field(page, /^Quality floor/).fill("0.8");
  const theirs = await api.patch(`/api/v1/policies/${id}`, {
    headers: { "if-match": '"1"' },
    data: { rule: { kind: "cheapest_within", band: 0.05 } },
  });
  expect(theirs.status()).toBe(200);
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody saved before you" });
  await expect(dialog.getByText("0.8 or above")).toBeVisible();
  await dialog.getByText("within 0.05 of the best").click();
  await dialog.getByRole("button", { name: "Go on with these" }).click();
  await expect(field(page, /^Band/)).toHaveValue("0.05");
});
