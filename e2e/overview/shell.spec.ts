import { expect, test } from "../fixtures";
import { settled } from "../fixtures/open-page";

test("the palette opens a partner by keyboard alone", async ({ page, login }) => {
  await login("executive");
  await page.goto("/register/products");
  await settled(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or act" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("anthro");
  const party = palette.getByRole("option", { name: /^Anthropic/ }).first();
  await expect(party).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/register/partners/anthropic");
  await expect(page.getByRole("heading", { level: 1, name: "Anthropic", exact: true })).toBeVisible();
  await expect(palette).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("nothing by this name");
  await expect(palette.getByText("Nothing by that name.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  // Only pages of the role are offered.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Import");
  await expect(palette.getByRole("option", { name: /^Import/ })).toHaveCount(0);
});

test("the dark theme is chosen by keyboard and stays after a reload", async ({ page, login }) => {
  await login("executive");
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/register/partners");
  await settled(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: "Display" }).press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "As the system" })).toBeChecked();
  await page.getByRole("menuitemradio", { name: "Dark" }).press("Enter");
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  await settled(page);
  expect(await ground()).toBe(dark);
  await page.getByRole("button", { name: "Display" }).click();
  await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeChecked();
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
  await expect.poll(ground).toBe(light);
});

test("the first Tab leads past the navigation", async ({ page, login }) => {
  await login("executive");
  await page.goto("/register/partners");
  await settled(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await skip.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
