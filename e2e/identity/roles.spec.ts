import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

const SECTIONS = {
  executive: ["Overview", "Overlaps", "Register", "Routing", "Promise", "Settings"],
  partner_manager: ["Overview", "Overlaps", "Register", "Routing", "Promise", "Settings"],
  compliance: ["Overview", "Overlaps", "Register", "Routing", "Promise", "Settings"],
  auditor: ["Overview", "Overlaps", "Register", "Routing", "Promise", "Settings"],
  admin: ["Settings"],
} as const;
const READS = [
  "Partners",
  "Investments",
  "Products",
  "Rights",
  "Commitments",
  "Segments",
  "Sources",
  "Network",
];
const WRITE_ACTS = /^(Add|Edit|Retire|Import|Name them|Choose|Load)/;

const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** The words of the navigation, without the counts that stand beside some. */
async function linksOf(page: Page): Promise<string[]> {
  const texts = await navigation(page).getByRole("link").allTextContents();
  return texts.map((text) => text.replace(/\d+$/, "").trim());
}

async function expectNothingHere(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
}

/** Buttons and links in the page itself that would change something; "Add a filter" only looks. */
async function writeActs(page: Page): Promise<string[]> {
  await settled(page);
  const main = page.getByRole("main");
  const acts = [...(await main.getByRole("button").all()), ...(await main.getByRole("link").all())];
  const names = await Promise.all(acts.map((act) => act.textContent()));
  return names.flatMap((name) =>
    name && WRITE_ACTS.test(name.trim()) && !name.includes("Add a filter") ? [name.trim()] : [],
  );
}

for (const [role, sections] of Object.entries(SECTIONS)) {
  test(`the navigation of ${role} holds what the role may use`, async ({ page, login }) => {
    await login(role as keyof typeof SECTIONS);
    await page.goto("/");
    await settled(page);
    const open = role === "admin" ? ["People", "Keys", "Notifications"] : [];
    expect(await linksOf(page)).toEqual([...sections, ...open]);
    if (role === "admin") return;
    await navigation(page).getByRole("link", { name: "Register" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Partners" })).toBeVisible();
    await expect
      .poll(() => linksOf(page))
      .toEqual([
        "Overview",
        "Overlaps",
        "Register",
        ...READS,
        ...(role === "compliance" ? ["Import"] : []),
        "Routing",
        "Promise",
        "Settings",
      ]);
  });
}

for (const role of ["executive", "auditor"] as const) {
  test(`${role} reads the register and finds nothing to change it with`, async ({ page, login }) => {
    await login(role);
    const pages = [
      "/register/partners",
      "/register/partners/openai",
      "/register/products",
      "/register/rights",
      "/register/sources",
      "/routing/sources",
      "/routing/policies",
    ];
    for (const path of pages) {
      await page.goto(path);
      expect(await writeActs(page), path).toEqual([]);
    }
    await expectNothingHere(page, "/register/partners/new");
    await expectNothingHere(page, "/register/partners/openai/edit");
    await expectNothingHere(page, "/register/import");
    await expectNothingHere(page, "/settings/people");
    // Not only hidden: the door itself refuses.
    const refused = await page.request.post("/api/v1/parties", {
      data: { key: "nobody", name: "Nobody", kinds: ["partner"] },
    });
    expect(refused.status()).toBe(403);
  });
}

test("single decisions open for auditors and not for executives", async ({ page, login, openAs }) => {
  await login("executive");
  await expectNothingHere(page, "/routing/decisions");
  const auditor = await openAs("auditor");
  await auditor.goto("/routing/decisions");
  await expect(auditor.getByRole("heading", { level: 1 })).toContainText("ecision");
  await expect(
    auditor
      .getByRole("region", { name: /^Decisions/ })
      .getByRole("row")
      .nth(1),
  ).toBeVisible();
});

test("a partner manager changes the partners assigned and opens no settings", async ({ page, login }) => {
  await login("partner_manager");
  await expectNothingHere(page, "/settings/people");
  await expectNothingHere(page, "/settings/keys");
  await expectNothingHere(page, "/register/import");
  await page.goto("/register/partners/openai");
  await expect(page.getByRole("link", { name: "Edit" })).toBeVisible();
  await page.goto("/register/partners/meta");
  await expect(page.getByRole("heading", { level: 1, name: "Meta" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await expectNothingHere(page, "/register/partners/meta/edit");
});

test("an administrator manages people and sees no content", async ({ page, login }) => {
  await login("admin");
  for (const path of ["/overview", "/overlaps", "/register/partners", "/routing/share"])
    await expectNothingHere(page, path);
  await page.goto("/");
  await expect(page).toHaveURL("/settings/people");
});
