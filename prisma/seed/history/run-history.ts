import { setTimeout as wait } from "node:timers/promises";
import { formatNumber } from "@/lib/kernel/format";
import { DEMO_ACCOUNTS } from "../demo-accounts";
import { signIn } from "../sign-in";
import type { DemoTraffic } from "../traffic";
import { act, type Cast, defineChecks } from "./acts";
import { allowUntil, beginClock, countJudged, endClock, historyState } from "./clock";
import { clockStart, demoStops } from "./stops";

export type HistoryOptions = { url: string; say: (line: string) => void; abort: AbortSignal };

const POLL_MS = 100;
/** Longer than any day takes, and than another process's lease lasts. */
const STALLED_MS = 180_000;

async function castOf({ url, abort }: HistoryOptions): Promise<Cast> {
  const clientOf = async (role: "compliance" | "partner_manager") => {
    const account = DEMO_ACCOUNTS.find((one) => one.role === role);
    if (!account) throw new Error(`The demo has no ${role}.`);
    return { url, abort, cookie: await signIn(url, account, abort) };
  };
  return { compliance: await clientOf("compliance"), partner_manager: await clientOf("partner_manager") };
}

/** Sets the clock before the first check, and the checks before the first day of the traffic. */
export async function prepareHistory(options: HistoryOptions, traffic: DemoTraffic): Promise<void> {
  const state = await historyState();
  const start_ms = clockStart(traffic.period);
  if (state.kind === "over" || (state.kind === "running" && state.now_ms > start_ms)) return;
  if (state.kind === "before") await beginClock(start_ms);
  const checks = await defineChecks(await castOf(options), traffic);
  options.say(`${checks} checks are recorded, before the first day that they judge.`);
}

/** Waits until the server's scheduler has moved the clock to a time and run what is due there. */
async function reach(at_ms: number, { say, abort }: HistoryOptions, told: { month: string }): Promise<void> {
  let [seen, since] = [Number.NaN, Date.now()];
  for (;;) {
    const state = await historyState();
    if (state.kind !== "running") throw new Error("The simulated clock is gone.");
    if (state.settled_ms !== null && state.settled_ms >= at_ms) return;
    if (state.now_ms !== seen) [seen, since] = [state.now_ms, Date.now()];
    if (Date.now() - since > STALLED_MS)
      throw new Error(`The history stands still at ${new Date(seen).toISOString().slice(0, 10)}.`);
    const month = new Date(state.now_ms).toISOString().slice(0, 7);
    if (month !== told.month) {
      if (told.month !== "") await sayJudged(told.month, say);
      told.month = month;
    }
    await wait(POLL_MS, null, { signal: abort });
  }
}

async function sayJudged(upto: string, say: HistoryOptions["say"]): Promise<void> {
  const { results, findings } = await countJudged();
  say(`Judged to the end of ${upto}: ${formatNumber(results)} results, ${formatNumber(findings)} findings.`);
}

/**
 * Runs the history of the demo through the server's scheduler, day by day on the simulated clock; it stops where people
 * act. One that was interrupted goes on where the clock stands. At the end real time goes on.
 */
export async function runHistory(options: HistoryOptions, traffic: DemoTraffic): Promise<void> {
  const state = await historyState();
  if (state.kind !== "running") return;
  const cast = await castOf(options);
  const told = { month: "" };
  for (const stop of demoStops(traffic.period)) {
    if (stop.at_ms < state.now_ms) continue;
    await allowUntil(stop.at_ms);
    await reach(stop.at_ms, options, told);
    await act(cast, traffic, stop);
  }
  await endClock();
  const { results, findings } = await countJudged();
  options.say(
    `The history is judged day by day: ${formatNumber(results)} results, ${formatNumber(findings)} findings.`,
  );
}
