import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

const POLICY = "/routing/policies/Simulated%20Flow%40v2";

test("a policy is replayed before it ships, and the run is kept under its own address", async ({
  page,
  login,
  openAs,
}) => {
  await login("compliance");
  await page.goto(POLICY);
  await expect(page.getByText(/^Takes the model with the largest sum of 8 × quality/)).toBeVisible();
  await page.getByRole("button", { name: "Weeks to replay" }).click();
  await page.getByRole("menuitemradio", { name: "the last week" }).click();
  await page.getByRole("button", { name: "Run a pre-flight" }).click();
  await expect(page).toHaveURL(/preflight=[0-9a-f-]{36}/);
  // v2 decides today: compared with itself nothing changes, and what happened stands beside it.
  const finding = page.getByRole("heading", {
    name: "Pre-flight: This is the policy in force, and it changes nothing.",
  });
  await expect(finding).toBeVisible();
  await expect(page.getByText(/^In fact our own models took/)).toBeVisible();
  const owners = page.getByRole("region", { name: "Decisions by owner, as they were and replayed" });
  await expect(owners.getByRole("row", { name: /Our own models/ })).toBeVisible();
  const [said, address] = [await finding.textContent(), page.url()];
  const other = await openAs("executive");
  await other.goto(address);
  await settled(other);
  await expect(other.getByRole("heading", { name: said ?? "" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Run a pre-flight" })).toHaveCount(0);
});

test("a policy whose rule is not declared says what is missing", async ({ page, login }) => {
  await login("compliance");
  await page.goto(`/routing/policies/${encodeURIComponent("AWS model router@as reported in April 2026")}`);
  await expect(page.getByText("A pre-flight needs the declared rule with all its parameters.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Run a pre-flight" })).toHaveCount(0);
});
