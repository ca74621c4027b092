import { randomInt } from "node:crypto";
import { type Actor, standsAbove } from "@/lib/access";
import { asDetection, Prisma, type Tx } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import type { Entity, Fields } from "./types";

type Named = Pick<Entity<Fields, object>, "name" | "keyOf" | "walled">;

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const ADDED = 4;
const LONGEST = 128;

const added = (): string => Array.from({ length: ADDED }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** Keys are unique over everything, also over what the actor does not see: so it is asked as the detection role. */
async function isTaken(tx: Tx, { name }: Named, key: string): Promise<boolean> {
  const table = Prisma.raw(`"${name}"`);
  const rows = await asDetection(
    tx,
    (inner) => inner.$queryRaw<object[]>`SELECT 1 FROM ${table} WHERE key = ${key}`,
  );
  return rows.length > 0;
}

/** Throws 422 when a record has the key. Only for who may know: see `keyOfNew`. */
export async function refuseTakenKey(tx: Tx, entity: Named, key: string): Promise<void> {
  if (!(await isTaken(tx, entity, key))) return;
  throw invalid([{ pointer: entity.keyOf ? "/version" : "/key", message: `The key “${key}” is taken.` }]);
}

/**
 * The key of a new record. To say that one is taken would tell of a record behind a wall, and keys are easy to guess:
 * so whoever does not stand above the walls gets four characters added, always, where records can be confidential.
 * Everybody else gets the key as asked, or 422 when it is taken.
 */
export async function keyOfNew(tx: Tx, actor: Actor, entity: Named, asked: string): Promise<string> {
  if (!entity.walled || standsAbove(actor)) {
    await refuseTakenKey(tx, entity, asked);
    return asked;
  }
  const stem = asked.slice(0, LONGEST - ADDED - 1);
  let key = `${stem}-${added()}`;
  while (await isTaken(tx, entity, key)) key = `${stem}-${added()}`;
  return key;
}
