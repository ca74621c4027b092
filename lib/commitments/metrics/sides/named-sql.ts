import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import {
  type Context,
  codeNames,
  focusOf,
  MODEL_SHIFT,
  type NameCodes,
  OWNER_SHIFT,
} from "@/lib/neutrality/server";
import { whereDecisions } from "@/lib/routing/server";

type Filters = Parameters<typeof whereDecisions>[0];

const Names = z.object({ names: z.array(z.string()) });

/** SQL that reads models by owner: a code is a name's model, owner and whether it is in the focus. */
export const codeOf = (name: string): string =>
  `transform(${name}, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0))`;
export const isKnown = (code: string): string => `modulo(${code}, ${MODEL_SHIFT}) >= ${OWNER_SHIFT}`;
export const isFocal = (code: string): string => `modulo(${code}, 2) = 1`;

/** Conditions of a range's decisions, their binds alone (`range`), and with every model name in them as a code. */
export async function bindNamed(
  range: Filters,
  focus: string,
  context: Context,
): Promise<{ where: string; range: Record<string, Param>; params: Record<string, Param>; names: NameCodes }> {
  const { sql: where, params } = whereDecisions(range);
  const [row] = await clickhouse().rows({
    sql: `SELECT arrayDistinct(arrayConcat(groupUniqArray(toString(chosen_model)), groupUniqArray(toString(requested_model)),
        arrayMap(name -> toString(name), groupUniqArrayArray(cand_model)))) AS names FROM decisions WHERE ${where}`,
    params,
    row: Names,
  });
  const names = codeNames([...(row?.names ?? [])].sort(), context.catalogue, focusOf({ focus }, context));
  return { where, range: params, params: { ...params, names: names.names, codes: names.codes }, names };
}

/** Whose a row is: its tenant and its session as numbers, 0 for none. */
export const CLUSTER_KEYS = `if(tenant = '', toUInt64(0), sipHash64(tenant)) AS tenant_key,
  if(session_id = '', toUInt64(0), sipHash64(source, session_id)) AS session_key`;
