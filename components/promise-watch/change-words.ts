import type { CheckDefinition, CheckMetric, CheckView, FindingListItem } from "@/lib/commitments";
import { formatCount, formatDate, formatList, formatNumber, formatPercent } from "@/lib/kernel/format";
import { CHECK_FIELDS, type CheckField } from "./check-fields";
import { focusWords } from "./focus-words";
import { measureValue } from "./metric-words";
import { RESULT_WORDS } from "./strip-model";
import { type Change, changesBetween } from "./version-changes";

/** A change as people read it: what it is called in the form, both values in their units, and which way it goes. */
export type ChangeRow = Change & {
  label: string;
  before_words: string | null;
  after_words: string | null;
  way: Way;
};
export type Way = "more lenient" | "stricter" | null;

const LABELS: Record<string, string> = {
  title: "Title",
  first_day: "First day",
  window_days: "Length of a window",
  "schedule.every": "Judged every",
  "schedule.grace_hours": "Waits after the day’s end",
  "test.metric": "What is measured",
  "test.strata": "Evidence",
};

const fieldOf = (metric: CheckMetric["metric"], pointer: string): CheckField | undefined =>
  CHECK_FIELDS[metric].find(({ name }) => name.replaceAll("/", ".") === pointer);

/** "Part 1 of the evidence, task": strata stand in a row each. */
function stratumLabel(pointer: string): string | null {
  const part = /^test\.strata\.(\d+)\.(\w+)$/.exec(pointer);
  return part ? `Part ${Number(part[1]) + 1} of the evidence, ${part[2]}` : null;
}

function labelOf(metric: CheckMetric["metric"], pointer: string): string {
  const field = fieldOf(metric, pointer);
  return (
    LABELS[pointer] ??
    field?.label ??
    stratumLabel(pointer) ??
    pointer.replace(/^test\./, "").replaceAll(/[._]/g, " ")
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** As few digits as say it: 1 % and 0.5 % are other levels. */
const digitsOf = (percent: number): number =>
  [0, 1, 2].find((digits) => Math.abs(percent - Number(percent.toFixed(digits))) < 1e-9) ?? 3;

function numberWords(value: number, field: Extract<CheckField, { kind: "number" }>): string {
  switch (field.unit) {
    case "share":
      return formatPercent(value, digitsOf(value * 100));
    case "points":
      return measureValue(value, "points");
    case "odds":
      return measureValue(value, "odds");
    case "days":
      return formatCount(value, "day");
    default:
      return formatNumber(value, Number.isInteger(value) ? 0 : 3);
  }
}

function valueWords(metric: CheckMetric["metric"], pointer: string, value: string | null): string | null {
  if (value === null) return null;
  if (DAY.test(value)) return formatDate(value);
  if (pointer === "window_days") return formatCount(Number(value), "day");
  if (pointer === "schedule.grace_hours") return formatCount(Number(value), "hour");
  const field = fieldOf(metric, pointer);
  if (!field) return value.replaceAll("_", " ");
  if (field.kind === "number" && Number.isFinite(Number(value))) return numberWords(Number(value), field);
  if (field.kind === "choice") return field.options.find((one) => one.value === value)?.label ?? value;
  if (field.kind === "of" && field.of === "focus") return focusWords(value);
  return field.kind === "covariates" ? value.replaceAll("_", " ") : value;
}

/** Limits of which more is allowed the larger they are. */
const ALLOWS = new Set(
  ["materiality", "materiality_share", "tolerance", "tolerance_days", "ceiling", "watch_above"].concat(
    "maximum_unattributed",
    "minimum_decisions",
  ),
);
/** Of these more is asked the larger they are; with a larger probability of false alarms less evidence makes a breach. */
const ASKS = new Set(["days", "alpha"]);

/** Which way a change of one limit goes; null where it has no way, as of a scope or a day. */
function wayOf(metric: CheckMetric["metric"], { pointer, before, after }: Change): Way {
  const name = pointer.replace(/^test\./, "");
  if (name === "evidence" && metric === "attestation") return after === "false" ? "more lenient" : "stricter";
  const grown = Number(after) - Number(before);
  if (before === null || after === null || !Number.isFinite(grown) || grown === 0) return null;
  // A tilt with too little coverage is inconclusive, never kept: there it has no way.
  const asks = ASKS.has(name) || (name === "minimum_coverage" && metric === "coverage");
  if (ALLOWS.has(name)) return grown > 0 ? "more lenient" : "stricter";
  if (asks) return grown > 0 ? "stricter" : "more lenient";
  return null;
}

type Version = Parameters<typeof changesBetween>[0];

/** What a version changes of another, in words; what is more lenient first. */
export function changeRows(before: Version, after: Version): ChangeRow[] {
  const { metric } = after.definition.test;
  const rank = ({ way }: ChangeRow) => (way === "more lenient" ? 0 : way === "stricter" ? 1 : 2);
  return changesBetween(before, after)
    .map((change) => ({
      ...change,
      label: labelOf(metric, change.pointer),
      before_words: valueWords(metric, change.pointer, change.before),
      after_words: valueWords(metric, change.pointer, change.after),
      way: wayOf(metric, change),
    }))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** "Material from odds of: 1.05 times → 1.10 times, more lenient" */
export const changeWords = ({ label, before_words, after_words, way }: ChangeRow): string =>
  `${label}: ${before_words ?? "not there"} → ${after_words ?? "not there"}${way ? `, ${way}` : ""}`;

/** What decides whether a result of one version may show something about a finding of another. */
function asked({ test }: CheckDefinition): string {
  const part = (name: string) =>
    JSON.stringify(name in test ? (test as Record<string, unknown>)[name] : null);
  return ["metric", "scope", "focus", "router"].map(part).join(" ");
}

type Known = Pick<FindingListItem, "code" | "verdict" | "kind" | "check">;

/**
 * What hangs on a version beside its rule: findings of other versions of the check that are not closed, and whether a
 * result of this one can close them.
 */
export function closesWords(
  findings: readonly Known[],
  versions: readonly Pick<CheckView, "id" | "check_version" | "definition">[],
  after: Pick<CheckView, "id" | "definition" | "first_day">,
): string[] {
  return findings.flatMap(({ code, verdict, kind, check }) => {
    const of = versions.find(({ id }) => id === check?.id);
    if (!of || of.id === after.id || kind !== "tilt" || verdict === "overdue") return [];
    const is = `${code} (${RESULT_WORDS[verdict].toLowerCase()}) of version ${of.check_version} is not closed`;
    return asked(of.definition) === asked(after.definition)
      ? [
          `${is}: a result of this version that says kept can close it, once a remedy is recorded that was in place before ${formatDate(after.first_day)}.`,
        ]
      : [`${is}. This version asks about other decisions, so no result of it can close that.`];
  });
}

/** "Two limits are more lenient: materiality and tolerance." Null where none is. */
export function lenientWords(rows: readonly ChangeRow[]): string | null {
  const names = rows.filter(({ way }) => way === "more lenient").map(({ label }) => `“${label}”`);
  if (names.length === 0) return null;
  return `More lenient than before: ${formatList(names)}.`;
}
