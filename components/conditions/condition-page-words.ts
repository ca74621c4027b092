import { formatCount, formatDate } from "@/lib/kernel/format";
import { type ConditionListItem, type ConditionView, JUDGE_BARS } from "@/lib/register";

const TITLE_LENGTH = 180;

/** The text as a title: one line, its beginning where it is long. */
export function titleOf(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : line;
}

/** Where it stands, and what is next, in one or two sentences. */
export function conditionLead(condition: ConditionView, today: string): string {
  const { status, due_on, overdue, covered_to, owner_label, ended_reason, may } = condition;
  switch (status) {
    case "proposed":
      return "Its review is not decided yet; it comes into force when somebody approves it.";
    case "open":
      return overdue
        ? `It was due on ${formatDate(due_on)} and is not proven. ${owner_label} sees to it.`
        : `${owner_label} sees to it. Proof is due by ${formatDate(due_on)}.`;
    case "proven":
      return `Proof was given and waits for a judgement. ${may.check ? "You may judge it: you neither own it nor gave the proof." : (may.barred && JUDGE_BARS[may.barred]) || ""}`.trim();
    case "effective":
      return covered_to !== null && covered_to < today
        ? `It was judged to work. Its proof supports it up to ${formatDate(covered_to)}; nothing shows the days since.`
        : "It was judged to work.";
    case "ended":
      return ended_reason ?? "It has ended.";
  }
}

/** "Two files, the latest of which supports up to 20 November 2026." */
export function proofsTitle({ proof_list }: Pick<ConditionView, "proof_list">): string {
  const [latest] = proof_list;
  if (!latest) return "No proof yet.";
  const up_to = `up to ${formatDate(latest.period_to)}`;
  return proof_list.length === 1
    ? `One file supports it ${up_to}.`
    : `${formatCount(proof_list.length, "file")}; the latest supports it ${up_to}.`;
}

type Event = ConditionView["history"][number];

/** What happened, in two or three words. */
export function eventWords({ kind, outcome, about }: Event): string {
  switch (kind) {
    case "proposed":
      return "Proposed";
    case "opened":
      return "In force";
    case "proven":
      return `Proof given: ${about ?? "a file"}`;
    case "judged":
      return outcome === "effective" ? "Judged to work" : "Judged not to work";
    case "handed_on":
      return `Handed on to ${about ?? "somebody else"}`;
    case "ended":
      return "Ended";
  }
}

/** The last word of a judge. */
export function judgedTitle({ checks }: Pick<ConditionView, "checks">): string {
  const [latest] = checks;
  if (!latest) return "Nobody has judged yet whether it works.";
  return `Judged ${latest.outcome === "effective" ? "to work" : "not to work"} on ${formatDate(latest.checked_at)}.`;
}

/** "Three conditions are in force: one is overdue, one waits for a judgement." */
export function conditionsLead(items: readonly Pick<ConditionListItem, "status" | "overdue">[]): string {
  const in_force = items.filter(({ status }) => ["open", "proven", "effective"].includes(status));
  const n = in_force.length;
  if (n === 0) return "No condition is in force.";
  const said = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  const parts = [
    ...said(in_force.filter(({ overdue }) => overdue).length, "is overdue", "are overdue"),
    ...said(
      in_force.filter(({ status }) => status === "proven").length,
      "waits for a judgement",
      "wait for a judgement",
    ),
    ...said(in_force.filter(({ status }) => status === "effective").length, "works", "work"),
  ];
  const head = `${formatCount(n, "condition")} ${n === 1 ? "is" : "are"} in force`;
  return parts.length === 0 ? `${head}.` : `${head}: ${parts.join(", ")}.`;
}
