import type { Tx } from "@/lib/db/server";
import { rights } from "../entities";
import { markRetired } from "../entity/retire";
import type { ImportContext } from "./context";

const REASON = "Cleared by an import: its partnership was given without rights.";

/**
 * `"rights": null` clears a partnership's rights. They are records with versions of their own, and nothing is
 * deleted: so they are retired. Counts them as updated.
 */
export async function clearRights(
  tx: Tx,
  context: ImportContext,
  partnerships: ReadonlySet<string>,
): Promise<void> {
  const { actor, answer, changes, entries, errors } = context;
  const held = (await rights.load(tx, null)).filter(
    ({ meta, fields }) => meta.retired_at === null && partnerships.has(fields.partnership),
  );
  answer.created.rights ??= 0;
  answer.updated.rights = (answer.updated.rights ?? 0) + held.length;
  answer.unchanged.rights ??= 0;
  for (const { meta, fields } of held) {
    changes.push({ list: "rights", key: fields.key, change: "updated", fields: ["retired_at"] });
    if (errors.length > 0 || context.dry_run) continue;
    entries.push(await markRetired(tx, actor, rights, meta.id, REASON));
  }
}
