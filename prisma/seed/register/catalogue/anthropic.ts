import { anywhere, type CatalogueModel, type ListPrice, model } from "./model";

/** Version numbers are written with a dash by the vendor and with a dot by resellers. */
const claude = (name: string, price: ListPrice, ...also: string[]): CatalogueModel =>
  model(name, price, anywhere(name, name.replace(/(\d)-(\d)/, "$1.$2"), ...also));

export const CLAUDE: CatalogueModel[] = [
  claude("claude-instant-v1", ["0.8", "2.4"]),
  claude("claude-v1", ["8", "24"]),
  claude("claude-v2", ["8", "24"]),
  claude("claude-3-haiku", ["0.25", "1.25"]),
  claude("claude-3-sonnet", ["3", "15"]),
  claude("claude-3-opus", ["15", "75"]),
  claude("claude-3-5-haiku", ["0.8", "4"]),
  claude("claude-3-5-sonnet", ["3", "15"]),
  claude("claude-3-7-sonnet", ["3", "15"]),
  claude("claude-sonnet-4", ["3", "15"], "claude-4-sonnet"),
  claude("claude-sonnet-4-5", ["3", "15"]),
  claude("claude-sonnet-4-6", ["3", "15"]),
  claude("claude-sonnet-5", ["2", "10"]),
  claude("claude-haiku-4-5", ["1", "5"]),
  claude("claude-opus-4", ["15", "75"], "claude-4-opus"),
  claude("claude-opus-4-1", ["15", "75"]),
  claude("claude-opus-4-5", ["5", "25"]),
  claude("claude-opus-4-6", ["5", "25"]),
  claude("claude-opus-4-7", ["5", "25"]),
  claude("claude-opus-4-8", ["5", "25"]),
  claude("claude-opus-5", ["5", "25"]),
  claude("claude-fable-5", ["10", "50"]),
];
