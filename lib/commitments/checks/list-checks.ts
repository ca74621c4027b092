import { type Actor, authorize } from "@/lib/access";
import { type Prisma, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { readListItems } from "./read-view";
import type { CheckList, ChecksQuery } from "./schema";
import { readChecks } from "./store";

/** Conditions that all versions of a key share, so that each is placed beside the others. */
function whereOf({ key, commitment, clause }: ChecksQuery): Prisma.PromiseCheckWhereInput {
  return {
    ...(key === undefined ? {} : { key }),
    ...(clause === undefined ? {} : { clause_key: clause }),
    ...(commitment === undefined
      ? {}
      : isUuid(commitment)
        ? { commitment_id: commitment }
        : { commitment: { key: commitment } }),
  };
}

/** Versions of checks by key, the newest version first. The cursor is the number of those before. Throws 403. */
export function listChecks(actor: Actor, query: ChecksQuery): Promise<CheckList> {
  authorize(actor, "promise:read");
  const { metric, status, cursor = "0", limit } = query;
  return withActor(actor, async (tx) => {
    const placed = (await readChecks(tx, whereOf(query)))
      .filter(({ check }) => metric === undefined || check.definition.test.metric === metric)
      .filter(({ check }) => status === undefined || status.includes(check.status))
      .sort(
        (a, b) =>
          a.check.key.localeCompare(b.check.key, "en") || b.check.check_version - a.check.check_version,
      );
    const start = Number(cursor);
    const items = await readListItems(tx, placed.slice(start, start + limit));
    return { items, next_cursor: start + limit < placed.length ? String(start + limit) : null };
  });
}
