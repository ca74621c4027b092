import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import type { InputError } from "@/lib/kernel/errors";
import { pointerToken } from "@/lib/kernel/pointer";
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
import { type ImportItem, importCollection } from "./collection";
import type { ImportContext } from "./context";
import { IMPORT_LISTS, type ImportAnswer } from "./schema";

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
  const lists = splitDocument(document, errors);
  const answer: ImportAnswer = { created: {}, updated: {}, unchanged: {}, errors: [] };
  const work = async (tx: Tx) => {
    if (!dry_run) await lockRegister(tx);
    const refs = await loadRefs(tx);
    const context: ImportContext = { actor, dry_run, refs, errors, entries: [], changes: [], answer };
    await mergeLists(tx, context, lists);
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
  lists: ReadonlyMap<string, ImportItem[]>,
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
  await merge("rounds", rounds);
  await merge("co_holdings", coHoldings);
  await merge("products", products);
  await merge("policies", policies);
  await merge("commitments", commitments);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The document's lists as items with their pointers; the rights inside partnerships become a list of their own. */
function splitDocument(document: unknown, errors: InputError[]): Map<string, ImportItem[]> {
  const lists = new Map<string, ImportItem[]>();
  if (!isObject(document)) {
    errors.push({ pointer: "", message: "The document is one JSON object with lists." });
    return lists;
  }
  for (const [name, value] of Object.entries(document)) {
    if (!IMPORT_LISTS.some((list) => list === name))
      errors.push({ pointer: `/${pointerToken(name)}`, message: "Unknown field." });
    else if (!Array.isArray(value)) errors.push({ pointer: `/${name}`, message: "This is a list." });
    else lists.set(name, itemsOf(value, `/${name}`));
  }
  const partnershipItems = lists.get("partnerships");
  if (partnershipItems) takeRights(partnershipItems, lists, errors);
  return lists;
}

const itemsOf = (values: readonly unknown[], base: string): ImportItem[] =>
  values.map((input, index) => ({ input, pointer: `${base}/${index}` }));

function takeRights(
  items: readonly ImportItem[],
  lists: Map<string, ImportItem[]>,
  errors: InputError[],
): void {
  const held: ImportItem[] = [];
  const bare = items.map(({ input, pointer }) => {
    if (!isObject(input) || !("rights" in input)) return { input, pointer };
    const { rights: inner, ...partnership } = input;
    const base = `${pointer}/rights`;
    if (Array.isArray(inner))
      held.push(
        ...itemsOf(inner, base).map((item) => ({
          ...item,
          input: isObject(item.input) ? { ...item.input, partnership: partnership.key } : item.input,
        })),
      );
    else
      errors.push({
        pointer: base,
        message: "This is a list. Rights are retired one by one, with a reason.",
      });
    return { input: partnership, pointer };
  });
  lists.set("partnerships", bare);
  if (held.length > 0) lists.set("rights", held);
}
