import { type Actor, actorRef, type Role } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import type { NotificationKind } from "./schema";

/** Who is told: people by id or address, everybody with a role, or the managers of the parties of an overlap. */
export type Recipients =
  | { people: readonly string[] }
  | { emails: readonly string[] }
  | { role: Role }
  | { managers_of: string };

/**
 * What a sentence needs beside the records: days, outcomes, counts. Never words of a record: those are read anew. A version
 * of a check, which is never changed, is named here, as `promise_check`.
 */
export type NoticeDetail = Record<string, string | number | boolean | null>;

/** Something that people should know. It names records alone; words and links are made when it is read. */
export type Notice = {
  kind: NotificationKind;
  to: Recipients | readonly Recipients[];
  /** Ids of people who are told otherwise. */
  except?: readonly string[];
  overlap_id?: string | null;
  review_id?: string | null;
  condition_id?: string | null;
  finding_id?: string | null;
  detail?: NoticeDetail;
  /** Each person is told once under this key, however often it is called. */
  once?: string;
};

type Row = { id: string };

async function readRecipients(tx: Tx, to: Recipients): Promise<string[]> {
  const rows = await select(tx, to);
  return rows.map(({ id }) => id);
}

function select(tx: Tx, to: Recipients): Promise<Row[]> {
  if ("people" in to)
    return tx.$queryRaw`SELECT id::text FROM person WHERE active AND id = ANY (${[...to.people]}::uuid[])`;
  if ("emails" in to)
    return tx.$queryRaw`
      SELECT id::text FROM person
      WHERE active AND lower(email) = ANY (${to.emails.map((email) => email.toLowerCase())}::text[])`;
  if ("role" in to)
    return tx.$queryRaw`SELECT id::text FROM person WHERE evenhand_has_role('person:' || id, ${to.role})`;
  return tx.$queryRaw`
    SELECT DISTINCT p.id::text FROM overlap_party op JOIN party_manager m ON m.party_id = op.party_id
      JOIN person p ON lower(p.email) = lower(m.email)
    WHERE op.overlap_id = ${to.managers_of}::uuid AND p.active`;
}

/** The id of the person who acts, also where a key acts for them; null for the system. */
async function personOf(tx: Tx, actor: Actor): Promise<string | null> {
  const [row] = await tx.$queryRaw<
    { ref: string }[]
  >`SELECT evenhand_person_behind(${actorRef(actor)}) AS ref`;
  const [kind, id] = (row?.ref ?? "").split(":");
  return kind === "person" && id !== undefined ? id : null;
}

/**
 * Tells people, in the caller's transaction and under whatever role it runs. Nobody is told of what they did themselves,
 * and nobody twice of one notice. Whether somebody may see what it is about is asked when they read. Returns how many
 * were told.
 */
export async function notify(tx: Tx, actor: Actor, notice: Notice): Promise<number> {
  const { kind, to, except = [], detail = {}, once } = notice;
  const groups: readonly Recipients[] = "length" in to ? to : [to];
  const told = new Set<string>();
  for (const group of groups) for (const id of await readRecipients(tx, group)) told.add(id);
  for (const id of [...except, await personOf(tx, actor)]) if (id !== null) told.delete(id);
  if (told.size === 0) return 0;
  const rows = [...told].map((person_id) => ({
    id: uuidv7(),
    person_id,
    kind,
    overlap_id: notice.overlap_id ?? null,
    review_id: notice.review_id ?? null,
    condition_id: notice.condition_id ?? null,
    finding_id: notice.finding_id ?? null,
    actor: actorRef(actor),
    detail,
    once: once === undefined ? null : `${once}:${person_id}`,
  }));
  // Nothing comes back: whoever tells does not read what others are told.
  return tx.$executeRaw`
    INSERT INTO notification (id, person_id, kind, overlap_id, review_id, condition_id, finding_id, actor, detail, once)
    SELECT id, person_id, kind, overlap_id, review_id, condition_id, finding_id, actor, detail, once
    FROM jsonb_populate_recordset(NULL::notification, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT DO NOTHING`;
}
