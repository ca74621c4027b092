import type { BrowserContext, Page } from "@playwright/test";
import { fillSignIn } from "../fixtures/sign-in-form";
import { expect, test } from "./fixtures";
import { csvFile, ndjsonFile, REGISTER } from "./traffic-files";

// One story on one server: each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const ADMIN = { email: "first@example.com", password: "a sentence of the administrator" };
const compliance = { email: "compliance@example.com", password: "" };

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
const entered = new Map<string, Cookies>();

/** Signs in by the form the first time; afterwards the session is still there, as in any browser. */
async function enter(page: Page, person = compliance): Promise<void> {
  const cookies = entered.get(person.email);
  if (cookies) return page.context().addCookies(cookies);
  await page.goto("/sign-in");
  await fillSignIn(page, person);
  await expect(page.getByRole("link", { name: "Sign out" })).toBeVisible();
  entered.set(person.email, await page.context().cookies());
}

test("the link that the server prints makes the administrator, once", async ({ page, workspace }) => {
  const [link = ""] = /http:\S+\/setup\?token=\S+/.exec(workspace.output()) ?? [];
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText("open the set-up link that the server printed")).toBeVisible();

  await page.goto(link);
  await page.getByRole("textbox", { name: "Name" }).fill("First administrator");
  await page.getByRole("textbox", { name: "E-mail" }).fill(ADMIN.email);
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Password" })).toContainText("At least 12");
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await expect(page).toHaveURL("/sign-in");
  await fillSignIn(page, ADMIN);
  await expect(page).toHaveURL("/settings/people");
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This workspace is set up." })).toBeVisible();
});

test("the administrator adds a person, hands over the password and gives a role", async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto("/settings/keys");
  await expect(page.getByRole("heading", { name: "No key yet" })).toBeVisible();
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  const adding = page.getByRole("dialog", { name: "Add a person" });
  await adding.getByRole("textbox", { name: "Name" }).fill("Compliance officer");
  await adding.getByRole("textbox", { name: "E-mail" }).fill(compliance.email);
  await adding.getByRole("button", { name: "Add", exact: true }).click();
  const shown = page.getByRole("dialog", { name: "One-time password" });
  compliance.password = (await shown.getByRole("code").textContent()) ?? "";
  await shown.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Give Compliance officer a role" }).click();
  const giving = page.getByRole("dialog", { name: "Give Compliance officer a role" });
  await giving.getByLabel("Role").selectOption("Compliance");
  await giving.getByRole("button", { name: "Give this role" }).click();
  await expect(giving).toBeHidden();
  const row = page.getByRole("row").filter({ hasText: compliance.email });
  await expect(row).toContainText("granted alone, not confirmed yet");
});

/** What each page says when nothing is there, and the way on from it. */
const EMPTY: readonly (readonly [path: string, heading: string, ...links: string[]])[] = [
  ["/overview", "From nothing to a verdict", "Add the platform", "Import", "Policies", "Sources"],
  ["/overlaps", "No overlap is detected", "Import a register document"],
  ["/register/partners", "No party is recorded yet", "Add a party", "Import a document"],
  ["/register/partnerships", "No partnership is recorded yet", "Add a partnership"],
  ["/register/investments", "No round is recorded yet", "Add a round", "Import a document"],
  ["/register/co-holdings", "No co-holding is recorded yet", "Add a co-holding"],
  ["/register/products", "No product is recorded yet", "Add a product", "Import a document"],
  ["/register/rights", "No right is recorded yet", "Add a right", "Import a document"],
  ["/register/commitments", "No commitment is recorded yet", "Add a commitment"],
  ["/register/segments", "No segment is recorded yet", "Add a segment", "Import a document"],
  ["/register/sources", "No source is recorded yet", "Add a source", "Import a document"],
  ["/routing/share", "No routing decision has been delivered yet", "Load a router's log"],
  ["/routing/decisions", "No routing decision has been delivered yet", "Load a router's log"],
  ["/routing/sources", "No traffic source yet", "Add a source"],
  ["/routing/policies", "No policy is recorded yet", "Add a policy"],
];

