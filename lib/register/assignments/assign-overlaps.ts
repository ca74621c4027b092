import { type Actor, authorize, can } from "@/lib/access";
import { appendAuditMany } from "@/lib/audit/server";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { forbidden, type InputError, invalid } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { notify } from "../notifications/notify";
import { groupBy } from "../overlaps/collections";
import { overlapName, overlapNumber } from "../overlaps/schema";
import { assignedParties, wall } from "../overlaps/store";
import { type Fitness, unfitFor } from "./rules";
import type { AssignAnswer, AssignInput, Seat } from "./schema";

type Person = { id: string; email: string; name: string; compliance: boolean; partner_manager: boolean };
type Target = { id: string; number: number; status: string; manages: boolean; mine: boolean; sees: boolean };
type Seated = Target & { before: string | null; before_email: string | null; barred: string | null };

/** "assign" in ASCII. */
const LOCK = 0x61737369676e;

/**
 * Gives a seat of many overlaps to one person, or to nobody: all of them or none. Who assigns sees them; a partner
 * manager assigns who prepares the overlaps of the partners assigned to them. Throws 403, and 422 with each overlap that
 * is unknown, over, or that the person cannot have. The answer says who had the seat before.
 */
export async function assignOverlaps(actor: Actor, input: AssignInput): Promise<AssignAnswer> {
  authorize(actor, input.seat === "reviewer" ? "review:decide" : "review:request");
  return withActor(actor, async (tx) => {
    // One after the other: the answer says who had the seat before, and that must still be so.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
    const person = input.person === null ? null : await findPerson(tx, input.person);
    const targets = await readTargets(tx, actor, input, person);
    checkOwn(actor, targets);
    refuse(unfitting(input, person, targets));
    const changed = targets.filter(({ before }) => before !== (person?.id ?? null));
    await write(tx, input.seat, person, changed);
    await appendAuditMany(
      tx,
      changed.map((target) => ({
        actor,
        action: "overlap:assign",
        entity: "overlap",
        entity_id: target.id,
        before: { [input.seat]: target.before_email },
        after: { [input.seat]: person?.email ?? null },
      })),
    );
    if (person) for (const { id } of changed) await tell(tx, actor, person, input.seat, id);
    return {
      assigned: changed.length,
      unchanged: targets.length - changed.length,
      before: [...groupBy(changed, ({ before_email }) => before_email ?? "").values()].map((group) => ({
        person: group[0]?.before_email ?? null,
        overlaps: group.map(({ number }) => overlapName(number)),
      })),
    };
  });
}

const tell = (tx: Tx, actor: Actor, { id }: Person, seat: Seat, overlap_id: string) =>
  notify(tx, actor, { kind: "assigned", to: { people: [id] }, overlap_id, detail: { seat } });

async function findPerson(tx: Tx, email: string): Promise<Person> {
  const [person] = await tx.$queryRaw<Person[]>`
    SELECT p.id::text, p.email, p.name, evenhand_has_role('person:' || p.id, 'compliance') AS compliance,
      evenhand_has_role('person:' || p.id, 'partner_manager') AS partner_manager
    FROM person p WHERE lower(p.email) = ${email.toLowerCase()} AND p.active`;
  if (!person) throw invalid([{ pointer: "/person", message: "Nobody who works here has this e-mail." }]);
  return person;
}

const none = Prisma.sql`'{}'::uuid[]`;

/** The overlaps in the order of the input, as the actor sees them, with who has the seat. */
async function readTargets(
  tx: Tx,
  actor: Actor,
  { overlaps, seat }: AssignInput,
  person: Person | null,
): Promise<Seated[]> {
  const numbers = overlaps.flatMap((text) => overlapNumber(text) ?? []);
  const ids = overlaps.filter(isUuid);
  const managed = person
    ? Prisma.sql`ARRAY(SELECT party_id FROM party_manager WHERE lower(email) = ${person.email.toLowerCase()})`
    : none;
  const own = await assignedParties(tx, actor);
  const ref = person === null ? null : `person:${person.id}`;
  const rows = await tx.$queryRaw<Seated[]>`
    SELECT o.id::text, o.number, o.status, a.person_id::text AS before, b.email AS before_email,
      EXISTS (SELECT FROM overlap_party op WHERE op.overlap_id = o.id AND op.party_id = ANY (${managed})) AS manages,
      EXISTS (SELECT FROM overlap_party op WHERE op.overlap_id = o.id AND op.party_id = ANY (${own}::uuid[])) AS mine,
      NOT EXISTS (SELECT FROM overlap_party op WHERE op.overlap_id = o.id AND op.confidential AND op.party_id <> ALL (${managed})) AS sees,
      (SELECT evenhand_barred(r.id, ${ref}::text) FROM review r
        WHERE r.overlap_id = o.id AND r.status IN ('submitted', 'changes_requested')) AS barred
    FROM overlap o LEFT JOIN overlap_assignment a ON a.overlap_id = o.id AND a.seat = ${seat}
      LEFT JOIN person b ON b.id = a.person_id
    WHERE ${wall(actor)} AND (o.id = ANY (${ids}::uuid[]) OR o.number = ANY (${numbers}::int[]))
    ORDER BY o.number`;
  const byName = new Map(rows.flatMap((row) => [row.id, String(row.number)].map((name) => [name, row])));
  const found = overlaps.map((text) => byName.get(String(overlapNumber(text) ?? text.toLowerCase())));
  refuse(
    found.flatMap((row, at) =>
      row ? [] : [{ pointer: `/overlaps/${at}`, message: "There is no such overlap." }],
    ),
  );
  return [...new Set(found.flatMap((row) => row ?? []))];
}

function checkOwn(actor: Actor, targets: readonly Seated[]): void {
  if (can(actor, "review:decide") || targets.every(({ mine }) => mine)) return;
  throw forbidden("You assign overlaps of the partners that are assigned to you.");
}

function unfitting({ seat }: AssignInput, person: Person | null, targets: readonly Seated[]): InputError[] {
  return targets.flatMap((target, at) => {
    const name = overlapName(target.number);
    if (target.status === "superseded")
      return [{ pointer: `/overlaps/${at}`, message: `${name} is superseded: there is nothing to do.` }];
    const why = person === null ? null : unfitFor(seat, { ...person, ...fitnessOf(target) });
    return why === null ? [] : [{ pointer: "/person", message: `${name}: ${person?.name} ${why}.` }];
  });
}

const fitnessOf = ({ manages, sees, barred }: Seated): Omit<Fitness, "compliance" | "partner_manager"> => ({
  manages,
  sees,
  barred,
});

function refuse(errors: readonly InputError[]): void {
  if (errors.length > 0) throw invalid([...errors]);
}

async function write(tx: Tx, seat: Seat, person: Person | null, changed: readonly Target[]): Promise<void> {
  const ids = changed.map(({ id }) => id);
  if (ids.length === 0) return;
  if (person === null)
    await tx.$executeRaw`DELETE FROM overlap_assignment WHERE seat = ${seat} AND overlap_id = ANY (${ids}::uuid[])`;
  else
    await tx.$executeRaw`
      INSERT INTO overlap_assignment (overlap_id, seat, person_id, assigned_by)
      SELECT id, ${seat}, ${person.id}::uuid, '' FROM unnest(${ids}::uuid[]) AS t (id)
      ON CONFLICT (overlap_id, seat) DO UPDATE SET person_id = EXCLUDED.person_id`;
}
