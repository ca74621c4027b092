import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

const ROUTERS = [
  { name: "Simulated Desk", word: "earned", verdict: "Kept", why: "our models became the better choice" },
  { name: "Simulated Flow", word: "mix", verdict: "Kept", why: "The work moved to tasks" },
  {
    name: "Simulated Forge",
    word: "taken",
    verdict: "Breach",
    why: "In code completion it prefers our models",
  },
] as const;

test("the overview says the promise, the verdict, and three rises with three reasons", async ({
  page,
  login,
}) => {
  await login("executive");
  await page.goto("/");
  await expect(page).toHaveURL("/overview");
  await expect(page.getByRole("blockquote")).toContainText(
    "won't give ourselves unfair competitive advantage",
  );
  const verdict = page.getByRole("heading", { level: 1 });
  await expect(verdict).toHaveText("Breach on one simulated router of three.");
  for (const { name, word, verdict, why } of ROUTERS) {
    const heading = page.getByRole("heading", { level: 3, name: `${name} ${word} ${verdict}` });
    await expect(heading).toBeVisible();
    await expect(page.getByText(why)).toBeVisible();
  }
  await expect(page.getByRole("list", { name: "Points by which the share changed" })).toHaveCount(3);

  // The promise is under watch: a check that was fixed before the data says the same.
  await expect(page.getByText("Fixed by a check recorded on", { exact: false })).toBeVisible();
  await expect(page.getByRole("link", { name: "The check, fixed before the data" })).toHaveCount(3);
  // What it counts is another figure, and why is said.
  await expect(page.getByText(/It counts [\d,]+ decisions beyond expected since/)).toHaveCount(1);
  // How sure one may be has its sentence behind the term.
  await page.getByRole("button", { name: "How sure" }).click();
  await expect(page.getByText("above its line, chance is no explanation")).toBeVisible();
  await page.keyboard.press("Escape");

  const partners = page.getByRole("region", { name: "Partners, money, overlaps and traffic" });
  await expect(partners.getByRole("row", { name: /^OpenAI/ })).toContainText(/\d\d\.\d\s%/);
  await partners.getByRole("link", { name: "Anthropic" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anthropic", exact: true })).toBeVisible();
});

test("on paper stand verdict, charts and tables, and no controls", async ({ page, login }) => {
  await login("executive");
  await page.goto("/overview");
  await settled(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const { name } of ROUTERS)
    await expect(page.getByRole("heading", { level: 3, name: new RegExp(name) })).toBeVisible();
  await expect(page.getByText(/seed 13; the routers are simulated/)).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Display" })).toBeHidden();
  await expect(page.getByRole("button", { name: "PNG" }).first()).toBeHidden();
  await expect(page.getByRole("row", { name: /^OpenAI/ })).toBeVisible();
});
