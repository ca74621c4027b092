import { type Actor, authorize } from "@/lib/access";
import { type Prisma, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { pageAt, toSortKeys } from "@/lib/register";
import { byKeys } from "@/lib/register/server";
import { TO_LOOK_AT_FIRST } from "../results/gravity";
import { readListItems, routerOf } from "./read-view";
import { type CheckList, type CheckListItem, CheckStatus, type ChecksQuery } from "./schema";
import { readChecks } from "./store";

/** Conditions that all versions of a key share, so that each is placed beside the others. */
function whereOf({ key, commitment, clause }: ChecksQuery): Prisma.PromiseCheckWhereInput {
  return {
    ...(key === undefined ? {} : { key }),
    ...(clause === undefined ? {} : { clause_key: clause }),
    ...(commitment === undefined
      ? {}
      : isUuid(commitment)
        ? { commitment_id: commitment }
        : { commitment: { key: commitment } }),
  };
}

/** A version as it is sorted. */
const sortable = ({ latest, commitment, clause, ...item }: CheckListItem) => ({
  ...item,
  commitment: commitment.key,
  clause: clause.key,
  latest: latest ? TO_LOOK_AT_FIRST.indexOf(latest.verdict) : null,
  latest_day: latest?.day ?? null,
  status: CheckStatus.options.indexOf(item.status),
});

function sortItems(items: readonly CheckListItem[], sort: string): CheckListItem[] {
  const order = byKeys(toSortKeys(sort));
  const rows = items.map((item) => ({ item, by: sortable(item) }));
  return rows.sort((a, b) => order(a.by, b.by)).map(({ item }) => item);
}

/**
 * Versions of checks by key, the newest version first, or as `sort` says. The cursor is the number of those before. Throws
 * 403.
 */
export function listChecks(actor: Actor, query: ChecksQuery): Promise<CheckList> {
  authorize(actor, "promise:read");
  const { metric, router, status, sort, verdict } = query;
  return withActor(actor, async (tx) => {
    const placed = (await readChecks(tx, whereOf(query)))
      .filter(({ check }) => metric === undefined || check.definition.test.metric === metric)
      .filter(({ check }) => router === undefined || routerOf(check) === router)
      .filter(({ check }) => status === undefined || status.includes(check.status))
      .sort(
        (a, b) =>
          a.check.key.localeCompare(b.check.key, "en") || b.check.check_version - a.check.check_version,
      );
    if (sort === undefined && verdict === undefined) {
      const { page, next_cursor } = pageAt(placed, query);
      return { items: await readListItems(tx, page), next_cursor };
    }
    // What they are sorted and filtered by may be in their results: there are few versions of checks.
    const items = (await readListItems(tx, placed)).filter(
      ({ latest }) => verdict === undefined || verdict.includes(latest?.verdict ?? "none"),
    );
    const { page, next_cursor } = pageAt(sort === undefined ? items : sortItems(items, sort), query);
    return { items: page, next_cursor };
  });
}
