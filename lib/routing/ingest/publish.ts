import { type Actor, actorRef } from "@/lib/access";
import { isClickhouseDown } from "@/lib/clickhouse/server";
import { isDatabaseDown } from "@/lib/db/server";
import { isSame } from "./ledger";
import { type Delivered, type Gathered, type Outcome, settleGroup } from "./settle-group";
import { inTurn } from "./source-lock";

// Most of what publishing takes is the same for one delivery as for many: those of a source that wait at the same
// time are published together.

const MOST_TOGETHER = 64;
const MOST_BYTES = 32 * 1_048_576;
/** Rows that wait in memory, of all sources. */
const MOST_HELD = 64 * 1_048_576;

type Waiting = {
  actor: Actor;
  gathered: Gathered;
  resolve: (delivered: Delivered) => void;
  reject: (error: unknown) => void;
};

const holder = globalThis as typeof globalThis & { evenhandWaiting?: Map<string, Waiting[]> };

/** Whether a delivery's rows may wait in memory for others; else they are staged by themselves. */
export function mayWait(bytes: number): boolean {
  let held = bytes;
  for (const waiting of holder.evenhandWaiting?.values() ?? [])
    for (const { gathered } of waiting) held += gathered.held?.length ?? 0;
  return held <= MOST_HELD;
}

/** Publishes a gathered delivery once those of its source before it are; see `settleGroup`. */
export function publish(actor: Actor, gathered: Gathered): Promise<Delivered> {
  holder.evenhandWaiting ??= new Map();
  const all = holder.evenhandWaiting;
  const { id } = gathered.delivery.source;
  return new Promise((resolve, reject) => {
    const mine = { actor, gathered, resolve, reject };
    const waiting = all.get(id);
    if (waiting) waiting.push(mine);
    else all.set(id, [mine]);
    // As many turns as deliveries: one that finds its own published leaves the turn to who comes next.
    inTurn(id, () => publishNext(all, id)).catch(reject);
  });
}

async function publishNext(all: Map<string, Waiting[]>, source_id: string): Promise<void> {
  const waiting = all.get(source_id) ?? [];
  const group = waiting.splice(0, countTogether(waiting));
  if (waiting.length === 0) all.delete(source_id);
  const error = await settle(group);
  if (!error) return;
  // One of several may be at fault: then the others are not to fail with it.
  const alone = group.length > 1 && !isDatabaseDown(error.cause) && !isClickhouseDown(error.cause);
  for (const one of group) {
    one.gathered.delivery.again = true;
    const failed = alone ? await settle([one]) : error;
    if (failed) one.reject(failed.cause);
  }
}

/** Answers the deliveries of a group; null, or why none was published. */
async function settle(group: readonly Waiting[]): Promise<{ cause: unknown } | null> {
  const [first] = group;
  if (!first) return null;
  try {
    const outcomes = await settleGroup(
      first.actor,
      group.map(({ gathered }) => gathered),
    );
    for (const [index, { resolve, reject }] of group.entries()) answer(outcomes[index], resolve, reject);
    return null;
  } catch (cause) {
    return { cause };
  }
}

function answer(outcome: Outcome | undefined, resolve: Waiting["resolve"], reject: Waiting["reject"]): void {
  if (!outcome) reject(new Error("A delivery of a group was left out."));
  else if (outcome.refused) reject(outcome.refused);
  else resolve(outcome.delivered);
}

/** How many of those that wait longest go together: small ones of one actor, none of which repeats another. */
function countTogether(waiting: readonly Waiting[]): number {
  let bytes = 0;
  for (const [index, next] of waiting.entries()) {
    bytes += next.gathered.held?.length ?? 0;
    const before = waiting.slice(0, index);
    if (before.some((other) => !goTogether(other, next)) || index === MOST_TOGETHER || bytes > MOST_BYTES)
      return Math.max(1, index);
  }
  return waiting.length;
}

const goTogether = (one: Waiting, other: Waiting): boolean =>
  one.gathered.held !== null &&
  other.gathered.held !== null &&
  actorRef(one.actor) === actorRef(other.actor) &&
  !isSame(one.gathered.delivery, other.gathered.delivery);
