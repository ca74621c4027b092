import { expect, it } from "vitest";
import type { Beside, VerdictWord } from "@/lib/neutrality";
import { baselineWords, harmTitle, materialityWords } from "./beside-words";

const points = (...verdicts: VerdictWord[]): Beside["by_materiality"] =>
  verdicts.map((verdict, place) => ({
    materiality: 1 + place * 0.05,
    verdict,
    because: [],
    log_e_value: null,
  }));

it("says how far a verdict carries as the materiality grows", () => {
  expect(materialityWords(points("breach", "breach", "watch", "watch", "kept"))).toBe(
    "Breach up to 1.05, watch up to 1.15, kept from 1.20.",
  );
  expect(materialityWords(points("kept", "kept"))).toBe("Kept at any materiality from 1.00 to 1.05.");
});

const baseline = (verdict: VerdictWord | null): Beside["baselines"][number] => ({
  baseline: "partner_revealed",
  available: verdict !== null,
  because: [],
  verdict,
  usable: 10,
  odds_ratio: null,
  lower: null,
  upper: null,
  coverage: null,
});

it("counts only baselines that can be computed", () => {
  expect(baselineWords([baseline("breach"), baseline("kept"), baseline(null)], "breach")).toBe(
    "One of two baselines that can be computed say breach.",
  );
  expect(baselineWords([baseline(null)], "kept")).toBe("No baseline can be computed here.");
});

it("says that customers paid more only where it is sure", () => {
  const harm = (lower: number): Beside =>
    ({
      harm: {
        cost_usd: { decisions: 9, actual: 12, expected: 10, difference: 2, lower, upper: 4 },
        quality: null,
      },
    }) as unknown as Beside;
  expect(harmTitle(harm(1))).toBe("Customers paid USD\u00a02.00 more than with a neutral router.");
  expect(harmTitle(harm(-1))).toBe("Customers paid about what a neutral router would have cost them.");
});
