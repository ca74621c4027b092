import { type Actor, authorize, type PersonActor } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { isUniqueViolation, withActor } from "@/lib/db/server";
import { conflict, notFound, personRequired } from "@/lib/kernel/errors";
import { isUuid, uuidv7 } from "@/lib/kernel/ids";
import { type SavedViewInput, type SavedViewView, viewQuery } from "./schema";

type Row = { id: string; list: string; name: string; query: string; created_at: Date };

const toView = ({ id, list, name, query, created_at }: Row): SavedViewView => ({
  id,
  list,
  name,
  query,
  created_at: created_at.toISOString(),
});

function personOf(actor: Actor): PersonActor {
  authorize(actor, "overlap:read");
  if (actor.kind !== "person") throw personRequired();
  return actor;
}

/** The views of a list that the person kept, by name; nobody else sees them. Throws 403 for a key. */
export async function listSavedViews(actor: Actor, list = "overlaps"): Promise<SavedViewView[]> {
  const { id } = personOf(actor);
  const rows = await withActor(actor, (tx) =>
    tx.savedView.findMany({ where: { person_id: id, list }, orderBy: [{ name: "asc" }] }),
  );
  return rows.map(toView);
}

/** Keeps a view under a name. Throws 409 when the person has one of this name. */
export async function saveView(actor: Actor, { list, name, query }: SavedViewInput): Promise<SavedViewView> {
  const person = personOf(actor);
  const data = { id: uuidv7(), person_id: person.id, list, name, query: viewQuery(query) };
  try {
    return await withActor(actor, async (tx) => {
      const row = await tx.savedView.create({ data });
      const after = { list, name, query: data.query };
      await appendAudit(tx, {
        actor,
        action: "saved_view:create",
        entity: "saved_view",
        entity_id: row.id,
        after,
      });
      return toView(row);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict("name_taken", `You have a view called “${name}”.`);
    throw error;
  }
}

/** Forgets a view of one's own. Throws 404. */
export async function removeSavedView(actor: Actor, id: string): Promise<SavedViewView> {
  const person = personOf(actor);
  if (!isUuid(id)) throw notFound();
  return withActor(actor, async (tx) => {
    const row = await tx.savedView.findFirst({ where: { id, person_id: person.id } });
    if (!row) throw notFound();
    await tx.savedView.delete({ where: { id } });
    const before = { list: row.list, name: row.name, query: row.query };
    await appendAudit(tx, {
      actor,
      action: "saved_view:remove",
      entity: "saved_view",
      entity_id: id,
      before,
    });
    return toView(row);
  });
}
