import { formatDate, formatDayMonth, formatNumber, formatOdds, formatRange } from "@/lib/kernel/format";
import { type Neutrality, VERDICT_LABELS } from "@/lib/neutrality";
import { evidenceFigure } from "../neutrality/words";
import type { CheckStanding } from "./schema";

const DAY_MS = 86_400_000;

type Finding = CheckStanding["findings"][number];

/** Where a finding stands: "open since 28 July", "risk accepted until 31 January 2027", "remedied, waits for its retest". */
export function findingStands({ status, opened_day, risk_until }: Finding): string {
  if (status === "risk_accepted")
    return risk_until === null ? "risk accepted" : `risk accepted until ${formatDate(risk_until)}`;
  if (status === "remedied") return "remedied, waits for its retest";
  return `open since ${formatDayMonth(opened_day)}`;
}

export const checkSays = (verdict: CheckStanding["verdict"]): string =>
  verdict === "failed" ? "could not be run" : VERDICT_LABELS[verdict].toLowerCase();

/** "4,494 decisions beyond expected since 27 July"; null where the check found no tilt. */
export function beyondWords({ beyond, onset }: Pick<CheckStanding, "beyond" | "onset">): string | null {
  if (beyond === null || onset.day === null) return null;
  const side = beyond < 0 ? "fewer than" : "beyond";
  return `${formatNumber(Math.abs(Math.round(beyond)))} decisions ${side} expected since ${formatDayMonth(onset.day)}`;
}

/** Why a standard differs between a check, which judges day by day, and an answer over a range. */
const STANDARDS: Partial<Record<Neutrality["baseline"], string>> = {
  partner_revealed:
    "the check judges each day by the standard as it was frozen before that day, here one standard is learnt now over all the days shown",
  declared_policy:
    "the check judges each day by noise around the rule as it was known before that day, here it is estimated now over all the days shown",
};

const twoDigits = (value: number): string => formatNumber(value, 2);

/** φ and r of both, where they are to be told apart. */
function discountWords(check: CheckStanding, here: Pick<Neutrality, "phi" | "r">): string | null {
  const of = (phi: number | null, r: number | null) =>
    phi === null ? null : `φ ${twoDigits(phi)}${r === null ? "" : ` and r ${twoDigits(r)}`}`;
  const [theirs, own] = [of(check.phi, check.r), of(here.phi, here.r)];
  return theirs === null || own === null || theirs === own ? null : `${theirs} there, ${own} here`;
}

const lastDay = (to: string): string => new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
const dayAfter = (day: string): number => Date.parse(`${day}T00:00:00Z`) + DAY_MS;

type Here = Pick<Neutrality, "baseline" | "phi" | "r" | "from" | "to">;

/** Why the figures of a check and of an answer to the same question differ; null where nothing is known to. */
export function differenceWords(check: CheckStanding, here: Here): string | null {
  const same_days = check.window_from === here.from.slice(0, 10) && check.day === lastDay(here.to);
  const reasons = [
    STANDARDS[here.baseline],
    same_days
      ? null
      : `${formatRange(check.window_from, dayAfter(check.day))} there, ${formatRange(here.from, here.to)} here`,
    discountWords(check, here),
    check.parts > 1
      ? `its evidence is mixed of ${check.parts} parts fixed in advance, here it is of all decisions together`
      : null,
  ].filter((reason) => reason != null);
  return reasons.length === 0 ? null : `The figures differ: ${reasons.join("; ")}.`;
}

/** What a check says that asks the same: "breach up to 20 November, 4,494 decisions beyond expected since 27 July, …". */
export function standingWords(check: CheckStanding): string {
  const { log_e_value } = check;
  const odds = check.odds_ratio === null ? null : `odds ${formatOdds(check.odds_ratio)} over its window`;
  return [
    `${checkSays(check.verdict)} up to ${formatDayMonth(check.day)}`,
    beyondWords(check),
    odds,
    log_e_value === null ? null : `evidence ${evidenceFigure(log_e_value)}`,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
