import { itemKey } from "./merge";
import type { Shape } from "./types";

type Item = Readonly<Record<string, unknown>>;

const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A pointer into a merged record as a pointer into the input that it came from: items are found by their key, words by
 * themselves. What the input does not hold is shown at the nearest place that it does.
 */
export function inputPointer(pointer: string, shape: Shape, merged: Item, input: Item): string {
  const [, name, ...rest] = pointer.split("/");
  if (name === undefined) return "";
  if (!(name in input)) return rest.length === 0 ? `/${name}` : "";
  const [index, ...deeper] = rest;
  const [mine, theirs] = [merged[name], input[name]];
  if (index === undefined || !Array.isArray(mine) || !Array.isArray(theirs)) return pointer;
  const list = shape.lists?.[name];
  const wanted: unknown = mine[Number(index)];
  if (!list) {
    const at = theirs.indexOf(wanted);
    return at < 0 ? `/${name}` : `/${name}/${at}`;
  }
  const at = theirs.findIndex(
    (item) => isItem(item) && isItem(wanted) && itemKey(list, item) === itemKey(list, wanted),
  );
  const found: unknown = theirs[at];
  if (!isItem(found) || !isItem(wanted)) return `/${name}`;
  const inner = deeper.length === 0 ? "" : inputPointer(`/${deeper.join("/")}`, list, wanted, found);
  return `/${name}/${at}${inner}`;
}
