import { expect, it } from "vitest";
import { partyHues } from "./hue";

const party = (key: string, ordinal: number, kinds: string[], first_party = false) => ({
  key,
  ordinal,
  kinds,
  first_party,
});

it("gives hues by order of entry, whatever the order of the list, and blue to ourselves alone", () => {
  const hues = partyHues([
    party("anthropic", 4, ["partner"]),
    party("fund", 3, ["investor"]),
    party("openai", 2, ["partner"]),
    party("aws", 1, ["platform"], true),
    party("microsoft", 9, ["rival_platform", "investor"]),
  ]);
  expect(Object.fromEntries(hues)).toEqual({
    anthropic: "p2",
    fund: "others",
    openai: "p1",
    aws: "own",
    microsoft: "p3",
  });
});

it("has six partner hues, then grey", () => {
  const many = Array.from({ length: 8 }, (_, place) => party(`p${place}`, place, ["partner"]));
  const hues = partyHues(many);
  expect(hues.get("p5")).toBe("p6");
  expect(hues.get("p6")).toBe("others");
});
