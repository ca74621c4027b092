import type { Actor } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";

class TakenBack extends Error {}

/**
 * Runs statements as the application's role on behalf of an actor, to their end with what is asked at the end of a
 * transaction, and takes them back. What Postgres has against them; null for nothing.
 */
export async function attempt(actor: Actor, work: (tx: Tx) => Promise<unknown>): Promise<string | null> {
  try {
    await withActor(actor, async (tx) => {
      await work(tx);
      await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
      throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof TakenBack) return null;
    if (error instanceof Error) return error.message;
    throw error;
  }
  throw new Error("Nothing was taken back.");
}

/** What is allowed, in words that a failed test shows beside what Postgres said. */
export const ALLOWED = null;
