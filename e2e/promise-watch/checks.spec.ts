import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "../fixtures";
import { signInAs } from "./second-person";

/** A commitment of the test's own, so that its checks are nobody else's. */
async function promise(api: APIRequestContext, key: string): Promise<void> {
  const made = await api.post("/api/v1/commitments", {
    data: {
      key,
      text: `A promise of the test ${key}.`,
      clauses: [{ key: "routing", text: `Routing is even in ${key}.`, kind: "routing" }],
    },
  });
  expect(made.status(), await made.text()).toBe(201);
}

async function define(api: APIRequestContext, key: string): Promise<{ id: string; first_day: string }> {
  const first_day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const made = await api.post("/api/v1/checks", {
    data: {
      ...{ key, title: `Ceiling of ${key}`, commitment: key, clause: "routing", first_day },
      test: { metric: "share_ceiling", ceiling: 0.5 },
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  return made.json();
}

test("compliance defines a check from a promise without one, and it is fixed from then on", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  await promise(await apiAs("compliance"), unique);
  await login("compliance");
  await page.goto(`/promise/commitments/${unique}`);
  await expect(page.getByText("Its one clause has no check.", { exact: false })).toBeVisible();
  await page
    .getByRole("listitem")
    .filter({ hasText: `Routing is even in ${unique}` })
    .getByRole("link", { name: "Define a check" })
    .click();

  await expect(page.getByRole("combobox", { name: /^Clause/ })).toHaveValue("routing");
  await page.getByRole("button", { name: "Record this check" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "need a change" })).toBeVisible();
  await page.getByRole("textbox", { name: /^Title/ }).fill(`Ceiling of ${unique}`);
  await page.getByRole("textbox", { name: /^Key/ }).fill(unique);
  await page.getByRole("combobox", { name: /^What is measured/ }).selectOption("share_ceiling");
  await page.getByRole("textbox", { name: /^Ceiling/ }).fill("40 %");
  await expect(page.getByText("Understood: 40.0 %")).toBeVisible();
  await expect(
    page.getByText("may be at most 40.0 %; from 36.0 % on it is watched", { exact: false }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Record this check" }).click();

  await expect(page.getByRole("heading", { level: 1, name: `Ceiling of ${unique}` })).toBeVisible();
  await expect(page.getByText("waiting for its first day", { exact: false }).first()).toBeVisible();
  await expect(
    page.getByText("1 day before the first day that it judges", { exact: false }).first(),
  ).toBeVisible();
  await page.getByText("Show every entry").click();
  await expect(page.getByRole("row").filter({ hasText: "test.ceiling" })).toContainText("0.4");
  // Nothing on the page edits it.
  await expect(page.getByRole("link", { name: /^Edit/ })).toHaveCount(0);
});

test("strata seen lately are fixed with a check of tilt, and stand in its definition", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  await promise(await apiAs("compliance"), unique);
  await login("compliance");
  await page.goto(`/promise/checks/new?commitment=${unique}&clause=routing`);
  await page.getByRole("textbox", { name: /^Title/ }).fill(`Tilt of ${unique}`);
  await page.getByRole("textbox", { name: /^Key/ }).fill(unique);
  await page.getByRole("combobox", { name: /^What is measured/ }).selectOption("routing_tilt");
  await page.getByRole("combobox", { name: /^Router/ }).selectOption("Simulated Forge");
  await page.getByRole("combobox", { name: /^Evidence/ }).selectOption("fixed");
  const parts = page.getByRole("group", { name: "With a part of the evidence" });
  await expect(parts.getByRole("checkbox")).toHaveCount(4);
  await expect(
    parts.getByRole("checkbox", { name: /^Simulated Forge, code completion: [\d,]+ decisions/ }),
  ).toBeChecked();
  for (const task of ["chat", "planning", "reasoning", "code completion"])
    await parts.getByRole("checkbox", { name: new RegExp(`, ${task}:`) }).uncheck();
  await page.getByRole("button", { name: "Record this check" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Evidence" })).toBeVisible();
  await parts.getByRole("checkbox", { name: /code completion/ }).check();
  const words =
    "shared evenly among two parts, each judged by itself: “Simulated Forge, code completion” and all other decisions.";
  await expect(page.getByText(words, { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Record this check" }).click();

  await expect(page.getByRole("heading", { level: 1, name: `Tilt of ${unique}` })).toBeVisible();
  await expect(page.getByText(words, { exact: false })).toBeVisible();
  await page.getByText("Show every entry").click();
  await expect(page.getByRole("row").filter({ hasText: "test.strata.0.task" })).toContainText(
    "code-completion",
  );
});

test("lists are exported as they are filtered", async ({ page, login }) => {
  await login("executive");
  const saved = async (path: string): Promise<string[]> => {
    await page.goto(path);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export CSV" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^simulated-.*\.csv$/);
    return readFileSync(await file.path(), "utf8")
      .trimEnd()
      .split("\r\n");
  };
  const checks = await saved("/promise/checks?commitment=no-unfair-advantage&metric=routing_tilt");
  const keys = checks.slice(1).map((line) => line.split(",")[0]);
  // The gravest first, as on the page.
  expect(keys[0]).toBe("tilt-simulated-forge");
  expect(keys.toSorted()).toEqual(["tilt-simulated-desk", "tilt-simulated-flow", "tilt-simulated-forge"]);
  const findings = await saved("/promise/findings?status=all&check=tilt-simulated-forge");
  expect(findings.slice(1).map((line) => line.split(",")[0])).toEqual(["F-0001"]);
  await page.goto("/promise/checks?commitment=no-unfair-advantage&metric=coverage");
  await page.getByRole("link", { name: /^Enough of the routed traffic/ }).click();
  await expect(page).toHaveURL(/\/checks\/[0-9a-f-]{36}/);
  const results = await saved(page.url());
  expect(results.length).toBeGreaterThan(5);
  expect(new Set(results.slice(1).map((line) => line.split(",")[0]))).toEqual(new Set(["coverage"]));
});

test("a check is not edited, not judged before its first day, and not judged on data from before it", async ({
  apiAs,
  unique,
}) => {
  const api = await apiAs("compliance");
  await promise(api, unique);
  const check = await define(api, unique);
  const edit = await api.patch(`/api/v1/checks/${check.id}`, {
    headers: { "if-match": '"1"' },
    data: { title: "Another" },
  });
  expect(edit.status()).toBe(409);
  expect(await edit.json()).toMatchObject({ type: expect.stringContaining("fixed") });
  const early = await api.post(`/api/v1/checks/${check.id}/run`, { data: { why: "To see." } });
  expect(early.status()).toBeGreaterThanOrEqual(400);
  expect(early.status()).toBeLessThan(500);
  const past = await api.post("/api/v1/checks", {
    data: {
      ...{ key: `${unique}-past`, title: "Past", commitment: unique, clause: "routing" },
      ...{ first_day: "2026-01-01", test: { metric: "coverage" } },
    },
  });
  expect(past.status()).toBe(422);
  expect(await past.json()).toMatchObject({ errors: [{ pointer: "/first_day" }] });
});

test("another version needs a reason and a second person; who proposed it cannot approve", async ({
  page,
  login,
  apiAs,
  openAs,
  newPerson,
  unique,
}) => {
  const api = await apiAs("compliance");
  await promise(api, unique);
  const check = await define(api, unique);
  await login("compliance");
  await page.goto(`/promise/checks/${check.id}`);
  await page.getByRole("link", { name: "Supersede" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Version 2 of");
  await page.getByRole("textbox", { name: /^Ceiling/ }).fill("0.45");
  await page.getByRole("textbox", { name: /^First day/ }).fill(check.first_day.replace(/^\d{4}/, "2031"));
  await page.getByRole("button", { name: "Propose this version" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Reason" })).toBeVisible();
  await page.getByRole("textbox", { name: /^Reason/ }).fill("The ceiling was published lower.");
  await page.getByRole("button", { name: "Propose this version" }).click();

  await expect(page.getByText("waits for a second person").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve or refuse" })).toHaveCount(0);
  const id = page.url().split("/").pop();
  const own = await api.post(`/api/v1/checks/${id}/decisions`, { data: { outcome: "approved" } });
  expect(own.status()).toBe(409);
  expect(await own.json()).toMatchObject({ type: expect.stringContaining("self_approval") });

  const second = await openAs(null);
  await signInAs(second, await newPerson("compliance"));
  await second.goto(`/promise/checks/${id}`);
  await second.getByRole("button", { name: "Approve or refuse" }).click();
  const dialog = second.getByRole("dialog");
  await expect(dialog).toContainText("The ceiling was published lower.");
  await expect(dialog).toContainText(/Ceiling: 50\s% → 45\s%, stricter/);
  await dialog.getByRole("combobox", { name: /^Decision/ }).selectOption("approved");
  await dialog.getByRole("button", { name: "Decide" }).click();
  await expect(second.getByText("approved by", { exact: false })).toBeVisible();
  // The version before stays, with its own definition.
  await second
    .getByRole("region", { name: /^Versions/ })
    .getByRole("link", { name: "1", exact: true })
    .click();
  await expect(second.getByText("at most 50.0 %", { exact: false }).first()).toBeVisible();
});

test("what is proposed takes no version's place, and is withdrawn by whoever proposed it", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const api = await apiAs("compliance");
  await promise(api, unique);
  const check = await define(api, unique);
  const proposed = await api.post(`/api/v1/checks/${unique}/supersede`, {
    data: {
      ...{ title: `Ceiling of ${unique}`, reason: "Lower.", first_day: check.first_day },
      test: { metric: "share_ceiling", ceiling: 0.45, scope: { router: `no-${unique}` } },
    },
  });
  expect(proposed.status(), await proposed.text()).toBe(201);
  await login("compliance");
  await page.goto(`/promise/checks/${unique}`);
  await expect(page.getByText("at most 50.0 %", { exact: false }).first()).toBeVisible();
  await page.getByRole("link", { name: /^Version 2 is proposed to judge from/ }).click();
  await expect(page.getByText(`names the router “no-${unique}”`, { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Withdraw" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("The router has another name.");
  await dialog.getByRole("button", { name: "Withdraw it" }).click();
  await expect(
    page.getByText(/Withdrawn by .+ on .+: “The router has another name\.” It never runs\./).first(),
  ).toBeVisible();
  await page.goto(`/promise/checks/${unique}`);
  await expect(
    page.getByRole("link", { name: "Version 2 was withdrawn before its first day." }),
  ).toBeVisible();
});

test("an executive reads checks and defines none; a partner manager reads, an administrator sees nothing", async ({
  page,
  login,
  openAs,
}) => {
  await login("executive");
  await page.goto("/promise/checks");
  await expect(page.getByRole("heading", { level: 1, name: "Checks" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Define a check" })).toHaveCount(0);
  expect((await page.goto("/promise/checks/new"))?.status()).toBe(404);
  const manager = await openAs("partner_manager");
  await manager.goto("/promise/commitments");
  await expect(manager.getByRole("heading", { level: 1, name: "Commitments" })).toBeVisible();
  const admin = await openAs("admin");
  for (const path of ["commitments", "checks", "findings", "notices"])
    expect((await admin.goto(`/promise/${path}`))?.status()).toBe(404);
});

test("a strip is read by the arrow keys and opens the result, which verifies", async ({
  page,
  login,
  apiAs,
}) => {
  const api = await apiAs("auditor");
  const { items } = await (await api.get("/api/v1/results?limit=1")).json();
  const [result] = items;
  await login("auditor");
  await page.goto(`/promise/checks/${result.check.id}`);
  const strip = page.getByRole("application").first();
  await strip.focus();
  await page.keyboard.press("End");
  await expect(page.locator(".strip-said").first()).toContainText(
    /(Kept|Watch|Breach|Inconclusive|No data|Failed)/,
  );
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/results\//);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("Verified: worked out again", { exact: false })).toBeVisible({
    timeout: 60_000,
  });
});
