import type { Locator, Page } from "@playwright/test";
import { expect } from "../fixtures";
import { settled } from "../fixtures/open-page";

/** A word of the neutrality page's question, by its name. */
export const word = (page: Page, name: string): Locator =>
  page.getByRole("button", { name: new RegExp(`^${name}: `) });

/** Gives a word of the question another value. */
export async function choose(page: Page, name: string, option: string): Promise<void> {
  await word(page, name).click();
  await page.getByRole("menuitemradio", { name: option, exact: true }).click();
}

/** Waits for the parts that stream in: other ways to measure are estimated anew, one by one, at the first reading. */
export async function computed(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0, { timeout: 600_000 });
  await settled(page);
}
