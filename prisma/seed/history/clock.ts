import { z } from "zod";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "../operator";

const KEY = "simulated_clock";

type Clock = { now_ms: number; until_ms: number };
const settingOf = ({ now_ms, until_ms }: Clock) => ({
  now: new Date(now_ms).toISOString(),
  until: new Date(until_ms).toISOString(),
});

/**
 * Where the history stands: `before` any check, `running` on the simulated clock, or `over`: time is real. `settled_ms`
 * is where the scheduler has run everything due and waits.
 */
export type HistoryState =
  | { kind: "before" | "over" }
  | { kind: "running"; now_ms: number; settled_ms: number | null };

const Value = z.object({ now: z.iso.datetime(), settled: z.iso.datetime().optional() });

export function historyState(): Promise<HistoryState> {
  return withActor(OPERATOR, async (tx) => {
    const row = await tx.setting.findUnique({ where: { key: KEY } });
    if (!row) return { kind: (await tx.promiseCheck.count()) === 0 ? "before" : "over" };
    const { now, settled } = Value.parse(row.value);
    return {
      kind: "running",
      now_ms: Date.parse(now),
      settled_ms: settled === undefined ? null : Date.parse(settled),
    };
  });
}

/** Begins the simulated clock; the database refuses it once there are checks, or traffic of anybody's router. */
export const beginClock = (now_ms: number): Promise<void> =>
  withActor(OPERATOR, async (tx) => {
    await tx.setting.create({ data: { key: KEY, value: settingOf({ now_ms, until_ms: now_ms }) } });
  });

/** How far the server's scheduler may move the clock. Where it stands, it alone says. */
export const allowUntil = (until_ms: number): Promise<void> =>
  withActor(OPERATOR, async (tx) => {
    await tx.$executeRaw`UPDATE setting SET value = value || jsonb_build_object('until', ${new Date(until_ms).toISOString()}::text) WHERE key = ${KEY}`;
  });

/** Real time goes on. */
export const endClock = (): Promise<void> =>
  withActor(OPERATOR, async (tx) => {
    await tx.setting.deleteMany({ where: { key: KEY } });
  });

/** How much has been judged, for whoever waits. */
export const countJudged = (): Promise<{ results: number; findings: number }> =>
  withActor(OPERATOR, async (tx) => ({
    results: await tx.checkResult.count(),
    findings: await tx.finding.count(),
  }));
