import { expect, type Page } from "@playwright/test";
import type { Account } from "../fixtures/accounts";
import { fillSignIn } from "../fixtures/sign-in-form";

/** Signs a page in as a person of the test's own, by the form. */
export async function signInAs(page: Page, account: Account): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, account);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);
}
