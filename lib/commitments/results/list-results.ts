import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { type Prisma, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { readCursor, writeCursor } from "@/lib/routing/server";
import { toDate } from "../day";
import type { ResultsPage, ResultsQuery } from "./schema";
import { RESULT_ROW, toResultView } from "./store";

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** Results, newest run first, without the list of their inputs. Throws 403, and 422 for a cursor of another list. */
export async function listResults(actor: Actor, query: ResultsQuery): Promise<ResultsPage> {
  authorize(actor, "promise:read");
  const limit = query.limit;
  return withActor(actor, async (tx) => {
    const rows = await tx.checkResult.findMany({
      where: { AND: [where(query), after(query.cursor)] },
      include: RESULT_ROW,
      orderBy: [{ computed_at: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const items = [];
    for (const row of rows.slice(0, limit)) {
      const { inputs: _, ...item } = await toResultView(tx, row, false);
      items.push(item);
    }
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items, next_cursor: last ? writeCursor([last.computed_at.toISOString(), last.id]) : null };
  });
}

const where = ({ check, commitment, verdict, from, to }: ResultsQuery): Prisma.CheckResultWhereInput => ({
  ...(verdict === undefined ? {} : { verdict }),
  day: {
    ...(from === undefined ? {} : { gte: toDate(from) }),
    ...(to === undefined ? {} : { lt: toDate(to) }),
  },
  check: {
    ...(check === undefined ? {} : isUuid(check) ? { id: check } : { key: check }),
    ...(commitment === undefined
      ? {}
      : { commitment: isUuid(commitment) ? { id: commitment } : { key: commitment } }),
  },
});

function after(cursor: string | undefined): Prisma.CheckResultWhereInput {
  if (cursor === undefined) return {};
  const [at, id] = readCursor(cursor, Cursor);
  const computed_at = new Date(at);
  return { OR: [{ computed_at: { lt: computed_at } }, { computed_at, id: { lt: id } }] };
}
