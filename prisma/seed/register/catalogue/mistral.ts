import { type CatalogueModel, type ListPrice, model, vendored } from "./model";

const mistral = (name: string, price: ListPrice, ...texts: string[]): CatalogueModel =>
  model(name, price, vendored("mistral", name, ...texts));

/** Names that stand for another model from time to time: priced by nobody in particular. */
const alias = (name: string): CatalogueModel =>
  model(
    name,
    null,
    ["", "azure/", "azure_ai/", "mistral/", "mistralai/"].flatMap((folder) =>
      [name, `${name}-latest`].map((text) => `${folder}${text}`),
    ),
  );

export const MISTRAL: CatalogueModel[] = [
  mistral("mistral-7b-instruct", ["0.15", "0.2"]),
  mistral("mixtral-8x7b-instruct", ["0.45", "0.7"]),
  mistral("mistral-large-2402", ["8", "24"]),
  mistral("mistral-large-2407", ["3", "9"]),
  mistral("mistral-large-3", ["0.5", "1.5"]),
  alias("mistral-large"),
  mistral("mistral-medium-2505", ["0.4", "2"]),
  mistral("mistral-small-2402", ["1", "3"]),
  mistral("mistral-small-2503", ["0.1", "0.3"]),
  alias("mistral-small"),
  mistral("mistral-nemo", ["0.15", "0.15"]),
  mistral("ministral-3b", ["0.04", "0.04"]),
  mistral("ministral-3-3b", ["0.1", "0.1"]),
  mistral("ministral-3-8b", ["0.15", "0.15"]),
  mistral("ministral-3-14b", ["0.2", "0.2"]),
  mistral("pixtral-large", ["2", "6"]),
  mistral("magistral-small", ["0.5", "1.5"]),
  mistral("devstral-2", ["0.4", "2"]),
  mistral("voxtral-mini-3b", ["0.04", "0.04"]),
  mistral("voxtral-small-24b", ["0.1", "0.3"]),
];
