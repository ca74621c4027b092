import { describe, expect, it } from "vitest";
import { changedThings, changeLines, changesTitle } from "./changes-words";
import { SAME } from "./testing";

const CHANGED = {
  ...SAME,
  same: false,
  severity: { before: 4, after: 5 },
  factors: [{ key: "money", label: "Money at stake", before: null, after: 4 }],
  added: ["Amazon Web Services invested in Anthropic"],
  changed: [{ before: "Forge names nova-pro", after: "Forge names nova-pro and nova-lite" }],
};

describe("what changed of the facts", () => {
  it("is told line by line, facts before points", () => {
    expect(changeLines(CHANGED).map(({ word, text }) => `${word}: ${text}`)).toEqual([
      "changed: Forge names nova-pro → Forge names nova-pro and nova-lite",
      "new: Amazon Web Services invested in Anthropic",
      "points: Money at stake: unknown → 4",
      "severity: 4 → 5",
    ]);
    expect(changeLines(SAME)).toEqual([]);
    const detail = {
      ...SAME,
      same: false,
      changed: [{ before: "Amazon invested", after: "Amazon invested" }],
    };
    expect(changeLines(detail)[0]).toMatchObject({ word: "a detail of", text: "Amazon invested" });
  });

  it("is summed up in a heading and in half a sentence", () => {
    expect(changesTitle(CHANGED, "RV-0003")).toBe("Two facts have changed since RV-0003.");
    expect(changesTitle({ ...CHANGED, added: [] }, "RV-0003")).toBe("One fact has changed since RV-0003.");
    expect(changesTitle({ ...CHANGED, added: [], changed: [] }, "RV-0003")).toBe(
      "How it is weighed has changed since RV-0003.",
    );
    expect(changesTitle(SAME, "RV-0003")).toBe("Nothing has changed since RV-0003.");
    expect(changesTitle({ ...SAME, severity: { before: 4, after: 5 } }, "RV-0003")).toBe(
      "No fact has changed since RV-0003.",
    );
    expect(changesTitle({ ...CHANGED, ended: true }, "RV-0003")).toBe(
      "The facts that it needs are gone since RV-0003.",
    );
    expect(changedThings(CHANGED)).toBe("two facts, the points of one factor and the severity");
    expect(changedThings(SAME)).toBeNull();
  });
});
