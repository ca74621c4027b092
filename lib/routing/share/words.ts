import {
  capitalise,
  countInWords,
  formatCount,
  formatDate,
  formatNumber,
  formatPercent,
  formatRange,
  numberWord,
} from "@/lib/kernel/format";
import type { ShareBoard } from "./board";
import type { ShareDetail } from "./detail-schema";
import type { Excluded, Interval, Measure, ShareAnswer, ShareBy, ShareQuery } from "./schema";

export const MEASURE_WORDS: Record<Measure, string> = {
  decisions: "decisions",
  tokens: "tokens",
  cost: "cost",
};
export const BY_WORDS: Record<ShareBy, string> = {
  owner: "owner",
  model: "model",
  router: "router",
  task: "task",
  policy_version: "policy version",
  region: "region",
};
export const BY_PLURALS: Record<ShareBy, string> = {
  owner: "owners",
  model: "models",
  router: "routers",
  task: "tasks",
  policy_version: "policy versions",
  region: "regions",
};
export const INTERVAL_WORDS: Record<Interval, string> = {
  total: "in total",
  day: "day",
  week: "week",
  month: "month",
};
const UNIT_WORDS: Record<Interval, string> = {
  total: "over the range",
  day: "daily",
  week: "weekly",
  month: "monthly",
};
export const EXCLUDED_WORDS: Record<Excluded, string> = {
  pinned: "Pinned by the customer",
  cache: "Cache",
  sticky: "Sticky session",
  fallback: "Fallback",
  internal: "Internal",
  unattributed: "Unattributed",
};

/** What the whole is: "routed decisions", "tokens of routed decisions", "the cost of routed decisions". */
export const wholeWords = (measure: Measure): string =>
  measure === "decisions"
    ? "routed decisions"
    : measure === "tokens"
      ? "tokens of routed decisions"
      : "the cost of routed decisions";

/** Interval and n: "weekly, n = 364,834". */
export const unitWords = (query: ShareQuery, board: ShareBoard): string =>
  `%, ${UNIT_WORDS[query.interval]}, n = ${formatNumber(board.buckets.reduce((sum, bucket) => sum + bucket.n, 0))}`;

/** "on Simulated Forge": which part of the traffic, where one router or task is asked for; else nothing. */
export function whereWords({ router, task }: Pick<ShareQuery, "router" | "task">): string {
  const parts = [router === undefined ? null : `on ${router || "unnamed routers"}`];
  if (task !== undefined) parts.push(`in ${task || "unstated tasks"}`);
  return parts.filter((part) => part !== null).join(" ");
}

/** The finding of the chart as a sentence; of generated traffic it says so in its own words. */
export function shareFinding(
  board: ShareBoard,
  answer: ShareAnswer,
  query: ShareQuery,
  generated: boolean,
): string {
  const where = whereWords(query);
  const simulated = generated && !/simulated/i.test(where);
  const place = [simulated ? "in simulated traffic" : "", where].filter((part) => part !== "").join(" ");
  const finding = plainFinding(board, answer, query);
  return capitalise(place === "" ? finding : `${place} ${finding}`);
}

function plainFinding(board: ShareBoard, answer: ShareAnswer, query: ShareQuery): string {
  const whole = wholeWords(query.measure);
  if (answer.total <= 0) return "nothing was routed in this range.";
  if (answer.first_party.share === 0) return `our own models took none of the ${whole}.`;
  if (board.first === null || board.last === null || query.interval === "total")
    return `our own models took ${formatPercent(answer.first_party.share)} of ${whole}.`;
  const of = query.measure === "decisions" ? "" : ` of ${whole}`;
  const last =
    board.compared === 1
      ? `the last ${query.interval}`
      : `the last ${numberWord(board.compared)} ${query.interval}s`;
  return `our own models took ${formatPercent(board.last)}${of} in ${last}, ${formatPercent(board.first)} in the first.`;
}

