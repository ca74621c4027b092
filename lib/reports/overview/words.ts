import { TO_LOOK_AT_FIRST } from "@/lib/commitments";
import { capitalise, formatDayMonth, numberWord } from "@/lib/kernel/format";
import type { NeutralityWithSeries, Rise, VerdictWord } from "@/lib/neutrality";
import { VERDICT_LABELS } from "@/lib/neutrality";
import type { RouterAnswer } from "./schema";

/** Changes of share nearer than this (in fractions of 1) are called the same. */
export const SAME_RISE = 0.02;

export const isGraver = (a: VerdictWord, b: VerdictWord): boolean =>
  TO_LOOK_AT_FIRST.indexOf(a) < TO_LOOK_AT_FIRST.indexOf(b);

/** "code-completion" as it is read: "code completion". */
export const taskWords = (task: string): string => task.replaceAll(/[-_]+/g, " ");

export const verdictOf = ({ answer }: RouterAnswer): VerdictWord => answer.neutrality.verdict;

/** The worst verdict among the routers, or of all together where that is worse. */
export function gravest(overall: VerdictWord, routers: readonly RouterAnswer[]): VerdictWord {
  return routers.map(verdictOf).reduce((worst, each) => (isGraver(each, worst) ? each : worst), overall);
}

/**
 * The verdict as a sentence: "Breach on one simulated router of three." Where no single router shows what all together
 * do: "Breach over all three simulated routers together."
 */
export function verdictTitle(
  overall: VerdictWord,
  routers: readonly RouterAnswer[],
  generated: boolean,
): string {
  const worst = gravest(overall, routers);
  const word = VERDICT_LABELS[worst];
  const kind = generated ? "simulated " : "";
  const all = routers.length;
  const hit = routers.filter((router) => verdictOf(router) === worst).length;
  if (all === 0) return worst === "no_data" ? "Nothing can be tested yet." : `${word}.`;
  if (all === 1) return `${word} on the one ${kind}router.`;
  const every = all === 2 ? "both" : `all ${numberWord(all)}`;
  if (hit === 0) return `${word} over ${every} ${kind}routers together.`;
  if (hit === all) return `${word} on ${every} ${kind}routers.`;
  return `${word} on ${numberWord(hit)} ${kind}router${hit === 1 ? "" : "s"} of ${numberWord(all)}.`;
}

/** "policy v3 began on 10 August", as far as the onset is known. */
export function onsetWords({ neutrality }: Pick<NeutralityWithSeries, "neutrality">): string | null {
  const { day, policy_version } = neutrality.onset;
  if (day === null) return null;
  return policy_version === null
    ? formatDayMonth(day)
    : `policy ${policy_version} began on ${formatDayMonth(day)}`;
}

/** Which part carries a change: at least three fifths of it, and two points. */
export function riseWord(rise: Rise | null, verdict: VerdictWord): string | null {
  if (!rise) return null;
  const carries = (part: number) => Math.abs(part) >= SAME_RISE && part / rise.change >= 0.6;
  if (carries(rise.beyond)) return verdict === "breach" ? "taken" : "beyond expected";
  if (carries(rise.earned)) return "earned";
  return carries(rise.mix) ? "mix" : null;
}

/** Whole points in words: "six points", "one point". */
export function pointsInWords(fraction: number): string {
  const points = Math.round(Math.abs(fraction) * 100);
  return `${numberWord(points)} point${points === 1 ? "" : "s"}`;
}

/** "Three simulated routers rose by about six points. One rise was not earned." */
export function routersTitle(routers: readonly RouterAnswer[], generated: boolean): string {
  const rises = routers.map(({ answer }) => answer.rise?.change ?? 0);
  const kind = generated ? "simulated " : "";
  const mean = rises.reduce((sum, rise) => sum + rise, 0) / Math.max(1, rises.length);
  const together = routers.length > 1 && rises.every((rise) => Math.abs(rise - mean) < SAME_RISE);
  if (!together || Math.abs(mean) < SAME_RISE)
    return routers.length === 1 ? `The ${kind}router by itself` : `The ${kind}routers one by one`;
  const count = capitalise(numberWord(routers.length));
  const breaches = routers.filter((router) => verdictOf(router) === "breach").length;
  const said = `${count} ${kind}routers ${mean > 0 ? "rose" : "fell"} by about ${pointsInWords(mean)}.`;
  if (breaches === 0 || mean < 0) return said;
  return `${said} ${capitalise(numberWord(breaches))} ${breaches === 1 ? "rise was" : "rises were"} not earned.`;
}
