/** One level of a sort: the column's id and whether it runs downwards. */
export type SortLevel = { id: string; desc: boolean };

/** `-amount,name` → amount downwards, then name. Unknown columns and repeats are left out. */
export function parseSort(text: string, known: readonly string[]): SortLevel[] {
  const levels: SortLevel[] = [];
  for (const part of text.split(",")) {
    const desc = part.startsWith("-");
    const id = desc ? part.slice(1) : part;
    if (known.includes(id) && !levels.some((level) => level.id === id)) levels.push({ id, desc });
  }
  return levels;
}

export const formatSort = (levels: readonly SortLevel[]): string =>
  levels.map((level) => `${level.desc ? "-" : ""}${level.id}`).join(",");

/** A click on a head: up, then down, then not at all. With `add` the other levels stay. */
export function nextSort(levels: readonly SortLevel[], id: string, add: boolean): SortLevel[] {
  const now = levels.find((level) => level.id === id);
  const next: SortLevel[] = !now ? [{ id, desc: false }] : now.desc ? [] : [{ id, desc: true }];
  if (!add) return next;
  if (!now) return [...levels, ...next];
  return levels.flatMap((level) => (level.id === id ? next : [level]));
}

/** Columns in the order and choice of the URL; fixed ones first; without a choice those not hidden by default. */
export function chooseColumns<C extends { id: string; fixed?: boolean; hidden?: boolean }>(
  columns: readonly C[],
  choice: readonly string[] | null,
): C[] {
  if (choice === null) return columns.filter((column) => !column.hidden);
  const chosen = choice.flatMap((id) => columns.filter((column) => column.id === id && !column.fixed));
  return [...columns.filter((column) => column.fixed), ...new Set(chosen)];
}

/** The list with one item moved by a step; unchanged at the ends. */
export function moveItem(items: readonly string[], item: string, step: 1 | -1): string[] {
  const from = items.indexOf(item);
  const to = from + step;
  if (from < 0 || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((each) => each !== item);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
