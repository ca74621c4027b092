import { describe, expect, it } from "vitest";
import type { ConditionView } from "@/lib/register";
import {
  conditionLead,
  conditionsLead,
  eventWords,
  judgedTitle,
  proofsTitle,
  titleOf,
} from "./condition-page-words";

const condition = (over: Partial<ConditionView> = {}): ConditionView => ({
  ...{ id: "1", key: "CN-0001", overlap: "OV-0001", overlap_title: "T", review: "RV-0001" },
  ...{ kind: "disclosure", text: "Tell them.", owner: "a@example.com", owner_label: "Anna" },
  ...{ due_on: "2026-12-01", status: "open", overdue: false, proofs: 0, covered_to: null, finding: null },
  ...{ version: 1, ended_reason: null, proof_list: [], checks: [], history: [] },
  may: { prove: true, check: false, assign: false, barred: "owner" },
  ...over,
});

describe("a condition in words", () => {
  it.each<[string, Partial<ConditionView>, string]>([
    [
      "proposed",
      { status: "proposed" },
      "Its review is not decided yet; it comes into force when somebody approves it.",
    ],
    ["open", {}, "Anna sees to it. Proof is due by 1 December 2026."],
    ["overdue", { overdue: true }, "It was due on 1 December 2026 and is not proven. Anna sees to it."],
    [
      "proven, for its owner",
      { status: "proven" },
      "Proof was given and waits for a judgement. You own this condition; somebody else of compliance judges its proof.",
    ],
    [
      "proven, for whoever may judge",
      { status: "proven", may: { prove: true, check: true, assign: false, barred: null } },
      "Proof was given and waits for a judgement. You may judge it: you neither own it nor gave the proof.",
    ],
    ["effective", { status: "effective", covered_to: "2026-11-21" }, "It was judged to work."],
    [
      "effective, of a period that is over",
      { status: "effective", covered_to: "2026-11-20" },
      "It was judged to work. Its proof supports it up to 20 November 2026; nothing shows the days since.",
    ],
    ["ended", { status: "ended", ended_reason: "RV-0002 took its place." }, "RV-0002 took its place."],
  ])("%s", (_, over, words) => {
    expect(conditionLead(condition(over), "2026-11-21")).toBe(words);
  });

  it("has a title of one line", () => {
    expect(titleOf("Tell\nthem.")).toBe("Tell them.");
    expect(titleOf("x".repeat(500))).toHaveLength(180);
  });

  it("says what happened to it", () => {
    const event = { at: "2026-11-21T09:00:00Z", by: "Anna", outcome: null, about: null, said: null };
    const words = (over: object) => eventWords({ kind: "proposed", ...event, ...over });
    expect([
      words({}),
      words({ kind: "opened" }),
      words({ kind: "proven", about: "minutes.pdf" }),
      words({ kind: "judged", outcome: "effective" }),
      words({ kind: "judged", outcome: "not_effective" }),
      words({ kind: "handed_on", about: "Berta" }),
      words({ kind: "ended" }),
    ]).toEqual([
      "Proposed",
      "In force",
      "Proof given: minutes.pdf",
      "Judged to work",
      "Judged not to work",
      "Handed on to Berta",
      "Ended",
    ]);
    const check = {
      outcome: "effective",
      checked_at: "2026-11-21T09:00:00Z",
    } as ConditionView["checks"][number];
    expect(judgedTitle({ checks: [] })).toBe("Nobody has judged yet whether it works.");
    expect(judgedTitle({ checks: [check] })).toBe("Judged to work on 21 November 2026.");
  });

  it("counts its proofs", () => {
    const proof = (period_to: string) => ({ period_to }) as ConditionView["proof_list"][number];
    expect(proofsTitle({ proof_list: [] })).toBe("No proof yet.");
    expect(proofsTitle({ proof_list: [proof("2026-11-20")] })).toBe(
      "One file supports it up to 20 November 2026.",
    );
    expect(proofsTitle({ proof_list: [proof("2026-11-20"), proof("2026-08-20")] })).toBe(
      "2 files; the latest supports it up to 20 November 2026.",
    );
  });
});

describe("a list of conditions in words", () => {
  it("says what is in force, and what of it is not well", () => {
    expect(conditionsLead([])).toBe("No condition is in force.");
    expect(conditionsLead([condition({ status: "ended" })])).toBe("No condition is in force.");
    expect(conditionsLead([condition()])).toBe("1 condition is in force.");
    expect(
      conditionsLead([
        condition({ overdue: true }),
        condition({ status: "proven" }),
        condition({ status: "proven" }),
        condition({ status: "effective" }),
        condition({ status: "proposed" }),
      ]),
    ).toBe("4 conditions are in force: 1 is overdue, 2 wait for a judgement, 1 works.");
  });
});
