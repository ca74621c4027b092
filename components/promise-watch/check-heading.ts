import {
  type CheckView,
  type FindingListItem,
  GRAVEST_FIRST,
  type ResultListItem,
  type ResultVerdict,
} from "@/lib/commitments";
import { formatDate, formatList } from "@/lib/kernel/format";
import { CHECK_STATUS_MEANINGS } from "./finding-words";
import { resultTitle } from "./result-title";
import { RESULT_WORDS } from "./strip-model";

type Version = Pick<
  CheckView,
  "id" | "check_version" | "status" | "title" | "first_day" | "window" | "definition" | "decision"
>;
type Latest = Pick<ResultListItem, "verdict" | "figures" | "window_from" | "day">;

/** A version of a check with its latest result. */
export type Judging<V extends Version = Version, R extends Latest = Latest> = { check: V; latest: R | null };

/** What heads the page: of whose result, and whether of the version that the page is about. */
export type Spoken = { verdict: ResultVerdict; check: Version; latest: Latest; own: boolean };

type Unclosed = Pick<FindingListItem, "code" | "check">;

const gravity = (latest: Latest | null): number =>
  latest === null ? GRAVEST_FIRST.length : GRAVEST_FIRST.indexOf(latest.verdict);

const codesOf = ({ id }: Version, findings: readonly Unclosed[]): string[] =>
  findings.filter(({ check }) => check?.id === id).map(({ code }) => code);

/** Versions before one that judges, which judge on beside it. */
export const runningBefore = <V extends Version>(versions: readonly V[], page: Version): V[] =>
  page.status === "running" || page.status === "superseded"
    ? versions.filter((one) => one.check_version < page.check_version && one.status === "superseded")
    : [];

/**
 * Whose verdict heads the page of a version: its own; but an earlier version's that runs on beside it as long as it has
 * none, and as long as that is graver and a finding of it is not closed. So that no new version hides a breach.
 */
export function headedBy(
  page: Judging,
  beside: readonly Judging[],
  findings: readonly Unclosed[],
): Spoken | null {
  const spoken = ({ check, latest }: Judging): Spoken | null =>
    latest && { verdict: latest.verdict, check, latest, own: check.id === page.check.id };
  const [gravest] = beside.toSorted((a, b) => gravity(a.latest) - gravity(b.latest));
  if (page.check.status !== "running" || !gravest?.latest) return spoken(page);
  if (!page.latest) return spoken(gravest);
  const stands = codesOf(gravest.check, findings).length > 0;
  return spoken(stands && gravity(gravest.latest) < gravity(page.latest) ? gravest : page);
}

/** "Breach: “Forge does not favour our own models”"; of another version "Breach by version 1: “…”". */
export function headingWords({ check }: Judging, head: Spoken | null): string {
  if (!head) return check.title;
  const who = head.own ? "" : ` by version ${head.check.check_version}`;
  return `${RESULT_WORDS[head.verdict]}${who}: “${check.title}”`;
}

/** "4,494 decisions … began; up to 20 November 2026." */
export const foundUpTo = (latest: Latest, definition: CheckView["definition"]): string =>
  `${resultTitle(latest, definition).replace(/\.$/, "")}; up to ${formatDate(latest.day)}.`;

const unclosedWords = (codes: readonly string[]): string =>
  codes.length === 0 ? "" : `${formatList(codes)} ${codes.length === 1 ? "is" : "are"} not closed`;

/** "Version 1 runs on beside it until 23 March 2027 and says breach; F-0001 is not closed." */
function besideWords({ check, latest }: Judging, codes: readonly string[], told: boolean): string {
  const until = check.window ? ` until ${formatDate(check.window.to)}` : "";
  const says = told || latest === null ? "" : ` and says ${RESULT_WORDS[latest.verdict].toLowerCase()}`;
  const open = told || codes.length === 0 ? "" : `; ${unclosedWords(codes)}`;
  return `Version ${check.check_version} runs on beside it${until}${says}${open}.`;
}

/** "Withdrawn by Compliance on 21 November 2026: “Made for a trial.”" */
function decidedWords({ status, decision }: Version): string | null {
  if (!decision || (status !== "withdrawn" && status !== "refused")) return null;
  const word = status === "withdrawn" ? "Withdrawn" : "Refused";
  const note = decision.note ? `: “${decision.note}”` : ".";
  const after = status === "withdrawn" ? "It never runs." : "The version before it stays.";
  return `${word} by ${decision.decided_by_label} on ${formatDate(decision.decided_at)}${note} ${after}`;
}

/** Findings of versions that have ended: their results are over, what they found is not. */
function leftOpen({ check }: Judging, beside: readonly Judging[], findings: readonly Unclosed[]): string[] {
  const told = new Set([check, ...beside.map((one) => one.check)].map(({ id }) => id));
  const begun = check.status === "running" || check.status === "superseded";
  return findings.flatMap(({ code, check: of }) =>
    begun && of && of.check_version < check.check_version && !told.has(of.id)
      ? [`${code} of version ${of.check_version}, which has ended, is not closed.`]
      : [],
  );
}

/** What a version says of itself where no result of its own does. */
function ownWords(check: Version): string {
  const { status, first_day } = check;
  const meaning = CHECK_STATUS_MEANINGS[status];
  if (status === "waiting" || status === "proposed")
    return `${meaning} Its first day is ${formatDate(first_day)}.`;
  if (status === "running")
    return `It judges the days from ${formatDate(first_day)} on, and has no result yet.`;
  return decidedWords(check) ?? meaning;
}

/** The lead of a version's page, in sentences: what was found and up to when, then what else must be known with it. */
export function checkLead(
  page: Judging,
  beside: readonly Judging[],
  findings: readonly Unclosed[],
): string[] {
  const { check, latest } = page;
  const { check_version, definition, status } = check;
  const head = headedBy(page, beside, findings);
  const others = (told: string | null) => [
    ...beside.map((one) => besideWords(one, codesOf(one.check, findings), one.check.id === told)),
    ...leftOpen(page, beside, findings),
  ];
  if (head && !head.own) {
    const codes = codesOf(head.check, findings);
    const own = latest
      ? foundUpTo(latest, definition)
      : `judges the days from ${formatDate(check.first_day)} on, and has no result yet.`;
    return [
      foundUpTo(head.latest, head.check.definition),
      ...(codes.length > 0 ? [`${unclosedWords(codes)}.`] : []),
      `Version ${check_version}${latest ? ":" : ""} ${own}`,
      ...others(head.check.id),
    ];
  }
  const over = latest !== null && (status === "superseded" || status === "ended");
  return [
    latest ? foundUpTo(latest, definition) : ownWords(check),
    ...(over ? [CHECK_STATUS_MEANINGS[status]] : []),
    ...others(null),
  ];
}
