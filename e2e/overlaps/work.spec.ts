import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Route } from "@playwright/test";
import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

/** Two overlaps that nothing else assigns: the lightest ones. */
async function lightest(api: APIRequestContext): Promise<string[]> {
  const answer = await api.get("/api/v1/overlaps?status=open&sort=severity,-key&limit=2");
  return (await answer.json()).items.map(({ key }: { key: string }) => key);
}

const garbled = (route: Route) => route.fulfill({ status: 200, body: "<" });

test("a partner manager finds what waits first, with why now and one button, by keyboard alone", async ({
  page,
  login,
}) => {
  await login("partner_manager");
  await page.goto("/overlaps");
  const mine = page.getByRole("region", { name: "Waiting for you" });
  const first = mine.getByRole("listitem").first();
  // What waits first depends on what other tests left to the same person.
  await expect(first).toContainText(
    /Detected on|asked for changes|has not been submitted|Its facts changed|is yours/,
  );
  const act = first.getByRole("link").last();
  const href = await act.getAttribute("href");
  // From the top of the page to the button, as somebody without a mouse goes.
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    if (await act.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(act).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${href}$`));
});

test("who reads only is told of no work, and chooses no rows", async ({ page, login }) => {
  await login("executive");
  await page.goto("/overlaps");
  await settled(page);
  await expect(page.getByRole("region", { name: "Waiting for you" })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});

test("compliance says who prepares several overlaps at once, with a count, and takes it back", async ({
  page,
  login,
  apiAs,
}) => {
  const api = await apiAs("compliance");
  const keys = await lightest(api);
  await login("compliance");
  await page.goto("/overlaps?sort=severity,-key");
  for (const key of keys) await page.getByRole("checkbox", { name: `Choose ${key}` }).check();
  const bar = page.getByRole("region", { name: "Overlaps chosen" });
  await expect(bar).toContainText("2 overlaps chosen");
  // An answer that cannot be read takes nothing away from what is chosen.
  await page.route(/\/api\/v1\/overlaps\?.*limit=1000/, garbled, { times: 1 });
  await bar.getByRole("button", { name: /^Choose all/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Those chosen stay chosen." })).toBeVisible();
  await expect(bar).toContainText("2 overlaps chosen");
  await bar.getByRole("button", { name: "Say who prepares" }).click();
  const dialog = page.getByRole("dialog");
  // Nobody is chosen beforehand, and without a choice nothing is sent.
  await expect(dialog.getByLabel("Who")).toHaveValue("");
  await dialog.getByRole("button", { name: "Say who prepares" }).click();
  await expect(dialog.getByLabel("Who")).toBeFocused();
  await dialog.getByLabel("Who").selectOption("compliance2@example.com");
  await dialog.getByRole("button", { name: "Say who prepares" }).click();
  const said = page.getByRole("status").filter({ hasText: "prepares 2 overlaps" });
  await expect(said).toBeVisible();
  const prepared = "/overlaps?preparer=compliance2%40example.com&sort=key&limit=1000";
  const assigned = async () => {
    const { items } = await (await api.get(`/api/v1${prepared}`)).json();
    return items.map(({ key }: { key: string }) => key);
  };
  expect(await assigned()).toEqual(expect.arrayContaining(keys));
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back: the seats are as they were.")).toBeVisible();
  for (const key of keys) expect(await assigned()).not.toContain(key);
});

test("a seat that somebody cannot have is refused in words, and nothing changes", async ({ page, login }) => {
  await login("compliance");
  await page.goto("/overlaps?sort=severity,-key");
  await page.getByRole("checkbox", { name: "Choose all on this page" }).check();
  const bar = page.getByRole("region", { name: "Overlaps chosen" });
  await bar.getByRole("button", { name: "Say who prepares" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Who").selectOption({ label: await managerIn(dialog) });
  await dialog.getByRole("button", { name: "Say who prepares" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was changed.");
  await expect(dialog.getByRole("alert")).toContainText("manages no partner that it concerns");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await bar.getByRole("button", { name: "Choose none" }).click();
  await expect(bar).toHaveCount(0);
});

const managerIn = async (dialog: import("@playwright/test").Locator): Promise<string> => {
  const options = await dialog.getByRole("option").allTextContents();
  return options.find((text) => text.includes("pm@example.com")) ?? "";
};

test("board and map show the same selection, and each cell of the map leads to its overlaps", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto("/overlaps?kind=product_overlap");
  await page.getByRole("link", { name: "Board" }).click();
  await expect(page).toHaveURL("/overlaps?kind=product_overlap&view=board");
  await expect(page.getByRole("region", { name: "Board" })).toBeVisible();
  await expect(page.getByText("Kind: Product overlap")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await expect(page).toHaveURL("/overlaps?kind=product_overlap&view=map");
  const map = page.getByRole("region", { name: /^Map of partners and segments/ });
  await expect(map).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const cell = map.getByRole("link", { name: /^\d+ overlaps? with/ }).first();
  const count = Number(/^\d+/.exec((await cell.getAttribute("aria-label")) ?? "")?.[0]);
  await cell.click();
  await expect(page).toHaveURL(/party=.*segment=/);
  await settled(page);
  await expect(page.getByRole("region", { name: "Overlaps" }).getByRole("row")).toHaveCount(count + 1);
});

test("a view is kept under a name, found again by its keeper alone, and forgotten", async ({
  page,
  login,
  openAs,
  unique,
}) => {
  await login("compliance");
  await page.goto("/overlaps?severity=4");
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByRole("menuitem", { name: "Keep this view…" }).click();
  await page.getByLabel("Name").fill(`Grave ${unique}`);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByRole("button", { name: `View: Grave ${unique}` })).toBeVisible();
  await page.goto("/overlaps");
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByRole("menuitem", { name: `Grave ${unique}` }).click();
  await expect(page).toHaveURL("/overlaps?severity=4");
  const other = await openAs("second compliance");
  await other.goto("/overlaps");
  await other.getByRole("button", { name: "Saved views" }).click();
  await expect(other.getByRole("menuitem", { name: "Keep this view…" })).toBeVisible();
  await expect(other.getByText(unique)).toHaveCount(0);
  await page.route("**/api/v1/saved-views/*/remove", garbled, { times: 1 });
  const forget = async () => {
    await page.getByRole("button", { name: `View: Grave ${unique}` }).click();
    await page.getByRole("menuitem", { name: `Forget “Grave ${unique}”` }).click();
  };
  await forget();
  await expect(
    page.getByRole("status").filter({ hasText: "The view could not be forgotten." }),
  ).toBeVisible();
  await forget();
  await expect(page.getByRole("button", { name: "Saved views" })).toBeVisible();
});
