import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { matchModel } from "@/lib/register/server";
import { whereDecisions } from "@/lib/routing/server";
import { type Context, focusOf } from "../context";
import type { NeutralityQuery } from "../schema";
import type { Design } from "../store/fits";
import { exclusionOf, TallyRow, tallySql } from "../store/tally";
import type { ChosenSums } from "./exclusion-shares";

const Prepared = TallyRow.extend({ known: z.coerce.number() });

/** Chosen models of the decisions in the prepared table; `standing` are the fits that stand. */
export async function readPreparedChoices(
  { table, covariates }: Design,
  standing: ReadonlySet<number>,
): Promise<ChosenSums[]> {
  const rows = await clickhouse().rows({
    sql: tallySql(table, ", countIf(winner != 0) AS known"),
    row: Prepared,
  });
  return rows.map(({ known, ...tally }) => ({
    reason: exclusionOf(tally, covariates) ?? (standing.has(tally.fit) ? "usable" : "no_fit"),
    decisions: tally.decisions,
    known,
    focal: tally.won,
  }));
}

const Named = z.object({ routed: z.number(), name: z.string(), decisions: z.coerce.number() });

/** Chosen models of the decisions that no baseline between candidates looks at: pinned and the like, or the blind arm. */
export async function readOtherChoices(
  query: NeutralityQuery,
  { catalogue, investees }: Pick<Context, "catalogue" | "investees">,
): Promise<ChosenSums[]> {
  const { sql, params } = whereDecisions(query);
  const isFocal = focusOf(query, { investees });
  const rows = await clickhouse().rows({
    sql: `SELECT toUInt8(decided_by = 'router') AS routed, toString(chosen_model) AS name, count() AS decisions
      FROM decisions WHERE ${sql} AND (decided_by != 'router' OR arm != 'production') GROUP BY routed, name`,
    params,
    row: Named,
  });
  return rows.map(({ routed, name, decisions }) => {
    const match = matchModel(catalogue, name);
    const focal = match !== null && isFocal({ key: match.owner, first_party: match.first_party });
    return {
      reason: routed === 1 ? "blind_arm" : "not_router",
      decisions,
      known: match ? decisions : 0,
      focal: focal ? decisions : 0,
    };
  });
}
