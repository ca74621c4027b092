import type { Mean, Rate } from "./figures";
import type { Compared } from "./http";
import type { AlarmRow, KeptRow, Spread, Summary } from "./summary";
import type { Aim, DelayRow } from "./summary-delay";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "3 of 400 (0.2 to 2.2 %)". */
export const rateWords = (of: Rate | null): string =>
  of ? `${of.hits} of ${of.trials} (${(100 * of.lower).toFixed(1)} to ${(100 * of.upper).toFixed(1)} %)` : "";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** A column with its heading; left out of the table where no row has anything in it. */
export type Column<R> = readonly [heading: string, cell: (row: R) => string];

export const columns = <R>(rows: readonly R[], all: readonly Column<R>[]): string => {
  const filled = all.filter(([, cell]) => rows.some((row) => cell(row) !== ""));
  return table(
    filled.map(([heading]) => heading),
    rows.map((row) => filled.map(([, cell]) => cell(row))),
  );
};

const alarms = (rows: readonly AlarmRow[]): string =>
  columns(rows, [
    ["simulated", ({ scenario }) => scenario.words],
    ["E(θ_m) ≥ 1/α", ({ breach }) => rateWords(breach)],
    ["E(0) ≥ 1/α", ({ alarm }) => rateWords(alarm)],
    ["interval leaves out the tilt", ({ missed }) => rateWords(missed)],
    ["a stratum is named", ({ named }) => rateWords(named)],
    ["second opinion ≥ 1/α", ({ two_streams }) => rateWords(two_streams)],
    ["φ", ({ phi }) => phi.toFixed(1)],
    ["r", ({ r, undeflated }) => (undeflated ? r.toFixed(1) : "")],
    ["E(θ_m) ≥ 1/α if η were 1", ({ undeflated }) => rateWords(undeflated)],
  ]);

/** What the alarms would be if phi were taken about another tilt. */
export const variantAlarms = (rows: readonly AlarmRow[]): string =>
  columns(
    rows.filter(({ centred }) => centred !== null),
    [
      ["simulated", ({ scenario }) => scenario.words],
      ["about the common tilt: E(θ_m) ≥ 1/α", ({ centred }) => rateWords(centred?.breach ?? null)],
      ["E(0) ≥ 1/α", ({ centred }) => rateWords(centred?.alarm ?? null)],
      ["interval leaves out the tilt", ({ centred }) => rateWords(centred?.missed ?? null)],
      ["φ", ({ centred }) => centred?.phi.toFixed(1) ?? ""],
      ["about θ_m: E(θ_m) ≥ 1/α", ({ about_material }) => rateWords(about_material?.breach ?? null)],
      ["interval leaves out the tilt", ({ about_material }) => rateWords(about_material?.missed ?? null)],
      ["φ", ({ about_material }) => about_material?.phi.toFixed(1) ?? ""],
    ],
  );

/** What the delays would be then. */
export const variantDelays = (rows: readonly DelayRow[]): string =>
  columns(
    rows.filter(({ centred }) => centred !== null),
    [
      ["simulated", ({ scenario }) => scenario.words],
      ["mean", ({ delay, never }) => meanWords(delay, never)],
      ["never", ({ never }) => String(never)],
      [
        "about the common tilt: mean",
        ({ centred }) => meanWords(centred?.delay ?? null, centred?.never ?? 0),
      ],
      ["never", ({ centred }) => (centred ? String(centred.never) : "")],
      ["about θ_m: mean", ({ about_material: own }) => meanWords(own?.delay ?? null, own?.never ?? 0)],
      ["never", ({ about_material: own }) => (own ? String(own.never) : "")],
    ],
  );

/** "2.02 (2.00 to 2.04)", a lower bound where some streams never came to an end. */
export const meanWords = (of: Mean | null, never: number): string =>
  of
    ? `${never > 0 ? "≥ " : ""}${of.mean.toFixed(2)} (${of.lower.toFixed(2)} to ${of.upper.toFixed(2)})`
    : "";

/** "≤ 2: reached". */
export const aimWords = (aim: Aim | null): string => (aim ? `≤ ${aim.most}: ${AIMS[aim.state]}` : "");

const AIMS = { reached: "reached", missed: "**missed**", undecided: "undecided" } as const;

const delays = (rows: readonly DelayRow[]): string =>
  columns(rows, [
    ["simulated", ({ scenario }) => scenario.words],
    ["ideal", ({ ideal }) => Math.round(ideal).toLocaleString("en-US")],
    ["mean", ({ delay, never }) => meanWords(delay, never)],
    ["mean, by Wald's identity", ({ wald, never }) => meanWords(wald, never)],
    ["median", ({ median }) => median.toFixed(2)],
    ["90 %", ({ upper_decile }) => upper_decile.toFixed(2)],
    ["aim of the mean", ({ aim }) => aimWords(aim)],
    ["never", ({ never }) => String(never)],
    ["too early", ({ early, scenario }) => (scenario.onset > 0 ? String(early) : "")],
    ["interval leaves out the tilt", ({ missed }) => rateWords(missed)],
    ["never, all together", ({ strata }) => (strata ? String(strata.falsely.trials - strata.pooled) : "")],
    ["named", ({ strata }) => (strata?.named ? `${strata.named.streams} of ${strata.falsely.trials}` : "")],
    ["mean until named", ({ strata }) => meanWords(strata?.named?.delay ?? null, 0)],
    ["another one ever named", ({ strata }) => (strata?.named ? rateWords(strata.falsely) : "")],
    ["of those named at the end", ({ strata }) => (strata?.named ? percent(strata.false_share) : "")],
  ]);

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
export const wordsOf = ({ streams, looks, figures, farthest, decisions, guarded }: Compared): string =>
  [
    `${streams} streams, ${decisions.toLocaleString("en-US")} decisions, ${looks} looks: ${figures.toLocaleString("en-US")} figures of the answers (the verdict among them) are those made here, to ${farthest.toExponential(0)} relative at the farthest.`,
    ...(guarded > 0 ? [`At ${guarded} of the looks a guard made a watch of what is a breach here.`] : []),
  ].join(" ");
