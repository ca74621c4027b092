import {
  asksFullModel,
  type DayTable,
  type DeclaredDay,
  type JudgedWindow,
  judgeWindow,
  measureKnownDay,
  mergeDays,
  mergeDeclared,
  readGuardEvidence,
  readRuleEvidence,
} from "@/lib/neutrality/server";
import type { MetricOf } from "../checks/definition";
import { type Day, daysFrom, plusDays } from "../day";
import type { ResultFigures } from "../results/schema";
import type {
  Breached,
  CheckFitRow,
  Content,
  Earlier,
  Judged,
  Judging,
  MeasuredDays,
  Measuring,
  Metric,
} from "./metric";
import { tiltQuery } from "./query";
import { latestFits, measureDeclared, measureRevealed } from "./tilt-fits";
import { withBeginnings } from "./tilt-starts";

type Test = MetricOf<"routing_tilt">;

/**
 * Routing by the router's own decisions: each day measured once, the window judged from its days. Rule 2 of
 * `declared_policy`: days are kept one by one, where a run used to read the whole window.
 */
export const ROUTING_TILT: Metric<"routing_tilt"> = {
  rule: ({ baseline }) => (baseline === "declared_policy" ? 2 : undefined),
  per: () => "day",
  from_rows: ({ baseline }) => baseline === "partner_revealed" || baseline === "declared_policy",
  measure: measureTilt,
  judge: judgeTilt,
  readEvidence: ({ test, window_from, day, context }, judging) => {
    const read = test.baseline === "declared_policy" ? readRuleEvidence : readGuardEvidence;
    const query = tiltQuery(test, window_from, day);
    return read(query, context, mergeWindow(judging), latestFits(judging.fits));
  },
};

async function measureTilt(measuring: Measuring<"routing_tilt">): Promise<MeasuredDays> {
  const { test, context, days } = measuring;
  if (test.baseline === "partner_revealed")
    return withBeginnings(await measureRevealed(measuring), measuring);
  if (test.baseline === "declared_policy") return withBeginnings(await measureDeclared(measuring), measuring);
  const tables = new Map<Day, Content>();
  for (const day of days) tables.set(day, await measureKnownDay(tiltQuery(test, day, day), context));
  return withBeginnings({ days: tables, fits: [] }, measuring);
}

const mergeWindow = ({ test, window_from, day: last, days, fits, evidence }: Judging<"routing_tilt">) => {
  const placed = <T extends DayTable>() =>
    days.map(({ day, content }) => {
      return { index: daysFrom(window_from, day), table: content as unknown as T };
    });
  if (test.baseline === "declared_policy")
    return mergeDeclared(tiltQuery(test, window_from, last), {
      ...{ days: placed<DeclaredDay>(), fits, evidence },
    });
  return mergeDays({ baseline: test.baseline, days: placed(), fits, evidence });
};

function judgeTilt(input: Judging<"routing_tilt">): Judged {
  const { test, window_from, day, fits, evidence, earlier, breached } = input;
  const judged = judgeDays(input, earlier === null);
  const { judgement } = judged.judging;
  const guarded =
    test.baseline === "partner_revealed" ||
    (test.baseline === "declared_policy" && asksFullModel(tiltQuery(test, window_from, day), fits));
  const reached = earlier
    ? earlier.verdict === "breach"
    : breached !== null && stillReached(input, breached, judged);
  const stays = reached && judgement.verdict !== "breach";
  const fell = breached !== null && !reached && judgement.verdict !== "breach";
  return {
    verdict: stays ? "breach" : judgement.verdict,
    figures: figuresOf(test, judged, {
      because: [
        ...(stays ? ["breach_reached_before"] : []),
        ...(fell ? ["breach_no_longer_reached"] : []),
        ...judgement.because,
      ],
      peak: peakOf(judged, window_from, day, earlier),
      window_from,
    }),
    b_version: versionOf(fits),
    needs_evidence: guarded && judgement.verdict === "breach" && evidence === null && !reached,
  };
}

/**
 * Whether a breach would have been reached on the days as they are now: by the window's largest evidence, or, since phi and
 * the standard move on, by that of the days up to where it was largest. What is judged in points has to be a breach in points
 * as well, over all days, these, or those up to where most spoke for one.
 */
