import type { Actor } from "@/lib/access";
import { Problem } from "@/lib/kernel/errors";
import type { DeviationsAnswer, NeutralityQuery } from "@/lib/neutrality";
import { listDeviations } from "@/lib/neutrality/server";
import { readDeviationsView } from "./view";

const INVALID = 422;

/** A page of the deviations in a view; from their beginning, `misplaced`, where the place is one that no list gave. */
export async function readDeviationsPage(
  actor: Actor,
  query: NeutralityQuery,
  cursor: string | undefined,
): Promise<{ answer: DeviationsAnswer; misplaced: boolean }> {
  const asked = readDeviationsView(query, cursor);
  const misplaced = cursor !== asked.cursor;
  try {
    return { answer: await listDeviations(actor, asked), misplaced };
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== INVALID || asked.cursor === undefined) throw error;
    return { answer: await listDeviations(actor, readDeviationsView(query, undefined)), misplaced: true };
  }
}
