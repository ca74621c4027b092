import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { idsOf } from "../entity/facts";
import { deleteRows, insertRows } from "../entity/rows";
import type { Draft, Refs } from "../entity/types";
import type { RoundFields } from "./schema";

type S = z.infer<typeof RoundFields>;

/** Participations with what each source reports: rewritten whole with their rounds, under the ids that they had. */
export async function writeParticipations(tx: Tx, drafts: readonly Draft<S>[], refs: Refs): Promise<void> {
  const rounds = drafts.map(({ id }) => id);
  const stored = await tx.participation.findMany({ where: { round_id: { in: rounds } } });
  const idOf = idsOf(
    stored.map(({ id, round_id, investor_id }) => ({ id, owner: round_id, key: investor_id })),
  );
  await deleteRows(
    tx,
    "participation_report",
    "participation_id",
    stored.map(({ id }) => id),
  );
  await deleteRows(tx, "participation", "round_id", rounds);
  const parts = drafts.flatMap(({ id: round_id, fields }) =>
    fields.participations.map(({ investor, reported, ...own }) => {
      const investor_id = refs.id("party", investor);
      return {
        row: { id: idOf(round_id, investor_id) ?? uuidv7(), round_id, investor_id, ...own },
        reported,
      };
    }),
  );
  await insertRows(
    tx,
    "participation",
    parts.map(({ row }) => row),
  );
  await insertRows(
    tx,
    "participation_report",
    parts.flatMap(({ row, reported }) =>
      reported.map(({ source, amount, bound }) => ({
        id: uuidv7(),
        participation_id: row.id,
        source_id: refs.id("source", source),
        amount,
        bound,
      })),
    ),
  );
}
