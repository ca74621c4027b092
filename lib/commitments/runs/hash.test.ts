import { describe, expect, it } from "vitest";
import { canonicalJson, toCanonical } from "@/lib/audit";
import { seeded } from "@/lib/testing/random";
import { canonicalText } from "./hash";

const NAMES = ["b", "a", "ä", "B", "10", "9", "\u{1F600}", "\uFFFF", "", "x y", "__proto", "day"];

function made(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 9 : 6));
  const some = <T>(make: () => T): T[] => Array.from({ length: Math.floor(random() * 5) }, make);
  const leaves = [
    () => (random() - 0.5) * 10 ** Math.floor(random() * 30 - 15),
    () => Math.floor(random() * 1e6),
    () => NAMES[Math.floor(random() * NAMES.length)],
    () => random() < 0.5,
    () => null,
    () => -0,
  ];
  if (kind < leaves.length) return leaves[kind]?.();
  if (kind === 6) return some(() => random() * 1e3);
  if (kind === 7) return some(() => made(random, depth - 1));
  return Object.fromEntries(
    some(() => [NAMES[Math.floor(random() * NAMES.length)] ?? "", made(random, depth - 1)] as const),
  );
}

describe("the text that a hash is of", () => {
  it("is canonical JSON, whatever is asked for", () => {
    const random = seeded(11);
    for (let index = 0; index < 3000; index += 1) {
      const value = made(random, 4);
      expect(canonicalText(value)).toBe(canonicalJson(toCanonical(value)));
    }
  });

  it.each([
    [{ b: undefined, a: 1 }],
    [[1, undefined, null]],
    [{ at: new Date(0), n: 12n }],
    [{ 2: "two", 10: "ten" }],
    [undefined],
  ])("is canonical JSON of %o", (value) => {
    expect(canonicalText(value)).toBe(canonicalJson(toCanonical(value)));
  });

  it("is of finite numbers only", () => {
    expect(() => canonicalText({ a: [1, Number.NaN] })).toThrow("finite");
    expect(() => canonicalText(Number.POSITIVE_INFINITY)).toThrow("finite");
  });
});
