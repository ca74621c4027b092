import type { APIResponse } from "@playwright/test";
import { expect, test } from "../fixtures";
import { signInAs } from "../promise-watch/second-person";
import { anOverlap, ask, decide } from "./an-overlap";

async function problem(answer: APIResponse): Promise<string> {
  return `${answer.status()} ${(await answer.json()).type}`;
}

test("neither who asked nor who last edited a fact decides, by page, API or key", async ({
  page,
  login,
  openAs,
  apiAs,
  playwright,
  baseURL,
  unique,
}) => {
  const editor = await apiAs("second compliance");
  const { overlap } = await anOverlap(editor, unique);
  const asker = await apiAs("compliance");
  const review = await ask(asker, overlap);

  await login("compliance");
  await page.goto(`/overlaps/${overlap}`);
  await expect(page.getByText("You asked for it, so somebody else decides.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Approve|Ask for changes|Reject)$/ })).toHaveCount(0);
  const second = await openAs("second compliance");
  await second.goto(`/overlaps/${overlap}/reviews/${review.key}`);
  await expect(
    second.getByText("You were the last to edit one of its facts, so somebody else decides."),
  ).toBeVisible();
  await expect(second.getByRole("button", { name: /^(Approve|Ask for changes|Reject)$/ })).toHaveCount(0);

  for (const api of [asker, editor])
    for (const outcome of ["approved", "rejected", "changes_requested"])
      expect(await problem(await decide(api, review.id, outcome, "Myself."))).toMatch(
        /^409 .*self_approval$/,
      );
  expect(await problem(await decide(await apiAs("partner_manager"), review.id, "approved"))).toMatch(/^403 /);

  // A key is nobody: it cannot be a second person, whoever made it.
  const admin = await apiAs("admin");
  const made = await admin.post("/api/v1/keys", { data: { scope: "write", role: "compliance" } });
  const { secret } = await made.json();
  const key = await playwright.request.newContext({
    ...(baseURL ? { baseURL } : {}),
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  expect(await problem(await decide(key, review.id, "approved"))).toMatch(/^403 .*person_required$/);
  await key.dispose();

  const { status, decisions } = await (await asker.get(`/api/v1/reviews/${review.id}`)).json();
  expect({ status, decisions }).toEqual({ status: "submitted", decisions: [] });
});

test("who declares an interest is put on record and does not decide", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(await apiAs("partner_manager"), overlap);
  await login("compliance");
  await page.goto(`/overlaps/${overlap}`);
  await page.getByRole("button", { name: "Reject" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Yes/ }).check();
  await dialog.getByRole("button", { name: "Put it on record" }).click();
  await expect(dialog.getByText("Say which; it stays with the review.").first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Which interest" }).fill("A share in the partner.");
  await dialog.getByRole("button", { name: "Put it on record" }).click();
  await expect(
    page.getByText("You declared an interest of your own, so somebody else decides."),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  expect(await problem(await decide(await apiAs("compliance"), review.id, "approved"))).toMatch(
    /^409 .*interest$/,
  );
  await page.goto(`/overlaps/${overlap}/reviews/${review.key}`);
  await expect(page.getByRole("listitem").filter({ hasText: "Declared an interest" })).toContainText(
    "A share in the partner.",
  );
});

test("of two who decide at once one does, and it is recorded once", async ({
  apiAs,
  newPerson,
  openAs,
  unique,
}) => {
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(await apiAs("partner_manager"), overlap);
  const third = await newPerson("compliance");
  const theirs = await openAs(null);
  await signInAs(theirs, third);
  const other = theirs.request;

  const answers = await Promise.all([
    decide(await apiAs("compliance"), review.id, "approved"),
    decide(other, review.id, "rejected", "No."),
  ]);
  expect(answers.map((answer) => answer.status()).sort()).toEqual([200, 409]);
  const refused = answers.find((answer) => answer.status() === 409);
  expect(refused && (await problem(refused))).toMatch(/not_submitted$/);
  const { status, decisions } = await (await other.get(`/api/v1/reviews/${review.id}`)).json();
  expect(decisions).toHaveLength(1);
  expect(decisions[0].outcome).toBe(status);
});
