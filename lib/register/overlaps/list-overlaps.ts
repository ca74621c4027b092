import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { toCsv } from "../entity/csv";
import {
  chosenColumns,
  type ListPage,
  type ListQuery,
  listQuery,
  pageRows,
  selectRows,
} from "../entity/list";
import { OPEN_STATUSES, OverlapListItem } from "./schema";
import { countOverlaps, loadOverlaps } from "./store";
import { toOverlapListItem } from "./view";

const DEFAULT_SORT = "-severity,-points,key";

const Word = z.union([z.string(), z.array(z.string())]).optional();

/** The query of the list: each field of the view, and short names for the ones asked most. */
export const overlapQuery: z.ZodType<ListQuery> = listQuery(
  OverlapListItem.extend({
    party: Word.describe("Key of a party on the path."),
    product: Word.describe("Key of a product on the path."),
  }),
);

/** `party`, `product`, `status=open` and `status=all` are short for what the view calls otherwise. */
function plainQuery({ party, product, status, ...query }: ListQuery): ListQuery {
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
  };
}

const read = (actor: Actor): Promise<OverlapListItem[]> => {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => (await loadOverlaps(tx, actor)).map(toOverlapListItem));
};

/** Overlaps that the actor sees and the query asks for, one page, the heaviest first unless asked otherwise. */
export async function listOverlaps(actor: Actor, query: ListQuery): Promise<ListPage<OverlapListItem>> {
  return pageRows(await read(actor), plainQuery(query), OverlapListItem);
}

/** The same selection as CSV, all pages. */
export async function exportOverlaps(actor: Actor, query: ListQuery): Promise<string> {
  const plain = plainQuery(query);
  const rows = selectRows(await read(actor), plain, OverlapListItem);
  return toCsv(chosenColumns(plain, OverlapListItem), rows);
}

export type OverlapOption = { value: string; label: string };

/** The open overlaps in short, and what a list can be filtered by: parties and segments of those that the actor sees. */
export async function overlapOptions(actor: Actor): Promise<{
  open: Pick<OverlapListItem, "severity" | "due">[];
  parties: OverlapOption[];
  segments: OverlapOption[];
}> {
  const items = await read(actor);
  const parties = items.flatMap(({ parties: keys, party_names }) =>
    keys.map((value, at) => ({ value, label: party_names[at] ?? value })),
  );
  const segments = items.flatMap(({ segment, segment_name }) =>
    segment === null ? [] : [{ value: segment, label: segment_name ?? segment }],
  );
  return {
    open: items
      .filter(({ status }) => OPEN_STATUSES.includes(status))
      .map(({ severity, due }) => ({ severity, due })),
    parties: distinct(parties),
    segments: distinct(segments),
  };
}

const distinct = (options: readonly OverlapOption[]): OverlapOption[] =>
  [...new Map(options.map((option) => [option.value, option])).values()].sort((a, b) =>
    a.label.localeCompare(b.label, "en"),
  );

/** How many are open, as far as the actor sees. */
export function countOpenOverlaps(actor: Actor): Promise<number> {
  authorize(actor, "overlap:read");
  return withActor(actor, (tx) => countOverlaps(tx, actor, OPEN_STATUSES));
}
