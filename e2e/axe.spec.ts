import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { addressOf, settled } from "./fixtures/open-page";
import { PAGES } from "./routes";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
}

test.use({ reducedMotion: "reduce" });

for (const target of PAGES) {
  test(`axe finds nothing on ${target.route}, light and dark`, async ({ page, login }) => {
    if (target.role) await login(target.role);
    const answer = await page.goto(await addressOf(page.request, target));
    expect(answer?.status()).toBe(200);
    await settled(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page), colorScheme).toEqual([]);
    }
  });
}
