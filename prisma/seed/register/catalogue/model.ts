export type CatalogueModel = {
  name: string;
  patterns: string[];
  input_price_usd_per_mtok?: string;
  output_price_usd_per_mtok?: string;
};

/** List prices in USD per million tokens, input and output; null where providers differ or none is listed. */
export type ListPrice = readonly [input: string, output: string] | null;

/** A model with the names that gateways log for it. Prices are texts, as the list has them. */
export function model(name: string, price: ListPrice, patterns: readonly string[]): CatalogueModel {
  return {
    name,
    patterns: [...new Set(patterns)],
    ...(price ? { input_price_usd_per_mtok: price[0], output_price_usd_per_mtok: price[1] } : {}),
  };
}

/** Any name that holds the text: for names that nobody else's model would contain. */
export const anywhere = (...texts: string[]): string[] => texts.map((text) => `*${text}*`);

/**
 * Names where the text begins a word of a path or follows the vendor, plus the bare text: for families of which
 * others publish derivatives under names of their own, such as dolphin-mixtral.
 */
export const vendored = (vendor: string, ...texts: string[]): string[] =>
  texts.flatMap((text) => [text, `*${vendor}.${text}*`, `*/${text}*`]);

const OPENAI_FOLDERS = [
  "openai",
  "azure",
  "azure_ai",
  "azure/eu",
  "azure/us",
  "azure/global",
  "azure/global-standard",
];

/** Just this name, bare or in a folder that OpenAI's and Azure's gateways use: for names too short for a glob. */
export const exactly = (name: string): string[] => [
  name,
  ...OPENAI_FOLDERS.map((folder) => `${folder}/${name}`),
];
