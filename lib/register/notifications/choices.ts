import type { Actor, PersonActor } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { NOTIFICATION_KINDS } from "./kinds";
import { type ChooseInput, type NotificationChoices, NotificationKind } from "./schema";
import { personOnly } from "./store";

/** Everybody is told of everything until they choose otherwise. */
const DEFAULT = { in_app: true, in_digest: true };

async function read(tx: Tx, person: PersonActor): Promise<NotificationChoices> {
  const rows = await tx.notificationChoice.findMany({ where: { person_id: person.id } });
  const chosen = new Map(rows.map(({ kind, in_app, in_digest }) => [kind, { in_app, in_digest }]));
  return {
    items: NotificationKind.options.map((kind) => ({
      kind,
      ...NOTIFICATION_KINDS[kind],
      ...(chosen.get(kind) ?? DEFAULT),
    })),
  };
}

/** What the actor chose to be told of, and where. Throws 403 `person_required` for keys. */
export function readChoices(actor: Actor): Promise<NotificationChoices> {
  const person = personOnly(actor);
  return withActor(person, (tx) => read(tx, person));
}

/** Chooses for oneself. Kinds that are not named stay as they are. */
export function choose(actor: Actor, { choices }: ChooseInput): Promise<NotificationChoices> {
  const person = personOnly(actor);
  return withActor(person, async (tx) => {
    const before = await read(tx, person);
    const person_id = person.id;
    for (const { kind, ...where } of choices)
      await tx.notificationChoice.upsert({
        where: { person_id_kind: { person_id, kind } },
        create: { person_id, kind, ...where },
        update: where,
      });
    const after = await read(tx, person);
    await appendAudit(tx, {
      ...{ actor, action: "notification:choose", entity: "person", entity_id: person_id },
      before: toFacts(before),
      after: toFacts(after),
    });
    return after;
  });
}

/** By kind: where it is told. */
const toFacts = ({ items }: NotificationChoices) =>
  Object.fromEntries(
    items.map(({ kind, in_app, in_digest }) => [
      `notification_${kind}`,
      [...(in_app ? ["in the app"] : []), ...(in_digest ? ["in the digest"] : [])].join(", ") || "nowhere",
    ]),
  );
