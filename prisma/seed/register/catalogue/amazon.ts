import { type CatalogueModel, type ListPrice, model } from "./model";

const nova = (name: string, price: ListPrice): CatalogueModel =>
  // "*nova-lite*" would claim other people's supernova-lite.
  model(name, price, [name, `${name}-v1`, `*amazon.${name}*`, `*/${name}*`]);

export const NOVA: CatalogueModel[] = [
  nova("nova-micro", ["0.035", "0.14"]),
  nova("nova-lite", ["0.06", "0.24"]),
  nova("nova-pro", ["0.8", "3.2"]),
  nova("nova-premier", ["2.5", "12.5"]),
  nova("nova-2-lite", ["0.3", "2.5"]),
  nova("nova-2-pro", ["2.1875", "17.5"]),
];

const titan = (name: string, price: ListPrice): CatalogueModel =>
  model(name, price, [name, `*amazon.${name}*`]);

export const TITAN: CatalogueModel[] = [
  titan("titan-text-lite", ["0.3", "0.4"]),
  titan("titan-text-express", ["1.3", "1.7"]),
  titan("titan-text-premier", ["0.5", "1.5"]),
];
