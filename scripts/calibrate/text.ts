import type { Compared } from "./http";
import type { AlarmRow, DelayRow, KeptRow, Rate, Spread, Summary } from "./summary";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "3 of 400 (0.2 to 2.2 %)". */
const rate = (of: Rate | null): string =>
  of ? `${of.hits} of ${of.trials} (${(100 * of.lower).toFixed(1)} to ${(100 * of.upper).toFixed(1)} %)` : "";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const alarms = (rows: readonly AlarmRow[]): string => {
  const estimated = rows.some(({ undeflated }) => undeflated !== null);
  return table(
    [
      "simulated",
      "E(θ_m) ≥ 1/α",
      "E(0) ≥ 1/α",
      "interval leaves out the tilt",
      "φ",
      ...(estimated ? ["r", "E(θ_m) ≥ 1/α if η were 1"] : []),
    ],
    rows.map(({ scenario, breach, alarm, missed, undeflated, phi, r }) => [
      scenario.words,
      rate(breach),
      rate(alarm),
      rate(missed),
      phi.toFixed(1),
      ...(estimated ? [r.toFixed(1), rate(undeflated)] : []),
    ]),
  );
};

const delays = (rows: readonly DelayRow[]): string =>
  table(
    [
      "simulated",
      "ideal",
      "mean",
      "median",
      "90 %",
      "aim of the mean",
      "never",
      "too early",
      "interval leaves out the tilt",
    ],
    rows.map(({ scenario, ideal, mean, median, upper_decile, aim, never, early, missed }) => [
      scenario.words,
      Math.round(ideal).toLocaleString("en-US"),
      `${never > 0 ? "≥ " : ""}${mean.toFixed(2)}`,
      median.toFixed(2),
      upper_decile.toFixed(2),
      aim === null ? "" : `≤ ${aim}: ${mean <= aim ? "reached" : "**missed**"}`,
      ...[String(never), String(early), rate(missed)],
    ]),
  );

const spread = ({ median, upper_decile }: Spread): string =>
  [median, upper_decile].map((days) => (days === null ? "not within the year" : String(days))).join(" / ");

const kept = (rows: readonly KeptRow[]): string =>
  table(
    [
      "simulated",
      "first `kept`, median day",
      "`kept` when the tilt began",
      "looks still `kept`, median / 90 %",
      "days to `watch` or `breach`",
      "days to `breach`",
    ],
    rows.map((row) => [
      row.scenario.words,
      row.first === null ? "" : String(row.first + 1),
      `${row.kept} of ${row.streams} (${percent(row.kept / row.streams)})`,
      spread(row.lasted),
      spread(row.noticed),
      spread(row.breach),
    ]),
  );

/** A summary as a table in Markdown. */
export function tableOf(summary: Summary): string {
  if (summary.asks === "alarms") return alarms(summary.rows);
  return summary.asks === "delay" ? delays(summary.rows) : kept(summary.rows);
}

/** What came of the streams that went through a running server. */
export const wordsOf = ({ streams, looks, figures, farthest, decisions }: Compared): string =>
  `${streams} streams, ${decisions.toLocaleString("en-US")} decisions, ${looks} looks: ${figures.toLocaleString("en-US")} figures of the answers (the verdict among them) are those made here, to ${farthest.toExponential(0)} relative at the farthest.`;
