import { arrivalsOf } from "./arrivals";
import { type DemoDecision, decide, type SessionMemory } from "./decide";
import { type DemoMonth, type DemoPeriod, demoMonths, demoPeriod } from "./period";
import { randomFrom } from "./random";
import { type DemoRouter, ROUTERS } from "./story";
import { type Customers, makeCustomers } from "./tenants";

export type { DemoDecision } from "./decide";
export { TASKS } from "./models";
export { type DemoMonth, type DemoPeriod, dayStart, dayText, demoMonths, demoPeriod } from "./period";
export { type DemoRouter, ROUTERS } from "./story";

export const DEFAULT_SEED = 13;

/** Everything that the traffic is made from. The same seed and end give the same bytes. */
export type DemoTraffic = {
  seed: number;
  period: DemoPeriod;
  months: DemoMonth[];
  customers: Map<string, Customers>;
};

/** Prepares the traffic of about eight months before `end_ms` (milliseconds since 1970, cut to the full hour). */
export function demoTraffic(seed: number, end_ms: number): DemoTraffic {
  const period = demoPeriod(end_ms);
  return { seed, period, months: demoMonths(period), customers: makeCustomers(seed) };
}

/** A number below 2^32 that no other decision of the router has: a bijection, so that ids look unordered. */
function scatter(day: number, position: number): string {
  let x = (day * 16_384 + position) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 0;
  return ((x ^ (x >>> 16)) >>> 0).toString(16).padStart(8, "0");
}

/** The decisions of one router on one day, in order of time, cut off at the end of the period. */
export function decisionsOfDay(traffic: DemoTraffic, router: DemoRouter, day: number): DemoDecision[] {
  const customers = traffic.customers.get(router.name);
  if (!customers) throw new Error(`No customers for ${router.name}.`);
  const random = randomFrom(`${traffic.seed}/${router.name}/${day}`);
  const memory: SessionMemory = new Map();
  return arrivalsOf(random, traffic.period, router, day, customers)
    .map((arrival, i) => ({ arrival, id: `${router.prefix}-${scatter(day, i)}` }))
    .map(({ arrival, id }) => decide(random, { router, day, memory }, arrival, id))
    .filter((decision) => Date.parse(decision.occurred_at) < traffic.period.to_ms);
}

/** All decisions of a month, day by day and router by router. */
export function* decisionsOfMonth(traffic: DemoTraffic, month: DemoMonth): Generator<DemoDecision> {
  for (let day = month.first_day; day < month.end_day; day++)
    for (const router of ROUTERS) yield* decisionsOfDay(traffic, router, day);
}
