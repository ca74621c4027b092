import { evidenceModel } from "@/components/promise-watch/evidence-model";
import type { PersonActor } from "@/lib/access";
import {
  ChecksQuery,
  type CheckView,
  RESULT_SORTS,
  type ResultListItem,
  ResultsQuery,
} from "@/lib/commitments";
import { getCheck, listChecks, listResults, readToday } from "@/lib/commitments/server";
import { getWorkspace, orNotFound } from "@/lib/identity/server";
import { type SearchParams, toListQuery, understoodSort } from "@/lib/register";

const MOST = 200;
/** Results on one page of the history: each is a card on a narrow screen. */
const SHOWN = "20";

/** The results of the window in course, newest first: at most two pages, which hold a year. */
async function readWindow(actor: PersonActor, { id, window, latest }: CheckView): Promise<ResultListItem[]> {
  if (!latest) return [];
  const from = window?.from;
  const query = ResultsQuery.parse({ check: id, ...(from ? { from } : {}), limit: MOST });
  const first = await listResults(actor, query);
  const { next_cursor } = first;
  if (next_cursor === null) return first.items;
  const second = await listResults(actor, { ...query, cursor: next_cursor });
  return [...first.items, ...second.items];
}

/** What the page of a check shows; what its address asks wrong is left out. */
export async function readCheckPage(actor: PersonActor, idOrKey: string, params: SearchParams) {
  const check = await orNotFound(getCheck(actor, idOrKey));
  const { sort: wanted, q: _, ...asked } = toListQuery(params);
  const own = { check: check.id, limit: SHOWN, sort: understoodSort(wanted, RESULT_SORTS) };
  const query = ResultsQuery.safeParse({ ...own, ...asked, check: check.id }).data ?? ResultsQuery.parse(own);
  const [today, results, all, workspace, inWindow] = await Promise.all([
    readToday(actor),
    listResults(actor, query),
    listChecks(actor, ChecksQuery.parse({ key: check.key })),
    getWorkspace(),
    check.metric === "routing_tilt" ? readWindow(actor, check) : [],
  ]);
  const versions = await Promise.all(
    all.items.map(({ id }) => (id === check.id ? check : getCheck(actor, id))),
  );
  const [newest] = (await listResults(actor, ResultsQuery.parse({ check: check.id, limit: 1 }))).items;
  return {
    check,
    today,
    results,
    versions,
    latest: newest ?? null,
    evidence: evidenceModel(inWindow, check.definition, workspace.note !== null),
  };
}
