import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import type { MetricOf } from "../checks/definition";
import { isRunning } from "../checks/rules";
import { type LoadedCheck, readChecks } from "../checks/store";
import { type Day, toDay } from "../day";
import { findingCode } from "../findings/rules";
import { FindingStatus } from "../findings/schema";
import { ResultFigures, ResultVerdict } from "../results/schema";

/** A finding that is not closed, as far as a verdict speaks of it. */
export type StandingFinding = {
  code: string;
  opened_day: Day;
  status: FindingStatus;
  /** The last day on which its risk is accepted; null where it is not. */
  risk_until: Day | null;
};

/** What a running check of tilt asks, when it was recorded, and what its latest result says. */
export type TiltStanding = {
  check: { id: string; key: string; title: string; check_version: number };
  test: MetricOf<"routing_tilt">;
  /** The UTC day on which its definition was recorded, before the first day that it judges. */
  recorded_on: Day;
  window_from: Day;
  /** The last day that the result judges. */
  day: Day;
  result_id: string;
  verdict: ResultVerdict;
  figures: ResultFigures;
  /** Its findings of tilt that are not closed, oldest first. */
  findings: readonly StandingFinding[];
};

type Tilt = LoadedCheck & { definition: { test: MetricOf<"routing_tilt"> } };

const asksTilt = (check: LoadedCheck): check is Tilt => check.definition.test.metric === "routing_tilt";

/** Checks of tilt that run and have a result, by key and version. Throws 403. */
export function listTiltStandings(actor: Actor): Promise<TiltStanding[]> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => {
    // Of all metrics: what a version is hangs on the other versions of its key, which may have another.
    const placed = await readChecks(tx);
    const running = placed.flatMap(({ check }) => (isRunning(check) && asksTilt(check) ? [check] : []));
    const standings: TiltStanding[] = [];
    for (const check of running) {
      const standing = await readStanding(tx, check);
      if (standing) standings.push(standing);
    }
    return standings;
  });
}

async function readStanding(tx: Tx, check: Tilt): Promise<TiltStanding | null> {
  const latest = await tx.checkResult.findFirst({
    where: { check_id: check.id },
    orderBy: [{ day: "desc" }, { number: "desc" }],
    select: { id: true, day: true, window_from: true, verdict: true, figures: true },
  });
  if (!latest) return null;
  const findings = await tx.finding.findMany({
    where: { check_id: check.id, kind: "tilt", status: { not: "closed" } },
    select: {
      ...{ number: true, status: true, opened_at: true, risk_until: true },
      opened_result: { select: { day: true } },
    },
    orderBy: { number: "asc" },
  });
  const { id, key, title, check_version, recorded_at, definition } = check;
  return {
    check: { id, key, title, check_version },
    test: definition.test,
    recorded_on: recorded_at.slice(0, 10),
    window_from: toDay(latest.window_from),
    day: toDay(latest.day),
    result_id: latest.id,
    verdict: ResultVerdict.parse(latest.verdict),
    figures: ResultFigures.parse(latest.figures),
    findings: findings.map(({ number, status, opened_at, opened_result, risk_until }) => ({
      code: findingCode(number),
      opened_day: toDay(opened_result?.day ?? opened_at),
      status: FindingStatus.parse(status),
      risk_until: risk_until && toDay(risk_until),
    })),
  };
}
