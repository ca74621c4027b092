import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "../fixtures";
import type { Who } from "../fixtures/accounts";
import { type Asked, anOverlap, ask, dayAhead, decide } from "../overlaps/an-overlap";

type ApiAs = (who: Who) => Promise<APIRequestContext>;

/** A condition in force, which the partner manager asked for and owns. */
async function demanded(
  apiAs: ApiAs,
  unique: string,
): Promise<{ key: string; overlap: string; review: Asked }> {
  const manager = await apiAs("partner_manager");
  const { overlap } = await anOverlap(await apiAs("second compliance"), unique);
  const review = await ask(manager, overlap);
  expect((await decide(await apiAs("compliance"), review.id, "approved")).ok()).toBe(true);
  const { items } = await (await manager.get(`/api/v1/conditions?overlap=${overlap}`)).json();
  return { key: items[0].key, overlap, review };
}

const MINUTES = Buffer.from("Minutes: the roadmap was read by nobody.\n");
const minutes = { name: "minutes (final).txt", mimeType: "text/plain", buffer: MINUTES };

test("an owner gives proof, and somebody else of compliance judges it", async ({
  page,
  login,
  openAs,
  apiAs,
  unique,
}) => {
  const { key } = await demanded(apiAs, unique);
  await login("partner_manager");
  await page.goto(`/overlaps/conditions/${key}`);
  await expect(page.getByText(/sees to it\. Proof is due by/)).toBeVisible();
  await page.getByRole("button", { name: "Give proof" }).click();
  const dialog = page.getByRole("dialog", { name: "Give proof" });
  // Without a file nothing is kept, and the form says so where it is missing.
  await dialog.getByRole("textbox", { name: "Supports from" }).fill(dayAhead(-30));
  await dialog.getByRole("textbox", { name: "Supports up to" }).fill(dayAhead(3));
  await dialog.getByRole("button", { name: "Give it" }).click();
  await expect(dialog.getByText("Choose a file.").first()).toBeVisible();
  await dialog.getByLabel("File").setInputFiles(minutes);
  await dialog.getByRole("button", { name: "Give it" }).click();
  await expect(dialog.getByText("Proof shows what was: no day to come.").first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Supports up to" }).fill(dayAhead(-1));
  await dialog.getByRole("textbox", { name: "Note" }).fill("The meeting of last month.");
  await dialog.getByRole("button", { name: "Give it" }).click();
  await expect(page.getByRole("heading", { name: /One file supports it up to/ })).toBeVisible();
  await expect(page.getByText("Somebody of compliance judges proof.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Judge the proof" })).toHaveCount(0);

  // The reviewer reads the very bytes, whose hash stands beside them.
  const reviewer = await openAs("compliance");
  await reviewer.goto(`/overlaps/conditions/${key}`);
  const proof = reviewer.getByRole("region", { name: "Proof" });
  await expect(proof).toContainText(createHash("sha256").update(MINUTES).digest("hex"));
  await expect(proof).toContainText("The meeting of last month.");
  const download = reviewer.waitForEvent("download");
  await proof.getByRole("link", { name: minutes.name }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(minutes.name);
  expect(readFileSync(await saved.path())).toEqual(MINUTES);

  await reviewer.getByRole("button", { name: "Judge the proof" }).click();
  const judge = reviewer.getByRole("dialog", { name: "Does the condition work?" });
  await judge.getByRole("combobox", { name: "Judgement" }).selectOption({ label: "it works" });
  await judge.getByRole("textbox", { name: /^What you looked at/ }).fill("Read the minutes.");
  await judge.getByRole("button", { name: "Judge" }).click();
  await expect(reviewer.getByText("It was judged to work.")).toBeVisible();
  await expect(reviewer.getByRole("listitem").filter({ hasText: "Judged to work" })).toContainText(
    "Read the minutes.",
  );
});

test("nobody judges what they own or gave, through no door", async ({ page, login, apiAs, unique }) => {
  const { key } = await demanded(apiAs, unique);
  const officer = await apiAs("compliance");
  const { id, version } = await (await officer.get(`/api/v1/conditions/${key}`)).json();
  const { email } = { email: "compliance@example.com" };
  const handed = await officer.patch(`/api/v1/conditions/${key}`, {
    headers: { "if-match": `"${version}"` },
    data: { owner: email },
  });
  expect(handed.status()).toBe(200);
  const given = await officer.post(`/api/v1/conditions/${id}/proofs`, {
    multipart: { file: minutes, period_from: dayAhead(-30), period_to: dayAhead(-1) },
  });
  expect(given.status()).toBe(201);
  const [{ id: proof }] = (await given.json()).proof_list;
  const judged = await officer.post(`/api/v1/conditions/${id}/checks`, {
    data: { proof, outcome: "effective", note: "My own." },
  });
  expect([judged.status(), (await judged.json()).type]).toEqual([409, "urn:evenhand:self_approval"]);
  await login("compliance");
  await page.goto(`/overlaps/conditions/${key}`);
  await expect(page.getByText(/You own this condition; somebody else of compliance judges/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Judge the proof" })).toHaveCount(0);
});

test("a proof is given and handed on by keyboard alone", async ({ page, login, apiAs, unique }) => {
  const { key } = await demanded(apiAs, unique);
  await login("partner_manager");
  await page.goto(`/overlaps/conditions?owner=me`);
  await page.getByRole("link", { name: new RegExp(key) }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/overlaps/conditions/${key}$`));
  await page.getByRole("button", { name: "Hand on" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Who sees to it" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Hand on" })).toBeFocused();
  await page.getByRole("button", { name: "Give proof" }).focus();
  await page.keyboard.press("Enter");
  const give = page.getByRole("dialog", { name: "Give proof" });
  await expect(give.getByLabel("File")).toBeFocused();
  await give.getByLabel("File").setInputFiles(minutes);
  for (const text of [dayAhead(-30), dayAhead(-1)]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /One file supports it up to/ })).toBeVisible();
});
