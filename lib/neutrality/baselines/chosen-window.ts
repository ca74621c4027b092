import { whereDecisions } from "@/lib/routing/server";
import { type Context, focusOf } from "../context";
import type { Counts, Measured } from "../measured";
import type { NeutralityQuery } from "../schema";
import { type ChosenWindow, readChosen, type Where } from "../store/chosen";
import { readGroups, strataOf, type Version, versionsOf } from "../store/groups";
import { codeNames } from "../store/names";

/** What a baseline that looks at chosen models alone needs to question a window. */
export type ChosenSetting = {
  window: ChosenWindow;
  versions: readonly Version[];
  /** Decisions of the window that are not the production router's. */
  not_router: number;
  blind_arm: number;
};

/** What a baseline that estimates nothing, and looks at no candidates, has to say of either. */
export const NOTHING_ESTIMATED = {
  covariates: [],
  covariances: new Map(),
  support: null,
  fits: [],
  guards: () => [],
} satisfies Partial<Measured>;

/** Of such baselines no candidates are counted. */
export const NO_CANDIDATES = {
  candidates: { logged: 0, policy: 0 },
  declared: 0,
} satisfies Partial<Counts>;

/** Reads names, policy versions and strata of the window; the largest strata are those of production. */
export async function readChosenSetting(
  query: NeutralityQuery,
  context: Context,
  where: Where = whereDecisions(query),
): Promise<ChosenSetting> {
  const [chosen, groups] = await Promise.all([readChosen(query, where), readGroups(query)]);
  const names = codeNames(chosen.names.sort(), context.catalogue, focusOf(query, context));
  return {
    window: { where, names, strata: strataOf(groups, query.fixed_strata) },
    versions: versionsOf(groups),
    not_router: chosen.not_router,
    blind_arm: chosen.blind_arm,
  };
}
