import type { CheckListItem, CheckView } from "@/lib/commitments";
import { capitalise, countInWords, formatCount, formatDate, formatList } from "@/lib/kernel/format";
import { CHECK_STATUS_MEANINGS } from "./finding-words";
import { GRAVEST_FIRST, RESULT_WORDS } from "./strip-model";

/** "Nine checks run: two say breach, six say kept, one has no result yet." */
export function checksLead(items: readonly CheckListItem[]): string {
  const running = items.filter(({ status }) => status === "running" || status === "superseded");
  const fixed = "Fixed before the data they judge, superseded and never edited; every result is kept.";
  if (running.length === 0) return fixed;
  const parts = GRAVEST_FIRST.flatMap((verdict) => {
    const n = running.filter(({ latest }) => latest?.verdict === verdict).length;
    return n === 0 ? [] : [`${countInWords(n, "says", "say")} ${RESULT_WORDS[verdict].toLowerCase()}`];
  });
  const none = running.filter(({ latest }) => latest === null).length;
  if (none > 0) parts.push(`${countInWords(none, "has", "have")} no result yet`);
  return `${capitalise(countInWords(running.length, "check"))} ${running.length === 1 ? "runs" : "run"}: ${formatList(parts)}. ${fixed}`;
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

/** "Recorded on 14 April 2026 by compliance, one day before its first day." */
export function recordedWords({ recorded_at, created_by_label, first_day }: CheckView): string {
  const day = recorded_at.slice(0, 10);
  const before = Math.round((Date.parse(first_day) - Date.parse(day)) / 86_400_000);
  return `${formatDate(day)} by ${created_by_label}, ${formatCount(before, "day")} before the first day that it judges`;
}
