import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import type { InputError } from "@/lib/kernel/errors";
import {
  coHoldings,
  commitments,
  parties,
  partnerships,
  policies,
  products,
  rights,
  rounds,
  segments,
  sources,
} from "../entities";
import { loadRefs } from "../entity/refs";
import type { Entity, Fields } from "../entity/types";
import { finishWrite, lockRegister, throwErrors } from "../entity/write";
import { clearRights } from "./clear-rights";
import { importCollection } from "./collection";
import type { ImportContext } from "./context";
import type { ImportAnswer } from "./schema";
import { type SplitDocument, splitDocument } from "./split-document";

export type ImportOptions = { dry_run?: boolean; detail?: boolean };

const TIMEOUT_MS = 300_000;

/**
 * Merges one document into the register, all or nothing; doing it again changes nothing. A dry run answers the same
 * and writes nothing. Throws 422 with every fault named by pointer, 403 for whom imports are not allowed.
 */
export async function importRegister(
  actor: Actor,
  document: unknown,
  { dry_run = false, detail = false }: ImportOptions = {},
): Promise<ImportAnswer> {
  authorize(actor, "register:import");
  const errors: InputError[] = [];
  const split = splitDocument(document, errors);
  const answer: ImportAnswer = { created: {}, updated: {}, unchanged: {}, errors: [] };
  const work = async (tx: Tx) => {
    if (!dry_run) await lockRegister(tx);
    const refs = await loadRefs(tx);
    const context: ImportContext = { actor, dry_run, refs, errors, entries: [], changes: [], answer };
    await mergeLists(tx, context, split);
    throwErrors(errors);
    if (!dry_run && context.entries.length > 0) await finishWrite(tx, context.entries);
    return detail ? { ...answer, changes: context.changes } : answer;
  };
  return withActor(actor, work, { timeout_ms: TIMEOUT_MS });
}

/** In the order in which records refer to each other. */
async function mergeLists(
  tx: Tx,
  context: ImportContext,
  { lists, without_rights }: SplitDocument,
): Promise<void> {
  const merge = async <S extends Fields, V>(list: string, entity: Entity<S, V>) => {
    const items = lists.get(list);
    if (items) await importCollection(tx, context, entity, list, items);
  };
  await merge("sources", sources);
  await merge("segments", segments);
  await merge("parties", parties);
  await merge("partnerships", partnerships);
  await merge("rights", rights);
  if (without_rights.size > 0) await clearRights(tx, context, without_rights);
  await merge("rounds", rounds);
  await merge("co_holdings", coHoldings);
  await merge("products", products);
  await merge("policies", policies);
  await merge("commitments", commitments);
}
