import { expect, test } from "../fixtures";
import { anOverlap, ask, dayAhead, decide, taskOf } from "./an-overlap";

test("a partner manager asks for a review: keeps a draft, goes on with it and submits it", async ({
  page,
  login,
  apiAs,
  openAs,
  unique,
}) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  await login("partner_manager");
  await page.goto("/overlaps?mine=all");
  await expect(taskOf(page, overlap)).toHaveText("Ask for a review");
  await expect(page.getByRole("listitem").filter({ hasText: overlap })).toContainText(
    "nobody has asked for a judgement",
  );
  await page.goto(`/overlaps/${overlap}`);
  await expect(page.getByRole("heading", { name: "No review yet." })).toBeVisible();
  await page.getByRole("link", { name: "Ask for a review" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Ask for a review of ${overlap}` })).toBeVisible();

  // What is missing is said in a summary that takes the focus, and at the field.
  await page.getByRole("button", { name: "Submit" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "2 entries need a change" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Say what is proposed.");

  await page.getByRole("radio", { name: /^Clear it with conditions/ }).check();
  await page.getByRole("textbox", { name: "Reasons" }).fill("The two teams share no data.");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText("Clearing with conditions names at least one.").first()).toBeVisible();
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByLabel("Kind").selectOption({ label: "Information barrier" });
  await page.getByRole("textbox", { name: "What must be done" }).fill("Our team reads no roadmap of theirs.");
  await page.getByLabel("Owner").selectOption({ label: "Partner manager (pm@example.com)" });
  await page.getByRole("textbox", { name: "Due" }).fill(dayAhead(30));
  await page.getByRole("button", { name: "Keep as a draft" }).click();

  await expect(page).toHaveURL(`/overlaps/${overlap}#review`);
  await expect(page.getByRole("heading", { name: "A request is begun. Nobody is asked yet." })).toBeVisible();
  // A draft is its writer's alone.
  const compliance = await apiAs("compliance");
  expect((await (await compliance.get(`/api/v1/overlaps/${overlap}/reviews`)).json()).items).toEqual([]);
  const second = await openAs("compliance");
  await second.goto(`/overlaps/${overlap}/review`);
  await expect(second.getByText(/^Draft RV-\d+ of Partner manager is open; one review/)).toBeVisible();

  await page.getByRole("link", { name: "Go on writing" }).click();
  await expect(page.getByRole("textbox", { name: "Reasons" })).toHaveValue("The two teams share no data.");
  await expect(page.getByRole("textbox", { name: "What must be done" })).toHaveValue(
    "Our team reads no roadmap of theirs.",
  );
  await page.getByRole("textbox", { name: "Reasons" }).fill("The two teams share no data, by design.");
  await page.getByRole("button", { name: "Save and submit" }).click();

  await expect(page).toHaveURL(`/overlaps/${overlap}#review`);
  await expect(
    page.getByRole("heading", { name: "One person has asked. Another must decide." }),
  ).toBeVisible();
  await expect(page.getByText("You asked for it, so somebody else decides.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expect(page.getByText(/^May not decide: .*Partner manager \(asked for it\)/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "One condition is proposed." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ask for a review" })).toHaveCount(0);
});

test("what changes were requested of is changed and submitted again, and can be withdrawn", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(await apiAs("partner_manager"), overlap);
  const note = "Say who measures it.";
  expect((await decide(await apiAs("compliance"), review.id, "changes_requested", note)).status()).toBe(200);

  await login("partner_manager");
  await page.goto(`/overlaps/${overlap}`);
  await expect(
    page.getByRole("heading", { name: "Changes are requested before it is decided." }),
  ).toBeVisible();
  await expect(page.getByText(`“${note}”`)).toBeVisible();
  // The queue has the same in one step.
  await page.goto("/overlaps?mine=all");
  await taskOf(page, overlap).click();
  await expect(page.getByText(`“${note}”`)).toBeVisible();
  await page.getByRole("textbox", { name: "Reasons" }).fill("Internal audit measures it each month.");
  await page.getByRole("button", { name: "Save and submit" }).click();
  await expect(
    page.getByRole("heading", { name: "One person has asked. Another must decide." }),
  ).toBeVisible();
  await page.getByRole("link", { name: `Read the request, ${review.key}` }).click();
  await expect(page.getByText("Internal audit measures it each month.")).toBeVisible();
  await expect(page.getByText("Submitted again, round 2")).toBeVisible();

  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText(/Withdrawn before it was decided/)).toBeVisible();
  await page.goto(`/overlaps/${overlap}`);
  await expect(page.getByRole("heading", { name: "No review yet." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ask for a review" })).toBeVisible();
});

test("comments stand under the overlap for whoever sees it", async ({
  page,
  login,
  apiAs,
  openAs,
  unique,
}) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  await login("partner_manager");
  await page.goto(`/overlaps/${overlap}`);
  await page.getByRole("textbox", { name: "Comment" }).fill(`The partner called, ${unique}.`);
  await page.getByRole("button", { name: "Add the comment" }).click();
  await expect(page.getByRole("heading", { name: "One comment." })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Comment" })).toHaveValue("");

  const executive = await openAs("executive");
  await executive.goto(`/overlaps/${overlap}`);
  await expect(executive.getByText(`The partner called, ${unique}.`)).toBeVisible();
  // Who only reads has nothing to press.
  await expect(executive.getByRole("textbox", { name: "Comment" })).toHaveCount(0);
  await expect(executive.getByRole("link", { name: "Ask for a review" })).toHaveCount(0);
});
