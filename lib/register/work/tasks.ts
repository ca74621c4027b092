import { type Actor, actorRef, can, type PersonActor } from "@/lib/access";
import { Prisma, type Tx } from "@/lib/db/server";
import { DUE, overlapsWith } from "../overlaps/selection";
import { wall } from "../overlaps/store";
import type { WorkTask } from "./schema";

const sql = Prisma.sql;

export type TaskRow = {
  task: WorkTask;
  overlap_id: string | null;
  review_id: string | null;
  condition_id: string | null;
  finding_id: string | null;
  due: string | null;
  total: number;
};

type Asker = { actor: PersonActor; seen: Prisma.Sql };

const row = (
  task: WorkTask,
  ids: { overlap?: Prisma.Sql; review?: Prisma.Sql; condition?: Prisma.Sql; finding?: Prisma.Sql },
) =>
  sql`${task}::text AS task, ${ids.overlap ?? sql`NULL`}::uuid AS overlap_id, ${ids.review ?? sql`NULL`}::uuid AS review_id,
    ${ids.condition ?? sql`NULL`}::uuid AS condition_id, ${ids.finding ?? sql`NULL`}::uuid AS finding_id`;

const OVERLAP = { overlap: sql`o.id`, review: sql`r.id` };
const WITH_DUE = overlapsWith(["in_force"]);
const ABOUT = sql`o.severity, o.number, ${DUE} AS due`;

/** Overlaps that nobody has judged, or whose judgement has ended, and that the asker prepares. */
const ask = ({ actor, seen }: Asker) => sql`
  SELECT ${row("ask", { overlap: sql`o.id` })}, ${ABOUT} FROM ${overlapsWith(["preparer", "in_force"])}
  WHERE ${seen} AND o.status IN ('detected', 'under_review')
    AND (pa.person_id = ${actor.id}::uuid OR pa.person_id IS NULL AND ${actor.roles.includes("partner_manager")}
      AND o.id IN (SELECT overlap_id FROM inside))
    AND o.id NOT IN (SELECT overlap_id FROM review WHERE status IN ('draft', 'submitted', 'changes_requested'))`;

/** Reviews that the asker began: drafts, those sent back, those whose facts have changed or are gone, under anybody's hands. */
const own = ({ seen }: Asker) => sql`
  SELECT CASE WHEN o.status = 'superseded' OR r.status = 'submitted' THEN 'renew' WHEN r.status = 'draft' THEN 'finish' ELSE 'change' END AS task, o.id AS overlap_id,
    r.id AS review_id, NULL::uuid AS condition_id, NULL::uuid AS finding_id, ${ABOUT}
  FROM ${WITH_DUE} JOIN review r ON r.overlap_id = o.id
  WHERE ${seen} AND r.requested_by = ANY (ARRAY(SELECT ref FROM refs))
    AND (r.status IN ('draft', 'changes_requested') OR r.status = 'submitted' AND (r.facts_hash <> o.facts_hash OR o.status = 'superseded'))`;

/**
 * Submitted reviews that the asker may decide: theirs by their seat or by delegation, or nobody's. A seat whose holder
 * is barred or decides no more is nobody's. Who is barred is what evenhand_barred says, of all of them at once.
 */
const decide = ({ actor, seen }: Asker) => sql`
  SELECT ${row("decide", OVERLAP)}, ${ABOUT}
  FROM ${overlapsWith(["reviewer", "in_force"])} JOIN review r ON r.overlap_id = o.id AND r.status = 'submitted'
  WHERE ${seen} AND o.status <> 'superseded' AND r.requested_by <> ALL (ARRAY(SELECT ref FROM refs)) AND o.id NOT IN (SELECT overlap_id FROM inside)
    AND o.id NOT IN (SELECT overlap_id FROM edited)
    AND r.overlap_id NOT IN (SELECT d.overlap_id FROM review_interest i JOIN review d ON d.id = i.review_id
      WHERE i.has_interest AND i.declared_by = ${actorRef(actor)} AND i.declared_at > now() - interval '1 year')
    AND (ra.person_id IS NULL OR ra.person_id = ${actor.id}::uuid
      OR NOT evenhand_has_role('person:' || ra.person_id, 'compliance') OR evenhand_barred(r.id, 'person:' || ra.person_id) IS NOT NULL
      OR EXISTS (SELECT FROM review_delegation d WHERE d.from_person_id = ra.person_id AND d.to_person_id = ${actor.id}::uuid
        AND d.revoked_at IS NULL AND d.until >= evenhand_today()))`;

