import { type Rate, rateOf } from "./figures";
import type { AlarmRow, Summary } from "./summary";
import { aimWords, columns, meanWords, rateWords } from "./text";

const BEGIN = "<!-- tables of npm run calibrate: begin -->";
const END = "<!-- tables of npm run calibrate: end -->";

/** A text with other words between its two markers. Throws where it has no markers. */
export function putBetween(text: string, words: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error("The two markers of the tables are not there.");
  return `${text.slice(0, begin + BEGIN.length)}\n\n${words}\n\n${text.slice(end)}`;
}

/** In short for docs/methods.md: how often each group of scenarios erred, and the delays that have aims. */
export function methodsTables(summaries: readonly Summary[]): string {
  const groups = summaries.flatMap((one) =>
    one.asks === "alarms" && one.rows.length > 0 ? [{ title: one.section.title, rows: one.rows }] : [],
  );
  const aims = summaries.flatMap((one) =>
    one.asks === "delay" ? one.rows.filter(({ aim }) => aim !== null) : [],
  );
  return [
    columns(groups, [
      ["simulated, at tilts of 0 and ln 1.05", ({ title }) => title],
      ["called a breach", ({ rows }) => rateWords(sumOf(rows, ({ breach }) => breach))],
      ["most in a scenario", ({ rows }) => mostOf(rows.map(({ breach }) => breach))],
      ["interval leaves out the tilt", ({ rows }) => rateWords(sumOf(rows, ({ missed }) => missed))],
    ]),
    columns(aims, [
      ["simulated", ({ scenario }) => scenario.words],
      ["ideal", ({ ideal }) => Math.round(ideal).toLocaleString("en-US")],
      ["mean delay", ({ wald, delay, never }) => meanWords(wald ?? delay, never)],
      ["aim", ({ aim }) => aimWords(aim)],
    ]),
  ].join("\n\n");
}

function sumOf(rows: readonly AlarmRow[], of: (row: AlarmRow) => Rate | null): Rate | null {
  const rates = rows.flatMap((row) => of(row) ?? []);
  const sum = (value: (rate: Rate) => number) => rates.reduce((total, rate) => total + value(rate), 0);
  return rates.length > 0
    ? rateOf(
        sum(({ hits }) => hits),
        sum(({ trials }) => trials),
      )
    : null;
}

const mostOf = (rates: readonly Rate[]): string => {
  const [most] = [...rates].sort((a, b) => b.hits / b.trials - a.hits / a.trials);
  return most ? `${most.hits} of ${most.trials}` : "";
};
