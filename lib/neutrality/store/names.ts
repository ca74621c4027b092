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
  irregular: z.coerce.number(),
  most: z.coerce.number(),
  chosen: z.array(z.string()),
});
const Candidate = z.object({ model: z.string() });
type Names = z.infer<typeof Names> & { candidates: string[] };

/**
 * Decisions that no baseline looks at; others without candidates, those with a candidate that is not eligible or twice
 * the same name; the most candidates that one has, and every model name as it was logged.
 */
export async function readNames(query: NeutralityQuery): Promise<Names> {
  const { sql, params } = whereDecisions(query);
  // By a key of their own: that goes by the column's dictionary, and a sum over arrays by every candidate's text.
  const [[row], candidates] = await Promise.all([
    clickhouse().rows({
      sql: `SELECT countIf(decided_by != 'router') AS not_router,
          countIf(decided_by = 'router' AND arm != 'production') AS blind_arm,
          countIf(empty(cand_model) AND ${TESTED}) AS bare,
          countIf((has(cand_eligible, 0) OR arrayUniq(cand_model) < length(cand_model)) AND ${TESTED}) AS irregular,
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
  ]);
  const counted = row ?? { not_router: 0, blind_arm: 0, bare: 0, irregular: 0, most: 0, chosen: [] };
  return { ...counted, candidates: candidates.map(({ model }) => model) };
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
