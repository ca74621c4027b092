import { expect } from "vitest";
import { OPERATOR } from "@/lib/testing/actors";
import type { TestDecision } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import type { ResultView } from "../results/schema";
import { verifyResult } from "../results/verify-result";
import { runCheck } from "../runs/run-check";
import { makeCheck } from "./promise";

export const FROM = "2026-05-01";
export const OWN = "nova-pro";
export const THEIRS = "gpt-mini";

/** Metrics that are a difference between two sides, each with the router of its own decisions. */
export const PARITIES = {
  latency_parity: "latency",
  error_parity: "errors",
  score_honesty: "honesty",
  exclusion_parity: "excluded",
  eligibility_parity: "eligible",
  fallback_flow: "fallback",
} as const;

export type Given = Partial<TestDecision> & { latency_ms?: number; requested_model?: string };

let serial = 0;

/** A decision of a day, counted from the first, each at another minute and with an id of its own. */
export function decision(over: Given, day = 0): TestDecision {
  serial += 1;
  const ms = Date.parse(FROM) + day * 86_400_000 + (serial % 1400) * 60_000;
  return {
    ...{ decision_id: `d${serial}`, occurred_at: new Date(ms).toISOString(), task: "chat" },
    ...{ chosen_model: OWN, ...over },
  };
}

export const times = <T>(n: number, make: (index: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i));

export const chosen = (own: boolean): string => (own ? OWN : THEIRS);

let state = 7;

/** A sequence without a pattern, the same each time. */
export function random(): number {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
}

const checks = new Map<string, LoadedCheck>();

/** A check of thirty days from the first, of the promise `promise`. */
export async function makeParity(key: string, test: object): Promise<void> {
  const definition = { test, first_day: FROM, window_days: 30 };
  checks.set(key, await makeCheck({ key, commitment: "promise", clause: "routing", definition }));
}

/** Its scheduled result of a day, which has to follow from what it kept. */
export async function runParity(key: string, day = FROM): Promise<ResultView> {
  const check = checks.get(key);
  if (!check) throw new Error(key);
  const result = await runCheck(check, { day, trigger: "scheduled", why: null });
  expect(result.figures.because.join()).not.toContain("failed");
  expect(await verifyResult(OPERATOR, result.id)).toMatchObject({ verified: true, recomputed: true });
  return result;
}
