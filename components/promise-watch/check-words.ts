import {
  type CheckListItem,
  type CheckStatus,
  type CheckView,
  GRAVEST_FIRST,
  isRunning,
} from "@/lib/commitments";
import { capitalise, countInWords, formatCount, formatDate, formatList } from "@/lib/kernel/format";
import { RESULT_WORDS } from "./strip-model";

/** "Nine checks run: two say breach, six say kept, one has no result yet." A check of which two versions run is one, and is counted by the graver word. */
export function checksLead(items: readonly CheckListItem[]): string {
  const versions = items.filter(isRunning);
  const fixed = "Fixed before the data they judge, superseded and never edited; every result is kept.";
  const proposed = items.filter(({ status }) => status === "proposed").length;
  const waits =
    proposed === 0
      ? ""
      : ` ${capitalise(countInWords(proposed, "version waits", "versions wait"))} for a second person.`;
  if (versions.length === 0) return `${fixed}${waits}`;
  const keys = [...new Set(versions.map(({ key }) => key))].map((key) =>
    versions.filter((one) => one.key === key),
  );
  const words = keys.map((of) =>
    GRAVEST_FIRST.find((verdict) => of.some(({ latest }) => latest?.verdict === verdict)),
  );
  const parts = GRAVEST_FIRST.flatMap((verdict) => {
    const n = words.filter((word) => word === verdict).length;
    return n === 0 ? [] : [`${countInWords(n, "says", "say")} ${RESULT_WORDS[verdict].toLowerCase()}`];
  });
  const none = words.filter((word) => word === undefined).length;
  if (none > 0) parts.push(`${countInWords(none, "has", "have")} no result yet`);
  const twice = keys.filter(({ length }) => length > 1).length;
  const beside =
    twice === 0
      ? ""
      : ` Of ${countInWords(twice, "check")} more than one version runs, each to the end of its window.`;
  return `${capitalise(countInWords(keys.length, "check"))} ${keys.length === 1 ? "runs" : "run"}: ${formatList(parts)}.${beside}${waits} ${fixed}`;
}

const NEXT_WORDS: Partial<Record<CheckStatus, (first_day: string) => string>> = {
  proposed: (day) => `is proposed to judge from ${day} on, and waits for a second person`,
  waiting: (day) => `is approved and takes its place on ${day}`,
  running: (day) => `took its place on ${day}`,
  refused: () => "was refused by a second person and takes no version’s place",
  withdrawn: () => "was withdrawn before its first day",
  lapsed: () => "lapsed: nobody approved it before its first day",
};

/** "Version 3 is proposed to judge from 1 May 2026 on, and waits for a second person." Of the newest; null: there is none. */
export function laterWords({ later }: Pick<CheckView, "later">): string | null {
  const last = later.at(-1);
  const words = last && NEXT_WORDS[last.status]?.(formatDate(last.first_day));
  return words ? `Version ${last.check_version} ${words}.` : null;
}

/** "Recorded on 14 April 2026 by compliance, one day before its first day." */
export function recordedWords({ recorded_at, created_by_label, first_day }: CheckView): string {
  const day = recorded_at.slice(0, 10);
  const before = Math.round((Date.parse(first_day) - Date.parse(day)) / 86_400_000);
  return `${formatDate(day)} by ${created_by_label}, ${formatCount(before, "day")} before the first day that it judges`;
}
