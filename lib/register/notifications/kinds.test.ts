import { describe, expect, it } from "vitest";
import { hrefOf, NOTIFICATION_KINDS, type Spoken, sentenceOf } from "./kinds";
import { NotificationKind } from "./schema";

const spoken = (kind: NotificationKind, over: Partial<Spoken> = {}): Spoken => ({
  kind,
  actor: "Anna",
  overlap: { key: "OV-0004", title: "Titan and GPT meet in one segment." },
  review: null,
  condition: null,
  finding: null,
  check: null,
  detail: {},
  ...over,
});
const review = "RV-0007";
const condition = { key: "CN-0002", text: "Tell the partner." };
const finding = { code: "F-0003", title: "Forge" };
const check = { id: "c-1", title: "Forge", check_version: 2, first_day: "2026-12-01" };
const title = "“Titan and GPT meet in one segment”";

describe("what people are told", () => {
  it.each<[NotificationKind, Partial<Spoken>, string, string]>([
    [
      "assigned",
      { detail: { seat: "preparer" } },
      `Anna asks you to prepare the review of ${title}.`,
      "/overlaps/OV-0004",
    ],
    [
      "assigned",
      { detail: { seat: "reviewer" } },
      `Anna asks you to decide the review of ${title}.`,
      "/overlaps/OV-0004",
    ],
    ["assigned", { overlap: null, finding }, "Anna gave you F-0003: “Forge”.", "/promise/findings/F-0003"],
    [
      "review_requested",
      { review, detail: { round: 1 } },
      `Anna asks for a decision on ${title} (RV-0007).`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "review_requested",
      { review, detail: { round: 2 } },
      `Anna asks again for a decision on ${title} (RV-0007).`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "changes_requested",
      { review },
      `Anna asks for changes to RV-0007, ${title}.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "review_decided",
      { review, detail: { outcome: "approved" } },
      `Anna approved RV-0007, ${title}.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "review_decided",
      { review, detail: { outcome: "rejected" } },
      `Anna rejected RV-0007, ${title}.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    ["review_withdrawn", { review }, `Anna withdrew RV-0007, ${title}.`, "/overlaps/OV-0004/reviews/RV-0007"],
    [
      "review_stale",
      { review },
      `The facts of RV-0007 have changed: ${title} is to be judged again.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "review_stale",
      { review, detail: { waits: "changed" } },
      `The facts of RV-0007 have changed while it waits: it cannot be approved as it stands, ${title}.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "review_stale",
      { review, detail: { waits: "gone" } },
      `The facts of RV-0007 are gone: there is nothing to judge of ${title}.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "recertification_near",
      { review, detail: { day: "2026-12-21" } },
      `${title} is to be judged again by 21 December 2026.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "recertification_due",
      { review, detail: { day: "2026-11-20" } },
      `${title} is to be judged again: RV-0007 held until 20 November 2026.`,
      "/overlaps/OV-0004/reviews/RV-0007",
    ],
    [
      "delegated",
      { overlap: null, detail: { until: "2026-12-21" } },
      "Anna hands their decisions to you until 21 December 2026.",
      "/overlaps/delegations",
    ],
    [
      "delegated",
      { overlap: null, detail: { revoked: true } },
      "Anna decides again themselves: what they handed to you is over.",
      "/overlaps/delegations",
    ],
    ["commented", { review }, `Anna commented on ${title}.`, "/overlaps/OV-0004"],
    [
      "condition_given",
      { condition, detail: { due_on: "2026-12-01" } },
      "You see to CN-0002, due on 1 December 2026: “Tell the partner”.",
      "/overlaps/conditions/CN-0002",
    ],
    [
      "condition_near",
      { condition, detail: { due_on: "2026-12-01" } },
      "CN-0002 is due on 1 December 2026: “Tell the partner”.",
      "/overlaps/conditions/CN-0002",
    ],
    [
      "condition_overdue",
      { condition, detail: { due_on: "2026-11-20" } },
      "CN-0002 was due on 20 November 2026 and is not proven: “Tell the partner”.",
      "/overlaps/conditions/CN-0002",
    ],
    [
      "condition_ended",
      { condition },
      "CN-0002 has ended: “Tell the partner”.",
      "/overlaps/conditions/CN-0002",
    ],
    [
      "proof_given",
      { condition },
      "Anna gave proof of CN-0002, which waits for a judgement: “Tell the partner”.",
      "/overlaps/conditions/CN-0002",
    ],
    [
      "proof_judged",
      { condition, detail: { outcome: "effective" } },
      "Anna judged that CN-0002 works: “Tell the partner”.",
      "/overlaps/conditions/CN-0002",
    ],
    [
      "proof_judged",
      { condition, detail: { outcome: "not_effective" } },
      "Anna judged that CN-0002 does not work: “Tell the partner”.",
      "/overlaps/conditions/CN-0002",
    ],
    ["finding_opened", { overlap: null, finding }, "F-0003 was opened: “Forge”.", "/promise/findings/F-0003"],
    [
      "finding_opened",
      { overlap: null, finding, detail: { verdict: "breach" } },
      "F-0003 was opened: breach of “Forge”.",
      "/promise/findings/F-0003",
    ],
    [
      "finding_worsened",
      { overlap: null, finding, detail: { risk_ended: false } },
      "F-0003 has grown worse, from watch to breach: “Forge”.",
      "/promise/findings/F-0003",
    ],
    [
      "finding_worsened",
      { overlap: null, finding, detail: { risk_ended: true } },
      "F-0003 has grown worse, from watch to breach: “Forge”. Its accepted risk has ended with that.",
      "/promise/findings/F-0003",
    ],
    [
      "finding_overdue",
      { overlap: null, finding, detail: { due_on: "2026-11-20" } },
      "F-0003 was to be mended by 20 November 2026 and is not closed: “Forge”.",
      "/promise/findings/F-0003",
    ],
    [
      "risk_ended",
      { overlap: null, finding, detail: { until: "2026-11-20" } },
      "The risk of F-0003 was accepted until 20 November 2026, and that day has passed: “Forge”.",
      "/promise/findings/F-0003",
    ],
    [
      "clause_reworded",
      { overlap: null, check },
      "Anna changed the words of the clause that “Forge” tests: its results so far are of the words before.",
      "/promise/checks/c-1",
    ],
    [
      "check_proposed",
      { overlap: null, check },
      "Anna proposes version 2 of “Forge”: it lapses unless a second person approves it before 1 December 2026.",
      "/promise/checks/c-1",
    ],
    [
      "risk_requested",
      { overlap: null, finding, detail: { until: "2027-01-31" } },
      "Anna asks that the risk of F-0003 be accepted until 31 January 2027: “Forge”.",
      "/promise/findings/F-0003",
    ],
    [
      "attestation_due",
      { overlap: null, check, detail: { day: "2026-11-30" } },
      "You are asked to answer “Forge” for the days up to 30 November 2026.",
      "/promise/checks/c-1",
    ],
    [
      "attestation_due",
      { overlap: null, check, detail: { day: "2026-11-30", near: true } },
      "You are still asked to answer “Forge” for the days up to 30 November 2026.",
      "/promise/checks/c-1",
    ],
  ])("%s %o", (kind, over, sentence, href) => {
    expect(sentenceOf(spoken(kind, over))).toBe(sentence);
    expect(hrefOf(spoken(kind, over))).toBe(href);
  });

  it("quotes what is long or of many lines by its beginning", () => {
    const text = `Tell the partner\n\n${"of everything ".repeat(20)}`;
    const sentence = sentenceOf(spoken("condition_ended", { condition: { key: "CN-0002", text } }));
    expect(sentence).toMatch(/^CN-0002 has ended: “Tell the partner of everything of .*…”\.$/);
    expect(sentence.length).toBeLessThan(190);
  });

  it("has words for every kind", () => {
    expect(Object.keys(NOTIFICATION_KINDS)).toEqual(NotificationKind.options);
  });
});
