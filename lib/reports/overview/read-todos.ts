import { type Actor, authorize, can } from "@/lib/access";
import { ChecksQuery, FindingsQuery } from "@/lib/commitments";
import { listAsked, listChecks, listFindings } from "@/lib/commitments/server";
import { type Tx, withActor } from "@/lib/db/server";
import { listOverlaps } from "@/lib/register/server";
import { ShareQuery } from "@/lib/routing";
import { share } from "@/lib/routing/server";
import { askedTodos, findingTodos, proposedTodos } from "./promise-todos";
import type { Todo, TrafficWindow, VerdictModel } from "./schema";
import { breachTodos, overlapTodos, rightTodos, unattributedTodo } from "./todos";

const MOST_READ = "500";

/** What waits for somebody, as far as the actor sees it: nothing is made up, and nothing is due that nobody set. */
export async function readTodos(
  actor: Actor,
  window: TrafficWindow | null,
  verdict: VerdictModel | null,
): Promise<Todo[]> {
  authorize(actor, "overlap:read");
  const [promise, overlaps, rights, unattributed] = await Promise.all([
    readPromiseTodos(actor),
    listOverlaps(actor, { status: "detected", limit: MOST_READ }),
    withActor(actor, readUnknownRights),
    window ? countUnattributed(actor, window) : 0,
  ]);
  return [
    ...breachTodos(breachesOf(actor, window, verdict)),
    ...promise,
    ...overlapTodos(overlaps.items),
    ...rightTodos(rights),
    ...unattributedTodo(unattributed),
  ];
}

/** Findings, versions of checks and questions that wait for somebody. */
async function readPromiseTodos(actor: Actor): Promise<Todo[]> {
  if (!can(actor, "promise:read")) return [];
  const [findings, proposed, asked] = await Promise.all([
    listFindings(
      actor,
      FindingsQuery.parse({ status: ["open", "remedied", "risk_accepted"], limit: MOST_READ }),
    ),
    listChecks(actor, ChecksQuery.parse({ status: "proposed", sort: "first_day", limit: MOST_READ })),
    listAsked(actor),
  ]);
  return [...findingTodos(findings.items), ...proposedTodos(proposed.items), ...askedTodos(asked)];
}

/** Breaches of which no finding is open: a finding says the same, with an owner and a day. */
function breachesOf(actor: Actor, window: TrafficWindow | null, verdict: VerdictModel | null) {
  if (!window || !verdict) return [];
  return verdict.routers
    .filter((story) => story.verdict === "breach" && !story.check?.findings.length)
    .map(({ router, chart }) => {
      const page = can(actor, "decision:read") ? "/routing/decisions" : "/routing/share";
      const query = new URLSearchParams({ from: chart.excess_from ?? window.from, to: window.to, router });
      return { router, since: chart.excess_from, href: `${page}?${query}` };
    });
}

async function readUnknownRights(tx: Tx) {
  const rows = await tx.contractRight.findMany({
    where: { retired_at: null, state: "unknown" },
    include: { holder: true, partnership: { include: { partner: true } } },
  });
  return rows.map(({ key, type, holder, partnership }) => ({
    key,
    type,
    holder: holder.name,
    partner: partnership.partner.name,
  }));
}

async function countUnattributed(actor: Actor, { from, to }: TrafficWindow): Promise<number> {
  if (!can(actor, "routing:read")) return 0;
  return (await share(actor, ShareQuery.parse({ from, to }))).excluded.unattributed;
}