/** Conditions that the asker sees to and that wait for proof. */
const prove = ({ actor, seen }: Asker) => sql`
  SELECT ${row("prove", { ...OVERLAP, condition: sql`c.id` })}, o.severity, o.number, c.due_on AS due
  FROM condition c JOIN review r ON r.id = c.review_id JOIN overlap o ON o.id = r.overlap_id
  WHERE ${seen} AND c.owner_id = ${actor.id}::uuid AND c.status = 'open'`;

/** Proof that somebody else gave of somebody else's condition. */
const judge = ({ actor, seen }: Asker) => sql`
  SELECT ${row("judge", { ...OVERLAP, condition: sql`c.id` })}, o.severity, o.number, c.due_on AS due
  FROM condition c JOIN review r ON r.id = c.review_id JOIN overlap o ON o.id = r.overlap_id
  WHERE ${seen} AND c.status = 'proven' AND c.owner_id <> ${actor.id}::uuid
    AND (SELECT p.uploaded_by FROM condition_proof p WHERE p.condition_id = c.id ORDER BY p.uploaded_at DESC, p.id DESC LIMIT 1)
      NOT IN (SELECT ref FROM refs)`;

/** Findings that the asker owns; an accepted risk is nobody's work until it ends. */
const finding = ({ actor, seen }: Asker) => sql`
  SELECT ${row("finding", { overlap: sql`o.id`, condition: sql`n.condition_id`, finding: sql`n.id` })}, o.severity, o.number, n.due_on AS due
  FROM finding n LEFT JOIN condition c ON c.id = n.condition_id LEFT JOIN review r ON r.id = c.review_id
    LEFT JOIN overlap o ON o.id = r.overlap_id
  WHERE lower(n.owner) = ${actor.email.toLowerCase()} AND n.status IN ('open', 'remedied') AND (o.id IS NULL OR ${seen})`;

const PARTS: readonly { may: (actor: Actor) => boolean; of: (asker: Asker) => Prisma.Sql }[] = [
  { may: (actor) => can(actor, "review:request"), of: ask },
  { may: (actor) => can(actor, "review:request"), of: own },
  { may: (actor) => can(actor, "review:decide"), of: decide },
  { may: () => true, of: prove },
  { may: (actor) => can(actor, "review:decide"), of: judge },
  { may: (actor) => can(actor, "promise:read"), of: finding },
];

/**
 * What waits for a person, the most pressing first: by its day, then by severity, then what somebody else waits for.
 * Ids alone; the words come after.
 */
export async function readTasks(
  tx: Tx,
  actor: PersonActor,
  { start, limit }: { start: number; limit: number },
): Promise<TaskRow[]> {
  const asker = { actor, seen: wall(actor) };
  const parts = PARTS.filter(({ may }) => may(actor)).map(({ of }) => of(asker));
  return tx.$queryRaw<TaskRow[]>`
    WITH refs (ref) AS (SELECT ${actorRef(actor)} UNION ALL SELECT 'key:' || id FROM api_key WHERE created_by = ${actorRef(actor)}),
    inside (overlap_id) AS MATERIALIZED (SELECT evenhand_managed(${actor.email})),
    edited (overlap_id) AS MATERIALIZED (SELECT evenhand_edited(${actorRef(actor)}))
    SELECT task, overlap_id::text, review_id::text, condition_id::text, finding_id::text, to_char(due, 'YYYY-MM-DD') AS due,
      count(*) OVER ()::int AS total
    FROM (${Prisma.join(parts, " UNION ALL ")}) work
    ORDER BY work.due NULLS LAST, severity DESC NULLS LAST, task = 'ask', number, task, review_id, condition_id, finding_id
    LIMIT ${limit}::bigint OFFSET ${start}::bigint`;
}
