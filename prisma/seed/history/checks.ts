import type { z } from "zod";
import type { CheckInput } from "@/lib/commitments";
import { type DemoPeriod, dayText, ROUTERS, TASKS } from "../traffic";

/** A check as a client sends it. */
export type CheckBody = z.input<typeof CheckInput>;

const COMMITMENT = "no-unfair-advantage";
const FIRST_PARTY = "first_party";
const MONTHLY = { every: "month" } as const;

/** Who answers for what partners confide. */
export const ASKED = "pm@example.com";
export const ATTESTATION = "partners-confidences";
export const NOTICE_DAYS = 3;

const slug = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

/** One a router: each is judged by the standard that it shows between partners; each task has a part of the evidence. */
const tiltChecks = (first_day: string): CheckBody[] =>
  ROUTERS.map(({ name }) => ({
    key: `tilt-${slug(name)}`,
    title: `${name} does not favour our own models`,
    commitment: COMMITMENT,
    clause: "routing",
    test: {
      metric: "routing_tilt",
      baseline: "partner_revealed",
      focus: FIRST_PARTY,
      scope: { router: name },
      strata: TASKS.map((task) => ({ router: name, task })),
    },
    first_day,
  }));

/** One a router whose policy changes. The first version comes with the traffic: what is judged begins the day after. */
const noticeChecks = (first_day: string): CheckBody[] =>
  ROUTERS.filter(({ versions }) => versions.length > 1).map(({ name }) => ({
    key: `notice-${slug(name)}`,
    title: `Partners hear of a policy of ${name} ${NOTICE_DAYS} days before it takes effect`,
    commitment: COMMITMENT,
    clause: "routing",
    test: { metric: "notice_period", router: name, days: NOTICE_DAYS },
    first_day,
    schedule: MONTHLY,
  }));

type Secondary = Pick<CheckBody, "key" | "title" | "clause" | "test" | "schedule">;

const SECONDARY: readonly Secondary[] = [
  {
    key: "coverage",
    title: "Enough of the routed traffic can be judged",
    clause: "routing",
    test: { metric: "coverage" },
    schedule: MONTHLY,
  },
  {
    key: "score-honesty",
    title: "Routers do not flatter the scores of our own models",
    clause: "routing",
    test: { metric: "score_honesty", focus: FIRST_PARTY },
    schedule: MONTHLY,
  },
  {
    key: "share-ceiling",
    title: "Our own models take less than two in five routed requests",
    clause: "routing",
    test: { metric: "share_ceiling", focus: FIRST_PARTY, ceiling: 0.4 },
    schedule: MONTHLY,
  },
  {
    key: "eligibility-parity",
    title: "Partners' models are eligible as often as our own",
    clause: "capacity",
    test: { metric: "eligibility_parity", focus: FIRST_PARTY },
    schedule: MONTHLY,
  },
  {
    key: "error-parity",
    title: "Partners' models fail no more often than our own",
    clause: "capacity",
    test: { metric: "error_parity", focus: FIRST_PARTY },
    schedule: MONTHLY,
  },
  {
    key: "listing-time",
    title: "Partners' releases are listed as soon as our own",
    clause: "placement",
    test: { metric: "listing_time" },
    schedule: MONTHLY,
  },
  {
    key: ATTESTATION,
    title: "What partners confide stays with those who manage them",
    clause: "data-use",
    test: {
      metric: "attestation",
      question:
        "Was it kept this month: nothing that partners told us in confidence reached the teams of our own products?",
      people: [ASKED],
      evidence: false,
    },
    // A week to answer in, once the month is over.
    schedule: { every: "month", grace_hours: 168 },
  },
];

/** Every check of the demo, fixed before the first day of its traffic. */
export function demoChecks(period: DemoPeriod): CheckBody[] {
  const first_day = dayText(period, 0);
  return [
    ...tiltChecks(first_day),
    ...noticeChecks(dayText(period, 1)),
    ...SECONDARY.map((check) => ({ ...check, commitment: COMMITMENT, first_day })),
  ];
}
