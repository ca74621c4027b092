import { CheckDefinition, CheckMetric, Day, LEAST_ANSWER_HOURS, type MetricName } from "@/lib/commitments";
import { CHECK_FIELDS, type CheckField, type FieldUnit } from "./check-fields";
import { METRIC_LABELS } from "./metric-words";
import { readStratum, stratumKey } from "./strata-words";

/** The form's entries by pointer; text as it was typed, lists as lists. */
export type CheckValues = Record<string, string | readonly string[]>;

const COVARIATES = ["quality", "log_cost", "latency_s"];

export const isMetric = (name: unknown): name is MetricName =>
  typeof name === "string" && name in METRIC_LABELS;

const initialOf = (field: CheckField): string | readonly string[] => {
  if (field.kind === "covariates") return COVARIATES;
  if (field.kind === "people") return [];
  if (field.kind === "strata") return "pooled";
  if (field.kind === "of") return field.of === "focus" ? "first_party" : "";
  return "initial" in field ? (field.initial ?? "") : "";
};

/** Every field of every metric with what it begins with, so that choosing another metric loses nothing that was typed. */
export function emptyCheck(first_day: string): CheckValues {
  const fields = Object.values(CHECK_FIELDS).flat();
  return {
    key: "",
    title: "",
    commitment: "",
    clause: "",
    reason: "",
    "test/metric": "",
    ...Object.fromEntries(fields.map((field) => [field.name, initialOf(field)])),
    "test/tolerance": "",
    first_day,
    window_days: "365",
    "schedule/every": "day",
    "schedule/grace_hours": "6",
  };
}

/** The fields that are asked: what belongs to another baseline is not, and what was typed there is no part of the check. */
export const fieldsOf = (metric: MetricName, values: CheckValues): readonly CheckField[] =>
  CHECK_FIELDS[metric].filter(({ when }) => when === undefined || when === values["test/baseline"]);

/** What a metric's fields begin with: several metrics have a tolerance, each its own. */
export const valuesOfMetric = (metric: MetricName): CheckValues =>
  Object.fromEntries(CHECK_FIELDS[metric].map((field) => [field.name, initialOf(field)]));

/** "40 %" and "0.4" are the same number; what is none is handed on, for the schema to refuse. */
export function readNumber(text: string, whole = false): number | string {
  const percent = /^(.*?)\s*%$/.exec(text.trim());
  const typed = (percent?.[1] ?? text).trim();
  // "1,000" is a thousand to some and one to others: only of a whole number it is plain which.
  const grouped = GROUPED.test(typed);
  if (grouped && !whole) return text;
  const digits = grouped ? typed.replaceAll(",", "") : typed.replace(",", ".");
  const value = digits === "" ? Number.NaN : Number(digits);
  if (!Number.isFinite(value)) return text;
  return percent ? Number((value / 100).toPrecision(12)) : value;
}

const GROUPED = /^[1-9]\d{0,2}(,\d{3})+$/;
const WHOLE: readonly FieldUnit[] = ["days", "number"];
export const isWhole = (unit: FieldUnit): boolean => WHOLE.includes(unit);

const text = (value: CheckValues[string] | undefined): string =>
  typeof value === "string" ? value.trim() : "";

function readField(field: CheckField, value: CheckValues[string] | undefined): unknown {
  if (field.kind === "covariates" || field.kind === "people") return Array.isArray(value) ? value : [];
  if (field.kind === "strata" && Array.isArray(value)) return value.map(readStratum);
  const typed = text(value);
  if (typed === "") return undefined;
  if (field.kind === "number") return readNumber(typed, isWhole(field.unit));
  if (field.name === "test/evidence") return typed === "true";
  return typed;
}

/** Puts a value at its pointer. */
function place(target: Record<string, unknown>, pointer: string, value: unknown): void {
  const [name = "", ...rest] = pointer.split("/");
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = (target[name] ?? {}) as Record<string, unknown>;
  target[name] = inner;
  place(inner, rest.join("/"), value);
}

/** The definition that the entries make, as the API takes it; what is left empty is left out. */
export function definitionBody(values: CheckValues): Record<string, unknown> {
  const metric = values["test/metric"];
  const body: Record<string, unknown> = { test: isMetric(metric) ? { metric } : {} };
  for (const field of isMetric(metric) ? fieldsOf(metric, values) : []) {
    const value = readField(field, values[field.name]);
    if (value !== undefined) place(body, field.name, value);
  }
  for (const name of ["first_day", "window_days", "schedule/every", "schedule/grace_hours"]) {
    const entry = text(values[name]);
    if (entry === "") continue;
    place(body, name, name.endsWith("days") || name.endsWith("hours") ? readNumber(entry, true) : entry);
  }
  return body;
}

/** The definition as it would be recorded; null as long as something is missing or wrong. */
export const readDefinition = (values: CheckValues): CheckDefinition | null =>
  CheckDefinition.safeParse(definitionBody(values)).data ?? null;

function flatten(value: unknown, pointer: string): [string, string | readonly string[]][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [[pointer, value.map(String)]];
  if (typeof value === "object")
    return Object.entries(value).flatMap(([name, each]) => flatten(each, `${pointer}/${name}`));
  return [[pointer, String(value)]];
}

/** The entries of a check that is there, for the form of its next version. */
export function valuesOf(definition: CheckDefinition, title: string, first_day: string): CheckValues {
  const { test, window_days, schedule } = definition;
  const { metric } = CheckMetric.parse(test);
  return {
    ...emptyCheck(first_day),
    ...valuesOfMetric(metric),
    title,
    ...Object.fromEntries(flatten(test, "test")),
    ...("strata" in test && typeof test.strata !== "string"
      ? { "test/strata": test.strata.map(stratumKey) }
      : {}),
    window_days: String(window_days),
    ...Object.fromEntries(flatten(schedule, "schedule")),
  };
}

/**
 * What the service refuses of a definition beside its form: a first day that has come, and too little time for people to
 * answer. Said with everything else, in one round.
 */
export function startErrors(body: unknown, earliest: string): Record<string, string> {
  const { test, first_day, schedule } = body as Partial<CheckDefinition>;
  const errors: Record<string, string> = {};
  if (Day.safeParse(first_day).success && String(first_day) < earliest)
    errors.first_day = `A check is recorded before the first day that it judges: ${earliest} at the earliest.`;
  const hours = schedule?.grace_hours;
  if (test?.metric === "attestation" && typeof hours === "number" && hours < LEAST_ANSWER_HOURS)
    errors["schedule/grace_hours"] =
      `People answer for a period when it is over: give them ${LEAST_ANSWER_HOURS} hours at least, better a week (168).`;
  return errors;
}
