import { formatDate } from "@/lib/kernel/format";
import { findingTitle } from "../finding-title";
import type { NotificationKind } from "./schema";

/** How each kind is called, and who is told when. */
export const NOTIFICATION_KINDS: Record<NotificationKind, { label: string; told: string }> = {
  assigned: { label: "Given to you", told: "You, when somebody gives you an overlap or a finding." },
  review_requested: { label: "Decision asked for", told: "Whoever may decide, when a review is submitted." },
  changes_requested: { label: "Changes asked for", told: "Whoever asked for a review that needs changes." },
  review_decided: {
    label: "Review decided",
    told: "Whoever asked for a review, and the partner’s managers.",
  },
  review_withdrawn: { label: "Review withdrawn", told: "Whoever was asked to decide it." },
  review_stale: {
    label: "Facts changed",
    told: "Whoever asked for a review, decides it or prepares the overlap, when its facts no longer hold.",
  },
  recertification_near: { label: "Judged again soon", told: "Whoever prepares it, 30 and 7 days before." },
  recertification_due: { label: "To be judged again", told: "Whoever prepares it, on the day." },
  delegated: { label: "Decisions handed on", told: "Whoever they are handed to." },
  commented: { label: "Comment", told: "Whoever works on the overlap." },
  condition_given: {
    label: "Condition to see to",
    told: "Its owner, when it comes into force or changes hands.",
  },
  condition_near: { label: "Condition due soon", told: "Its owner, 7 days and a day before." },
  condition_overdue: {
    label: "Condition overdue",
    told: "Its owner, when its day has passed without proof.",
  },
  condition_ended: { label: "Condition ended", told: "Its owner." },
  proof_given: { label: "Proof to judge", told: "Compliance, and its owner where somebody else gave it." },
  proof_judged: { label: "Proof judged", told: "Its owner, and whoever gave it or asked for the review." },
  finding_opened: { label: "Finding opened", told: "Compliance." },
  finding_worsened: {
    label: "Finding grown worse",
    told: "Its owner and compliance, when what was watched is a breach.",
  },
  finding_overdue: {
    label: "Finding overdue",
    told: "Its owner and compliance, when its due day has passed and it is not closed.",
  },
  check_proposed: {
    label: "Check to approve",
    told: "Compliance, when a version of a check waits for a second person.",
  },
  risk_requested: {
    label: "Risk to accept or refuse",
    told: "Compliance, when somebody asks that the risk of a finding be accepted.",
  },
  risk_ended: {
    label: "Accepted risk over",
    told: "Its owner and compliance, when the last day of an accepted risk has passed.",
  },
  clause_reworded: {
    label: "Words of a tested clause changed",
    told: "Compliance, when the words of a clause change that a check was recorded for.",
  },
  attestation_due: {
    label: "Asked to answer",
    told: "Whoever a check asks, when a period is over that they have not answered for, and 3 days before it is judged.",
  },
};

/** What a notification speaks of, as it is now; null where it speaks of no such thing. */
export type Spoken = {
  kind: NotificationKind;
  actor: string;
  overlap: { key: string; title: string } | null;
  review: string | null;
  condition: { key: string; text: string } | null;
  finding: { code: string; title: string } | null;
  /** A version of a check. */
  check: { id: string; title: string; check_version: number; first_day: string } | null;
  detail: Readonly<Record<string, unknown>>;
};

const dayOf = (value: unknown): string => (typeof value === "string" ? formatDate(value) : "its day");

const LONGEST = 160;

/** The beginning of what somebody wrote, on one line, without the full stop that the sentence around it has. */
function short(text = ""): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line.replace(/\.$/, "");
}

const quoted = (text?: string): string => `“${short(text)}”`;

/** What was found when it was opened, not the promise alone; of one of before that was kept with it the title. */
function opened({ finding, detail }: Spoken): string {
  const { verdict } = detail;
  const of =
    typeof verdict === "string" ? findingTitle(verdict, short(finding?.title)) : quoted(finding?.title);
  return `${finding?.code} was opened: ${of.charAt(0).toLowerCase()}${of.slice(1)}.`;
}

function assigned({ actor, overlap, finding, detail }: Spoken): string {
  if (finding) return `${actor} gave you ${finding.code}: ${quoted(finding.title)}.`;
  const seat = detail.seat === "reviewer" ? "decide" : "prepare";
  return `${actor} asks you to ${seat} the review of ${quoted(overlap?.title)}.`;
}

function delegated({ actor, detail }: Spoken): string {
  if (detail.revoked === true) return `${actor} decides again themselves: what they handed to you is over.`;
  return `${actor} hands their decisions to you until ${dayOf(detail.until)}.`;
}

function requested({ actor, overlap, review, detail }: Spoken): string {
  const again = typeof detail.round === "number" && detail.round > 1 ? " again" : "";
  return `${actor} asks${again} for a decision on ${quoted(overlap?.title)} (${review}).`;
}

