import { expect, test } from "../fixtures";
import { fillSignIn } from "../fixtures/sign-in-form";
import { anOverlap, ask, decide } from "../overlaps/an-overlap";

test("whoever is asked is told, reads it, and it is no longer counted", async ({
  page,
  newPerson,
  apiAs,
  unique,
}) => {
  const officer = await newPerson("compliance");
  const manager = await apiAs("partner_manager");
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(manager, overlap);

  await page.goto("/sign-in?next=/notifications");
  await fillSignIn(page, officer);
  await expect(page).toHaveURL("/notifications");
  const bell = page.getByRole("link", { name: /^Notifications, \d+ not read$/ });
  await expect(bell).toBeVisible();
  const told = page.getByRole("listitem").filter({ hasText: review.key });
  await expect(told).toContainText(/asks for a decision on “/);
  await told.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/overlaps/${overlap}/reviews/${review.key}$`));

  await page.goto("/notifications?unread=true");
  await expect(page.getByRole("listitem").filter({ hasText: review.key })).toHaveCount(0);
  await page.goto("/notifications");
  const before = page.getByRole("listitem").filter({ hasText: review.key });
  await expect(before).toBeVisible();
  await expect(before.getByRole("button")).toHaveCount(0);

  await page.goto("/notifications/digest?period=week");
  await expect(page.getByRole("region", { name: "What happened" })).toContainText(review.key);
  await expect(page.getByRole("region", { name: "What waits for you" })).toBeVisible();
});

test("marking one as read keeps the place, and a kind may be had alone", async ({
  page,
  newPerson,
  apiAs,
  unique,
}) => {
  const officer = await newPerson("compliance");
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(await apiAs("partner_manager"), overlap);
  await page.goto("/sign-in?next=/notifications");
  await fillSignIn(page, officer);
  // Whole: the address of the sign-in ends in it too.
  await expect(page).toHaveURL("/notifications");
  const told = page.getByRole("listitem").filter({ hasText: review.key });
  await told.getByRole("button", { name: /^Mark as read: / }).press("Enter");
  await expect(told.getByRole("link")).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Marked as read." })).toBeVisible();
  await expect(told.getByRole("button")).toHaveCount(0);

  await page.getByRole("button", { name: "Kind: Any kind" }).click();
  await page.getByRole("menuitemradio", { name: "Decision asked for" }).click();
  await expect(page).toHaveURL(/\/notifications\?kind=review_requested$/);
  await expect(told).toBeVisible();
  await page.goto("/notifications?kind=delegated");
  await expect(page.getByText("No notification matches")).toBeVisible();
});

test("each person chooses what they are told, and where", async ({ page, newPerson, apiAs, unique }) => {
  const officer = await newPerson("compliance");
  await page.goto("/sign-in?next=/settings/notifications");
  await fillSignIn(page, officer);
  await expect(page).toHaveURL("/settings/notifications");
  await page.getByRole("checkbox", { name: "Decision asked for, in the app" }).uncheck();
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Decision asked for, in the app" })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Decision asked for, in the digest" })).toBeChecked();

  const manager = await apiAs("partner_manager");
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(manager, overlap);
  await page.goto("/notifications");
  await expect(page.getByText(review.key)).toHaveCount(0);
  await page.goto("/notifications/digest");
  await expect(page.getByRole("region", { name: "What happened" })).toContainText(review.key);
  await decide(await apiAs("compliance"), review.id, "rejected", "Not now.");
});

test("every role has its notifications and its choices", async ({ page, login }) => {
  for (const who of ["executive", "auditor", "admin", "partner_manager"] as const) {
    await login(who);
    await page.goto("/notifications");
    await expect(page.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
    await page.goto("/notifications/digest");
    await expect(page.getByRole("heading", { level: 1, name: /^Digest, / })).toBeVisible();
    await page.goto("/settings/notifications");
    await expect(page.getByRole("heading", { level: 1, name: "What you are told" })).toBeVisible();
  }
});
