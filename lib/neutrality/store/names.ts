import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Catalogue, type CatalogueModel, matchModel, normaliseModelName } from "@/lib/register/server";
import { whereDecisions } from "@/lib/routing/server";
import type { NeutralityQuery } from "../schema";

/** Routed production decisions: the only ones that can be tested. */
export const TESTED = "decided_by = 'router' AND arm = 'production'";

const Names = z.object({
  not_router: z.coerce.number(),
  blind_arm: z.coerce.number(),
  bare: z.coerce.number(),
  most: z.coerce.number(),
  chosen: z.array(z.string()),
});
const Candidate = z.object({ model: z.string() });
const Irregular = z.object({ irregular: z.coerce.number() });
type Names = z.infer<typeof Names> & { candidates: string[]; irregular: boolean };

/** So many decisions are looked at for whether the log's are regular. */
const LOOKED_AT = 50_000;

/**
 * Decisions that no baseline looks at; others without candidates; the most candidates that one has, and every model name as
 * it was logged. `irregular`: whether there is a candidate that is not eligible, or twice the same name, in some of the
 * decisions; that all are looked at is for whoever prepares them.
 */
export async function readNames(query: NeutralityQuery, looked_at = LOOKED_AT): Promise<Names> {
  const { sql, params } = whereDecisions(query);
  // By a key of their own: that goes by the column's dictionary, and a sum over arrays by every candidate's text.
  const [[row], candidates, [odd]] = await Promise.all([
    clickhouse().rows({
      sql: `SELECT countIf(decided_by != 'router') AS not_router,
          countIf(decided_by = 'router' AND arm != 'production') AS blind_arm,
          countIf(empty(cand_model) AND ${TESTED}) AS bare,
          max(length(cand_model)) AS most,
          groupUniqArrayIf(chosen_model, ${TESTED}) AS chosen
        FROM decisions WHERE ${sql}`,
      params,
      row: Names,
    }),
    clickhouse().rows({
      sql: `SELECT arrayJoin(cand_model) AS model FROM decisions WHERE ${sql} AND ${TESTED} GROUP BY model`,
      params,
      row: Candidate,
    }),
    clickhouse().rows({
      sql: `SELECT countIf(has(cand_eligible, 0) OR arrayUniq(cand_model) < length(cand_model)) AS irregular
        FROM (SELECT cand_eligible, cand_model FROM decisions WHERE ${sql} AND ${TESTED} LIMIT {looked_at:UInt64})`,
      params: { ...params, looked_at },
      row: Irregular,
    }),
  ]);
  const counted = row ?? { not_router: 0, blind_arm: 0, bare: 0, most: 0, chosen: [] };
  const irregular = (odd?.irregular ?? 0) > 0;
  return { ...counted, candidates: candidates.map(({ model }) => model), irregular };
}

/**
 * Names as numbers, for transform(): code = model · 2^21 + owner · 2 + focal. Names that mean one model have one
 * code: the catalogue's model, else the normalised name with owner 0.
 */
export type NameCodes = { names: string[]; codes: number[]; owners: string[] };

export const OWNER_SHIFT = 2;
export const MODEL_SHIFT = 2 ** 21;

/** Codes of these names; `owners` holds the owner's key at its number, from 1. */
export function codeNames(
  names: readonly string[],
  catalogue: Catalogue,
  isFocal: (owner: { key: string; first_party: boolean }) => boolean,
): NameCodes {
  const models = new Map<string, number>();
  const owners = [""];
  const codes = names.map((name) => {
    const match = matchModel(catalogue, name);
    const identity = match ? `model ${match.model_id}` : `name ${normaliseModelName(name)}`;
    const model = models.get(identity) ?? models.size + 1;
    models.set(identity, model);
    if (!match) return model * MODEL_SHIFT;
    const { owner: key, first_party } = match;
    if (!owners.includes(key)) owners.push(key);
    const focal = isFocal({ key, first_party }) ? 1 : 0;
    return model * MODEL_SHIFT + owners.indexOf(key) * OWNER_SHIFT + focal;
  });
  return { names: [...names], codes, owners };
}

/** The catalogue's model of each code; codes of names that match nothing are not there. */
export function modelsByCode({ names, codes }: NameCodes, catalogue: Catalogue): Map<number, CatalogueModel> {
  const models = new Map<number, CatalogueModel>();
  for (const [at, code] of codes.entries()) {
    const model = models.has(code) ? null : matchModel(catalogue, names[at] ?? "");
    if (model) models.set(code, model);
  }
  return models;
}

/** Numbers of the owners outside the focus. */
export const partnerOwners = ({ codes }: Pick<NameCodes, "codes">): number[] =>
  [
    ...new Set(
      codes.flatMap((code) => {
        const part = code % MODEL_SHIFT;
        return part >= OWNER_SHIFT && part % OWNER_SHIFT === 0 ? [part / OWNER_SHIFT] : [];
      }),
    ),
  ].sort((a, b) => a - b);
