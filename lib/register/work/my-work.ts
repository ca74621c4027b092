import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { personRequired } from "@/lib/kernel/errors";
import { formatDay } from "@/lib/kernel/time";
import { readWorkFacts, type TaskFacts } from "./read-facts";
import type { WorkItem, WorkList, WorkQuery } from "./schema";
import { readTasks } from "./tasks";
import { actionOf, whyNow } from "./words";

/**
 * What waits for the person who asks, the most pressing first, each with why now and one thing to do. Throws 403: a key
 * has no work of its own.
 */
export async function myWork(actor: Actor, query: WorkQuery): Promise<WorkList> {
  authorize(actor, "overlap:read");
  if (actor.kind !== "person") throw personRequired();
  const start = Number(query.cursor ?? 0);
  const today = formatDay(Date.now());
  const { tasks, facts } = await withActor(actor, async (tx) => {
    const tasks = await readTasks(tx, actor, { start, limit: query.limit });
    return { tasks, facts: await readWorkFacts(tx, actor, tasks, today) };
  });
  // Past the end nothing says how many there are; nothing comes after either.
  const total = tasks[0]?.total ?? 0;
  const end = start + query.limit;
  return { items: facts.map(toItem), next_cursor: end < total ? String(end) : null, total };
}

const toItem = (facts: TaskFacts): WorkItem => ({
  task: facts.task,
  overlap: facts.overlap?.key ?? null,
  title: facts.title,
  why: whyNow(facts),
  action: actionOf(facts),
  severity: facts.severity,
  due: facts.due,
  overdue: facts.due !== null && facts.due < facts.today,
});