/** What "change" compares: "the first six weeks with the last six". */
export const changeWords = (board: ShareBoard, interval: Interval): string | null =>
  board.compared === 0 || interval === "total"
    ? null
    : board.compared === 1
      ? `Change compares the first complete ${interval} with the last.`
      : `Change compares the first ${numberWord(board.compared)} complete ${interval}s with the last ${numberWord(board.compared)}.`;

/** Why the ends of the chart are hatched; null where nothing is. */
export function incompleteWords(board: ShareBoard, interval: Interval): string | null {
  if (interval === "total") return null;
  const first = board.buckets[0]?.incomplete ?? false;
  const running = board.buckets.slice(1).filter((bucket) => bucket.incomplete).length;
  if (running > 1) return `The last ${numberWord(running)} ${interval}s are hatched: they are not complete.`;
  if (first && running === 1) return `The first and the last ${interval} are hatched: they are not complete.`;
  return first || running === 1
    ? `The ${first ? "first" : "last"} ${interval} is hatched: it is not complete.`
    : null;
}

export const excludedTotal = (answer: ShareAnswer): number =>
  Object.values(answer.excluded).reduce((sum, n) => sum + n, 0);

/** "226,470 decisions are not in the chart." */
export function excludedFinding(answer: ShareAnswer, generated: boolean): string {
  const n = excludedTotal(answer);
  const noun = generated ? "simulated decision" : "decision";
  return n === 0
    ? `Every ${noun} is in the chart.`
    : `${formatCount(n, noun)} ${n === 1 ? "is" : "are"} not in the chart.`;
}

/** What customers choose themselves beside what the routers choose; null where nothing pinned is attributed. */
export function pinnedWords(detail: ShareDetail, answer: ShareAnswer, measure: Measure): string | null {
  if (!detail.pinned) return null;
  const pinned = formatPercent(detail.pinned.share);
  if (answer.total <= 0) return `Customers who choose for themselves pick our models in ${pinned} of cases.`;
  const of = measure === "decisions" ? "" : ` of ${MEASURE_WORDS[measure]}`;
  return `Customers who choose for themselves pick our models in ${pinned} of cases; the routers did so in ${formatPercent(answer.first_party.share)}${of}.`;
}

/** "Unattributed are three model names that match nothing." */
export function unattributedWords(detail: ShareDetail): string | null {
  const n = detail.unattributed.length;
  if (n === 0) return null;
  return n === 1
    ? "Unattributed is one model name that matches nothing."
    : `Unattributed are ${countInWords(n, "model name")} that match nothing.`;
}

/** "15 April to 20 November 2026", or with times where the range does not fall on days. */
export const rangeWords = ({ from, to }: Pick<ShareQuery, "from" | "to">): string =>
  from.includes("T") || to.includes("T")
    ? `${instantWords(from)} to ${instantWords(to)}`
    : formatRange(from, to);

const instantWords = (text: string): string =>
  text.includes("T") ? `${formatDate(text)} ${text.slice(11, 16)}` : formatDate(text);

/** The query as a sentence: heads the page for readers of the screen, and the export. */
export function shareSentence(query: ShareQuery, generated: boolean): string {
  const filters = [
    query.region === undefined ? null : `region ${query.region || "not stated"}`,
    query.policy_version === undefined ? null : `policy version ${query.policy_version || "not stated"}`,
    query.arm === "owner_blind" ? "owner-blind arm" : null,
  ].filter((part) => part !== null);
  const router = query.router === undefined ? "all routers" : query.router || "unnamed routers";
  const task = query.task === undefined ? "any task" : query.task || "unstated tasks";
  const each = query.interval === "total" ? "in total" : `each ${query.interval}`;
  const only = filters.length > 0 ? `; only ${filters.join(", ")}` : "";
  return capitalise(
    `share of ${generated ? "simulated " : ""}${MEASURE_WORDS[query.measure]} that ${router} made for ${task} from ${rangeWords(query)}, by ${BY_WORDS[query.by]}, ${each}${only}.`,
  );
}
