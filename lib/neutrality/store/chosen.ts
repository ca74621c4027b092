import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import type { NeutralityQuery } from "../schema";
import { chooseClusters, type Surroundings } from "./calibration";
import { type Clusters, sumOfSquares } from "./fits";
import { DAY, STRATUM_HASH, type Stratum } from "./groups";
import { MODEL_SHIFT, type NameCodes, OWNER_SHIFT } from "./names";

const Chosen = z.object({
  not_router: z.coerce.number(),
  blind_arm: z.coerce.number(),
  names: z.array(z.string()),
});

/** Conditions on decisions, with their binds. */
export type Where = { sql: string; params: Record<string, Param> };

/**
 * Decisions that are not the production router's, and every model name that a router chose, as it was logged. Decisions of a
 * copy that `where` takes in though the question does not ask for their version are named, and not counted.
 */
export async function readChosen(
  { policy_version }: Pick<NeutralityQuery, "policy_version">,
  { sql, params }: Where,
): Promise<z.infer<typeof Chosen>> {
  const asked = policy_version === undefined ? "" : "AND policy_version = {policy_version:String}";
  const [row] = await clickhouse().rows({
    sql: `SELECT countIf(decided_by != 'router' ${asked}) AS not_router,
        countIf(decided_by = 'router' AND arm != 'production' ${asked}) AS blind_arm,
        groupUniqArrayIf(chosen_model, decided_by = 'router') AS names
      FROM decisions WHERE ${sql}`,
    params,
    row: Chosen,
  });
  return row ?? { not_router: 0, blind_arm: 0, names: [] };
}

export type ChosenWindow = {
  where: Where;
  names: NameCodes;
  strata: readonly Stratum[];
};

/**
 * Decisions of routers in either arm, by their chosen model alone: `day`, `stratum` (counted from 1, 0 beyond the
 * largest), `task`, `production` (0: decided by a copy blind to ownership), `known` (whether the chosen model's owner is),
 * `won` (1 where it is in the focus), `owner`, and `tenant` and `session` as in the prepared table.
 */
export const chosenRows = ({ where: { sql, params }, names, strata }: ChosenWindow): Where => {
  return {
    sql: `(
      WITH transform(chosen_model, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0)) AS code
      SELECT ${DAY} AS day,
        toUInt16(transform(${STRATUM_HASH}, {stratum_hashes:Array(UInt64)}, {stratum_numbers:Array(UInt16)}, toUInt16(0))) AS stratum,
        task,
        arm = 'production' AS production,
        modulo(code, {model_shift:UInt64}) >= {owner_shift:UInt64} AS known,
        toUInt8(modulo(code, 2)) AS won,
        toUInt32(intDiv(modulo(code, {model_shift:UInt64}), {owner_shift:UInt64})) AS owner,
        if(tenant = '', 0, sipHash64(tenant)) AS tenant_key,
        if(session_id = '', 0, sipHash64(source, session_id)) AS session_key
      FROM decisions WHERE ${sql} AND decided_by = 'router')`,
    params: {
      ...params,
      names: names.names,
      codes: names.codes,
      model_shift: MODEL_SHIFT,
      owner_shift: OWNER_SHIFT,
      stratum_hashes: strata.map(({ hash }) => BigInt(hash)),
      stratum_numbers: strata.map((_, index) => index + 1),
    },
  };
};

/** The row's cluster as a number; 0: it is one by itself. */
const CLUSTER: Record<Clusters["by"], string> = {
  tenant: "tenant_key",
  session: "session_key",
  day: "toUInt64(day) + 1",
};

/** Rows of `chosenRows` that are tested, as a subquery that also has each row's `residual`. */
export type TestedRows = Where;

/** Sum over clusters of (sum of residuals) squared: the numerator of phi. */
export const clusterSquares = ({ sql, params }: TestedRows, { by }: Clusters): Promise<number> =>
  sumOfSquares(`SELECT ${CLUSTER[by]} AS cluster, residual FROM ${sql}`, params);

const Around = z.object({
  tenants: z.coerce.number(),
  days: z.coerce.number(),
  owners: z.array(z.number()),
});

/**
 * Who stands behind the rows tested: clusters, and owners outside the focus among production's chosen models. Sessions are
 * counted only where tenants are too few to be the clusters: there may be millions.
 */
export async function readAround({ sql, params }: TestedRows): Promise<Surroundings> {
  const [row] = await clickhouse().rows({
    sql: `SELECT uniqExactIf(tenant_key, tenant_key != 0) AS tenants, uniqExact(day) AS days,
        groupUniqArrayIf(owner, won = 0 AND production) AS owners
      FROM ${sql}`,
    params,
    row: Around,
  });
  const around = { tenants: 0, days: 0, owners: [], ...row, sources: [], sessions: 0 };
  if (chooseClusters(around).by === "tenant") return around;
  const [counted] = await clickhouse().rows({
    sql: `SELECT uniqExactIf(session_key, session_key != 0) AS sessions FROM ${sql}`,
    params,
    row: z.object({ sessions: z.coerce.number() }),
  });
  return { ...around, sessions: counted?.sessions ?? 0 };
}
