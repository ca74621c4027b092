import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";
import { addressOf, settled } from "./fixtures/open-page";
import { PAGES } from "./routes";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const scheme of ["light", "dark"] as const) {
  test.describe(`${scheme}`, () => {
    test.use({ colorScheme: scheme, reducedMotion: "reduce" });

    for (const target of PAGES) {
      test(`axe finds nothing on ${target.route}`, async ({ page, login }) => {
        if (target.role) await login(target.role);
        const answer = await page.goto(await addressOf(page.request, target));
        expect(answer?.status()).toBe(200);
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target: at }) => at).join(", ")}`,
        );
        expect(found).toEqual([]);
      });
    }
  });
}
