import type { InputError } from "@/lib/kernel/errors";
import { pointerToken } from "@/lib/kernel/pointer";
import type { ImportItem } from "./collection";
import { IMPORT_LISTS } from "./schema";

export type SplitDocument = {
  lists: Map<string, ImportItem[]>;
  /** Keys of partnerships whose rights are given as null. */
  without_rights: Set<string>;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The document's lists as items with their pointers; the rights inside partnerships become a list of their own. */
export function splitDocument(document: unknown, errors: InputError[]): SplitDocument {
  const split: SplitDocument = { lists: new Map(), without_rights: new Set() };
  if (!isObject(document)) {
    errors.push({ pointer: "", message: "The document is one JSON object with lists." });
    return split;
  }
  for (const [name, value] of Object.entries(document)) {
    if (!IMPORT_LISTS.some((list) => list === name))
      errors.push({ pointer: `/${pointerToken(name)}`, message: "Unknown field." });
    else if (!Array.isArray(value)) errors.push({ pointer: `/${name}`, message: "This is a list." });
    else split.lists.set(name, itemsOf(value, `/${name}`));
  }
  const partnerships = split.lists.get("partnerships");
  if (partnerships) takeRights(partnerships, split, errors);
  return split;
}

const itemsOf = (values: readonly unknown[], base: string): ImportItem[] =>
  values.map((input, index) => ({ input, pointer: `${base}/${index}` }));

/** A right of the document with the partnership that it stands in; it may not name another itself. */
function withPartnership(item: ImportItem, partnership: unknown, errors: InputError[]): ImportItem {
  if (!isObject(item.input)) return item;
  if ("partnership" in item.input)
    errors.push({ pointer: `${item.pointer}/partnership`, message: "Unknown field." });
  return { ...item, input: { ...item.input, partnership } };
}

function takeRights(
  items: readonly ImportItem[],
  { lists, without_rights }: SplitDocument,
  errors: InputError[],
): void {
  const held: ImportItem[] = [];
  const bare = items.map(({ input, pointer }) => {
    if (!isObject(input) || !("rights" in input)) return { input, pointer };
    const { rights: inner, ...partnership } = input;
    const base = `${pointer}/rights`;
    if (inner === null) without_rights.add(String(partnership.key));
    else if (!Array.isArray(inner)) errors.push({ pointer: base, message: "This is a list." });
    else held.push(...itemsOf(inner, base).map((item) => withPartnership(item, partnership.key, errors)));
    return { input: partnership, pointer };
  });
  lists.set("partnerships", bare);
  if (held.length > 0) lists.set("rights", held);
}
