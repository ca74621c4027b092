import { expect, it } from "vitest";
import { suggestProduct } from "./suggest";

const product = (key: string, owner_name: string, ...models: string[]) => ({
  ...{ key, name: key, owner_name, models },
  first_party: false,
});
const products = [
  product("nova", "Amazon", "nova-pro", "nova-lite"),
  product("claude", "Anthropic", "claude-3-5-sonnet"),
  product("titan", "Amazon", "titan-text"),
];

it.each([
  ["us.anthropic.claude-9-v1:0", "claude"],
  ["amazon.nova-next", "nova"],
  ["amazon.something", null],
  ["gpt-9", null],
  ["123", null],
])("suggests for %s: %s", (name, key) => {
  expect(suggestProduct(name, products)?.key ?? null).toBe(key);
});
