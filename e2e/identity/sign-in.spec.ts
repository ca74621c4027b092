import { expect, test } from "../fixtures";
import { fillSignIn } from "../fixtures/sign-in-form";

test("signs in to the very view that was asked for, and out again", async ({ page, newPerson }) => {
  const person = await newPerson("compliance");
  await page.goto("/register/partners?kinds=investor&sort=-name");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByRole("heading", { level: 1, name: /^Sign in/ })).toBeVisible();

  await fillSignIn(page, { ...person, password: "not the right sentence" });
  const alert = page.getByRole("alert").filter({ hasText: "do not fit together" });
  await expect(alert).toBeVisible();
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue(person.email);

  await fillSignIn(page, person);
  await expect(page).toHaveURL("/register/partners?kinds=investor&sort=-name");
  await expect(page.getByRole("heading", { level: 1, name: "Partners" })).toBeVisible();
  await expect(page.getByRole("link", { name: person.name })).toBeVisible();

  await page.getByRole("link", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goBack();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("region", { name: "Parties" })).toHaveCount(0);
});

test("an unknown person gets the same words as a wrong password", async ({ page, unique }) => {
  await page.goto("/sign-in");
  await fillSignIn(page, { email: `${unique}@example.com`, password: "whatever it may be" });
  await expect(
    page.getByRole("alert").filter({ hasText: "E-mail and password do not fit together." }),
  ).toBeVisible();
  await expect(page).toHaveURL("/sign-in");
});

test("an address that leads elsewhere is not followed after signing in", async ({ page, newPerson }) => {
  const person = await newPerson("executive");
  await page.goto("/sign-in?next=//evil.example/overview");
  await fillSignIn(page, person);
  await expect(page).toHaveURL("/overview");
});

test("a session that an administrator ends is over at the next click", async ({
  page,
  openAs,
  newPerson,
}) => {
  const person = await newPerson("compliance");
  await page.goto("/sign-in?next=/register/products");
  await fillSignIn(page, person);
  await expect(page.getByRole("heading", { level: 1, name: "Products" })).toBeVisible();

  const admin = await openAs("admin");
  await admin.goto("/settings/people");
  await admin.getByRole("button", { name: `End the sessions of ${person.name}` }).click();
  const dialog = admin.getByRole("dialog", { name: `End the sessions of ${person.name}?` });
  await dialog.getByRole("button", { name: "End sessions" }).click();
  await expect(dialog).toBeHidden();
  await expect(admin.getByRole("button", { name: `End the sessions of ${person.name}` })).toBeEnabled();

  await page.getByRole("link", { name: "Rights", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fregister%2Frights/);
  await fillSignIn(page, person);
  await expect(page.getByRole("heading", { level: 1, name: "Rights" })).toBeVisible();
});