function stillReached(input: Judging<"routing_tilt">, { day }: Breached, now: JudgedWindow): boolean {
  const isReached = ({ judging: { highest, alpha, judgement }, dayOfMost }: JudgedWindow): boolean =>
    highest !== null &&
    highest >= Math.log(1 / alpha) &&
    (dayOfMost === null || judgement.verdict === "breach");
  if (isReached(now)) return true;
  const most = now.dayOfMost?.() ?? null;
  const ends = [day, most === null ? null : plusDays(input.window_from, most)];
  return [...new Set(ends)].some((end) => {
    if (end === null || end >= input.day) return false;
    const then = { ...input, day: end, days: input.days.filter((one) => one.day <= end) };
    return isReached(judgeDays(then, true));
  });
}

/** The verdict on the days of a window as they stand. */
function judgeDays(input: Judging<"routing_tilt">, with_peak: boolean): JudgedWindow {
  const { test, window_from, day } = input;
  return judgeWindow(tiltQuery(test, window_from, day), mergeWindow(input), {
    limits: test,
    strata: test.strata !== "none",
    with_peak,
  });
}

const versionOf = (fits: readonly CheckFitRow[]): number | null =>
  fits.length > 0 ? Math.max(...fits.map(({ b_version }) => b_version)) : null;

type Peak = { log_e_value: number | null; day: Day | null };

/** The largest evidence as it was reached; from the days as they stand where no earlier result rests on them. */
function peakOf(
  { judging: { judgement } }: JudgedWindow,
  window_from: Day,
  day: Day,
  earlier: Earlier | null,
): Peak {
  if (judgement.totals.n === 0) return earlier?.peak ?? { log_e_value: null, day: null };
  const now = { log_e_value: judgement.log_e_material, day };
  if (!earlier) {
    const { peak } = judgement;
    return peak ? { log_e_value: peak.log_e, day: plusDays(window_from, peak.day) } : now;
  }
  const before = earlier.peak.log_e_value;
  return before !== null && before >= now.log_e_value ? earlier.peak : now;
}

function figuresOf(
  { direction, materiality }: Test,
  judged: JudgedWindow,
  { because, peak, window_from }: { because: string[]; peak: Peak; window_from: Day },
): ResultFigures {
  const { judging, observed, expected, decisions, strata, onset } = judged;
  const { judgement, phi, coverage } = judging;
  const any = decisions > 0;
  const { tilt, interval } = judgement;
  const odds = (log: number | null) => (any && log !== null ? Math.exp(log) : null);
  const share = (part: number) => (any ? part / decisions : null);
  const bare = { lower: null, upper: null, limit: null };
  return {
    measures: [
      {
        ...{ name: "odds_ratio", unit: "odds", value: odds(tilt) },
        ...{ lower: odds(interval.lower), upper: odds(interval.upper) },
        limit: direction === "against" ? 1 / materiality : materiality,
      },
      { ...bare, name: "beyond_expected", unit: "count", value: any ? observed - expected : null },
      { ...bare, name: "observed_share", unit: "share", value: share(observed) },
      { ...bare, name: "expected_share", unit: "share", value: share(expected) },
    ],
    n: decisions,
    because,
    tilt: {
      observed,
      expected,
      log_odds: any ? tilt : null,
      lower: any ? interval.lower : null,
      upper: any ? interval.upper : null,
      log_e_value: any ? judgement.log_e_material : null,
      ...(judgement.mixed ? { log_e_pooled: any ? judgement.mixed.log_e_pooled : null } : {}),
      peak,
      onset: {
        day: onset ? plusDays(window_from, onset.day) : null,
        policy_version: onset?.policy_version ?? null,
      },
      ...sinceOf(judged, window_from),
      eta: any ? judgement.eta : null,
      phi: any ? phi : null,
      r: judgement.r,
      coverage,
      needed: any ? judgement.needed : null,
      strata: strata.map((stratum) => ({ ...stratum })),
    },
    rows: [],
  };
}

type Since = Pick<NonNullable<ResultFigures["tilt"]>, "since_onset" | "seen_from">;

/** What is found since the tilt began, or since when one could have been seen. */
function sinceOf({ since_onset, seen_from, judging }: JudgedWindow, window_from: Day): Since {
  if (judging.judgement.verdict === "kept")
    return { seen_from: seen_from === null ? null : plusDays(window_from, seen_from) };
  if (!since_onset) return {};
  const { decisions, beyond, log_odds, lower, upper } = since_onset;
  return { since_onset: { decisions, beyond, log_odds, lower, upper } };
}
