import type { CheckListItem, CheckStatus, CheckView } from "@/lib/commitments";
import { capitalise, countInWords, formatCount, formatDate, formatList } from "@/lib/kernel/format";
import { CHECK_STATUS_MEANINGS } from "./finding-words";
import { GRAVEST_FIRST, RESULT_WORDS } from "./strip-model";

/** "Nine checks run: two say breach, six say kept, one has no result yet." */
export function checksLead(items: readonly CheckListItem[]): string {
  const running = items.filter(({ status }) => status === "running" || status === "superseded");
  const fixed = "Fixed before the data they judge, superseded and never edited; every result is kept.";
  const proposed = items.filter(({ status }) => status === "proposed").length;
  const waits =
    proposed === 0
      ? ""
      : ` ${capitalise(countInWords(proposed, "version waits", "versions wait"))} for a second person.`;
  if (running.length === 0) return `${fixed}${waits}`;
  const parts = GRAVEST_FIRST.flatMap((verdict) => {
    const n = running.filter(({ latest }) => latest?.verdict === verdict).length;
    return n === 0 ? [] : [`${countInWords(n, "says", "say")} ${RESULT_WORDS[verdict].toLowerCase()}`];
  });
  const none = running.filter(({ latest }) => latest === null).length;
  if (none > 0) parts.push(`${countInWords(none, "has", "have")} no result yet`);
  return `${capitalise(countInWords(running.length, "check"))} ${running.length === 1 ? "runs" : "run"}: ${formatList(parts)}.${waits} ${fixed}`;
}

/** What a version says now, in the lead of its page. */
export function checkLead({ status, latest, first_day, window }: CheckView): string {
  const meaning = CHECK_STATUS_MEANINGS[status];
  if (status === "waiting" || status === "proposed")
    return `${meaning} Its first day is ${formatDate(first_day)}.`;
  if (!latest) return meaning;
  const days = window ? ` since ${formatDate(window.from)}` : "";
  return `The latest result, over the days${days} up to ${formatDate(latest.day)}, says ${RESULT_WORDS[latest.verdict].toLowerCase()}. ${meaning}`;
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
