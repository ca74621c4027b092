import { type Actor, actorRef, standsAbove } from "@/lib/access";
import { prisma } from "./client";
import type { Prisma } from "./generated/client";

export type Tx = Prisma.TransactionClient;

type Options = { timeout_ms?: number };

/**
 * Runs `work` in one transaction that Postgres knows the actor of: row-level security shows what this actor may
 * see, and nothing at all to an empty one. Everything commits together or not at all.
 */
export function withActor<T>(
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  { timeout_ms = 15_000 }: Options = {},
): Promise<T> {
  // Fresh options each call: Prisma 7.10 writes into the object it is given.
  return prisma().$transaction(
    async (tx) => {
      await announce(tx, actor);
      return work(tx);
    },
    { timeout: timeout_ms, maxWait: 10_000 },
  );
}

async function announce(tx: Tx, actor: Actor): Promise<void> {
  const above = standsAbove(actor) ? "on" : "";
  await tx.$executeRaw`SELECT set_config('evenhand.actor', ${actorRef(actor)}, true), set_config('evenhand.above', ${above}, true), set_config('evenhand.assigned', '', true)`;
  if (actor.kind !== "person" || !actor.roles.includes("partner_manager")) return;
  await tx.$executeRaw`SELECT set_config('evenhand.assigned', coalesce((SELECT string_agg(party_id::text, ',') FROM party_manager WHERE email = ${actor.email}), ''), true)`;
}

/**
 * Runs `work` inside the caller's transaction as the detection role, which sees every fact: a person's own view
 * would miss conflicts and end them wrongly. The caller's role and view come back afterwards.
 */
export async function asDetection<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await tx.$executeRaw`SET LOCAL ROLE evenhand_detection`;
  const result = await work(tx);
  // After an error the transaction is lost anyway, and with it SET LOCAL.
  await tx.$executeRaw`RESET ROLE`;
  return result;
}

/** The same as the role of checks, which alone may write results and open findings, and changes no record. */
export async function asChecks<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await tx.$executeRaw`SET LOCAL ROLE evenhand_checks`;
  const result = await work(tx);
  await tx.$executeRaw`RESET ROLE`;
  return result;
}

/** True when the database answers and lets the application's role in. */
export async function pingDatabase(): Promise<boolean> {
  try {
    await prisma().$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}

const UNREACHABLE =
  /ECONNREFUSED|ENOENT.*\.s\.PGSQL|ECONNRESET|57P0[123]|P1001|P1002|P1008|P1017|P2024|P2028|Connection terminated|timeout exceeded when trying to connect|Can't reach database/;

/** Whether an error says that Postgres is down or overloaded, rather than that a statement was wrong. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return UNREACHABLE.test(`${code} ${error.message}`);
}

/** Whether an error is Postgres refusing a duplicate of something unique. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "P2002" || error.code === "23505");