test("every page says what would be here and how to get there", async ({ page }) => {
  await enter(page);
  for (const [path, heading, ...links] of EMPTY) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    for (const name of links)
      await expect(page.getByRole("main").getByRole("link", { name }).first()).toBeVisible();
    await expect(page.getByText(/generated|simulated/i)).toHaveCount(0);
  }
});

test("the platform comes by the first form, and there is one", async ({ page }) => {
  await enter(page);
  const add = async (name: string, key: string) => {
    await page.goto("/register/partners/new");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await page.getByRole("textbox", { name: "Key" }).fill(key);
    await page.getByRole("checkbox", { name: "platform", exact: true }).check();
    await page.getByRole("button", { name: "Add", exact: true }).click();
  };
  await page.goto("/overview");
  await page.getByRole("link", { name: "Add the platform" }).click();
  await expect(page).toHaveURL("/register/partners/new");
  await add("Acme Cloud", "acme");
  await expect(page.getByRole("heading", { level: 1, name: "Acme Cloud" })).toBeVisible();
  // A workspace that nobody has named goes by its platform.
  await expect(page.getByRole("complementary", { name: "Workspace" })).toContainText("Acme Cloud");
  await add("Other Cloud", "other");
  const refused = page.getByRole("alert").filter({ hasText: "One entry needs a change" });
  await expect(refused).toContainText("Acme Cloud");
  await expect(refused).toContainText("Other Cloud");
});

test("a document brings the rest, and overlaps follow by themselves", async ({ page }) => {
  await enter(page);
  await page.goto("/register/import");
  await page.getByLabel("Choose a file").setInputFiles({
    name: "register.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(REGISTER)),
  });
  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(page.getByRole("heading", { name: "This is what would change." })).toBeVisible();
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("heading", { name: "Imported." })).toBeVisible();
  await page.getByRole("link", { name: /^Overlaps/ }).click();
  await expect(page.getByRole("link", { name: /^Our own Acme Chat competes with Zeta Chat/ })).toBeVisible();
});

const upload = (page: Page, file: ReturnType<typeof ndjsonFile>) =>
  page.getByLabel("File of routing decisions").setInputFiles(file);
const result = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });

