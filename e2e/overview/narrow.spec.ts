import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

const PAGES = [
  "/overview",
  "/overlaps",
  "/overlaps/OV-0001",
  "/overlaps/OV-0001/reviews/RV-0001",
  "/overlaps/OV-0002/review",
  "/overlaps/delegations",
  "/register/partners",
  "/register/partners/anthropic",
  "/register/partners/anthropic/edit",
  "/register/investments",
  "/register/import",
  "/routing/share",
  "/routing/decisions",
  "/routing/sources",
  "/routing/sources/simulated-gateway",
  "/promise/neutrality",
  "/promise/neutrality/how-we-know",
  "/promise/neutrality/deviating",
  "/promise/commitments",
  "/promise/checks",
  "/promise/checks/new",
  "/promise/checks/tilt-simulated-forge",
  "/promise/findings",
  "/promise/notices",
];

test.use({ viewport: { width: 390, height: 844 } });

test("nothing scrolls sideways on a telephone but tables that say so", async ({ page, login }) => {
  await login("compliance");
  for (const path of PAGES) {
    await page.goto(path);
    await settled(page);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
    const silent = await page.evaluate(() =>
      [...document.querySelectorAll("main *")].flatMap((element) => {
        const { overflowX } = getComputedStyle(element);
        const scrolls = element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(overflowX);
        const says = /scrolls sideways/.test(element.getAttribute("aria-label") ?? "");
        const typed = element.matches("input, textarea");
        return scrolls && !says && !typed && element.checkVisibility()
          ? [element.outerHTML.slice(0, 120)]
          : [];
      }),
    );
    expect(silent, path).toEqual([]);
  }
});

test("on a telephone the menu leads to every section and closes behind", async ({ page, login }) => {
  await login("executive");
  await page.goto("/register/partners");
  const menu = page.getByText("Menu", { exact: true });
  await menu.click();
  const sections = page.getByRole("banner").getByRole("navigation", { name: "Main" });
  await sections.getByRole("link", { name: "Routing" }).click();
  await expect(page).toHaveURL("/routing/share");
  await expect(sections).toBeHidden();
  await menu.click();
  await page.getByRole("button", { name: "Search or act" }).click();
  await page.getByRole("combobox").fill("anthropic");
  await page
    .getByRole("option", { name: /^Anthropic/ })
    .first()
    .click();
  await expect(page).toHaveURL("/register/partners/anthropic");
  await expect(page.getByRole("heading", { level: 1, name: "Anthropic", exact: true })).toBeVisible();
});
