import type { Prisma, Tx } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import type { CheckDefinition } from "../checks/definition";
import { storedHash } from "../checks/normalise";

// Rows put straight into their tables, for tests of what the database itself refuses.

export const date = (day: string) => new Date(`${day}T00:00:00Z`);

export type VersionRow = Partial<Prisma.PromiseCheckUncheckedCreateInput>;
/** A version as the service would write it, but for what a test changes. */
export async function insertVersion(tx: Tx, row: VersionRow, given: CheckDefinition): Promise<string> {
  const { id: commitment_id } = await tx.commitment.findUniqueOrThrow({ where: { key: "promise" } });
  const id = uuidv7();
  await tx.promiseCheck.create({
    data: {
      ...{ id, key: "new", check_version: 1, commitment_id, clause_key: "routing", title: "T" },
      ...{ metric: given.test.metric, definition: given as Prisma.InputJsonObject },
      ...{
        definition_hash: storedHash(row.definition ?? given),
        first_day: date(given.first_day),
        window_days: given.window_days,
      },
      ...{ schedule: given.schedule.every, created_by: "", ...row },
    },
  });
  return id;
}

export const decide = (tx: Tx, check_id: string, outcome = "approved") =>
  tx.checkDecision.create({ data: { id: uuidv7(), check_id, outcome, decided_by: "person:somebody" } });

export type ResultRow = { check_id: string; window_from: string; day: string } & Partial<{
  number: number;
  trigger: string;
  why: string | null;
}>;
export const insertResult = (tx: Tx, { window_from, day, ...row }: ResultRow) =>
  tx.checkResult.create({
    data: {
      ...{
        id: uuidv7(),
        number: 1,
        trigger: "scheduled",
        why: null,
        verdict: "kept",
        figures: {},
        inputs: [],
      },
      ...{ inputs_hash: "", dataset_digest: "", method_version: "", catalogue_version: "", computed_by: "" },
      ...{ ...row, window_from: date(window_from), day: date(day) },
    },
  });

export const insertDay = (tx: Tx, check_id: string, window_from: string, day: string) =>
  tx.checkDay.create({
    data: {
      ...{ id: uuidv7(), check_id, revision: 1, content: {}, content_hash: "", dataset_digest: "" },
      ...{ catalogue_version: "", method_version: "", window_from: date(window_from), day: date(day) },
    },
  });

export const insertFit = (
  tx: Tx,
  check_id: string,
  window_from: string,
  from_day: string,
  upto_day: string,
) =>
  tx.checkFit.create({
    data: {
      ...{
        id: uuidv7(),
        check_id,
        b_version: 1,
        router: "r",
        policy_version: "v",
        content: {},
        content_hash: "",
      },
      ...{ window_from: date(window_from), from_day: date(from_day), upto_day: date(upto_day) },
      ...{ catalogue_version: "", dataset_digest: "" },
    },
  });
