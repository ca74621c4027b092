import { expect, test } from "../fixtures";
import { signInAs } from "./second-person";

test("addresses and methods that the machine interface does not have answer a program", async ({
  request,
}) => {
  const problem = (answer: { headers: () => Record<string, string>; status: () => number }) => [
    answer.status(),
    answer.headers()["content-type"],
  ];
  expect(problem(await request.post("/api/v1/checks/x/retire"))).toEqual([404, "application/problem+json"]);
  expect(problem(await request.get("/api/v1/no/such/list"))).toEqual([404, "application/problem+json"]);
  const refused = await request.delete("/api/v1/findings");
  expect(problem(refused)).toEqual([405, "application/problem+json"]);
  expect(refused.headers().allow).toBe("GET, HEAD, OPTIONS");
});

test("who could approve a version is told, and finds it on the overview", async ({
  apiAs,
  newPerson,
  openAs,
  unique,
}) => {
  const api = await apiAs("compliance");
  const clauses = [{ key: "routing", text: "Routing is even.", kind: "routing" }];
  await api.post("/api/v1/commitments", { data: { key: unique, text: `A promise of ${unique}.`, clauses } });
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const ceiling = { metric: "share_ceiling", ceiling: 0.5 };
  const made = await api.post("/api/v1/checks", {
    data: {
      ...{ key: unique, title: `First of ${unique}`, commitment: unique, clause: "routing" },
      ...{ test: ceiling, first_day: day(3) },
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  const second = await newPerson("compliance");
  const other = await openAs(null);
  await signInAs(other, second);
  const proposed = await api.post(`/api/v1/checks/${unique}/supersede`, {
    data: { title: `Second of ${unique}`, reason: "It is stricter.", test: ceiling, first_day: day(9) },
  });
  expect(proposed.status(), await proposed.text()).toBe(201);

  await other.goto("/notifications");
  await expect(
    other.getByText(`proposes version 2 of “Second of ${unique}”`, { exact: false }),
  ).toBeVisible();
  await other.goto("/promise/checks?sort=-first_day");
  await expect(other.getByRole("row", { name: new RegExp(`Second of ${unique}`) })).toContainText(
    "waits for a second person",
  );
  await other.goto("/overview");
  await other
    .getByRole("link", { name: `Open: Approve or refuse version 2 of “Second of ${unique}”` })
    .click();
  await expect(other.getByRole("button", { name: "Approve or refuse" })).toBeVisible();
});

test("findings are sorted over all pages, and chosen to be given to one person", async ({ page, login }) => {
  await login("compliance");
  await page.goto("/promise/findings?status=all&sort=verdict");
  await expect(page.getByRole("columnheader", { name: /^Says/ })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("checkbox", { name: "Choose all on this page" }).check();
  const bar = page.getByRole("region", { name: "Findings chosen" });
  await bar.getByRole("button", { name: "Give an owner" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("combobox", { name: "Owner" })).toBeVisible();
  // Other tests work on these findings at the same time: nothing is given here.
  await page.keyboard.press("Escape");
  await bar.getByRole("button", { name: "Choose none" }).click();
  await expect(bar).toHaveCount(0);
});
