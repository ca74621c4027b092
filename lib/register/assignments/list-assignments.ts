import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { findOverlap } from "../overlaps/store";
import type { AssigneeView, AssignmentView, Seat } from "./schema";

type Row = { seat: Seat; person: string; person_label: string; assigned_by: string; assigned_at: Date };

/** Who has the seats of one overlap; a seat that is not given is absent. Throws 404. */
export async function assignmentsOf(actor: Actor, overlap: string): Promise<AssignmentView[]> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const { id } = await findOverlap(tx, actor, overlap);
    const rows = await tx.$queryRaw<Row[]>`
      SELECT a.seat, p.email AS person, p.name AS person_label, a.assigned_by, a.assigned_at
      FROM overlap_assignment a JOIN person p ON p.id = a.person_id WHERE a.overlap_id = ${id}::uuid ORDER BY a.seat`;
    const labels = await actorLabels(
      tx,
      rows.map(({ assigned_by }) => assigned_by),
    );
    return rows.map(({ assigned_by, assigned_at, ...row }) => ({
      ...row,
      assigned_by_label: labels.get(assigned_by) ?? assigned_by,
      assigned_at: assigned_at.toISOString(),
    }));
  });
}

/** Whom the actor can give a seat to, by name; empty where the actor gives none. */
export async function listAssignees(actor: Actor): Promise<Record<Seat, AssigneeView[]>> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const people = await tx.$queryRaw<(AssigneeView & { compliance: boolean })[]>`
      SELECT email, name, compliance FROM (
        SELECT p.*, evenhand_has_role('person:' || p.id, 'compliance') AS compliance,
          evenhand_has_role('person:' || p.id, 'partner_manager') AS manager FROM person p WHERE p.active) p
      WHERE compliance OR manager ORDER BY name COLLATE evenhand_words, email`;
    const view = ({ email, name }: AssigneeView): AssigneeView => ({ email, name });
    return {
      preparer: people.map(view),
      reviewer: people.filter(({ compliance }) => compliance).map(view),
    };
  });
}
