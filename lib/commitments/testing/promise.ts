import { createHash } from "node:crypto";
import type { Actor } from "@/lib/access";
import { canonicalJson, toCanonical } from "@/lib/audit";
import { asChecks, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { CheckDefinition } from "../checks/definition";
import { type LoadedCheck, loadCheck } from "../checks/store";
import { type Day, toDate } from "../day";
import { openFindings } from "../findings/open";
import type { ResultTrigger, ResultVerdict } from "../results/schema";
import { CHECKS } from "../system";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Sets the simulated clock of a test's database: it goes forward only and begins before the first check. A scheduler moves it to `until`. */
export const setClock = (now: string, until?: string): Promise<void> =>
  withActor(OPERATOR, async (tx) => {
    const [key, value] = ["simulated_clock", { now, ...(until === undefined ? {} : { until }) }];
    // No upsert: its attempt to insert would be taken for a clock that begins again.
    const { count } = await tx.setting.updateMany({ where: { key }, data: { value } });
    if (count === 0) await tx.setting.create({ data: { key, value } });
  });

/** A commitment with clauses of these keys. */
export async function makeCommitment(key: string, clauses: readonly string[]): Promise<void> {
  await withActor(OPERATOR, async (tx) => {
    const commitment = await tx.commitment.create({
      data: { id: uuidv7(), key, text: "We give ourselves no advantage.", updated_by: "system:operator" },
    });
    await tx.clause.createMany({
      data: clauses.map((clause) => ({
        id: uuidv7(),
        commitment_id: commitment.id,
        key: clause,
        text: clause,
        kind: "routing",
      })),
    });
  });
}

type CheckWanted = {
  key: string;
  commitment: string;
  clause: string;
  definition: unknown;
  by?: Actor;
};

/** A first version, put straight into its table. The definition gets its defaults. */
export async function makeCheck({
  key,
  commitment,
  clause,
  definition,
  by,
}: CheckWanted): Promise<LoadedCheck> {
  const parsed = CheckDefinition.parse(definition);
  const id = uuidv7();
  return withActor(by ?? testActor("compliance"), async (tx) => {
    const { id: commitment_id } = await tx.commitment.findUniqueOrThrow({ where: { key: commitment } });
    await tx.promiseCheck.create({
      data: {
        id,
        key,
        check_version: 1,
        commitment_id,
        clause_key: clause,
        title: key,
        metric: parsed.test.metric,
        definition: parsed,
        definition_hash: sha256(canonicalJson(toCanonical(parsed))),
        first_day: toDate(parsed.first_day),
        window_days: parsed.window_days,
        schedule: parsed.schedule.every,
        created_by: "",
      },
    });
    return loadCheck(tx, id);
  });
}

type ResultWanted = {
  day: Day;
  window_from?: Day;
  verdict: ResultVerdict;
  trigger?: ResultTrigger;
};

const NO_FIGURES = { measures: [], n: 0, because: [], tilt: null, rows: [] };

/** A result as a run would write it, with the findings that it opens. Returns its id. */
export const writeResult = (check: LoadedCheck, wanted: ResultWanted): Promise<string> =>
  withActor(CHECKS, (tx) => asChecks(tx, () => insertResult(tx, check, wanted)));

/** The same inside a transaction of the role of checks. */
export async function insertResult(
  tx: Tx,
  check: LoadedCheck,
  { day, window_from = check.first_day, verdict, trigger = "scheduled" }: ResultWanted,
): Promise<string> {
  const last = await tx.checkResult.aggregate({ where: { check_id: check.id }, _max: { number: true } });
  const id = uuidv7();
  await tx.checkResult.create({
    data: {
      id,
      check_id: check.id,
      number: (last._max.number ?? 0) + 1,
      window_from: toDate(window_from),
      day: toDate(day),
      trigger,
      why: trigger === "scheduled" ? null : "for a test",
      verdict,
      figures: NO_FIGURES,
      inputs: [],
      inputs_hash: sha256("[]"),
      dataset_digest: "00",
      method_version: "test",
      catalogue_version: "test",
      computed_by: "",
    },
  });
  await openFindings(tx, check, { id, day, window_from, verdict, figures: NO_FIGURES });
  return id;
}
