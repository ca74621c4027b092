import { type Catalogue, type CatalogueModel, matchModel } from "@/lib/register/server";

// Names seen in the traffic so far, in this process. A question binds what is known and reports what is not, so a
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

export type NameMap = { names: string[]; index: number[]; models: CatalogueModel[] };

/** Each known name's model as a 1-based index into `models`, 0 where it matches nothing: what transform() binds. */
export function nameMap(catalogue: Catalogue): NameMap {
  const models: CatalogueModel[] = [];
  const at = new Map<CatalogueModel, number>();
  const names = knownNames();
  const index = names.map((name) => {
    const model = matchModel(catalogue, name);
    if (!model) return 0;
    const known = at.get(model);
    if (known !== undefined) return known;
    models.push(model);
    at.set(model, models.length);
    return models.length;
  });
  return { names, index, models };
}
