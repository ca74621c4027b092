import { expect, test } from "../fixtures";
import { choose, computed, word } from "./question";

const NEUTRALITY = "/promise/neutrality";

test.setTimeout(1_200_000);

test("a share fixed in advance is chosen, changed by hand and kept in the address", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto(`${NEUTRALITY}?router=Simulated+Flow`);
  await choose(page, "Baseline", "a share fixed in advance");
  await expect(page).toHaveURL(/baseline=reference_share.*reference=0\.25/);
  await expect(word(page, "Share of a neutral router")).toContainText("25 % for every task");

  await word(page, "Share of a neutral router").click();
  const field = page.getByRole("textbox", { name: "Share of a neutral router" });
  await expect(field).toHaveValue("0.25");
  await field.fill("a third");
  await page.getByRole("button", { name: "Judge by this" }).click();
  await expect(field).toHaveAccessibleDescription(/each between 0 and 1/);
  await field.fill("30 %");
  await expect(page.getByText("Understood: 30 % for every task")).toBeVisible();
  await field.press("Enter");
  await expect(page).toHaveURL(/reference=0\.3(&|$)/);
  await computed(page);
  const time = page.locator("section#time");
  await expect(time.getByRole("heading")).toContainText("The share fixed in advance is 30.0 %.");
  await expect(page.locator(".verdict .lead")).not.toContainText("cannot see owners");

  await page.reload();
  await expect(word(page, "Share of a neutral router")).toContainText("30 % for every task");
  await choose(page, "Baseline", "the standard shown between partners");
  await expect(page).not.toHaveURL(/reference=/);
});

test("the declared rule takes how its noise is described and which share is material", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto(`${NEUTRALITY}?router=Simulated+Flow&baseline=declared_policy`);
  await choose(page, "Noise around the rule", "the same for every other candidate");
  await expect(page).toHaveURL(/noise=constant/);
  await word(page, "Material share").click();
  const field = page.getByRole("textbox", { name: "Material share" });
  await field.fill("1.5");
  await field.press("Enter");
  await expect(field).toHaveAccessibleDescription(/Between 0 and 1, both excluded\./);
  await field.fill("0.2 %");
  await field.press("Enter");
  await expect(page).toHaveURL(/materiality_share=0\.002/);
  await expect(word(page, "Material share")).toContainText("0.2 % of the decisions");
  // What belongs to the rule does not stay behind with another baseline.
  await choose(page, "Baseline", "a copy blind to ownership");
  await expect(page).not.toHaveURL(/noise=|materiality_share=/);
});

test("an experiment is explained by its two arms", async ({ page, login }) => {
  await login("executive");
  await page.goto(`${NEUTRALITY}/how-we-know?baseline=owner_blind`);
  const steps = page.getByRole("listitem").filter({ hasText: "The copy blind to ownership chose the focus" });
  await expect(steps).toBeVisible({ timeout: 300_000 });
  await expect(page.locator("#expected")).toContainText("Fisher’s exact law");
  await expect(page.getByRole("main")).not.toContainText("probability q");
});

test("the change of all routed decisions has the figures of the machine interface", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto(`${NEUTRALITY}?router=Simulated+Flow`);
  await computed(page);
  const part = page.locator("section#waterfall .share-change");
  const link = part.getByRole("link", { name: "JSON" });
  const answer = await (await page.request.get((await link.getAttribute("href")) ?? "")).json();
  const points = (value: number) => {
    const text = Math.abs(value * 100).toFixed(1);
    return `${Number(text) === 0 ? "" : value > 0 ? "+" : "−"}${text}`;
  };
  await expect(part.locator("p.note")).toContainText(
    `${points(answer.task_mix)} points by other tasks, ${points(answer.router_mix)} by other routers within a task, ${points(answer.within)} within both; together ${points(answer.change)}`,
  );
  await expect(part.locator("p.note")).toContainText(/\d+ \w+ to \d+ \w+ against \d+ \w+ to \d+ \w+/);
});
