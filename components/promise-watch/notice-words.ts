import { type NoticeStatus, type NoticeView, policyOfText } from "@/lib/commitments";
import { capitalise, countInWords, formatCount, formatDate } from "@/lib/kernel/format";

export const NOTICE_STATUS_LABELS: Record<NoticeStatus, string> = {
  announced: "Announced",
  due: "To be opened today",
  overdue: "Not opened in time",
  opened: "Opened",
};

/** What a policy is found by: its router and version as one text. */
export const policyName = ({
  router,
  policy_version,
}: Pick<NoticeView, "router" | "policy_version">): string => JSON.stringify([router, policy_version]);

/**
 * Whether what was announced is what the register records, in words, and whether it was opened on its UTC day; null as long
 * as it is closed.
 */
export function agreementWords({
  opening,
  effective_from,
}: Pick<NoticeView, "opening" | "effective_from">): string | null {
  if (!opening) return null;
  const late = opening.opened_at.slice(0, 10) > effective_from.slice(0, 10);
  return `${comparedWords(opening)}${late ? "; after the day on which it took effect" : ""}`;
}

function comparedWords({ agrees, content }: NonNullable<NoticeView["opening"]>): string {
  if (policyOfText(content) === null) return "in no form that can be compared with the register";
  if (agrees === null) return "the register has no such policy";
  return agrees ? "as the register has it" : "not as the register has it";
}

const HOUR_MS = 3_600_000;

type Times = Pick<NoticeView, "announced_at" | "effective_from">;

/** "3 days and 12 hours": whole days count for a check, what is beyond them is said. */
function lengthWords({ announced_at, effective_from }: Times): string {
  const hours = Math.max(0, Math.floor((Date.parse(effective_from) - Date.parse(announced_at)) / HOUR_MS));
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  if (days === 0) return formatCount(rest, "hour");
  return `${formatCount(days, "day")}${rest > 0 ? ` and ${formatCount(rest, "hour")}` : ""}`;
}

/** "3 days and 12 hours before"; decisions that came earlier are said. */
export function noticeWords({
  announced_at,
  effective_from,
  first_decision_day,
}: Times & Pick<NoticeView, "first_decision_day">): string {
  const early =
    first_decision_day !== null && first_decision_day < effective_from.slice(0, 10)
      ? `; it decided already on ${formatDate(first_decision_day)}`
      : "";
  return `${lengthWords({ announced_at, effective_from })} before${early}`;
}

/** An opened text to be read: JSON on lines of its own, any other text as it is. */
export function readable(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    return content;
  }
}

/** "Two changes are announced; one notice was not opened in time." */
export function noticesLead(items: readonly Pick<NoticeView, "status">[]): string {
  const count = (status: NoticeStatus) => items.filter((item) => item.status === status).length;
  const [ahead, due, late] = [count("announced"), count("due"), count("overdue")];
  const parts = [
    ...(ahead > 0 ? [`${countInWords(ahead, "change")} ${ahead === 1 ? "is" : "are"} announced`] : []),
    ...(due > 0 ? [`${countInWords(due, "notice")} ${due === 1 ? "is" : "are"} to be opened today`] : []),
    ...(late > 0
      ? [`${countInWords(late, "notice")} ${late === 1 ? "was" : "were"} not opened in time`]
      : []),
  ];
  const now = parts.length === 0 ? "" : ` ${capitalise(parts.join("; "))}.`;
  return `A change of routing policy is announced by its hash before anybody may know what it says, and opened on the day it takes effect.${now}`;
}
