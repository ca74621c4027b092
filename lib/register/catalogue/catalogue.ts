import { createHash } from "node:crypto";
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
  /** Owned by a party that the platform has invested in. */
  investee: boolean;
  patterns: readonly string[];
};

type Glob = { expression: RegExp; literal: number; model: CatalogueModel };

export type Catalogue = {
  models: readonly CatalogueModel[];
  exact: ReadonlyMap<string, CatalogueModel>;
  /** Most specific first. */
  globs: readonly Glob[];
  /** Digest of everything that decides a match or an owner. */
  version: string;
};

function globExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}

/** Indexes the models' patterns for matching. */
export function buildCatalogue(models: readonly CatalogueModel[]): Catalogue {
  const exact = new Map<string, CatalogueModel>();
  const globs: Glob[] = [];
  for (const model of models)
    for (const raw of model.patterns) {
      const pattern = normalisePattern(raw);
      if (!isGlob(pattern)) exact.set(pattern, model);
      else globs.push({ expression: globExpression(pattern), literal: literalLength(pattern), model });
    }
  globs.sort((a, b) => b.literal - a.literal);
  return { models, exact, globs, version: digest(models) };
}

function digest(models: readonly CatalogueModel[]): string {
  const lines = models.map((model) =>
    JSON.stringify([
      model.model_id,
      model.product,
      model.owner,
      model.first_party,
      model.investee,
      [...model.patterns].sort(),
    ]),
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex").slice(0, 16);
}

/** The model that a logged name means, or null: exact before glob, then the glob with more literal characters. */
export function matchModel(catalogue: Catalogue, name: string): CatalogueModel | null {
  const normalised = normaliseModelName(name);
  const exact = catalogue.exact.get(normalised);
  if (exact) return exact;
  return catalogue.globs.find(({ expression }) => expression.test(normalised))?.model ?? null;
}
