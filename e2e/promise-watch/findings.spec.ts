import { expect, test } from "../fixtures";
import { signInAs } from "./second-person";

type Finding = { id: string; code: string; version: number; kind: string; opened_day: string };

/** A risk is accepted for a year at most. */
const UNTIL = new Date(Date.now() + 200 * 86_400_000).toLocaleDateString("en-GB", {
  ...{ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
});

test.describe.configure({ mode: "serial" });

test("a finding is owned, explained and remedied; only a result could close it", async ({
  page,
  login,
  apiAs,
}) => {
  const api = await apiAs("compliance");
  const { items } = await (await api.get("/api/v1/findings?status=open")).json();
  const finding: Finding | undefined = items.find((one: Finding) => one.kind === "tilt");
  if (!finding) throw new Error("The sample workspace has an open finding.");
  await login("compliance");
  await page.goto("/promise/findings");
  await page.getByRole("link", { name: finding.code }).click();
  await expect(page.getByRole("button", { name: "Close with a result" })).toHaveCount(0);

  await page.getByRole("combobox", { name: /^Owner/ }).selectOption({ label: "Compliance" });
  await page.getByRole("textbox", { name: /^To be mended by/ }).fill("5 December 2036");
  await page.getByRole("textbox", { name: /^Cause/ }).fill("A weight in the rule.");
  // Somebody saves before: both versions are shown, and nothing of theirs is lost.
  const theirs = await api.patch(`/api/v1/findings/${finding.id}`, {
    headers: { "if-match": `"${finding.version}"` },
    data: { cause: "An older rule." },
  });
  expect(theirs.status(), await theirs.text()).toBe(200);
  await page.getByRole("button", { name: "Save" }).click();
  const conflict = page.getByRole("dialog", { name: "Somebody saved before you" });
  await expect(conflict).toContainText("An older rule.");
  await conflict.getByRole("button", { name: "Go on with these" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  const timeline = page.getByRole("list").filter({ hasText: "Opened by" });
  await expect(timeline).toContainText("Due date set");
  await expect(timeline).toContainText("A weight in the rule.");

  await page.getByRole("button", { name: "Record the remedy" }).click();
  const remedy = page.getByRole("dialog");
  await remedy.getByRole("textbox", { name: /^Remedy/ }).fill("The weight is taken out.");
  await remedy.getByRole("textbox", { name: /^In place since/ }).fill(finding.opened_day);
  await remedy.getByRole("button", { name: "Record it" }).click();
  await expect(page.getByText("Remedied, to be tested again")).toBeVisible();
  await expect(page.getByRole("link", { name: "Define the retest" })).toBeVisible();

  const { opened_result } = await (await api.get(`/api/v1/findings/${finding.id}`)).json();
  const closed = await api.post(`/api/v1/findings/${finding.id}/close`, { data: { result: opened_result } });
  expect(closed.status()).toBe(409);
  expect(await closed.json()).toMatchObject({ type: expect.stringContaining("not_shown") });
});

test("a risk is accepted by a second person alone, with an end", async ({
  page,
  login,
  apiAs,
  openAs,
  newPerson,
}) => {
  const api = await apiAs("compliance");
  const { items } = await (await api.get("/api/v1/findings?status=open&status=remedied")).json();
  const finding: Finding | undefined = items.at(-1);
  if (!finding) throw new Error("The sample workspace has a finding that is not closed.");
  await login("compliance");
  await page.goto(`/promise/findings/${finding.code}`);
  await page.getByRole("button", { name: "Ask to accept the risk" }).click();
  const ask = page.getByRole("dialog");
  await ask.getByRole("textbox", { name: /^Up to/ }).fill(UNTIL);
  await ask.getByRole("textbox", { name: /^Reason/ }).fill("A change freeze.");
  await ask.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByText("Another person decides.", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Decide on the risk" })).toHaveCount(0);
  const own = await api.post(`/api/v1/findings/${finding.id}/risk-decision`, {
    data: { outcome: "accepted" },
  });
  expect(own.status()).toBe(409);

  const second = await openAs(null);
  await signInAs(second, await newPerson("compliance"));
  await second.goto(`/promise/findings/${finding.code}`);
  await second.getByRole("button", { name: "Decide on the risk" }).click();
  const decide = second.getByRole("dialog");
  await expect(decide).toContainText("A change freeze.");
  await decide.getByRole("combobox", { name: /^Decision/ }).selectOption("accepted");
  await decide.getByRole("button", { name: "Decide" }).click();
  await expect(second.getByText(`Its risk is accepted up to ${UNTIL}`, { exact: false })).toBeVisible();
});

test("who only reads sees the whole timeline and no way to act", async ({ page, login, apiAs }) => {
  const api = await apiAs("executive");
  const { items } = await (await api.get("/api/v1/findings")).json();
  await login("executive");
  await page.goto(`/promise/findings/${items[0].code}`);
  await expect(page.getByText("Opened", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /remedy|Comment|risk|Close|Save/ })).toHaveCount(0);
});
