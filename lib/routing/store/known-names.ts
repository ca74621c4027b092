import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Catalogue, type CatalogueModel, matchModel } from "@/lib/register/server";
import { type Filters, whereDecisions } from "./range";

// Names seen in the traffic so far, in this process. A question binds what is known and finds out what is not, so a
// stale list costs one repeat and never a wrong figure.
const holder = globalThis as typeof globalThis & { evenhandNames?: Set<string> };

const MOST = 20_000;

/** Names as gateways logged them, sorted so that equal sets bind equally. */
export const knownNames = (): string[] => [...(holder.evenhandNames ?? [])].sort();

/** Remembers names that a question met and did not know. Returns whether there were any. */
export function learnNames(names: readonly string[]): boolean {
  const known = holder.evenhandNames ?? new Set<string>();
  holder.evenhandNames = known;
  if (known.size + names.length > MOST) known.clear();
  for (const name of names) known.add(name);
  return names.length > 0;
}

/** Every name that was chosen in the range. */
export async function readNames(filters: Filters): Promise<string[]> {
  const { sql, params } = whereDecisions(filters);
  const rows = await clickhouse().rows({
    sql: `SELECT DISTINCT chosen_model AS name FROM decisions WHERE ${sql}`,
    params,
    row: z.object({ name: z.string() }),
  });
  return rows.map(({ name }) => name);
}

/** Class of a name, the last two bits of its code. */
export const UNATTRIBUTED = 0;
export const OTHERS = 1;
export const OWN = 2;
export const UNSEEN = 3;

export type NameMap = {
  names: string[];
  /** 1-based place in `models`, 0 where a name matches nothing. */
  index: number[];
  /** 4 × index + class. */
  codes: number[];
  models: CatalogueModel[];
  /** Of each model, its name; with its product's key in front where two products have a model of that name. */
  model_keys: string[];
};

const classOf = (model: CatalogueModel | null): number =>
  model === null ? UNATTRIBUTED : model.first_party ? OWN : OTHERS;

/** What the known names mean in the catalogue, as the arrays that transform() binds. */
export function nameMap(catalogue: Catalogue): NameMap {
  const models: CatalogueModel[] = [];
  const places = new Map<CatalogueModel, number>();
  const names = knownNames();
  const matched = names.map((name) => matchModel(catalogue, name));
  const index = matched.map((model) => {
    if (!model) return 0;
    const place = places.get(model) ?? models.push(model);
    places.set(model, place);
    return place;
  });
  const codes = matched.map((model, at) => 4 * (index[at] ?? 0) + classOf(model));
  return { names, index, codes, models, model_keys: models.map((model) => modelKey(model, catalogue)) };
}

function modelKey({ model, product }: CatalogueModel, catalogue: Catalogue): string {
  const shared = catalogue.models.some((other) => other.model === model && other.product !== product);
  return shared ? `${product}/${model}` : model;
}
