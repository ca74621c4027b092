import { describe, expect, it } from "vitest";
import { factsChange, type ReviewFacts } from "./facts";

type Fact = ReviewFacts["facts"][number];
const fact = (key: string, sentence: string, substance: string | null = sentence): Fact => ({
  key,
  substance,
  sentence,
});
const facts = (list: Fact[], over: Partial<ReviewFacts> = {}): ReviewFacts => ({
  ...{ severity: 4, points: 9, rule: "product_overlap@1", weight: 1 },
  factors: [
    { key: "money", known: "USD 1 bn", points: 4 },
    { key: "traffic", known: "not counted", points: null },
  ],
  facts: list,
  ...over,
});
const other = { same: false, ended: false };
const sold = fact("sold_in:product:1", "Claude is sold in foundation models");
const owned = fact("owns:product:1", "Anthropic owns Claude");

describe("what changed of the facts", () => {
  it("is nothing where the hash is the same, however they are worded", () => {
    const renamed = fact("sold_in:product:1", "Claude of today is sold in foundation models");
    expect(factsChange(facts([sold]), facts([renamed]), { same: true, ended: false })).toEqual({
      ...{
        same: true,
        ended: false,
        severity: null,
        factors: [],
        added: [],
        removed: [],
        changed: [],
        rule: null,
      },
    });
  });

  it("is told by severity and points also where only traffic moved", () => {
    const after = facts([sold], {
      severity: 5,
      factors: [
        { key: "money", known: "USD 2 bn", points: 4 },
        { key: "traffic", known: "a third", points: 3 },
      ],
    });
    const change = factsChange(facts([sold]), after, { same: true, ended: false });
    expect(change).toMatchObject({ same: true, severity: { before: 4, after: 5 } });
    expect(change.factors).toEqual([
      { key: "traffic", label: "Routed share at stake", before: null, after: 3 },
    ]);
  });

  it("names what came, what went and what is another", () => {
    const listed = fact("available:product:1", "Claude is available on Microsoft");
    const moved = fact("owns:product:1", "Somebody else owns Claude");
    const change = factsChange(facts([sold, owned]), facts([moved, listed]), other);
    expect(change).toMatchObject({
      added: [listed.sentence],
      removed: [sold.sentence],
      changed: [{ before: owned.sentence, after: moved.sentence }],
    });
  });

  it("pairs equal facts of one record off first, in whatever order", () => {
    const on = (channel: string) => fact("available:product:1", `Claude is available on ${channel}`);
    const change = factsChange(facts([on("A"), on("B"), on("C")]), facts([on("C"), on("A")]), other);
    expect(change).toMatchObject({ added: [], removed: ["Claude is available on B"], changed: [] });
  });

  it("finds what a sentence does not tell by its substance, and takes no new words for a change", () => {
    const before = [fact("a:x:1", "It is sold", "ga"), fact("b:x:1", "It is old", "same")];
    const after = [fact("a:x:1", "It is sold", "preview"), fact("b:x:1", "It is aged", "same")];
    expect(factsChange(facts(before), facts(after), other)).toMatchObject({
      changed: [{ before: "It is sold", after: "It is sold" }],
      added: [],
      removed: [],
    });
  });

  it("goes by the words where substance was not kept yet", () => {
    const kept = fact("a:x:1", "It is sold", null);
    expect(factsChange(facts([kept]), facts([fact("a:x:1", "It is sold", "ga")]), other).changed).toEqual([]);
    expect(factsChange(facts([kept]), facts([fact("a:x:1", "It is not", "ga")]), other).changed).toHaveLength(
      1,
    );
  });

  it("of an overlap that ended is what is gone, though its path stays", () => {
    const ended = { same: true, ended: true };
    const change = factsChange(facts([sold, owned]), facts([sold, owned]), ended, new Set([sold.key]));
    expect(change).toMatchObject({ same: false, ended: true, removed: [sold.sentence], changed: [] });
  });

  it("says when another version of the rule found it", () => {
    const after = facts([sold], { rule: "product_overlap@2" });
    expect(factsChange(facts([sold]), after, other).rule).toEqual({
      before: "product_overlap@1",
      after: "product_overlap@2",
    });
  });
});
