type Turns = Map<string, Promise<unknown>>;
type Places = { free: number; waiting: (() => void)[] };
const holder = globalThis as typeof globalThis & {
  evenhandSourceTurns?: Turns;
  evenhandPublishing?: Places;
};

/** Each holds a connection to Postgres and asks for a second: without a bound, all are held and none is left to ask for. */
const AT_ONCE = 4;

/**
 * Runs `work` when nobody else of this process publishes for the source, in the order of coming, and for few sources
 * at once.
 */
export async function inTurn<T>(source_id: string, work: () => Promise<T>): Promise<T> {
  holder.evenhandSourceTurns ??= new Map();
  const turns = holder.evenhandSourceTurns;
  const before = turns.get(source_id) ?? Promise.resolve();
  const place = () => withPlace(work);
  const mine = before.then(place, place);
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  turns.set(source_id, settled);
  try {
    return await mine;
  } finally {
    if (turns.get(source_id) === settled) turns.delete(source_id);
  }
}

async function withPlace<T>(work: () => Promise<T>): Promise<T> {
  holder.evenhandPublishing ??= { free: AT_ONCE, waiting: [] };
  const places = holder.evenhandPublishing;
  if (places.free > 0) places.free -= 1;
  else await new Promise<void>((resolve) => places.waiting.push(resolve));
  try {
    return await work();
  } finally {
    // A place goes on to who waits, or back.
    const next = places.waiting.shift();
    if (next) next();
    else places.free += 1;
  }
}
