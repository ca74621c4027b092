import { expect, test } from "../fixtures";

test("two people change the same policy: the second goes on from the record's version, not from the policy's", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const api = await apiAs("compliance");
  const made = await api.post("/api/v1/policies", {
    data: { router: unique, version: "v9", from: "2026-05-01T00:00:00Z", note: "As published." },
  });
  expect(made.status()).toBe(201);
  const { id } = await made.json();
  await login("compliance");
  await page.goto(`/routing/policies/${id}/edit`);
  const note = page.getByRole("textbox", { name: /^Note\b/ });
  await expect(note).toHaveValue("As published.");

  const theirs = await api.patch(`/api/v1/policies/${id}`, {
    headers: { "if-match": '"1"' },
    data: { notice: "Given in April." },
  });
  expect(theirs.status()).toBe(200);

  await note.fill("As published in May.");
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody saved before you" });
  const side = (field: string, which: "first" | "last") =>
    dialog.getByRole("row").filter({ hasText: field }).getByRole("radio")[which]();
  // What only they have written stays theirs unless it is chosen otherwise.
  await expect(side("Note", "first")).toBeChecked();
  await expect(side("Notice given", "last")).toBeChecked();
  await dialog.getByRole("button", { name: "Go on with these" }).click();
  await page.getByRole("button", { name: "Save" }).click();

  await expect(page).toHaveURL(`/routing/policies/${id}`);
  const saved = await (await api.get(`/api/v1/policies/${id}`)).json();
  expect(saved).toMatchObject({
    version: "v9",
    record_version: 3,
    note: "As published in May.",
    notice: "Given in April.",
  });
});
