import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { toCsv } from "../entity/csv";
import { chosenColumns, type ListPage, type ListQuery, listQuery, understood } from "../entity/list";
import { OPEN_STATUSES, OverlapListItem } from "./schema";
import { DUE_DAYS, selectionOf } from "./selection";
import { countOverlaps, selectOverlaps } from "./store";
import { toOverlapListItem } from "./view";

const DEFAULT_SORT = "-severity,-points,key";

const Word = z.union([z.string(), z.array(z.string())]).optional();

/** The query of the list: each field of the view, and short names for the ones asked most. */
export const overlapQuery: z.ZodType<ListQuery> = listQuery(
  OverlapListItem.extend({
    party: Word.describe("Key of a party on the path."),
    product: Word.describe("Key of a product on the path."),
    due_within: Word.describe("“overdue”, or days from today within which it is due."),
  }),
);

const orNobody = (value: string | string[]) => [value].flat().map((one) => (one === "none" ? "" : one));

/** `party`, `product`, `status=open`, `status=all` and nobody's seats are short for what the view calls otherwise. */
export function plainQuery({ party, product, status, ...query }: ListQuery): ListQuery {
  const asked = status === undefined ? [] : typeof status === "string" ? [status] : status;
  const statuses: string[] = asked.flatMap((one) =>
    one === "open" ? [...OPEN_STATUSES] : one === "all" ? [] : [one],
  );
  return {
    sort: DEFAULT_SORT,
    ...query,
    ...(party === undefined ? {} : { parties: party }),
    ...(product === undefined ? {} : { products: product }),
    ...(statuses.length === 0 ? {} : { status: statuses }),
    ...(query.preparer === undefined ? {} : { preparer: orNobody(query.preparer) }),
    ...(query.reviewer === undefined ? {} : { reviewer: orNobody(query.reviewer) }),
  };
}

const SHORT = ["party", "product", "due_within"] as const;

/** What of an address the queue understands; without a status it holds what is open. */
export function understoodQueue(query: ListQuery): ListQuery {
  const short = SHORT.flatMap((name) => {
    const value = query[name];
    return value === undefined || (name === "due_within" && !DUE_DAYS.test(String(value)))
      ? []
      : [[name, value] as const];
  });
  return { status: "open", ...understood(query, OverlapListItem), ...Object.fromEntries(short) };
}

/** Overlaps that the actor sees and the query asks for, one page, the heaviest first unless asked otherwise. */
export async function listOverlaps(actor: Actor, query: ListQuery): Promise<ListPage<OverlapListItem>> {
  authorize(actor, "overlap:read");
  const selection = selectionOf(plainQuery(query));
  const { rows, total } = await withActor(actor, (tx) => selectOverlaps(tx, actor, selection));
  const end = selection.start + selection.limit;
  return {
    items: rows.map(toOverlapListItem),
    next_cursor: end < total ? String(end) : null,
    total,
  };
}

/** The same selection as CSV, all pages. */
export async function exportOverlaps(actor: Actor, query: ListQuery): Promise<string> {
  authorize(actor, "overlap:read");
  const plain = plainQuery(query);
  const columns = chosenColumns(plain, OverlapListItem);
  const selection = { ...selectionOf(plain), start: 0, limit: null };
  const { rows } = await withActor(actor, (tx) => selectOverlaps(tx, actor, selection));
  return toCsv(columns, rows.map(toOverlapListItem));
}

/** How many are open, as far as the actor sees. */
export function countOpenOverlaps(actor: Actor): Promise<number> {
  authorize(actor, "overlap:read");
  return withActor(actor, (tx) => countOverlaps(tx, actor, OPEN_STATUSES));
}