test("a source is added and logs are loaded, with what became of each line", async ({ page }) => {
  await enter(page);
  await page.goto("/routing/sources");
  await page.getByRole("link", { name: "Add a source" }).first().click();
  await page.getByRole("textbox", { name: "Key" }).fill("Not A Key");
  await page.getByRole("button", { name: "Add the source" }).click();
  await expect(page.getByRole("textbox", { name: "Key" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("textbox", { name: "Key" }).fill("gateway-eu");
  await page.getByRole("textbox", { name: "Name" }).fill("European gateway");
  await page.getByRole("button", { name: "Add the source" }).click();
  await expect(page).toHaveURL("/routing/sources/gateway-eu");
  await expect(page.getByRole("heading", { level: 1, name: "European gateway" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing has been delivered yet" })).toBeVisible();
  await expect(
    page.getByRole("heading", { name: "Nothing can be tested before decisions have come." }),
  ).toBeVisible();

  await upload(page, ndjsonFile());
  await expect(result(page, "12 of 14 decisions are stored; 2 could not be read.")).toBeVisible();
  const errors = page.getByRole("region", { name: "Lines that could not be read" });
  await expect(errors.getByRole("row", { name: /^13 whole record/ })).toBeVisible();
  await expect(errors.getByRole("row", { name: /^14 \/occurred_at/ })).toBeVisible();

  // The same decisions in another file are there already; the very same file changes nothing.
  await upload(page, csvFile());
  await expect(result(page, "2 of 5 decisions are stored; 3 were there already.")).toBeVisible();
  await upload(page, ndjsonFile());
  await expect(result(page, "this very file came before; nothing changed")).toBeVisible();
  await expect(page.getByRole("region", { name: "Deliveries" }).getByRole("row")).toHaveCount(3);
  await upload(page, { ...csvFile(), name: "notes.docx" });
  await expect(page.getByRole("alert").filter({ hasText: "no kind that can be read" })).toBeVisible();

  await page.getByRole("region", { name: "Deliveries" }).getByRole("link").last().click();
  await expect(page.getByRole("heading", { name: /^gateway\.ndjson of / })).toBeVisible();
  await expect(page.getByText("2 records could not be read.")).toBeVisible();
});

test("progress is shown while a file is sent, and sending can be cancelled", async ({ page }) => {
  await enter(page);
  await page.goto("/routing/sources/gateway-eu");
  let stopped = () => {};
  const held = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  await page.route("**/api/v1/ingest/files*", () => held);
  await upload(page, ndjsonFile());
  await expect(page.getByRole("progressbar", { name: "Sending gateway.ndjson" })).toBeAttached();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible();
  stopped();
});

test("readiness says what is missing, and one click names a model with its history", async ({ page }) => {
  await enter(page);
  await page.goto("/routing/sources");
  const baselines = page.getByRole("region", { name: "Baselines" });
  const between = baselines.getByRole("row", { name: /^By the standard shown between partners not yet/ });
  await expect(between).toContainText("85.7 % of the routed decisions have it");
  await expect(page.getByRole("row", { name: /^Decided by a router, in production 14/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /^with quality on every candidate 12 85\.7/ })).toBeVisible();

  await expect(page.getByRole("heading", { name: /One name matches no model\.$/ })).toBeVisible();
  await page.getByRole("button", { name: /^Product of mystery-9b/ }).click();
  await page.getByRole("menuitemradio", { name: "Zeta Chat (Zeta AI)" }).click();
  await expect(page.getByRole("heading", { name: /Every name matches a model\.$/ })).toBeVisible();
  await expect(result(page, "mystery-9b is Zeta Chat (Zeta AI) from now on")).toBeVisible();
});

test("the share page counts what was loaded, as real traffic", async ({ page }) => {
  await enter(page);
  await page.goto("/routing/share");
  const owners = page.getByRole("region", { name: "By owner" });
  // Eight by turns, two more in the CSV, and four that were named afterwards.
  await expect(owners.getByRole("row", { name: /^Our own models 5 / })).toBeVisible();
  await expect(owners.getByRole("row", { name: /^Zeta AI 9 / })).toBeVisible();
  await expect(owners.getByRole("row", { name: /^All owners 14 100.0/ })).toBeVisible();
  await expect(page.getByText(/simulated|generated/i)).toHaveCount(0);
});

test("what a partner says it served is laid beside our log", async ({ page }) => {
  await enter(page);
  await page.goto("/routing/sources/gateway-eu");
  await page.getByLabel("File of counts").setInputFiles({
    name: "counts.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify([{ day: "2026-05-04", model: "zeta-large", decisions: 9 }])),
  });
  await expect(result(page, "counts.json: 1 count is new or changed.")).toBeVisible();
  // Four by turns and one in the CSV; four are missing in our log.
  const sides = page.getByRole("region", { name: "Both sides by model" });
  await expect(sides.getByRole("row", { name: /^zeta-large Zeta AI 1 of 1 9 5 \+4$/ })).toBeVisible();
});

test("a delivery is purged with a reason after a count, and may come again", async ({ page }) => {
  await enter(page);
  await page.goto("/routing/sources/gateway-eu");
  await page.getByRole("region", { name: "Deliveries" }).getByRole("link", { name: /2026/ }).last().click();
  await page.getByRole("button", { name: "Purge this delivery" }).click();
  const dialog = page.getByRole("dialog", { name: /^Purge gateway\.ndjson of / });
  await dialog.getByRole("button", { name: "Count what would go" }).click();
  await expect(dialog.getByRole("textbox", { name: "Reason" })).toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Test data.");
  await dialog.getByRole("button", { name: "Count what would go" }).click();
  await dialog.getByRole("button", { name: "Purge 12 decisions" }).click();
  await expect(dialog).toBeHidden();
  const purges = page.getByRole("region", { name: "Purges" });
  await expect(purges.getByRole("row", { name: /Test data\. 12 1/ })).toBeVisible();
  await page.goto("/routing/share");
  await expect(page.getByRole("row", { name: /^All owners 2 100.0/ })).toBeVisible();

  await page.goto("/routing/sources/gateway-eu");
  await upload(page, ndjsonFile());
  await expect(result(page, "12 of 14 decisions are stored; 2 could not be read.")).toBeVisible();
  await page.goto("/routing/share");
  await expect(page.getByRole("row", { name: /^All owners 14 100.0/ })).toBeVisible();
});
