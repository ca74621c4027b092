import { expect, it } from "vitest";
import { insidePath } from "./inside-path";

it("keeps paths of this dashboard, with their filters", () => {
  expect(insidePath("/overlaps?party=openai&status=open#2")).toBe("/overlaps?party=openai&status=open#2");
  expect(insidePath(undefined)).toBe("/");
});

it("never leads to another site, however it is written", () => {
  const outside = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
  ];
  for (const path of outside) expect(insidePath(path)).toBe("/");
  expect(insidePath("/..//evil.example")).toBe("/");
});
