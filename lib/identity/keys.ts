import { createHash, randomBytes } from "node:crypto";
import { type Actor, actorRef, authorize, type KeyActor, Role } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { invalid, notFound } from "@/lib/kernel/errors";
import { isUuid, uuidv7 } from "@/lib/kernel/ids";
import { KeyCreate, type KeyView } from "./schema";
import { toKeyView } from "./view";

const IDENTITY = { kind: "system", id: "identity" } as const;
const SOURCE_KEY = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const hashKey = (secret: string) => Uint8Array.from(createHash("sha256").update(secret).digest());

/** Makes a key and returns its secret, which is stored only as a hash. A traffic source that is new is created. */
export function createKey(actor: Actor, raw: KeyCreate): Promise<{ key: KeyView; secret: string }> {
  authorize(actor, "people:manage");
  const input = KeyCreate.parse(raw);
  const secret = `evh_${randomBytes(32).toString("base64url")}`;
  return withActor(actor, async (tx) => {
    const traffic_source_id = input.source ? await ensureTrafficSource(tx, actor, input.source) : null;
    const row = await tx.apiKey.create({
      data: {
        id: uuidv7(),
        name: input.name ?? (input.source ? `Ingest ${input.source}` : `${input.scope} as ${input.role}`),
        prefix: secret.slice(0, 8),
        hash: hashKey(secret),
        scope: input.scope,
        role: input.role ?? null,
        traffic_source_id,
        created_by: actorRef(actor),
      },
      include: { traffic_source: true },
    });
    const key = toKeyView(row);
    await appendAudit(tx, { actor, action: "key:create", entity: "api_key", entity_id: row.id, after: key });
    return { key, secret };
  });
}

async function ensureTrafficSource(tx: Tx, actor: Actor, key: string): Promise<string> {
  const found = await tx.trafficSource.findUnique({ where: { key } });
  if (found) return found.id;
  if (!SOURCE_KEY.test(key))
    throw invalid([
      { pointer: "/source", message: "Lower-case letters, digits, dot, dash and underscore; at most 64." },
    ]);
  const row = await tx.trafficSource.create({
    data: { id: uuidv7(), key, name: key, updated_by: actorRef(actor) },
  });
  await appendAudit(tx, {
    actor,
    action: "traffic-source:create",
    entity: "traffic_source",
    entity_id: row.id,
    after: { key, name: key },
  });
  return row.id;
}

/** All keys, revoked ones too, newest first. */
export function listKeys(actor: Actor): Promise<KeyView[]> {
  authorize(actor, "people:manage");
  return withActor(actor, async (tx) => {
    const rows = await tx.apiKey.findMany({
      include: { traffic_source: true },
      orderBy: { created_at: "desc" },
    });
    return rows.map(toKeyView);
  });
}

/** Revokes a key: this process refuses it from the next request on, others within half a second. */
export async function revokeKey(actor: Actor, id: string): Promise<KeyView> {
  authorize(actor, "people:manage");
  const view = await withActor(actor, async (tx) => {
    const found = isUuid(id) ? await tx.apiKey.findUnique({ where: { id } }) : null;
    if (!found) throw notFound();
    const row = await tx.apiKey.update({
      where: { id },
      data: { revoked_at: found.revoked_at ?? new Date() },
      include: { traffic_source: true },
    });
    await appendAudit(tx, { actor, action: "key:revoke", entity: "api_key", entity_id: id });
    return toKeyView(row);
  });
  recent().clear();
  return view;
}

/** The actor of a bearer key, or null when it is unknown or revoked: for half a second after it was last read. */
export async function keyActor(secret: string): Promise<KeyActor | null> {
  if (!secret.startsWith("evh_")) return null;
  const hash = hashKey(secret);
  const id = Buffer.from(hash).toString("base64");
  const seen = recent().get(id);
  if (seen && seen.until_ms > performance.now()) return seen.actor;
  const row = await withActor(IDENTITY, (tx) => tx.apiKey.findUnique({ where: { hash } }));
  if (!row || row.revoked_at) return null;
  const actor: KeyActor = {
    kind: "key",
    id: row.id,
    name: row.name,
    scope: row.scope === "ingest" ? "ingest" : row.scope === "write" ? "write" : "read",
    roles: row.role === null ? [] : [Role.parse(row.role)],
    traffic_source_id: row.traffic_source_id,
  };
  if (recent().size >= MOST_RECENT) recent().clear();
  recent().set(id, { actor, until_ms: performance.now() + BELIEVED_MS });
  return actor;
}

/** A revoked key is refused within a second; until half of one a key that was good is believed to be so still. */
const BELIEVED_MS = 500;
const MOST_RECENT = 1000;

type Recent = Map<string, { actor: KeyActor; until_ms: number }>;
// The bundles of a server share a process: one that revokes a key has all others ask again.
const holder = globalThis as typeof globalThis & { evenhandKeys?: Recent };

function recent(): Recent {
  holder.evenhandKeys ??= new Map();
  return holder.evenhandKeys;
}
