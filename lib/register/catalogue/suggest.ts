/** A product that a name could belong to: what one needs to choose, and the names of its models. */
export type NamedProduct = {
  key: string;
  name: string;
  owner_name: string;
  first_party: boolean;
  models: readonly string[];
};

const SHORTEST = 3;

const words = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word.length >= SHORTEST),
  );

/**
 * The product whose model names share most words with an unknown name; null when none does, or several equally.
 * Only a suggestion: nothing is attributed until a person says so.
 */
export function suggestProduct(name: string, products: readonly NamedProduct[]): NamedProduct | null {
  const wanted = words(name);
  const scored = products
    .map((product) => {
      const known = words([product.name, product.owner_name, ...product.models].join(" "));
      return { product, score: [...wanted].filter((word) => known.has(word)).length };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score !== next?.score ? best.product : null;
}
