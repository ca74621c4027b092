import { capitalise, countInWords, formatList } from "@/lib/kernel/format";
import type { FactsChange } from "@/lib/register";

export type ChangeLine = { key: string; word: string; text: string };

const points = (value: number | null): string => (value === null ? "unknown" : String(value));

/** Each change on a line of its own, facts first: what it is, and what it says. */
export function changeLines(change: FactsChange): ChangeLine[] {
  const { added, removed, changed, factors, severity, rule } = change;
  return [
    ...changed.map(({ before, after }) =>
      // A detail that the sentence does not tell, such as an amount or a date.
      before === after ? line("a detail of", after) : line("changed", `${before} → ${after}`),
    ),
    ...removed.map((text) => line("no longer", text)),
    ...added.map((text) => line("new", text)),
    ...factors.map(({ label, before, after }) =>
      line("points", `${label}: ${points(before)} → ${points(after)}`),
    ),
    ...(severity ? [line("severity", `${severity.before} → ${severity.after}`)] : []),
    ...(rule ? [line("rule", `${rule.before} → ${rule.after}`)] : []),
  ];
}

const line = (word: string, text: string): ChangeLine => ({ key: `${word} ${text}`, word, text });

/** "two facts and the severity"; null where nothing changed. */
export function changedThings(change: FactsChange): string | null {
  if (change.same) return null;
  if (change.ended) return "the facts that it needs are gone";
  const facts = change.added.length + change.removed.length + change.changed.length;
  const things = [
    ...(facts > 0 ? [countInWords(facts, "fact")] : []),
    ...(change.factors.length > 0 ? [`the points of ${countInWords(change.factors.length, "factor")}`] : []),
    ...(change.severity ? ["the severity"] : []),
    ...(change.rule ? ["the rule that found it"] : []),
  ];
  return things.length > 0 ? formatList(things) : "something that the record of then does not tell";
}

/** The heading: "Two facts have changed since RV-0003." */
export function changesTitle(change: FactsChange, review: string): string {
  const facts = change.added.length + change.removed.length + change.changed.length;
  if (change.ended) return `The facts that it needs are gone since ${review}.`;
  if (facts === 0 && change.same)
    return `${change.severity || change.factors.length > 0 ? "No fact" : "Nothing"} has changed since ${review}.`;
  if (facts === 0) return `How it is weighed has changed since ${review}.`;
  return `${capitalise(countInWords(facts, "fact"))} ${facts === 1 ? "has" : "have"} changed since ${review}.`;
}
