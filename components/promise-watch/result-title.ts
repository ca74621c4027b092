import {
  type CheckDefinition,
  periodOf,
  type ResultListItem,
  type ResultMeasure,
  type ResultVerdict,
} from "@/lib/commitments";
import { capitalise, countInWords, numberWord } from "@/lib/kernel/format";
import { focusOf, focusWords } from "./focus-words";
import { intervalWords, measureValue } from "./metric-words";
import { coversWords, figureWords, limitWords, measureLabel, reasonWords } from "./result-words";
import { RESULT_WORDS } from "./strip-model";
import { tiltHeadline } from "./tilt-words";

type Titled = Pick<ResultListItem, "verdict" | "figures" | "window_from" | "day">;

/** What a result found, as a sentence: of a tilt the count of decisions first, of others the figure that is judged. */
export function resultTitle(result: Titled, { test }: Pick<CheckDefinition, "test">): string {
  const { verdict, figures } = result;
  const reason = figures.because[0] ? reasonWords(figures.because[0]) : null;
  if (verdict === "failed") return reason ?? "The run could not be completed.";
  const tilt = tiltHeadline(result, focusOf(test));
  if (tilt) return `${tilt}.`;
  const [first] = figures.measures;
  if (test.metric === "attestation" && first && first.value !== null)
    return `${capitalise(numberWord(first.value))} of ${countInWords(figures.n, "person", "people")} asked answered “kept”.`;
  const flattery = first?.name === "flattery" ? flatteryTitle(first, focusOf(test)) : null;
  if (flattery !== null) return flattery;
  const is = first ? figureWords(first) : null;
  return first && is
    ? `${measureLabel(first.name, focusOf(test))}: ${is}.`
    : (reason ?? `${RESULT_WORDS[verdict]}.`);
}

/** "Scores flatter our own models by 0.03 points more than partners’; the difference lies between −0.37 and 0.44 points." */
function flatteryTitle(measure: ResultMeasure, focus: string): string | null {
  const { value, unit } = measure;
  if (value === null) return null;
  const size = measureValue(Math.abs(value), unit);
  const interval = intervalWords(measure);
  const range = interval === null ? "" : `; the difference lies ${interval}`;
  return `Scores flatter ${focusWords(focus)} by ${size} ${value < 0 ? "less" : "more"} than partners’${range}.`;
}

/** The figure that the caption of some results is about: of the first that has one. */
export const captioned = (results: readonly Pick<ResultListItem, "figures">[]): ResultMeasure | undefined =>
  results.map(({ figures }) => figures.measures[0]).find((measure) => measure !== undefined);

/** What stands in the column of figures, and the limit that was fixed: said once above the table. Null without a figure. */
export function figureCaption(
  results: readonly Pick<ResultListItem, "figures">[],
  { test }: Pick<CheckDefinition, "test">,
): string | null {
  const focus = focusOf(test);
  const first = captioned(results);
  if (!first) return null;
  const limit = limitWords(first);
  if (test.metric !== "routing_tilt")
    return `The figure: ${lowerFirst(measureLabel(first.name, focus))}${limit ? `; ${limit}` : ""}.`;
  const beyond = `Decisions for ${focusWords(focus)} beyond what was expected are counted since the window’s first day, or since the day that is named`;
  return `${beyond}; the odds are an average over the window so far${limit ? `, and may be ${limit}` : ""}.`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Which days and how much a result judged; of an attestation the period that it asked about. */
export function resultCovers(result: Parameters<typeof coversWords>[0], definition: CheckDefinition): string {
  const asked = definition.test.metric === "attestation";
  return coversWords(
    result,
    asked ? periodOf({ definition, runs_until: null }, result.day).from : result.window_from,
  );
}

const RECORDS: readonly CheckDefinition["test"]["metric"][] = [
  "attestation",
  "listing_time",
  "notice_period",
];

/** Whether a metric judges records, read when it runs, and no decisions day by day. */
export const fromRecords = ({ metric }: CheckDefinition["test"]): boolean => RECORDS.includes(metric);

/** What a result judged, under its title: days of decisions; of records what they said when it ran, over which days. */
export function resultLead(
  result: Parameters<typeof coversWords>[0] & { verdict: ResultVerdict },
  definition: CheckDefinition,
): string {
  const { test } = definition;
  const covers = resultCovers(result, definition);
  const says = `${RESULT_WORDS[result.verdict]}.`;
  if (!fromRecords(test)) return `${says} It judges ${covers}.`;
  const what = test.metric === "attestation" ? "the answers that had been given" : "the register as it stood";
  return `${says} It judges ${what} when it ran, for ${covers}.`;
}

/** What a result rests on, as a title: its days, or the one reading of the records. */
export function restsOnTitle(test: CheckDefinition["test"], days: number): string {
  if (days === 0) return fromRecords(test) ? "It read no record." : "It measured no day.";
  if (!fromRecords(test)) return `${capitalise(countInWords(days, "day"))}, each as it was measured.`;
  return test.metric === "attestation"
    ? "The answers, as they stood when it ran."
    : "The register, as it stood when it ran.";
}

/** "5.2: method 5, rule 2 of this metric": a metric's own rule is raised alone, so that others keep theirs. */
export function methodWords(version: string): string {
  const [method = version, rule] = version.split(".");
  return rule === undefined
    ? `${method}: the method, with no rule of this metric’s own`
    : `${version}: method ${method}, rule ${rule} of this metric’s own`;
}