function stale({ overlap, review, detail }: Spoken): string {
  const title = quoted(overlap?.title);
  if (detail.waits === "gone")
    return `The facts of ${review} are gone: there is nothing to judge of ${title}.`;
  if (detail.waits === "changed")
    return `The facts of ${review} have changed while it waits: it cannot be approved as it stands, ${title}.`;
  return `The facts of ${review} have changed: ${title} is to be judged again.`;
}

const proposed = ({ actor, check }: Spoken): string =>
  `${actor} proposes version ${check?.check_version} of ${quoted(check?.title)}: it lapses unless a second person approves it before ${dayOf(check?.first_day)}.`;

function attestationDue({ check, detail }: Spoken): string {
  const still = detail.near === true ? "still " : "";
  return `You are ${still}asked to answer ${quoted(check?.title)} for the days up to ${dayOf(detail.day)}.`;
}

const SENTENCES: Record<NotificationKind, (spoken: Spoken) => string> = {
  assigned,
  delegated,
  review_requested: requested,
  changes_requested: ({ actor, review, overlap }) =>
    `${actor} asks for changes to ${review}, ${quoted(overlap?.title)}.`,
  review_decided: ({ actor, review, overlap, detail }) =>
    `${actor} ${detail.outcome === "rejected" ? "rejected" : "approved"} ${review}, ${quoted(overlap?.title)}.`,
  review_withdrawn: ({ actor, review, overlap }) => `${actor} withdrew ${review}, ${quoted(overlap?.title)}.`,
  review_stale: stale,
  recertification_near: ({ overlap, detail }) =>
    `${quoted(overlap?.title)} is to be judged again by ${dayOf(detail.day)}.`,
  recertification_due: ({ overlap, review, detail }) =>
    `${quoted(overlap?.title)} is to be judged again: ${review} held until ${dayOf(detail.day)}.`,
  commented: ({ actor, overlap }) => `${actor} commented on ${quoted(overlap?.title)}.`,
  condition_given: ({ condition, detail }) =>
    `You see to ${condition?.key}, due on ${dayOf(detail.due_on)}: ${quoted(condition?.text)}.`,
  condition_near: ({ condition, detail }) =>
    `${condition?.key} is due on ${dayOf(detail.due_on)}: ${quoted(condition?.text)}.`,
  condition_overdue: ({ condition, detail }) =>
    `${condition?.key} was due on ${dayOf(detail.due_on)} and is not proven: ${quoted(condition?.text)}.`,
  condition_ended: ({ condition }) => `${condition?.key} has ended: ${quoted(condition?.text)}.`,
  proof_given: ({ actor, condition }) =>
    `${actor} gave proof of ${condition?.key}, which waits for a judgement: ${quoted(condition?.text)}.`,
  proof_judged: ({ actor, condition, detail }) =>
    `${actor} judged that ${condition?.key} ${detail.outcome === "effective" ? "works" : "does not work"}: ${quoted(condition?.text)}.`,
  finding_opened: opened,
  finding_worsened: ({ finding, detail }) =>
    `${finding?.code} has grown worse, from watch to breach: ${quoted(finding?.title)}.${detail.risk_ended === true ? " Its accepted risk has ended with that." : ""}`,
  finding_overdue: ({ finding, detail }) =>
    `${finding?.code} was to be mended by ${dayOf(detail.due_on)} and is not closed: ${quoted(finding?.title)}.`,
  check_proposed: proposed,
  risk_requested: ({ actor, finding, detail }) =>
    `${actor} asks that the risk of ${finding?.code} be accepted until ${dayOf(detail.until)}: ${quoted(finding?.title)}.`,
  risk_ended: ({ finding, detail }) =>
    `The risk of ${finding?.code} was accepted until ${dayOf(detail.until)}, and that day has passed: ${quoted(finding?.title)}.`,
  clause_reworded: ({ actor, check }) =>
    `${actor} changed the words of the clause that ${quoted(check?.title)} tests: its results so far are of the words before.`,
  attestation_due: attestationDue,
};

/** One sentence that says what happened, with the names of now. */
export const sentenceOf = (spoken: Spoken): string => SENTENCES[spoken.kind](spoken);

/** Where one acts on it. */
export function hrefOf({ kind, overlap, review, condition, finding, check }: Spoken): string {
  if (kind === "delegated") return "/overlaps/delegations";
  if (check) return `/promise/checks/${check.id}`;
  if (finding) return `/promise/findings/${finding.code}`;
  if (condition) return `/overlaps/conditions/${condition.key}`;
  if (!overlap) return "/notifications";
  return review && kind !== "commented"
    ? `/overlaps/${overlap.key}/reviews/${review}`
    : `/overlaps/${overlap.key}`;
}
