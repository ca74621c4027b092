import { tooLarge } from "@/lib/kernel/errors";
import { Tally } from "../ingest/tally";
import type { BodyItem } from "./read-body";
import { readCount } from "./read-count";
import type { ServedCountRecord } from "./schema";

/** A year of five hundred models: what one delivery may say. */
const MOST_COUNTS = 200_000;

export type GatheredCount = ServedCountRecord & { model_key: string; line: number };

export type Gathered = {
  /** Each day and model once, in the order of the body. */
  counts: GatheredCount[];
  tally: Tally;
  /** Records that say again what the same body has said. */
  repeated: number;
};

/** Names compare trimmed and in lower case; regions stay apart here, and meet in the catalogue when read. */
export const modelKey = (model: string): string => model.trim().toLowerCase();

/** The counts of a body: each day and model once; a second, other number for one is refused, since either may be meant. */
export async function gatherCounts(items: AsyncIterable<BodyItem>, now_ms: number): Promise<Gathered> {
  const tally = new Tally();
  const counts = new Map<string, GatheredCount>();
  let repeated = 0;
  for await (const { line, value, fault } of items) {
    const read = fault ? { record: null, fault } : readCount(value, now_ms);
    if (read.record === null) {
      tally.reject(line, read.fault);
      continue;
    }
    const count = { ...read.record, model_key: modelKey(read.record.model), line };
    const key = `${count.day} ${count.model_key}`;
    const before = counts.get(key);
    if (before && before.decisions !== count.decisions) {
      tally.reject(line, {
        pointer: "/decisions",
        message: `Line ${before.line} says ${before.decisions} for the same day and model.`,
      });
      continue;
    }
    tally.accept(1, read.unknown_fields);
    if (before) repeated += 1;
    else counts.set(key, count);
    if (counts.size > MOST_COUNTS)
      throw tooLarge(`A delivery may hold ${MOST_COUNTS} counts at most. Nothing was stored.`);
  }
  return { counts: [...counts.values()], tally, repeated };
}
