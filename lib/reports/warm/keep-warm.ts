import { setTimeout as pause } from "node:timers/promises";
import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import type { NeutralityQuery } from "@/lib/neutrality";
import {
  answerStamp,
  oneAtATime,
  readBeside,
  readSpecifications,
  readTellingDecisions,
  workAhead,
} from "@/lib/neutrality/server";
import { readNeutralityView } from "../neutrality/view";
import { readExposure } from "../overview/read-exposure";
import { readOverview } from "../overview/read-overview";
import { readTraffic } from "../overview/read-traffic";
import type { TrafficWindow } from "../overview/schema";
import { type Asked, makeWarmer } from "./warmer";

const OPERATOR: Actor = { kind: "system", id: "operator" };
const PAUSE_MS = 5_000;
/** What takes long is begun when deliveries have been quiet for longer: each turn of it holds up the next question. */
const LONG_PAUSE_MS = 25_000;

type Default = { window: TrafficWindow; query: NeutralityQuery };

/** The question of an address that says nothing, the same for every role; null before any traffic is stored. */
export async function readDefaultQuestion(): Promise<Asked<Default> | null> {
  const traffic = await withActor(OPERATOR, (tx) => readTraffic(tx, Date.now()));
  if (!traffic) return null;
  const { window } = traffic;
  const { query } = readNeutralityView({}, { from: window.from, to: window.to });
  const stamp = await answerStamp(OPERATOR, query);
  return { stamp: `${stamp} ${window.from} ${window.to}`, asked: { window, query } };
}

/**
 * The answers that the overview and the neutrality page begin with, one after the other. They are kept in memory as if
 * somebody had asked; nothing is written.
 */
export async function computeDefaults({ window, query }: Default, long_pause_ms: number): Promise<void> {
  await readOverview(OPERATOR);
  const { rows } = await readExposure(OPERATOR, window);
  await Promise.all(rows.map(({ treated }) => treated));
  await pause(long_pause_ms, undefined, { ref: false });
  // Given up meanwhile, this turn is not taken.
  await oneAtATime(async () => undefined);
  await readBeside(OPERATOR, query);
  await readTellingDecisions(OPERATOR, query);
  await readSpecifications(OPERATOR, query);
}

const look = makeWarmer<Default>({
  read: readDefaultQuestion,
  begin: (asked) => workAhead(() => computeDefaults(asked, LONG_PAUSE_MS)),
  now: Date.now,
});

/** Keeps what pages ask first quick while the server runs; a store that is down is tried again. */
export function keepAnswersWarm(): void {
  void look()
    .catch((error: unknown) => console.warn("Whether traffic has changed could not be read.", error))
    .finally(() => setTimeout(keepAnswersWarm, PAUSE_MS).unref());
}
