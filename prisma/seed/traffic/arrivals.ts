import { TASKS, type Task } from "./models";
import { type DemoPeriod, dayStart } from "./period";
import { draw, drawIndex, type Random } from "./random";
import { type DemoRouter, mixOn } from "./story";
import type { Customers, Tenant } from "./tenants";

/** One request before anything is decided; requests of a session share tenant, task and id. */
export type Arrival = {
  at_ms: number;
  session: string;
  tenant: Tenant;
  task: Task;
  /** Position within the session, from 0. */
  turn: number;
  pinned: boolean;
  internal: boolean;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Activity by local hour: offices, with an evening shoulder. */
const HOURLY = [
  0.16, 0.12, 0.1, 0.09, 0.1, 0.16, 0.32, 0.62, 1.0, 1.32, 1.46, 1.42, 1.18, 1.3, 1.44, 1.42, 1.3, 1.08, 0.82,
  0.66, 0.56, 0.46, 0.34, 0.23,
];
/** Monday to Sunday. */
const WEEKDAY = [1.12, 1.2, 1.22, 1.17, 1.05, 0.65, 0.59];
const GROWTH_PER_DAY = 0.0016;
const INTERNAL_SHARE = 0.022;
const MEAN_GAP_MS = 110_000;

/** Sessions of a day: growth, weekday and a little weather, then close to Poisson. */
function sessionCount(random: Random, router: DemoRouter, day: number): number {
  const weekday = WEEKDAY[day % 7] ?? 1;
  const mean =
    router.sessions_per_day * weekday * (1 + GROWTH_PER_DAY * day) * Math.exp(0.05 * random.normal());
  return Math.max(1, Math.round(mean + Math.sqrt(mean) * random.normal()));
}

/** Local office hours, seen from UTC; what falls outside the UTC day wraps round within it. */
function startOffset(random: Random, tenant: Tenant): number {
  const local = (drawIndex(random, HOURLY) + random.next()) * HOUR_MS;
  return (local - tenant.region.utc_offset_h * HOUR_MS + DAY_MS) % DAY_MS;
}

function drawSession(random: Random, router: DemoRouter, day: number, customers: Customers) {
  const tenant = draw(random, customers.tenants, customers.weights);
  const mix = mixOn(router, day);
  const task = draw(
    random,
    TASKS,
    TASKS.map((name) => mix[name] * tenant.task_taste[name]),
  );
  return {
    tenant,
    task,
    start: startOffset(random, tenant),
    turns: 1 + Math.floor(random.exponential() * 2.05),
    internal: random.next() < INTERNAL_SHARE,
    pinned: random.next() < tenant.pins,
  };
}

/** The requests that reach a router on a day, in order of time. Sessions end at midnight UTC. */
export function arrivalsOf(
  random: Random,
  period: DemoPeriod,
  router: DemoRouter,
  day: number,
  customers: Customers,
): Arrival[] {
  const midnight = dayStart(period, day);
  const arrivals: Arrival[] = [];
  const count = sessionCount(random, router, day);
  for (let i = 0; i < count; i++) {
    const { tenant, task, start, turns, internal, pinned } = drawSession(random, router, day, customers);
    let offset = start;
    for (let turn = 0; turn < turns && offset < DAY_MS; turn++) {
      const session = `${router.prefix}-s${day}-${i}`;
      arrivals.push({ at_ms: midnight + Math.floor(offset), session, tenant, task, turn, pinned, internal });
      offset += 5_000 + MEAN_GAP_MS * random.exponential();
    }
  }
  return arrivals.sort((a, b) => a.at_ms - b.at_ms);
}
