import { formatDate, formatDayMonth, formatPercent } from "@/lib/kernel/format";
import type { Neutrality } from "@/lib/neutrality";

type Since = Pick<Neutrality, "onset" | "tested">;
type Start = Neutrality["onset"]["starts"][number];

/** More starts than these are counted and not listed. */
const LISTED = 3;

const startWords = ({ day, policy_version, share }: Start): string =>
  `${formatDayMonth(day)}${policy_version === null ? "" : `, policy ${policy_version}`} (${formatPercent(share, 0)})`;

/** "; 62 % of the evidence speaks for that start, the next are 11 May, policy v2 (30 %)". Empty where one carries all. */
export function startsWords({ onset: { day, starts } }: Pick<Neutrality, "onset">): string {
  const own = starts.find((start) => start.day === day);
  const others = starts.filter((start) => start !== own);
  const carried = own ? `${formatPercent(own.share, 0)} of the evidence speaks for this start` : "";
  if (others.length === 0) return carried;
  const more = others.length > LISTED ? ` and ${others.length - LISTED} more` : "";
  const listed = others.slice(0, LISTED).map(startWords).join("; ");
  return `${carried}${carried === "" ? "" : ", "}then ${listed}${more}`;
}

/** Since when there is a tilt, with the starts that carry the evidence; without one, from when decisions were tested. */
export function sinceFact({ onset, tested }: Since): string | null {
  if (onset.day === null)
    return tested.from === null
      ? null
      : `Tested from ${formatDate(tested.from)}, the first day with a decision to test`;
  const version = onset.policy_version === null ? "" : `, policy ${onset.policy_version}`;
  const starts = startsWords({ onset });
  return `${formatDate(onset.day)}${version}${starts === "" ? "" : `: ${starts}`}`;
}

/** Of kept: since when a tilt could have been seen; null for other verdicts, and where odds say nothing of it. */
export function seenWords({
  verdict,
  seen_from,
  tested,
}: Pick<Neutrality, "verdict" | "seen_from" | "tested">): string | null {
  if (verdict !== "kept" || seen_from === null) return null;
  const began =
    seen_from === tested.from
      ? `was there from the first tested day, ${formatDayMonth(seen_from)},`
      : `began by ${formatDayMonth(seen_from)}`;
  return `A material tilt that ${began} would show by now; one that began later need not.`;
}
