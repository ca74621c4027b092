import type {
  CheckStatus,
  FindingEventKind,
  FindingEventView,
  FindingListItem,
  FindingStatus,
  ResultVerdict,
} from "@/lib/commitments";
import { capitalise, countInWords, formatDate, formatDaysAway, formatList } from "@/lib/kernel/format";
import { RESULT_WORDS } from "./strip-model";

export const FINDING_STATUS_LABELS: Record<FindingStatus, string> = {
  open: "Open",
  remedied: "Remedied, to be tested again",
  risk_accepted: "Risk accepted",
  closed: "Closed",
};

export const CHECK_STATUS_LABELS: Record<CheckStatus, string> = {
  proposed: "Proposed",
  refused: "Refused",
  withdrawn: "Withdrawn",
  lapsed: "Lapsed",
  waiting: "Waiting for its first day",
  running: "Running",
  superseded: "Superseded, runs on",
  ended: "Ended",
};

/** What a status of a check means, in one sentence. */
export const CHECK_STATUS_MEANINGS: Record<CheckStatus, string> = {
  proposed: "It waits for a second person, who has until its first day.",
  refused: "A second person refused it; the version before it stays.",
  withdrawn: "It was taken back before its first day; it never runs.",
  lapsed: "Its first day came before a second person had approved it; it never runs.",
  waiting: "It is recorded and fixed, and its first day has not come.",
  running: "It judges the days of its window.",
  superseded: "Another version has taken its place; it runs on beside it to the end of its window.",
  ended: "Its last window is over; its results stay.",
};

const EVENTS: Record<FindingEventKind, string> = {
  opened: "Opened",
  worsened: "Worsened",
  assigned: "Owner set",
  explained: "Explained",
  remedied: "Remedied",
  due_set: "Due date set",
  retest: "Retest",
  risk_requested: "Acceptance of the risk asked for",
  risk_accepted: "Risk accepted",
  risk_refused: "Acceptance refused",
  risk_ended: "Acceptance ended",
  closed: "Closed",
  commented: "Comment",
};

export const eventLabel = (kind: FindingEventKind): string => EVENTS[kind];

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const day = (value: unknown): string | null => {
  const known = text(value);
  return known && formatDate(known);
};
const verdictOf = (value: unknown): string =>
  RESULT_WORDS[value as ResultVerdict]?.toLowerCase() ?? String(value ?? "");

const ENDED: Record<string, string> = {
  over: "its day is over",
  worsened: "what was accepted was less than this",
  remedied: "the remedy takes its place",
};

/** What an event says beside its kind, as lines of text; what people wrote stands in them as they wrote it. */
export function eventDetail({ kind, detail }: Pick<FindingEventView, "kind" | "detail">): string[] {
  const { from, to } = detail;
  const lines: (string | null)[] = (() => {
    switch (kind) {
      case "opened":
        if (detail.verdict === "overdue")
          return [`Not proven by ${day(detail.due_on) ?? "its day"}; the day has passed.`];
        return [`The result of ${day(detail.day) ?? "a day"} says ${verdictOf(detail.verdict)}.`];
      case "retest":
        return [`The result of ${day(detail.day) ?? "a day"} says ${verdictOf(detail.verdict)}.`];
      case "worsened":
        return [
          `From ${verdictOf(from)} to ${verdictOf(to)} by the result of ${day(detail.day) ?? "a day"}.`,
        ];
      case "assigned":
        return [text(to) === null ? "Nobody owns it any more." : `To ${text(to)}.`];
      case "explained":
        return [text(detail.cause) ?? "The cause was taken back."];
      case "remedied":
        return [
          text(detail.remedy),
          day(detail.remedied_on) && `In place since ${day(detail.remedied_on)}.`,
          text(detail.why_earlier) && `Before the day that opened it: ${text(detail.why_earlier)}`,
        ];
      case "due_set":
        return [day(to) === null ? "No due date any more." : `By ${day(to)}.`];
      case "risk_requested":
      case "risk_accepted":
      case "risk_refused":
        return [day(detail.until) && `Up to ${day(detail.until)}.`, text(detail.reason), text(detail.note)];
      case "risk_ended":
        return [capitalise(`${ENDED[String(detail.because)] ?? "it no longer stands"}.`)];
      case "closed":
        return [text(detail.because)];
      default:
        return [text(detail.text)];
    }
  })();
  return lines.filter((line) => line !== null);
}

