import { expect, it } from "vitest";
import type { CheckStatus } from "@/lib/commitments";
import { laterWords } from "./check-words";

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
