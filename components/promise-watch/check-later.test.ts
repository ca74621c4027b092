import { expect, it } from "vitest";
import type { CheckListItem, CheckStatus } from "@/lib/commitments";
import { checksLead, laterWords } from "./check-words";

const later = (...statuses: CheckStatus[]) => ({
  later: statuses.map((status, at) => ({
    ...{ id: `v${at + 2}`, check_version: at + 2, status, first_day: "2026-05-01" },
  })),
});

it.each([
  [[], null],
  [["proposed"], "Version 2 is proposed to judge from 1 May 2026 on, and waits for a second person."],
  [["refused", "waiting"], "Version 3 is approved and takes its place on 1 May 2026."],
  [["refused"], "Version 2 was refused by a second person and takes no version’s place."],
  [["withdrawn"], "Version 2 was withdrawn before its first day."],
  [["lapsed"], "Version 2 lapsed: nobody approved it before its first day."],
  [["running"], "Version 2 took its place on 1 May 2026."],
] as const)("of later versions %j it is said: %s", (statuses, words) => {
  expect(laterWords(later(...statuses))).toBe(words);
});

const listed = (key: string, verdict: string | null, status: CheckStatus = "running") =>
  ({ key, status, latest: verdict && { verdict } }) as unknown as CheckListItem;

it("counts a check of which two versions run once, by the graver word", () => {
  const lead = checksLead([
    listed("forge", null),
    listed("forge", "breach", "superseded"),
    listed("desk", "kept"),
    listed("flow", null),
    listed("flow", "kept", "proposed"),
  ]);
  expect(lead).toContain("Three checks run: one says breach, one says kept and one has no result yet.");
  expect(lead).toContain("Of one check more than one version runs, each to the end of its window.");
  expect(lead).toContain("One version waits for a second person.");
  expect(checksLead([listed("desk", "kept")])).not.toContain("more than one version");
});
