import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { anOverlap, ask, dayAhead, taskOf } from "./an-overlap";

/** Presses Tab until the focus is on something; a journey that never gets there fails. */
async function tabTo(page: Page, target: Locator, presses = 150): Promise<void> {
  for (let n = 0; n < presses; n++) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target, "reached by Tab").toBeFocused();
}

test("a partner manager asks for a review by keyboard alone", async ({ page, login, apiAs, unique }) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  await login("partner_manager");
  await page.goto("/overlaps?mine=all");
  await tabTo(page, taskOf(page, overlap), 400);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Ask for a review of ${overlap}` })).toBeVisible();

  await tabTo(page, page.getByRole("radio", { name: /^Confirm it/ }));
  // Of a group of radios the arrows choose.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^Clear it with conditions/ })).toBeChecked();
  await tabTo(page, page.getByRole("textbox", { name: "Reasons" }));
  await page.keyboard.type("The two teams share no data.");
  await tabTo(page, page.getByRole("button", { name: "Add a condition" }));
  await page.keyboard.press("Enter");
  // The new condition has the focus, above the button that added it.
  await expect(page.getByLabel("Kind")).toBeFocused();
  await page.keyboard.type("Disc");
  await expect(page.getByLabel("Kind")).toHaveValue("disclosure");
  await tabTo(page, page.getByRole("textbox", { name: "What must be done" }));
  await page.keyboard.type("Tell the partner a month ahead.");
  await tabTo(page, page.getByLabel("Owner"));
  await page.keyboard.type("Partner m");
  await tabTo(page, page.getByRole("textbox", { name: "Due" }));
  await page.keyboard.type(dayAhead(30));
  await tabTo(page, page.getByRole("button", { name: "Submit" }));
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { name: "One person has asked. Another must decide." }),
  ).toBeVisible();

  await tabTo(page, page.getByRole("textbox", { name: "Comment" }));
  await page.keyboard.type("Asked today.");
  await tabTo(page, page.getByRole("button", { name: "Add the comment" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "One comment." })).toBeVisible();
});

test("a reviewer decides by keyboard alone", async ({ page, login, apiAs, unique }) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(await apiAs("partner_manager"), overlap);
  await login("compliance");
  await page.goto("/overlaps?mine=all");
  await tabTo(page, taskOf(page, overlap), 400);
  await page.keyboard.press("Enter");
  const approve = page.getByRole("button", { name: "Approve" });
  await tabTo(page, approve);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Approve: ${review.key}` });
  await expect(dialog).toBeVisible();
  // Escape leaves it undecided, and the focus where it was.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(approve).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("radio", { name: /^No/ }));
  await page.keyboard.press("Space");
  await tabTo(page, dialog.getByRole("button", { name: "Approve" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Cleared with conditions." })).toBeVisible();
});
