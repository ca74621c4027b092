import { type CatalogueModel, type ListPrice, model } from "./model";

/** `llama-3-3-70b` is llama3-3-70b on Bedrock and Llama-3.3-70B, with or without Meta- before it, elsewhere. */
function llama(version: string, size: string, price: ListPrice): CatalogueModel {
  const dashed = version.replace(".", "-");
  const open = `llama-${version}-${size}`;
  return model(`llama-${dashed}-${size}`, price, [
    `llama-${dashed}-${size}`,
    open,
    `${open}-instruct`,
    `*meta.llama${dashed}-${size}*`,
    `*/${open}*`,
    `*meta-${open}*`,
  ]);
}

export const LLAMA: CatalogueModel[] = [
  llama("2", "13b", ["0.75", "1"]),
  llama("2", "70b", ["1.95", "2.56"]),
  llama("3", "8b", ["0.3", "0.6"]),
  llama("3", "70b", ["2.65", "3.5"]),
  llama("3.1", "8b", ["0.22", "0.22"]),
  llama("3.1", "70b", ["0.99", "0.99"]),
  llama("3.1", "405b", ["5.32", "16"]),
  llama("3.2", "1b", ["0.1", "0.1"]),
  llama("3.2", "3b", ["0.15", "0.15"]),
  llama("3.2", "11b", ["0.35", "0.35"]),
  llama("3.2", "90b", ["2", "2"]),
  llama("3.3", "70b", ["0.72", "0.72"]),
  llama("4", "scout", ["0.17", "0.66"]),
  llama("4", "maverick", ["0.24", "0.97"]),
];
