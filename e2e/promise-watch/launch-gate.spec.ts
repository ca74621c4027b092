import { expect, test } from "../fixtures";

test("a first-party draft shows what its launch will do, and makes no overlap before", async ({
  page,
  login,
  apiAs,
  unique,
}) => {
  const api = await apiAs("compliance");
  const made = await api.post("/api/v1/products", {
    data: {
      key: unique,
      owner: "aws",
      name: `Draft ${unique}`,
      segments: ["foundation-models"],
      ga: "2036-02",
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  const overlaps = await (await api.get(`/api/v1/overlaps?product=${unique}`)).json();
  expect(overlaps.items).toEqual([]);

  await login("compliance");
  await page.goto(`/register/products/${unique}`);
  const gate = page.locator("#launch-gate");
  await expect(gate.getByRole("heading", { level: 2 })).toContainText("Its launch will make");
  await expect(
    gate
      .getByRole("row")
      .filter({ hasText: `Our own Draft ${unique} competes with` })
      .first(),
  ).toBeVisible();
  await gate
    .getByText(/^\d+ facts$/)
    .first()
    .click();
  await expect(gate.getByText(`owns Draft ${unique}`, { exact: false }).first()).toBeVisible();
  await expect(gate.getByRole("region", { name: "Partners hit" })).toBeVisible();

  // Below the walls everybody reads the same sentence, whether something is withheld or not.
  await login("executive");
  await page.goto(`/register/products/${unique}`);
  await expect(page.getByText("Facts that you may not see could add to this.")).toBeVisible();
  await (await apiAs("compliance")).post(`/api/v1/products/${unique}/retire`, {
    data: { reason: "A test." },
  });
});
