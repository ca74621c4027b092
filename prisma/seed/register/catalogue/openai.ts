import { anywhere, type CatalogueModel, exactly, type ListPrice, model } from "./model";

/** A name that a dash and more may follow; siblings with longer names are more specific and win. */
const family = (name: string, price: ListPrice, ...also: string[]): CatalogueModel =>
  model(name, price, [...exactly(name), ...anywhere(`${name}-`), ...also]);

const distinct = (name: string, price: ListPrice, ...also: string[]): CatalogueModel =>
  model(name, price, [...anywhere(name), ...also]);

/** Only these names: short ones would be found inside other people's. */
const named = (name: string, price: ListPrice, ...also: string[]): CatalogueModel =>
  model(name, price, [name, ...also].flatMap(exactly));

const GPT_4_AND_BEFORE: CatalogueModel[] = [
  distinct("gpt-3.5-turbo", ["0.5", "1.5"], "*gpt-35-turbo*"),
  distinct("gpt-3.5-turbo-1106", ["1", "2"], "*gpt-35-turbo-1106*"),
  distinct("gpt-3.5-turbo-16k", ["3", "4"], "*gpt-35-turbo-16k*"),
  named("gpt-4", ["30", "60"], "gpt-4-0314", "gpt-4-0613", "ft:gpt-4-0613"),
  distinct("gpt-4-32k", ["60", "120"]),
  distinct("gpt-4-turbo", ["10", "30"], ...anywhere("gpt-4-0125-preview", "gpt-4-1106-preview")),
  family("gpt-4.1", ["2", "8"]),
  distinct("gpt-4.1-mini", ["0.4", "1.6"]),
  distinct("gpt-4.1-nano", ["0.1", "0.4"]),
  distinct("gpt-4.5-preview", ["75", "150"]),
  family("gpt-4o", ["2.5", "10"]),
  distinct("gpt-4o-mini", ["0.15", "0.6"]),
  distinct("gpt-4o-audio-preview", ["2.5", "10"]),
  distinct("gpt-4o-search-preview", ["2.5", "10"]),
  distinct("chatgpt-4o-latest", ["5", "15"]),
  distinct("gpt-audio", ["2.5", "10"]),
  distinct("gpt-audio-mini", ["0.6", "2.4"]),
];

const GPT_5: CatalogueModel[] = [
  family("gpt-5", ["1.25", "10"]),
  distinct("gpt-5-mini", ["0.25", "2"]),
  distinct("gpt-5-nano", ["0.05", "0.4"]),
  distinct("gpt-5-pro", ["15", "120"]),
  distinct("gpt-5.1", ["1.25", "10"]),
  distinct("gpt-5.1-codex-mini", ["0.25", "2"]),
  distinct("gpt-5.2", ["1.75", "14"]),
  distinct("gpt-5.2-pro", ["21", "168"]),
  distinct("gpt-5.3", ["1.75", "14"]),
  distinct("gpt-5.4", ["2.5", "15"]),
  distinct("gpt-5.4-mini", ["0.75", "4.5"]),
  distinct("gpt-5.4-nano", ["0.2", "1.25"]),
  distinct("gpt-5.4-pro", ["30", "180"]),
  distinct("gpt-5.5", ["5", "30"]),
  distinct("gpt-5.5-pro", ["30", "180"]),
  distinct("gpt-5.6", ["5", "30"]),
  distinct("gpt-5.6-terra", ["2.5", "15"]),
  distinct("gpt-5.6-luna", ["1", "6"]),
];

const REASONING_AND_OTHERS: CatalogueModel[] = [
  named("o1", ["15", "60"], "o1-2024-12-17"),
  named("o1-mini", ["1.1", "4.4"], "o1-mini-2024-09-12"),
  named("o1-preview", ["15", "60"], "o1-preview-2024-09-12"),
  named("o1-pro", ["150", "600"], "o1-pro-2025-03-19"),
  named("o3", ["2", "8"], "o3-2025-04-16"),
  named("o3-mini", ["1.1", "4.4"], "o3-mini-2025-01-31"),
  named("o3-pro", ["20", "80"], "o3-pro-2025-06-10"),
  named("o3-deep-research", ["10", "40"], "o3-deep-research-2025-06-26"),
  named("o4-mini", ["1.1", "4.4"], "o4-mini-2025-04-16", "ft:o4-mini-2025-04-16"),
  named("o4-mini-deep-research", ["2", "8"], "o4-mini-deep-research-2025-06-26"),
  named("codex-mini", ["1.5", "6"], "codex-mini-latest"),
  named("computer-use-preview", ["3", "12"]),
  distinct("gpt-oss-20b", ["0.07", "0.3"]),
  distinct("gpt-oss-120b", ["0.15", "0.6"]),
  distinct("gpt-oss-safeguard-20b", ["0.07", "0.2"]),
  distinct("gpt-oss-safeguard-120b", ["0.15", "0.6"]),
];

export const GPT: CatalogueModel[] = [...GPT_4_AND_BEFORE, ...GPT_5, ...REASONING_AND_OTHERS];
