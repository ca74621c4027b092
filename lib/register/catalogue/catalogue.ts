import { createHash } from "node:crypto";
import { globMatches } from "./glob";
import { isGlob, literalLength, normaliseModelName, normalisePattern } from "./normalise";

/** One deployable name of a product, with whose it is. */
export type CatalogueModel = {
  model_id: string;
  model: string;
  product: string;
  owner: string;
  owner_name: string;
  /** Order of entry of the owner; fixes its hue. */
  owner_ordinal: number;
  /** Owned by the platform or by a party below it through `parent`. */
  first_party: boolean;
  patterns: readonly string[];
};

/** What charts need to know of a party: its name and what decides its hue. */
export type CatalogueParty = {
  key: string;
  name: string;
  ordinal: number;
  kinds: readonly string[];
  first_party: boolean;
};

type Glob = { pattern: string; literal: number; model: CatalogueModel };

export type Catalogue = {
  models: readonly CatalogueModel[];
  parties: readonly CatalogueParty[];
  exact: ReadonlyMap<string, CatalogueModel>;
  /** Most specific first. */
  globs: readonly Glob[];
  /** Digest of everything that decides a match or an owner. Shown to everybody: nothing confidential is in it. */
  version: string;
};

/** Indexes the models' patterns for matching. */
export function buildCatalogue(
  models: readonly CatalogueModel[],
  parties: readonly CatalogueParty[] = [],
): Catalogue {
  const exact = new Map<string, CatalogueModel>();
  const globs: Glob[] = [];
  for (const model of models)
    for (const raw of model.patterns) {
      const pattern = normalisePattern(raw);
      if (!isGlob(pattern)) exact.set(pattern, model);
      else globs.push({ pattern, literal: literalLength(pattern), model });
    }
  globs.sort((a, b) => b.literal - a.literal);
  return { models, parties, exact, globs, version: digest(models) };
}

function digest(models: readonly CatalogueModel[]): string {
  const lines = models.map((model) =>
    JSON.stringify([
      model.model_id,
      model.product,
      model.owner,
      model.first_party,
      [...model.patterns].sort(),
    ]),
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex").slice(0, 16);
}

const MOST_REMEMBERED = 50_000;
const remembered = new WeakMap<Catalogue, Map<string, CatalogueModel | null>>();

/**
 * The model that a logged name means: exact before glob, then the glob with more literal characters. Null when it
 * matches nothing, or equally well the models of two products: nothing is guessed.
 */
export function matchModel(catalogue: Catalogue, name: string): CatalogueModel | null {
  const known = remembered.get(catalogue) ?? new Map<string, CatalogueModel | null>();
  const hit = known.get(name);
  if (hit !== undefined) return hit;
  const model = findModel(catalogue, normaliseModelName(name));
  if (known.size < MOST_REMEMBERED) remembered.set(catalogue, known.set(name, model));
  return model;
}

function findModel(catalogue: Catalogue, normalised: string): CatalogueModel | null {
  const exact = catalogue.exact.get(normalised);
  if (exact) return exact;
  const fits = ({ pattern }: Glob) => globMatches(pattern, normalised);
  const best = catalogue.globs.find(fits);
  if (!best) return null;
  const rival = catalogue.globs.find(
    (glob) => glob.literal === best.literal && glob.model.product !== best.model.product && fits(glob),
  );
  return rival ? null : best.model;
}
