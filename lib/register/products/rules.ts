import type { InputError } from "@/lib/kernel/errors";
import { normalisePattern } from "../catalogue/normalise";
import { findTies, type OwnedPattern } from "../catalogue/ties";

type Product = { key: string; models: readonly { name: string; patterns: readonly string[] }[] };

const patternsOf = (product: Product): OwnedPattern[] =>
  product.models.flatMap((model) =>
    model.patterns.map((pattern) => ({ pattern, product: product.key, model: model.name })),
  );

/** Errors of patterns: the same name twice in one product, or a tie with another product's. */
export function patternErrors(
  stored: readonly OwnedPattern[],
  changed: readonly Product[],
): { key: string; error: InputError }[] {
  const keys = new Set(changed.map(({ key }) => key));
  const own = changed.flatMap(patternsOf);
  const ties = findTies(own, [...stored.filter(({ product }) => !keys.has(product)), ...own]);
  const tied = new Map(ties.map((tie) => [`${tie.product} ${tie.pattern}`, tie]));
  return changed.flatMap((product) => {
    const seen = new Set<string>();
    return product.models.flatMap((model, at) =>
      model.patterns.flatMap((pattern, index) => {
        const fault = (message: string) => [
          { key: product.key, error: { pointer: `/models/${at}/patterns/${index}`, message } },
        ];
        const again = seen.has(normalisePattern(pattern));
        seen.add(normalisePattern(pattern));
        if (again) return fault(`“${pattern}” stands twice in this product.`);
        const tie = tied.get(`${product.key} ${pattern}`);
        if (!tie) return [];
        return fault(`“${pattern}” ties with “${tie.with_pattern}” of the product “${tie.with_product}”.`);
      }),
    );
  });
}
