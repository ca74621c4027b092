import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

const list = (page: Page) => page.getByRole("region", { name: "Parties" });

/** Names in the table, as they stand. */
async function namesOf(page: Page): Promise<string[]> {
  await settled(page);
  return list(page).getByRole("rowgroup").nth(1).getByRole("row").getByRole("link").allTextContents();
}

/** A partner that the test may change as it likes. */
async function addPartner(page: Page, key: string, name: string): Promise<void> {
  const made = await page.request.post("/api/v1/parties", { data: { key, name, kinds: ["partner"] } });
  expect(made.status(), await made.text()).toBe(201);
}

test("a partner is added by the form, changed and retired, and its history says so", async ({
  page,
  login,
  unique,
}) => {
  await login("compliance");
  await page.goto("/register/partners");
  await page.getByRole("link", { name: "Add a party" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Add a party" })).toBeVisible();

  // What is missing is said in a summary that takes the focus, and at the field.
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const summary = page.getByRole("alert").filter({ hasText: "entries need a change" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Name" }).click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");

  await name.fill(`Zeta ${unique}`);
  await page.getByRole("textbox", { name: "Key" }).fill(`zeta-${unique}`);
  await page.getByRole("checkbox", { name: "partner", exact: true }).check();
  await page.getByRole("textbox", { name: "Also called" }).fill(`Z${unique}`);
  await page.getByRole("textbox", { name: "Also called" }).press("Enter");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page).toHaveURL(`/register/partners/zeta-${unique}`);
  await expect(page.getByRole("heading", { level: 1, name: `Zeta ${unique}` })).toBeVisible();
  await expect(page.getByText(`Z${unique}`, { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("Sells embeddings.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`/register/partners/zeta-${unique}`);
  await expect(page.getByText("Version 2")).toBeVisible();
  await expect(page.getByRole("heading", { name: "2 entries in its history." })).toBeVisible();
  const latest = page.getByRole("listitem").filter({ hasText: "Compliance, update" });
  await latest.getByText("1 field").click();
  await expect(latest.getByText("note: empty → Sells embeddings.")).toBeVisible();

  await page.getByRole("button", { name: "Retire" }).click();
  const dialog = page.getByRole("dialog", { name: `Retire Zeta ${unique}` });
  await dialog.getByRole("button", { name: "Retire" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Merged into another partner.");
  await dialog.getByRole("button", { name: "Retire" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Retired on .*: Merged into another partner\.$/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "3 entries in its history." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit" })).toHaveCount(0);

  await page.goto(`/register/partners?q=${unique}`);
  await expect(page.getByText("No party matches.")).toBeVisible();
});

test("two people change the same partner: the second chooses field by field", async ({
  page,
  login,
  openAs,
  unique,
}) => {
  await login("compliance");
  await addPartner(page, unique, `Eta ${unique}`);
  const other = await openAs("compliance");
  for (const each of [page, other]) {
    await each.goto(`/register/partners/${unique}/edit`);
    await expect(each.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(`Eta ${unique}`);
  }
  await other.getByRole("textbox", { name: "Name", exact: true }).fill(`Eta Labs ${unique}`);
  await other.getByRole("textbox", { name: "Note" }).fill("Theirs");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other).toHaveURL(`/register/partners/${unique}`);

  await page.getByRole("textbox", { name: "Name", exact: true }).fill(`Eta Research ${unique}`);
  await page.getByRole("textbox", { name: "Note" }).fill("Mine");
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody saved before you" });
  await expect(dialog).toBeVisible();
  // Fields that nobody changed are no question.
  await expect(dialog.getByRole("row")).toHaveCount(3);
  const row = (field: string) => dialog.getByRole("row").filter({ hasText: field });
  await expect(row("Name").getByRole("radio").first()).toBeChecked();
  await row("Note").getByText("Theirs").click();
  await dialog.getByRole("button", { name: "Go on with these" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(
    `Eta Research ${unique}`,
  );
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("Theirs");
  await page.getByRole("button", { name: "Save" }).click();

  await expect(page.getByRole("heading", { level: 1, name: `Eta Research ${unique}` })).toBeVisible();
  await expect(page.getByText("Version 3")).toBeVisible();
  await expect(page.getByText("Theirs").first()).toBeVisible();
  await expect(page.getByText("Mine")).toHaveCount(0);
});

test("what is not saved is not lost by a click", async ({ page, login, unique }) => {
  await login("compliance");
  await addPartner(page, unique, `Theta ${unique}`);
  await page.goto(`/register/partners/${unique}/edit`);
  const note = page.getByRole("textbox", { name: "Note" });
  await note.fill("Half a sentence");
  await expect(page.getByText("Not saved yet")).toBeVisible();

  const questions: string[] = [];
  page.once("dialog", (dialog) => {
    questions.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(note).toHaveValue("Half a sentence");
  expect(questions).toEqual([expect.stringContaining("Leave without saving?")]);

  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page).toHaveURL(`/register/partners/${unique}`);
  await expect(page.getByText("Version 1")).toBeVisible();

  // Nothing changed, nothing asked.
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page).toHaveURL(`/register/partners/${unique}`);
});

for (const browser of ["this browser", "an older browser"])
  test(`what is not saved is not lost by Back, nor by the search, in ${browser}`, async ({
    page,
    login,
    unique,
  }) => {
    if (browser === "an older browser")
      await page.addInitScript(() => Object.defineProperty(window, "navigation", { value: undefined }));
    await login("compliance");
    await addPartner(page, unique, `Iota ${unique}`);
    await page.goto(`/register/partners/${unique}`);
    await page.getByRole("link", { name: "Edit" }).click();
    const form = `/register/partners/${unique}/edit`;
    await expect(page).toHaveURL(form);
    const note = page.getByRole("textbox", { name: "Note" });
    await note.pressSequentially("Half a sentence");
    await expect(page.getByText("Not saved yet")).toBeVisible();

    const questions: string[] = [];
    let leave = false;
    page.on("dialog", (dialog) => {
      questions.push(dialog.message());
      void (leave ? dialog.accept() : dialog.dismiss());
    });
    const stays = async (asked: number) => {
      await expect.poll(() => questions.length).toBe(asked);
      await expect(page).toHaveURL(form);
      await expect(note).toHaveValue("Half a sentence");
    };
    const back = () => page.evaluate(() => window.history.back());
    const search = async () => {
      await page.keyboard.press("Control+k");
      const found = page.getByRole("dialog", { name: "Search or act" });
      await found.getByRole("combobox").fill("Policies");
      await found.getByRole("option", { name: /^Policies/ }).click();
      return found;
    };

    // Twice in a row: the second is asked about though nothing was typed in between.
    await back();
    await stays(1);
    await back();
    await stays(2);
    await (await search()).press("Escape");
    await stays(3);
    expect(new Set(questions)).toEqual(
      new Set(["Leave without saving? What you changed on this page will be lost."]),
    );

    leave = true;
    await back();
    await expect(page).toHaveURL(`/register/partners/${unique}`);
    await expect(page.getByText("Version 1")).toBeVisible();
    expect(questions).toHaveLength(4);

    await page.getByRole("link", { name: "Edit" }).click();
    await note.pressSequentially("Another");
    await search();
    await expect(page).toHaveURL("/routing/policies");
    expect(questions).toHaveLength(5);

    // Back from there finds the form as it was saved last, and asks nothing.
    await back();
    await expect(note).toHaveValue("");
    await back();
    await expect(page).toHaveURL(`/register/partners/${unique}`);
    expect(questions).toHaveLength(5);
  });

test("filters, sort and search of a list stand in its address, and the CSV holds the same rows", async ({
  page,
  login,
  openAs,
  unique,
}) => {
  await login("compliance");
  for (const letter of ["a", "b", "c"]) await addPartner(page, `${unique}-${letter}`, `${letter} ${unique}`);
  const investor = await page.request.post("/api/v1/parties", {
    data: { key: `${unique}-fund`, name: `d ${unique}`, kinds: ["investor"] },
  });
  expect(investor.status()).toBe(201);

  await page.goto("/register/partners");
  await page.getByRole("searchbox", { name: "Find a party" }).fill(unique);
  await expect(page).toHaveURL(`/register/partners?q=${unique}`);
  await expect(list(page).getByRole("row")).toHaveCount(5);
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByLabel("What it is").selectOption("partner");
  await expect(page.getByText("What it is: partner")).toBeVisible();
  await page.keyboard.press("Escape");
  for (const times of [1, 2]) {
    await list(page).getByRole("link", { name: /^Name/ }).click();
    await expect(page).toHaveURL(times === 1 ? /sort=name/ : /sort=-name/);
  }
  await expect(page.getByRole("columnheader", { name: /^Name/ })).toHaveAttribute("aria-sort", "descending");
  const shown = [`c ${unique}`, `b ${unique}`, `a ${unique}`];
  await expect.poll(() => namesOf(page)).toEqual(shown);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const csv = await (await page.request.get(download.url())).text();
  const [head = "", ...rows] = csv.trim().split(/\r?\n/);
  expect(head.split(",")).toContain("name");
  expect(rows.map((row) => shown.find((name) => row.includes(name)))).toEqual(shown);

  // Rows are walked by arrow keys, as they stand.
  const row = (name: string) => list(page).getByRole("link", { name, exact: true });
  await row(`c ${unique}`).focus();
  await page.keyboard.press("ArrowDown");
  await expect(row(`b ${unique}`)).toBeFocused();
  await page.keyboard.press("End");
  await expect(row(`a ${unique}`)).toBeFocused();

  // The address alone makes the same view for somebody else; back takes one step off.
  const other = await openAs("auditor");
  await other.goto(page.url());
  expect(await namesOf(other)).toEqual(shown);
  await page.goBack();
  await expect.poll(() => namesOf(page)).toEqual(shown.toReversed());
  await page.getByRole("link", { name: "Remove: What it is: partner" }).click();
  await expect(list(page).getByRole("row")).toHaveCount(5);
});
