import { runningBefore } from "@/components/promise-watch/check-heading";
import { evidenceModel } from "@/components/promise-watch/evidence-model";
import type { PersonActor } from "@/lib/access";
import {
  ChecksQuery,
  type CheckView,
  FindingsQuery,
  RESULT_SORTS,
  type ResultListItem,
  ResultsQuery,
} from "@/lib/commitments";
import { getCheck, listChecks, listFindings, listResults, readToday } from "@/lib/commitments/server";
import { getWorkspace, orNotFound } from "@/lib/identity/server";
import { type SearchParams, toListQuery, understood, understoodSort } from "@/lib/register";

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

const NOT_CLOSED = ["open", "remedied", "risk_accepted"];

/** The result over the latest days of a version. */
async function readLatest(actor: PersonActor, { id }: CheckView): Promise<ResultListItem | null> {
  const query = ResultsQuery.parse({ check: id, sort: "-day,-number", limit: 1 });
  return (await listResults(actor, query)).items[0] ?? null;
}

/** What the page of a check shows; what its address asks wrong is left out. */
export async function readCheckPage(actor: PersonActor, idOrKey: string, params: SearchParams) {
  const check = await orNotFound(getCheck(actor, idOrKey));
  const { sort: wanted, q: _, ...asked } = toListQuery(params);
  const own = { check: check.id, limit: SHOWN, sort: understoodSort(wanted, RESULT_SORTS) };
  const { query, ignored } = understood(ResultsQuery, asked, own);
  const [today, results, all, findings, workspace, inWindow, latest] = await Promise.all([
    readToday(actor),
    listResults(actor, query),
    listChecks(actor, ChecksQuery.parse({ key: check.key })),
    listFindings(actor, FindingsQuery.parse({ check: check.key, status: NOT_CLOSED })),
    getWorkspace(),
    check.metric === "routing_tilt" ? readWindow(actor, check) : [],
    readLatest(actor, check),
  ]);
  const versions = await Promise.all(
    all.items.map(({ id }) => (id === check.id ? check : getCheck(actor, id))),
  );
  const beside = await Promise.all(
    runningBefore(versions, check).map(async (one) => ({ check: one, latest: await readLatest(actor, one) })),
  );
  return {
    check,
    today,
    results,
    versions,
    beside,
    findings: findings.items,
    ignored,
    latest,
    evidence: evidenceModel(inWindow, check.definition, workspace.note !== null),
  };
}
