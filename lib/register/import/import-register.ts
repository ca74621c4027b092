import { type Actor, authorize } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
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
import type { Refs } from "../entity/types";
import { finishWrite, throwErrors } from "../entity/write";
import { type ImportItem, importCollection } from "./collection";
import { DryRun } from "./dry-run";
import type { ImportAnswer, ImportDocument } from "./schema";

type Step = (tx: Tx, context: ImportContext) => Promise<void>;
export type ImportContext = {
  actor: Actor;
  refs: Refs;
  errors: InputError[];
  entries: AuditInput[];
  answer: ImportAnswer;
};

const TIMEOUT_MS = 120_000;

/**
 * Merges one document into the register, all or nothing; doing it again changes nothing. `dry_run` does the same
 * work and then takes it back. Throws 422 with up to a hundred faults named by pointer.
 */
export async function importRegister(
  actor: Actor,
  document: ImportDocument,
  dry_run: boolean,
): Promise<ImportAnswer> {
  authorize(actor, "register:import");
  const answer: ImportAnswer = { created: {}, updated: {}, unchanged: {}, errors: [] };
  try {
    await withActor(
      actor,
      async (tx) => {
        const context: ImportContext = { actor, refs: await loadRefs(tx), errors: [], entries: [], answer };
        for (const step of stepsOf(document)) await step(tx, context);
        throwErrors(context.errors);
        await finishWrite(tx, context.entries);
        if (dry_run) throw new DryRun();
      },
      { timeout_ms: TIMEOUT_MS },
    );
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  return answer;
}

const plain = (items: readonly object[] | undefined, collection: string): ImportItem[] =>
  (items ?? []).map((item, index) => ({ input: { ...item }, pointer: `/${collection}/${index}` }));

/** In the order in which records refer to each other. */
function stepsOf(document: ImportDocument): Step[] {
  const bare = document.partnerships?.map(({ rights: _, ...partnership }) => partnership);
  const held = (document.partnerships ?? []).flatMap(({ key, rights: items }, at) =>
    (items ?? []).map((item, index) => ({
      input: { ...item, partnership: key },
      pointer: `/partnerships/${at}/rights/${index}`,
    })),
  );
  return [
    (tx, context) =>
      importCollection(tx, context, sources, "sources", plain(document.sources, "sources"), "source"),
    (tx, context) =>
      importCollection(tx, context, segments, "segments", plain(document.segments, "segments"), "segment"),
    (tx, context) =>
      importCollection(tx, context, parties, "parties", plain(document.parties, "parties"), "party"),
    (tx, context) =>
      importCollection(tx, context, partnerships, "partnerships", plain(bare, "partnerships"), "partnership"),
    (tx, context) => importCollection(tx, context, rights, "rights", held),
    (tx, context) => importCollection(tx, context, rounds, "rounds", plain(document.rounds, "rounds")),
    (tx, context) =>
      importCollection(tx, context, coHoldings, "co_holdings", plain(document.co_holdings, "co_holdings")),
    (tx, context) =>
      importCollection(tx, context, products, "products", plain(document.products, "products")),
    (tx, context) =>
      importCollection(tx, context, policies, "policies", plain(document.policies, "policies")),
    (tx, context) =>
      importCollection(tx, context, commitments, "commitments", plain(document.commitments, "commitments")),
  ];
}
