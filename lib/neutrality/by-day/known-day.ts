import { readChosenSetting } from "../baselines/chosen-window";
import { measureOwnerBlind } from "../baselines/owner-blind";
import { measureReferenceShare } from "../baselines/reference-share";
import type { Context } from "../context";
import { parseReference } from "../reference";
import type { NeutralityQuery } from "../schema";
import { armRows, whereArms } from "../store/arms";
import { readAround } from "../store/chosen";
import { referenceRows } from "../store/references";
import { readClusters } from "./clusters-sql";
import { keepKnownDay, NO_CLUSTERS } from "./keep";
import type { DayTable } from "./schema";

/** One day (the query's range) of a baseline whose q is known: a fixed share, or an experiment. */
export async function measureKnownDay(query: NeutralityQuery, context: Context): Promise<DayTable> {
  const blind = query.baseline === "owner_blind";
  const measured = await (blind ? measureOwnerBlind : measureReferenceShare)(query, context);
  const { window } = await readChosenSetting(query, context, blind ? await whereArms(query) : undefined);
  const rows = blind ? armRows(window) : referenceRows(window, parseReference(query.reference ?? "") ?? []);
  const [clusters, around] = await Promise.all([readClusters(rows), readAround(rows)]);
  return keepKnownDay(measured, {
    clusters: clusters.get(0) ?? NO_CLUSTERS,
    owners: around.owners.map((number) => window.names.owners[number] ?? "").sort(),
  });
}
