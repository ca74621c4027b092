import type { CheckListItem, FindingListItem } from "@/lib/commitments";
import type { OpenQuestion } from "@/lib/commitments/server";
import { capitalise, formatCount, formatDate, formatDateTime } from "@/lib/kernel/format";
import { formatDay } from "@/lib/kernel/time";
import { findingTitle } from "@/lib/register";
import type { Todo } from "./schema";

/** More would not be read; the rest is in the queue of findings. */
const MOST_FINDINGS = 5;
const GRAVITY: readonly FindingListItem["verdict"][] = ["breach", "overdue", "watch", "failed"];

const SAYS: Partial<Record<FindingListItem["verdict"], string>> = {
  breach: "Breach",
  watch: "Watch",
  failed: "A run that failed",
  overdue: "A condition that was not proven by its day",
};

/** Whether somebody has to decide something: what is remedied waits for data, unless its day is over. */
const needsSomebody = ({ status, waits_for_second, overdue }: FindingListItem): boolean =>
  waits_for_second || status === "open" || (status === "remedied" && overdue);

/** What a finding waits for first. */
function nextStep({ waits_for_second, owner, due_on, overdue, status }: FindingListItem): string {
  if (waits_for_second) return "somebody asks that its risk be accepted, and a second person decides";
  if (owner === null && due_on === null) return "nobody owns it and no day is set";
  if (owner === null) return "nobody owns it";
  if (overdue)
    return status === "remedied"
      ? "remedied, and its day is over without a result that shows it"
      : "its day is over";
  return due_on === null ? "no day is set for its remedy" : "not remedied yet";
}

const findingTodo = (finding: FindingListItem): Todo => ({
  key: finding.code,
  due: finding.due_on,
  title: `${finding.code}: ${findingTitle(finding.verdict, finding.title)}`,
  text: `${SAYS[finding.verdict] ?? capitalise(finding.verdict)} since ${formatDate(finding.opened_day)}; ${nextStep(finding)}.`,
  who: finding.waits_for_second ? "Compliance, a second person" : (finding.owner_label ?? "Compliance"),
  href: `/promise/findings/${finding.code}`,
  count: 1,
});

/** Findings that wait for somebody, gravest and first due first. */
export function findingTodos(findings: readonly FindingListItem[]): Todo[] {
  const rank = ({ verdict }: FindingListItem) => GRAVITY.indexOf(verdict);
  const sorted = findings
    .filter(needsSomebody)
    .toSorted((a, b) => rank(a) - rank(b) || (a.due_on ?? "9").localeCompare(b.due_on ?? "9"));
  const first = sorted.slice(0, MOST_FINDINGS).map(findingTodo);
  const rest = sorted.length - first.length;
  if (rest === 0) return first;
  return [
    ...first,
    {
      key: "more-findings",
      due: null,
      title: `${formatCount(rest, "more finding")} to see to`,
      text: "In the queue: yours first, then by the day they are due.",
      who: "Compliance",
      href: "/promise/findings",
      count: rest,
    },
  ];
}

/** Versions of checks that lapse unless a second person approves them before their first day. */
export const proposedTodos = (proposed: readonly CheckListItem[]): Todo[] =>
  proposed.map(({ id, title, check_version, first_day }) => ({
    key: `proposed-${id}`,
    due: first_day,
    title: `Approve or refuse version ${check_version} of “${title}”`,
    text: `It waits for a second person, and lapses on its first day, ${formatDate(first_day)}.`,
    who: "Compliance, a second person",
    href: `/promise/checks/${id}`,
    count: 1,
  }));

/** What the reader is asked and has not answered. */
export const askedTodos = (open: readonly OpenQuestion[]): Todo[] =>
  open.map(({ check, period }) => ({
    key: `asked-${check.id}-${period.day}`,
    due: formatDay(period.until_ms - 1),
    title: `Answer “${check.title}”`,
    text: `You are asked for the days from ${formatDate(period.from)} to ${formatDate(period.day)}, and can answer until ${formatDateTime(period.until_ms)}.`,
    who: "You",
    href: `/promise/checks/${check.id}`,
    count: 1,
  }));