/** The result that an event speaks of, where it does. */
export const eventResult = ({ detail }: Pick<FindingEventView, "detail">): string | null =>
  typeof detail.result === "string" ? detail.result : null;

type Due = Pick<FindingListItem, "due_on" | "overdue" | "status" | "risk_until">;

/** "by 5 December 2026, in 14 days"; "no due date". */
export function dueWords({ due_on, overdue, status, risk_until }: Due, today: string): string {
  if (status === "risk_accepted" && risk_until) return `risk accepted until ${formatDate(risk_until)}`;
  if (due_on === null) return status === "closed" ? "" : "no due date";
  const days = Math.round((Date.parse(due_on) - Date.parse(today)) / 86_400_000);
  if (status === "closed") return formatDate(due_on);
  return `${formatDate(due_on)}, ${overdue ? `overdue by ${countInWords(-days, "day")}` : formatDaysAway(days)}`;
}

/** What is said of findings: of one alone as "it is overdue", of several as "two are overdue". */
type Said = { holds: (finding: FindingListItem) => boolean; one: string; are: [string, string] };

/** "Three findings are not closed: one is yours, one is overdue." Of one alone: "One finding is not closed: it has no owner." */
export function queueLead(items: readonly FindingListItem[], mine: string): string {
  const open = items.filter(({ status }) => status !== "closed");
  const [only] = open;
  if (!only) return "No finding is open.";
  const until = only.risk_until === null ? "" : ` until ${formatDate(only.risk_until)}`;
  const said: Said[] = [
    { holds: ({ owner }) => owner === mine, one: "is yours", are: ["is yours", "are yours"] },
    { holds: ({ owner }) => owner === null, one: "has no owner", are: ["has no owner", "have no owner"] },
    { holds: ({ overdue }) => overdue, one: "is overdue", are: ["is overdue", "are overdue"] },
    {
      holds: ({ status }) => status === "remedied",
      one: "is remedied and waits for its retest",
      are: ["is remedied and waits for its retest", "are remedied and wait for their retest"],
    },
    {
      holds: ({ status }) => status === "risk_accepted",
      one: `has its risk accepted${until}`,
      are: ["has its risk accepted", "have their risk accepted"],
    },
    {
      holds: ({ waits_for_second }) => waits_for_second,
      one: "waits for a second person",
      are: ["waits for a second person", "wait for a second person"],
    },
  ];
  const parts = said.flatMap(({ holds, one, are }) => {
    const n = open.filter(holds).length;
    if (n === 0) return [];
    return [open.length === 1 ? `it ${one}` : countInWords(n, are[0], are[1])];
  });
  const count = `${countInWords(open.length, "finding")} ${open.length === 1 ? "is" : "are"} not closed`;
  return `${capitalise(count)}${parts.length > 0 ? `: ${formatList(parts)}` : ""}.`;
}

/** What tests a remedied finding again, and how far it is; null where nothing does yet. */
export function retestWords(
  { retest, check }: Pick<FindingListItem, "retest" | "check">,
  latest: { day: string; verdict: ResultVerdict } | null = null,
): string | null {
  if (!retest) return null;
  const { check_version, first_day, last_day, status } = retest;
  const what = check_version === check?.check_version ? "its next window" : `version ${check_version}`;
  const window = `${what}, ${formatDate(first_day)} to ${formatDate(last_day)}`;
  if (status === "proposed") return `${window}; proposed, waits for a second person`;
  return `${window}; ${
    latest === null ? "no result yet" : `says ${verdictOf(latest.verdict)} up to ${formatDate(latest.day)}`
  }`;
}

/** What a bulk assignment did: "Two findings are Ada’s now. One finding was so already." */
export function assignedFindings(
  name: string | null,
  { assigned, unchanged }: { assigned: number; unchanged: number },
): string {
  const are = assigned === 1 ? "is" : "are";
  const count = capitalise(countInWords(assigned, "finding"));
  const same = unchanged === 0 ? "" : ` ${capitalise(countInWords(unchanged, "finding"))} had it so already.`;
  return name === null ? `${count} ${are} nobody’s now.${same}` : `${count} ${are} ${name}’s now.${same}`;
}
