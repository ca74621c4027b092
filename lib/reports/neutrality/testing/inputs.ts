import type { CalibrationPoint, EvidencePoint, NeutralityWithSeries } from "@/lib/neutrality";
import { answerOf, breachAnswer } from "../../overview/testing/answers";
import type { NeutralityEvidence } from "../schema";

const FORGE = { router: "Simulated Forge", task: "code-completion" };

const stratum = (router: string, task: string, observed: number, expected: number, e_value: number) => ({
  router,
  task,
  decisions: 1000,
  observed,
  expected,
  log_odds: Math.log(observed / (1 - observed)) - Math.log(expected / (1 - expected)),
  e_value,
  named: e_value > 100,
});

const point = (expected: number, observed: number): CalibrationPoint => ({
  decisions: 500,
  expected,
  observed,
  lower: observed - 0.02,
  upper: observed + 0.02,
});

/** Evidence that doubles in powers of ten from the onset on: under the line of 100 for two days. */
const rising: EvidencePoint[] = [
  { day: "2026-08-09", log_e_material: Math.log(0.1), log_e_zero: Math.log(0.2) },
  { day: "2026-08-10", log_e_material: Math.log(1), log_e_zero: Math.log(10) },
  { day: "2026-08-11", log_e_material: Math.log(10), log_e_zero: Math.log(1000) },
  { day: "2026-08-12", log_e_material: Math.log(1e3), log_e_zero: Math.log(1e5) },
  { day: "2026-08-13", log_e_material: Math.log(1e20), log_e_zero: Math.log(1e30) },
];
const falling: EvidencePoint[] = rising.map(({ day }, place) => ({
  day,
  log_e_material: Math.log(0.5 / (place + 1)),
  log_e_zero: Math.log(0.7 / (place + 1)),
}));

/** A breach on one router of two, in one task, since policy v3. */
export function breachInput(): NeutralityEvidence {
  const answer = breachAnswer();
  return {
    answer: {
      ...answer,
      neutrality: {
        ...answer.neutrality,
        usable: 340_487,
        decisions: 598_379,
        observed: { focal: 99_121, share: 0.2911 },
        expected: { focal: 94_951, share: 0.2789 },
        log_e_value: Math.log(1e20),
        strata: [
          stratum("Simulated Desk", "chat", 0.3, 0.3, 0.1),
          stratum(FORGE.router, FORGE.task, 0.33, 0.237, 1e12),
        ],
      },
      strata_bounds: [
        { lower: -0.05, upper: 0.05 },
        { lower: 0.42, upper: 0.55 },
      ],
      evidence: rising,
      evidence_by_router: [
        { router: "Simulated Desk", evidence: falling },
        { router: "Simulated Forge", evidence: rising },
      ],
      calibration_split: [
        { router: null, task: null, before: [point(0.2, 0.2)], since: [point(0.2, 0.25)] },
        { router: "Simulated Desk", task: null, before: [point(0.2, 0.2)], since: [point(0.2, 0.19)] },
        { router: "Simulated Forge", task: null, before: [point(0.2, 0.2)], since: [point(0.2, 0.28)] },
        {
          ...FORGE,
          before: [point(0.1, 0.09), point(0.3, 0.31)],
          since: [point(0.1, 0.15), point(0.3, 0.4)],
        },
      ],
    },
    window: { from: "2026-08-09", to: "2026-08-15", incomplete: true },
    generated: true,
    marks: [{ router: "Simulated Forge", policy_version: "v3", day: "2026-08-10" }],
    router: null,
    task: null,
    party_name: null,
  };
}

/** The same page for another answer. */
export const inputOf = (
  neutrality: Partial<NeutralityWithSeries["neutrality"]> = {},
  rest: Partial<NeutralityWithSeries> = {},
): NeutralityEvidence => ({
  ...breachInput(),
  answer: answerOf(
    { strata: [stratum("Simulated Desk", "chat", 0.3, 0.3, 0.1)], ...neutrality },
    { strata_bounds: [{ lower: null, upper: 0.04 }], evidence: falling, ...rest },
  ),
});
