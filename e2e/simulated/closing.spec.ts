import { REGISTER } from "../empty/traffic-files";
import { BEGINS, expect, test } from "./fixtures";

const DAYS = 14;
const A_DAY = 20;
/** Of twenty decisions of a day: ours, before and from the day on which the weight is taken out. */
const [BEFORE, AFTER] = [14, 6];
const REMEDIED = 8;

const day = (n: number): string => `2026-05-${String(n).padStart(2, "0")}`;
const noon = (n: number): string => `${day(n)}T12:00:00Z`;

const decisionsOf = (n: number) =>
  Array.from({ length: A_DAY }, (_, place) => ({
    decision_id: `${n}-${place}`,
    occurred_at: `${day(n)}T10:${String(place).padStart(2, "0")}:00Z`,
    router: "main",
    policy_version: n < REMEDIED ? "v1" : "v2",
    decided_by: "router",
    task: "chat",
    chosen_model: place < (n < REMEDIED ? BEFORE : AFTER) ? "acme-one" : "zeta-large",
  }));

const PARTIES = [{ key: "acme", name: "Acme Cloud", kinds: ["platform"] }, ...REGISTER.parties];

test("a finding is owned, explained, remedied, tested again, and closed by the retest's result alone", async ({
  api,
  officer: page,
  second,
  workspace,
}) => {
  const post = async (path: string, data: object) => {
    const answer = await api.post(`/api/v1/${path}`, { data });
    expect(answer.ok(), `${path} ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  await test.step("a check is fixed before the traffic that it judges", async () => {
    await post("import/register", { ...REGISTER, parties: PARTIES });
    await post("commitments", {
      key: "even",
      text: "We will not give ourselves an unfair advantage.",
      clauses: [{ key: "routing", text: "Our models take at most half.", kind: "routing" }],
    });
    await post("checks", {
      ...{ key: "half", title: "Our models take at most half", commitment: "even", clause: "routing" },
      test: { metric: "share_ceiling", ceiling: 0.5, minimum_decisions: A_DAY },
      ...{ first_day: day(1), window_days: 30 },
    });
    await workspace.deliver(Array.from({ length: DAYS }, (_, n) => decisionsOf(n + 1)).flat());
    expect(Date.parse(BEGINS)).toBeLessThan(Date.parse(day(1)));
  });

  await workspace.reach(noon(REMEDIED));
  const { items } = await (await api.get("/api/v1/findings")).json();
  expect(items).toHaveLength(1);
  const [finding] = items;
  const { opened_result } = await (await api.get(`/api/v1/findings/${finding.id}`)).json();
  /** What the service says to an attempt to close it with a result. */
  const refusedWith = async (result: string) => {
    const answer = await api.post(`/api/v1/findings/${finding.id}/close`, { data: { result } });
    expect(answer.status()).toBe(409);
    return (await answer.json()).detail as string;
  };
  const close = page.getByRole("button", { name: "Close with a result" });

  await test.step("it was opened once, by the first day's breach, and nothing closes it yet", async () => {
    expect(finding).toMatchObject({ code: "F-0001", verdict: "breach", status: "open", opened_day: day(1) });
    await page.goto("/promise/findings");
    await page.getByRole("link", { name: finding.code }).click();
    await expect(page.getByText("Record what was done about it", { exact: false })).toBeVisible();
    await expect(close).toHaveCount(0);
    expect(await refusedWith(opened_result)).not.toBe("");
  });

  await test.step("owner, cause and due date", async () => {
    await page.getByRole("combobox", { name: /^Owner/ }).selectOption({ label: "Compliance" });
    await page.getByRole("textbox", { name: /^To be mended by/ }).fill("May 2026");
    await expect(page.getByText("Not read as a day.", { exact: false })).toBeVisible();
    await page.getByRole("textbox", { name: /^To be mended by/ }).fill("20 May 2026");
    await expect(page.getByText("Understood: 20 May 2026")).toBeVisible();
    await page.getByRole("textbox", { name: /^Cause/ }).fill("A weight on our own models.");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("list").filter({ hasText: "Opened by" })).toContainText("Due date set");
  });

  await test.step("the remedy, which is no proof of itself", async () => {
    await page.getByRole("button", { name: "Record the remedy" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Remedy/ }).fill("The weight is taken out.");
    await dialog.getByRole("textbox", { name: /^In place since/ }).fill(day(REMEDIED));
    await dialog.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText("Remedied, to be tested again")).toBeVisible();
    await expect(close).toHaveCount(0);
    expect(await refusedWith(opened_result)).not.toBe("");
  });

  await test.step("another version of the check is the retest; a second person approves it", async () => {
    await page.getByRole("link", { name: "Define the retest" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Version 2 of");
    await expect(page.getByRole("textbox", { name: /^First day/ })).toHaveValue(day(REMEDIED + 1));
    await page.getByRole("textbox", { name: /^Reason/ }).fill("The retest of F-0001.");
    await page.getByRole("button", { name: "Propose this version" }).click();
    await expect(page.getByText("waits for a second person").first()).toBeVisible();
    await second.goto(page.url());
    await second.getByRole("button", { name: "Approve or refuse" }).click();
    const dialog = second.getByRole("dialog");
    await dialog.getByRole("combobox", { name: /^Decision/ }).selectOption("approved");
    await dialog.getByRole("button", { name: "Decide" }).click();
    await expect(second.getByText("approved by", { exact: false })).toBeVisible();
  });

  await workspace.reach(noon(REMEDIED + 4));
  await test.step("the check as it was still sees the first week; its results close nothing", async () => {
    const { items: breaches } = await (
      await api.get("/api/v1/results?check=half&verdict=breach&limit=1")
    ).json();
    expect(breaches[0]).toMatchObject({ day: day(REMEDIED + 3), check: { check_version: 1 } });
    expect(await refusedWith(breaches[0].id)).not.toBe("");
  });

  await test.step("the retest's result closes it", async () => {
    await page.goto(`/promise/findings/${finding.code}`);
    // Of its window the latest result counts.
    await expect(page.getByText("1 result shows that it is over: it can be closed.")).toBeVisible();
    await close.click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByRole("combobox", { name: /^Result/ })
      .selectOption({ label: "11 May 2026, version 2 of the check" });
    await dialog.getByRole("button", { name: "Close the finding" }).click();
    await expect(page.getByText("A later result has shown that it is over.")).toBeVisible();
    await expect(page.getByRole("button", { name: /remedy|risk|Close|Save/ })).toHaveCount(0);
    const timeline = page.getByRole("list").filter({ hasText: "Opened by" });
    await expect(timeline).toContainText("Closed");
    await timeline.getByRole("link").last().click();
    await expect(page).toHaveURL(/\/results\//);
    await expect(page.getByText("version 2", { exact: false }).first()).toBeVisible();
  });

  await test.step("closed is closed: the same window opens no second one", async () => {
    await workspace.reach(noon(DAYS));
    const after = await (await api.get("/api/v1/findings")).json();
    expect(after.items.map(({ code, status }: { code: string; status: string }) => [code, status])).toEqual([
      ["F-0001", "closed"],
    ]);
    await page.goto("/promise/findings");
    await expect(page.getByRole("heading", { name: "Nothing is found" })).toBeVisible();
  });
});
