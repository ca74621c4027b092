import { expect, test } from "../fixtures";
import { signInAs } from "../promise-watch/second-person";
import { anOverlap, ask, dayAhead, decide, invest, taskOf } from "./an-overlap";

test("a reviewer approves, the facts change, and the review goes stale", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const editor = await apiAs("second compliance");
  const manager = await apiAs("partner_manager");
  const prepared = await anOverlap(editor, unique);
  const { overlap } = prepared;
  const review = await ask(manager, overlap);

  await login("compliance");
  await page.goto("/overlaps?mine=all");
  await expect(taskOf(page, overlap)).toHaveAttribute("href", `/overlaps/${overlap}/reviews/${review.key}`);
  await page.goto(`/overlaps/${overlap}`);
  await expect(page.getByText("You did not ask for it, have edited none of its facts last")).toBeVisible();
  await page.getByRole("button", { name: "Approve" }).click();
  const dialog = page.getByRole("dialog", { name: `Approve: ${review.key}` });
  await expect(dialog.getByText("Its condition comes into force.")).toBeVisible();
  // The question of interest is asked first, and not answered for anybody.
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog.getByText("Answer this first.").first()).toBeVisible();
  await dialog.getByRole("radio", { name: /^No/ }).check();
  await dialog.getByRole("button", { name: "Approve" }).click();

  await expect(page.getByRole("heading", { name: "One person asked, another agreed." })).toBeVisible();
  await expect(page.getByText(/^Detected on .* and cleared with conditions on/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Its one condition is not met yet." })).toBeVisible();
  await expect(page.getByRole("region", { name: "Conditions in force" })).toContainText("due in 30 days");
  await expect(page.getByRole("heading", { name: `Nothing has changed since ${review.key}.` })).toBeVisible();

  await invest(editor, prepared);
  await page.reload();
  await expect(
    page.getByRole("heading", { name: "Judged by two people, on facts that have changed." }),
  ).toBeVisible();
  await expect(page.getByText(/and stale since/)).toBeVisible();
  const changes = page.locator("#changes");
  await expect(
    changes.getByRole("heading", { name: `One fact has changed since ${review.key}.` }),
  ).toBeVisible();
  await expect(changes).toContainText(`invested USD 2 bn in ${prepared.firm_name}`);

  // What was demanded is offered to the next request.
  await page.getByRole("link", { name: "Ask for another review" }).click();
  await page.getByRole("radio", { name: /^Clear it with conditions/ }).check();
  await page.getByRole("button", { name: "Take it over" }).click();
  await expect(page.getByRole("textbox", { name: "What must be done" })).toHaveValue(
    "Nobody of our product's team reads the partner's roadmap.",
  );
  await page.getByRole("textbox", { name: "Reasons" }).fill("We invested, and the barrier still holds.");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(
    page.getByRole("heading", { name: "One person has asked. Another must decide." }),
  ).toBeVisible();
  await expect(page.getByRole("heading", { name: "Its one condition is not met yet." })).toBeVisible();
});

test("a reviewer asks for changes, with reasons, and rejects what comes back", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const manager = await apiAs("partner_manager");
  const review = await ask(manager, overlap);
  await login("compliance");
  await page.goto("/overlaps?mine=all");
  await taskOf(page, overlap).click();
  await page.getByRole("button", { name: "Ask for changes" }).click();
  const changes = page.getByRole("dialog", { name: `Ask for changes: ${review.key}` });
  await changes.getByRole("radio", { name: /^No/ }).check();
  await changes.getByRole("button", { name: "Ask for changes" }).click();
  await expect(changes.getByText("Say why; whoever asked reads it.").first()).toBeVisible();
  await changes.getByRole("textbox", { name: "Reasons" }).fill("Say who measures it.");
  await changes.getByRole("button", { name: "Ask for changes" }).click();
  await expect(page.getByText(/Changes were requested\./)).toBeVisible();

  expect((await manager.post(`/api/v1/reviews/${review.id}/submit`, { data: {} })).ok()).toBe(true);
  await page.reload();
  await page.getByRole("button", { name: "Reject" }).click();
  const reject = page.getByRole("dialog", { name: `Reject: ${review.key}` });
  await reject.getByRole("radio", { name: /^No/ }).check();
  await reject.getByRole("textbox", { name: "Reasons" }).fill("Nothing of it was answered.");
  await reject.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText(/Rejected on/)).toBeVisible();
  const steps = page.getByRole("listitem").filter({ hasText: /Asked for changes|Rejected/ });
  await expect(steps).toHaveCount(2);
  await page.goto(`/overlaps/${overlap}`);
  await expect(page.getByText("· detected")).toBeVisible();
});

test("facts that change while a review waits keep it from being approved", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const editor = await apiAs("second compliance");
  const prepared = await anOverlap(editor, unique);
  const review = await ask(await apiAs("partner_manager"), prepared.overlap);
  await login("compliance");
  await page.goto(`/overlaps/${prepared.overlap}`);
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
  await invest(editor, prepared);
  // The page of before does not know yet: the API refuses.
  await page.getByRole("button", { name: "Approve" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^No/ }).check();
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog.getByText(/The facts have changed since you read them/)).toBeVisible();
  await page.reload();
  await expect(
    page.getByRole("heading", { name: "Its facts have changed since it was asked for." }),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  const late = await decide(await apiAs("compliance"), review.id, "approved");
  expect(late.status()).toBe(409);
  expect((await late.json()).type).toContain("facts_changed");
});

test("who stands in for another decides in their own name, with the other's beside it", async ({
  page,
  login,
  apiAs,
  newPerson,
  openAs,
  unique,
}) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const away = await newPerson("compliance");
  const theirs = await openAs(null);
  await signInAs(theirs, away);
  const handed = await theirs.request.post("/api/v1/delegations", {
    data: { to: "compliance@example.com", until: dayAhead(3), reason: "On leave." },
  });
  expect(handed.status()).toBe(201);
  const review = await ask(await apiAs("partner_manager"), overlap);
  await login("compliance");
  await page.goto(`/overlaps/${overlap}/reviews/${review.key}`);
  await page.getByRole("button", { name: "Approve" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^No/ }).check();
  await dialog.getByLabel("Decided for").selectOption({ label: away.name });
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(`by Compliance, for ${away.name}`)).toBeVisible();
  const { id } = await handed.json();
  expect((await theirs.request.post(`/api/v1/delegations/${id}/revoke`)).ok()).toBe(true);
});

test("decisions are handed to another up to a day, and taken back", async ({ page, login, unique }) => {
  await login("second compliance");
  await page.goto("/overlaps/delegations");
  await page.getByRole("button", { name: "Hand on your decisions" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("combobox", { name: "To" })
    .selectOption({ label: "Compliance (compliance@example.com)" });
  await dialog.getByRole("textbox", { name: "Up to" }).fill("2020-01-01");
  await dialog.getByRole("textbox", { name: "Reason" }).fill(`On leave, ${unique}.`);
  await dialog.getByRole("button", { name: "Hand them on" }).click();
  await expect(dialog.getByText("This day is over.").first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Up to" }).fill(dayAhead(7));
  await dialog.getByRole("button", { name: "Hand them on" }).click();
  const row = page.getByRole("row").filter({ hasText: unique });
  await expect(row).toContainText("in force up to");
  await row.getByRole("button", { name: "Take back what was handed to Compliance" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(row).toContainText("taken back on");
});
