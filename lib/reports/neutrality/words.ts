import { formatDayMonth, formatNumber, formatPercent } from "@/lib/kernel/format";
import {
  focusSubject,
  type Neutrality,
  type NeutralityQuery,
  type NeutralityWithSeries,
} from "@/lib/neutrality";
import { rangeWords } from "@/lib/routing";
import { carriedExcess } from "../overview/sentences";
import { taskWords } from "../overview/words";
import type { NeutralityEvidence } from "./schema";

/** "our own models", inside a sentence. */
export function subjectWords(neutrality: Pick<Neutrality, "focus">, party_name: string | null): string {
  const subject = focusSubject(neutrality.focus, party_name ?? undefined);
  return subject.charAt(0).toLowerCase() + subject.slice(1);
}

/** Which way the verdict speaks: +1 in favour of the focus, −1 against it. */
export function sideOf({ direction, tilt }: Pick<Neutrality, "direction" | "tilt">): 1 | -1 {
  if (direction === "both") return (tilt.log_odds ?? 0) < 0 ? -1 : 1;
  return direction === "for" ? 1 : -1;
}

/** The level that the test was run at: a question in both directions spends half on each. */
export const levelOf = ({ direction, alpha }: Pick<Neutrality, "direction" | "alpha">): number =>
  direction === "both" ? alpha / 2 : alpha;

/** The line that evidence must pass, as its natural logarithm. */
export const logLine = (neutrality: Pick<Neutrality, "direction" | "alpha">): number =>
  -Math.log(levelOf(neutrality));

/** The routers of the answer by name, in order. */
export const routersOf = ({ strata }: Pick<Neutrality, "strata">): string[] =>
  [...new Set(strata.flatMap(({ router }) => (router === null ? [] : [router])))].sort();

const OF_ALL = 0.8;

/** Who did it and in which task, as far as one router and one task carry at least four fifths of the excess. */
export function placeOf(answer: NeutralityWithSeries): { router: string | null; task: string | null } {
  const routers = routersOf(answer.neutrality);
  const only = routers.length === 1 ? (routers[0] ?? null) : null;
  const carried = carriedExcess(answer);
  if (carried && carried.task !== null) return { router: carried.router, task: carried.task };
  const [all, ...strata] = answer.since_onset;
  if (!all || all.beyond === 0) return { router: only, task: null };
  const alone = routers.find((router) => {
    const beyond = strata.reduce((sum, row) => (row.router === router ? sum + row.beyond : sum), 0);
    return beyond / all.beyond >= OF_ALL;
  });
  return { router: alone ?? only, task: null };
}

/** "Simulated Forge", "the router", "the simulated routers": for inside a sentence. */
export function whoWords({ answer, generated }: NeutralityEvidence, router: string | null): string {
  if (router !== null && router !== "") return router;
  const kind = generated ? "simulated " : "";
  return routersOf(answer.neutrality).length === 1 ? `the ${kind}router` : `the ${kind}routers`;
}

export const isMany = (who: string): boolean => /^the .*routers$/.test(who);

export const inTask = (task: string | null): string =>
  task === null ? "" : ` in ${task === "" ? "tasks without a name" : taskWords(task)}`;

/** Two leading digits: 31,482 → "about 31,000". Under a hundred the count itself. */
export function aboutCount(count: number): string {
  const whole = Math.round(Math.abs(count));
  if (whole < 100) return formatNumber(whole);
  const unit = 10 ** (Math.floor(Math.log10(whole)) - 1);
  const rounded = Math.round(whole / unit) * unit;
  return `${rounded === whole ? "" : "about "}${formatNumber(rounded)}`;
}

const LARGE = Math.log(1e6);

/** ln E in figures: "0.17", "41", "10^16". */
export function evidenceFigure(log_e: number): string {
  if (log_e >= LARGE) return `10^${formatNumber(Math.floor(log_e / Math.LN10))}`;
  const value = Math.exp(log_e);
  if (value > 0 && value < 0.005) return "under 0.01";
  return formatNumber(value, value < 10 ? 2 : 0);
}

/** "27 July, when policy v3 began": where the evidence is strongest from. */
export function sinceWords({ onset }: Pick<Neutrality, "onset">): string | null {
  if (onset.day === null) return null;
  const version = onset.policy_version === null ? "" : `, when policy ${onset.policy_version} began`;
  return `${formatDayMonth(onset.day)}${version}`;
}

export const share = (value: number | null): string => (value === null ? "unknown" : formatPercent(value));

/** "15 April to 20 November 2026, Simulated Forge, models of Anthropic": the view in words. */
export function viewWords(query: NeutralityQuery, parties: readonly { key: string; name: string }[]): string {
  const key = /^party:(.*)$/.exec(query.focus)?.[1];
  const name = parties.find((party) => party.key === key)?.name ?? null;
  return [
    rangeWords(query),
    query.router === undefined ? "all routers" : query.router || "the unnamed router",
    query.task === undefined ? null : taskWords(query.task) || "tasks without a name",
    subjectWords(query, name),
  ]
    .filter((part) => part !== null)
    .join(", ");
}

const COVARIATE_WORDS: Record<string, string> = {
  quality: "quality",
  log_cost: "cost",
  latency_s: "latency",
};

/** "quality, cost, latency". */
export const covariateWords = (covariates: readonly string[]): string =>
  covariates.map((name) => COVARIATE_WORDS[name] ?? name).join(", ");

/** "odds between 0.88 and 0.95 are not refuted": an end that is not known is not said. */
export function notRefuted({ lower, upper }: Pick<Neutrality["tilt"], "lower" | "upper">): string {
  const odds = (log: number): string => formatNumber(Math.exp(log), 2);
  if (lower !== null && upper !== null)
    return `odds between ${odds(lower)} and ${odds(upper)} are not refuted`;
  if (lower !== null) return `odds of ${odds(lower)} and above are not refuted`;
  return upper === null ? "no odds are refuted yet" : `odds of ${odds(upper)} and below are not refuted`;
}
