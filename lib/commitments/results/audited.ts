import { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { toDay } from "../day";
import type { FullResultRow } from "./store";

/** What the audit log kept of a run when it was written; older entries may lack some of it. */
const Entry = z.object({
  after: z.object({
    check_id: z.string().optional(),
    number: z.number().optional(),
    trigger: z.string().optional(),
    window_from: z.string().optional(),
    day: z.string(),
    verdict: z.string(),
    inputs_hash: z.string(),
    dataset_digest: z.string(),
  }),
});

const NAMES = {
  ...{ check_id: "check", number: "number", trigger: "trigger", window_from: "window", day: "day" },
  ...{
    verdict: "verdict",
    inputs_hash: "hash of what it rests on",
    dataset_digest: "digest of the decisions",
  },
};
type Name = keyof typeof NAMES;

/**
 * Where a result is not what the audit log says was written. Whoever writes results can append to that log and change
 * nothing in it: a forged result would have to have been forged in both, and a second entry would show.
 */
export async function auditDifferences(tx: Tx, row: FullResultRow): Promise<string[]> {
  const entries = await tx.auditEntry.findMany({
    where: { entity: "check_result", entity_id: row.id },
    select: { bytes: true },
  });
  const [entry, ...more] = entries;
  if (!entry) return ["The audit log has no entry of it."];
  if (more.length > 0) return ["The audit log has more than one entry of it."];
  const read = Entry.safeParse(JSON.parse(Buffer.from(entry.bytes).toString("utf8")));
  if (!read.success) return ["What the audit log says of it cannot be read."];
  const { after } = read.data;
  const said: Record<Name, string | number> = {
    ...{ check_id: row.check_id, number: row.number, trigger: row.trigger, verdict: row.verdict },
    ...{ window_from: toDay(row.window_from), day: toDay(row.day) },
    ...{ inputs_hash: row.inputs_hash, dataset_digest: row.dataset_digest },
  };
  return (Object.keys(NAMES) as Name[])
    .filter((name) => after[name] !== undefined && after[name] !== said[name])
    .map((name) => `The audit log says another ${NAMES[name]}.`);
}
