import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type Actor, actorRef } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { conflict, forbidden } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { hashPassword } from "./password";
import { insertPerson } from "./people";
import type { PersonView, SetupInput } from "./schema";

const OPERATOR = { kind: "system", id: "operator" } as const satisfies Actor;
const TOKEN = "setup_token_hash";
const WORKSPACE = "workspace";
const Workspace = z.object({ name: z.string().nullable(), sample: z.boolean(), note: z.string().nullable() });

/** What the shell says about this installation; `note` is the sentence beside the generated mark. */
export type Workspace = z.infer<typeof Workspace>;

const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** Whether an administrator who can sign in exists. */
export async function hasAdministrator(): Promise<boolean> {
  const count = await withActor(OPERATOR, countAdministrators);
  return count > 0;
}

const countAdministrators = (tx: Tx): Promise<number> =>
  tx.personRole.count({
    where: { role: "admin", state: { in: ["bootstrap", "active"] }, person: { active: true } },
  });

/** A fresh set-up token, replacing an earlier one; only its hash is kept. Shown by the launcher as a link. */
export async function createSetupToken(): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const value = hashToken(token);
  await withActor(OPERATOR, (tx) =>
    tx.setting.upsert({ where: { key: TOKEN }, create: { key: TOKEN, value }, update: { value } }),
  );
  return token;
}

/** Creates the first administrator. Throws 409 once one exists. */
export async function createFirstAdmin(input: Omit<SetupInput, "token">): Promise<PersonView> {
  const password_hash = await hashPassword(input.password);
  return withActor(OPERATOR, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TOKEN.length}::bigint)`;
    if ((await countAdministrators(tx)) > 0)
      throw conflict("already_set_up", "An administrator exists already. Sign in instead.");
    const person = await insertPerson(tx, OPERATOR, input, password_hash);
    const role = await tx.personRole.create({
      data: {
        id: uuidv7(),
        person_id: person.id,
        role: "admin",
        state: "bootstrap",
        requested_by: actorRef(OPERATOR),
      },
    });
    await appendAudit(tx, {
      actor: OPERATOR,
      action: "role:bootstrap",
      entity: "person",
      entity_id: person.id,
      after: { role: role.role },
    });
    await tx.setting.deleteMany({ where: { key: TOKEN } });
    return person;
  });
}

/** Set-up by the printed link: the token must be the one shown last. Throws 403 otherwise. */
export async function completeSetup({ token, ...input }: SetupInput): Promise<PersonView> {
  const row = await withActor(OPERATOR, (tx) => tx.setting.findUnique({ where: { key: TOKEN } }));
  const expected = Buffer.from(
    typeof row?.value === "string" ? row.value : hashToken(randomBytes(24).toString("hex")),
  );
  if (!timingSafeEqual(Buffer.from(hashToken(token)), expected))
    throw forbidden("This set-up link is not valid any more. Start the server again to get a new one.");
  return createFirstAdmin(input);
}

/** Name and kind of this workspace; an installation that never said so is not a sample. */
export async function getWorkspace(): Promise<Workspace> {
  const row = await withActor(OPERATOR, (tx) => tx.setting.findUnique({ where: { key: WORKSPACE } }));
  return Workspace.safeParse(row?.value).data ?? { name: null, sample: false, note: null };
}

/** Set by the demo alone. */
export async function setWorkspace(value: Workspace): Promise<void> {
  await withActor(OPERATOR, async (tx) => {
    await tx.setting.upsert({
      where: { key: WORKSPACE },
      create: { key: WORKSPACE, value },
      update: { value },
    });
    await appendAudit(tx, {
      actor: OPERATOR,
      action: "workspace:update",
      entity: "setting",
      entity_id: WORKSPACE,
      after: value,
    });
  });
}
