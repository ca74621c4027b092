import { describe, expect, it } from "vitest";
import type { ConflictCard } from "@/lib/register";
import { cardTitle, stakeNotes, stakeWords } from "./words";

const stake = (amount: string | null, rest = {}): ConflictCard["money"][number] => ({
  currency: "USD",
  amount,
  bound: "about",
  unknown_amounts: 0,
  reports_differ: false,
  ...rest,
});
const card = (rest: Partial<ConflictCard> = {}): ConflictCard => ({
  party: { key: "zeta", name: "Zeta AI", ordinal: 2, kinds: ["partner"] },
  partnership_kinds: [],
  money: [],
  rights: [],
  competes_with: { own_products: [], segments: [], parties: [] },
  overlaps: { open: 0, highest_severity: null, items: [] },
  next_date: null,
  ...rest,
});

describe("the conflict card in words", () => {
  it("says what we put in, with its bound, and never a zero for what is not known", () => {
    expect(stakeWords(stake("8000000000"))).toBe("about USD\u00a08\u00a0bn");
    expect(stakeWords(stake(null, { bound: "unknown" }))).toBe("an unknown amount");
    expect(stakeNotes(stake("1", { reports_differ: true, unknown_amounts: 2 }))).toBe(
      "reports differ, two amounts unknown",
    );
    expect(stakeNotes(stake(null, { unknown_amounts: 1 }))).toBeNull();
  });

  it("has one sentence for each case", () => {
    const competes_with = { own_products: ["Nova", "Titan"], segments: [], parties: [] };
    expect(cardTitle(card({ money: [stake("8000000000")], competes_with }))).toBe(
      "We committed about USD\u00a08\u00a0bn to Zeta AI, and it competes with Nova and Titan.",
    );
    expect(cardTitle(card({ competes_with }))).toBe("Zeta AI competes with Nova and Titan.");
    expect(cardTitle(card({ competes_with: { ...competes_with, parties: ["A", "B", "C"] } }))).toBe(
      "Zeta AI competes with Nova, Titan, A and 2 more.",
    );
    expect(cardTitle(card({ overlaps: { open: 1, highest_severity: 2, items: [] } }))).toBe(
      "One open overlap with Zeta AI.",
    );
    expect(cardTitle(card({ partnership_kinds: ["marketplace_seller", "competitor"] }))).toBe(
      "Zeta AI competes with us; no overlap of products is recorded.",
    );
    expect(cardTitle(card())).toBe("Nothing that is recorded stands between us and Zeta AI.");
  });
});
