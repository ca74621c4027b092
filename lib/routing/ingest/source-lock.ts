const holder = globalThis as typeof globalThis & { evenhandSourceTurns?: Map<string, Promise<unknown>> };

/** Runs `work` when nobody else of this process publishes for the source: in the order of coming. */
export async function inTurn<T>(source_id: string, work: () => Promise<T>): Promise<T> {
  holder.evenhandSourceTurns ??= new Map();
  const turns = holder.evenhandSourceTurns;
  const before = turns.get(source_id) ?? Promise.resolve();
  const mine = before.then(work, work);
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
