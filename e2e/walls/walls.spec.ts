import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import type { Who } from "../fixtures/accounts";
import { PAGES } from "../routes";
import { COLLECTIONS, type Confidential, confidentialFirm, recordsOf } from "./confidential";

const MANAGER = "pm@example.com";
/** What only somebody inside can know: the secret word, and the amount that we committed. */
const told = ({ secret, amount }: Confidential) => new RegExp(`${secret}|${amount}`, "i");
const card = (page: Page, term: string) =>
  page.getByRole("term").filter({ hasText: term }).locator("xpath=following-sibling::dd[1]");

/** Every page without a parameter, and those of the firm itself, as bytes: with what scripts on it carry. */
async function expectNowhere(api: APIRequestContext, hidden: Confidential): Promise<void> {
  const unique = hidden.firm.replace("firm-", "");
  const pages = [
    ...PAGES.map(({ route }) => route).filter((route) => !route.includes("[")),
    `/register/partners/${hidden.firm}`,
    `/register/products/chat-${unique}`,
    `/register/products/draft-${unique}`,
    `/api/v1/products/draft-${unique}/launch-gate`,
    `/register/partners?q=${unique}`,
    `/overlaps?party=${hidden.firm}`,
    `/overlaps?status=all&q=${unique}`,
    `/overlaps?status=all&view=board&party=${hidden.firm}`,
    "/overlaps?status=all&view=map",
    "/api/v1/overlaps/map?status=all",
  ];
  const lists = COLLECTIONS.flatMap((path) => [`${path}?limit=1000`, `${path}?format=csv`]);
  const asked = [
    ...pages,
    ...[...lists, `/search?q=${unique}`, "/search?q=quill", "/search?q=lambda"].map(
      (path) => `/api/v1${path}`,
    ),
  ];
  for (const path of asked) {
    const answer = await api.get(path);
    expect(answer.status(), path).toBeLessThan(500);
    expect((await answer.text()).match(told(hidden))?.[0], path).toBeUndefined();
  }
}

/** An answer without what differs between any two. */
async function answerOf(api: APIRequestContext, path: string): Promise<unknown> {
  const answer = await api.get(`/api/v1${path}`);
  const { request_id: _, ...body } = await answer.json();
  return { status: answer.status(), body: JSON.parse(JSON.stringify(body).replaceAll(path, "")) };
}

/** Its address answers as one that never existed. */
async function expectUnknown(page: Page, api: APIRequestContext, hidden: Confidential): Promise<void> {
  for (const record of recordsOf(hidden)) {
    const unknown = await answerOf(api, `${record.api}/nothing-of-this-key`);
    expect(await answerOf(api, `${record.api}/${record.key}`)).toEqual(unknown);
    await page.goto(`${record.page}/${record.key}`);
    await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
  }
}

async function searchPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Search or act" }).getByRole("combobox").fill(text);
}

for (const who of ["executive", "partner_manager"] as const) {
  test(`a confidential relationship does not exist for ${who}, who stands outside`, async ({
    page,
    login,
    apiAs,
    unique,
  }) => {
    const hidden = await confidentialFirm(await apiAs("compliance"), unique, []);
    await login(who);
    const api = await apiAs(who);
    await expectNowhere(api, hidden);
    await expectUnknown(page, api, hidden);

    // The firm itself is known; about money and rights its page says what it says of any stranger.
    await page.goto(`/register/partners/${hidden.firm}`);
    await expect(page.getByRole("heading", { level: 1, name: hidden.firm_name })).toBeVisible();
    await expect(card(page, "We committed")).toHaveText("nothing recorded");
    await expect(card(page, "Rights that we hold")).toHaveText("none recorded");
    await searchPalette(page, hidden.secret);
    await expect(page.getByText("Nothing by that name.")).toBeVisible();
  });
}

test("an administrator sees neither the relationship nor the firm", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const hidden = await confidentialFirm(await apiAs("compliance"), unique, []);
  await login("admin");
  await expectNowhere(await apiAs("admin"), hidden);
  await page.goto(`/register/partners/${hidden.firm}`);
  await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
  expect(await page.content()).not.toContain(hidden.firm_name);
});

const INSIDE: readonly Who[] = ["partner_manager", "compliance", "auditor"];
for (const who of INSIDE) {
  test(`a confidential relationship is there for ${who}, who stands inside or above`, async ({
    page,
    login,
    apiAs,
    unique,
  }) => {
    const hidden = await confidentialFirm(await apiAs("compliance"), unique, [MANAGER]);
    await login(who);
    await page.goto(`/register/partners/${hidden.firm}`);
    await expect(card(page, "We committed")).toHaveText(/^USD\s1\.\d+\sbn$/);
    await expect(card(page, "Rights that we hold")).toContainText("information");
    await page.getByRole("region", { name: "Rights" }).getByRole("link", { name: "information" }).click();
    await expect(page).toHaveURL(`/register/rights/${hidden.secret}-right`);
    await expect(page.getByText(`${hidden.secret} scope`).first()).toBeVisible();

    await page.goto(`/overlaps?party=${hidden.firm}`);
    await page.getByRole("link", { name: /^We hold .* over Lambda/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("with no wall between");
    await expect(page.getByText(/\d+ facts?, \d+ confidential/)).toBeVisible();

    await searchPalette(page, hidden.firm_name);
    await page.getByRole("option", { name: /^We hold / }).click();
    await expect(page).toHaveURL(/\/overlaps\/OV-/);
  });
}

test("a total is the same number on both sides of a wall", async ({ openAs }) => {
  const views = await Promise.all(
    (["executive", "partner_manager", "compliance", "auditor"] as const).map(async (who) => {
      const view = await openAs(who);
      await view.goto("/routing/share");
      const row = view
        .getByRole("region", { name: "By owner" })
        .getByRole("row", { name: /^Our own models/ });
      return row.textContent();
    }),
  );
  expect(new Set(views).size).toBe(1);
});
