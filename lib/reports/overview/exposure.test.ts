import { describe, expect, it } from "vitest";
import type { ConflictCard } from "@/lib/register";
import { coHeldSentences, exposureTitle, moneyInUsd } from "./exposure";
import type { ExposureRow } from "./schema";

type Part = ConflictCard["money"][number];
const part = (over: Partial<Part>): Part => ({
  currency: "USD",
  amount: "8000000000",
  bound: "about",
  unknown_amounts: 0,
  reports_differ: false,
  ...over,
});

const row = (name: string, over: Partial<ExposureRow> = {}): ExposureRow => ({
  key: name.toLowerCase(),
  name,
  kinds: [],
  money: moneyInUsd([part({})]),
  competes: { own_products: ["Nova"], segments: ["Foundation models"], parties: [] },
  overlaps: 1,
  severity: 4,
  share: 0.2,
  ...over,
});

describe("money", () => {
  it("is known, a bound, unknown, or not recorded: four different things", () => {
    expect(moneyInUsd([])).toMatchObject({ recorded: false, usd: null });
    expect(moneyInUsd([part({ amount: null, unknown_amounts: 1, bound: "unknown" })])).toMatchObject({
      recorded: true,
      usd: null,
      incomplete: true,
    });
    expect(moneyInUsd([part({ bound: "up_to", reports_differ: true })])).toEqual({
      recorded: true,
      usd: "8000000000",
      bound: "up_to",
      incomplete: false,
      reports_differ: true,
    });
  });

  it("in another currency is not converted and not forgotten", () => {
    expect(moneyInUsd([part({ currency: "EUR" })])).toMatchObject({ usd: null, incomplete: true });
    expect(moneyInUsd([part({}), part({ currency: "EUR" })])).toMatchObject({
      usd: "8000000000",
      incomplete: true,
    });
  });
});

describe("the finding over the table", () => {
  const openai = row("OpenAI", {
    money: moneyInUsd([part({ amount: "50000000000", bound: "up_to" })]),
    competes: { own_products: ["Nova"], segments: [], parties: ["Anthropic"] },
  });

  it("sums what is known and says whom they compete with", () => {
    expect(exposureTitle([openai, row("Anthropic"), row("Oracle", { money: moneyInUsd([]) })])).toBe(
      "About USD\u00a058\u00a0bn committed to two partners that compete with each other and with us.",
    );
    expect(exposureTitle([openai])).toBe(
      "Up to USD\u00a050\u00a0bn committed to one partner that competes with us.",
    );
  });

  it("claims no competition that is not recorded", () => {
    const alone = row("Oracle", { competes: { own_products: [], segments: [], parties: [] } });
    expect(exposureTitle([alone])).toBe("About USD\u00a08\u00a0bn committed to one partner.");
    expect(exposureTitle([row("Oracle", { money: moneyInUsd([]) })])).toBe(
      "One partner and what stands between us.",
    );
  });
});

it("says how many hold both and which of them are named", () => {
  expect(coHeldSentences([{ parties: ["OpenAI", "Anthropic"], at_least: 12, named: ["Microsoft"] }])).toEqual(
    ["At least 12 investors hold both OpenAI and Anthropic; one is named, Microsoft."],
  );
  expect(coHeldSentences([{ parties: ["A", "B", "C"], at_least: null, named: [] }])).toEqual([
    "Investors hold A, B and C; none is named.",
  ]);
});
