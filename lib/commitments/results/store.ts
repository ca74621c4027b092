import type { Prisma, Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { type Day, toDate, toDay } from "../day";
import type { KeptInputs } from "../runs/inputs";
import { guaranteeOf } from "./guarantee";
import { ResultFigures, ResultTrigger, ResultVerdict, type ResultView } from "./schema";

export const RESULT_ROW = {
  check: { select: { id: true, key: true, check_version: true, title: true, metric: true } },
  replaced_by: { select: { id: true }, orderBy: { number: "asc" }, take: 1 },
} as const satisfies Prisma.CheckResultInclude;
export type FullResultRow = Prisma.CheckResultGetPayload<{ include: typeof RESULT_ROW }>;

export const inputsOf = ({ inputs }: { inputs: unknown }): KeptInputs => inputs as KeptInputs;

/** Hashes of the revisions that results rest on, by day and revision. */
async function readHashes(
  tx: Tx,
  { check_id, window_from, inputs }: Pick<FullResultRow, "check_id" | "window_from" | "inputs">,
): Promise<ResultView["inputs"]> {
  const { days } = inputsOf({ inputs });
  const [first, last] = [days[0]?.[0], days.at(-1)?.[0]];
  if (first === undefined || last === undefined) return [];
  const rows = await tx.checkDay.findMany({
    where: { check_id, window_from, day: { gte: toDate(first), lte: toDate(last) } },
    select: { day: true, revision: true, content_hash: true },
  });
  const name = (day: Day, revision: number) => `${day} ${revision}`;
  const hashes = new Map(rows.map((row) => [name(toDay(row.day), row.revision), row.content_hash]));
  return days.map(([day, revision]) => ({
    ...{ day, revision },
    content_hash: hashes.get(name(day, revision)) ?? "",
  }));
}

export const toResultView = async (tx: Tx, row: FullResultRow, detail = true): Promise<ResultView> =>
  viewOf(row, detail ? await readHashes(tx, row) : []);

/** A row as it leaves, with the hashes of the revisions that it rests on. */
export function viewOf(row: FullResultRow, inputs: ResultView["inputs"]): ResultView {
  const { id, check, number, why, inputs_hash, dataset_digest, method_version, catalogue_version } = row;
  return {
    ...{ id, check, number, why, inputs_hash, dataset_digest, method_version, catalogue_version },
    window_from: toDay(row.window_from),
    day: toDay(row.day),
    trigger: ResultTrigger.parse(row.trigger),
    verdict: ResultVerdict.parse(row.verdict),
    guarantee: guaranteeOf(check.metric),
    figures: ResultFigures.parse(row.figures),
    inputs,
    b_version: row.b_version,
    replaces: row.replaces_id,
    replaced_by: row.replaced_by[0]?.id ?? null,
    computed_at: row.computed_at.toISOString(),
  };
}

/** A result by its id. Throws 404 when there is none. */
export async function findResult(tx: Tx, id: string): Promise<FullResultRow> {
  const row = isUuid(id) ? await tx.checkResult.findUnique({ where: { id }, include: RESULT_ROW }) : null;
  if (!row) throw notFound();
  return row;
}

export const readResult = async (tx: Tx, id: string): Promise<ResultView> =>
  toResultView(tx, await findResult(tx, id));
