import type { Task } from "./models";

/** How the simulated routers weigh candidates: log-odds per unit of quality, of ln cost and of a second. */
export const WEIGHTS = { quality: 8, log_cost: -0.7, latency_s: -0.3 } as const;

type Mix = Record<Task, number>;

export type DemoVersion = { version: string; from_day: number; note: string };

export type DemoRouter = {
  name: string;
  /** Prefix of decision ids. */
  prefix: string;
  alias: string;
  /** Sessions on an average day at the start of the period. */
  sessions_per_day: number;
  versions: readonly DemoVersion[];
  mix: Mix;
  /** Share of routed requests that a copy blind to ownership decides. */
  blind_share: number;
};

const mix = (planning: number, reasoning: number, code: number, chat: number): Mix => ({
  planning,
  reasoning,
  "code-completion": code,
  chat,
});

/** First day of nova-pro's lower price on Simulated Desk, and the price as a fraction of the list price. */
export const PRICE_CUT = { router: "Simulated Desk", model: "nova-pro", day: 119, factor: 0.49 } as const;

/** Simulated Flow's work moves between these days from reasoning to planning and chat. */
export const MIX_SHIFT = {
  router: "Simulated Flow",
  from_day: 119,
  to_day: 133,
  mix: mix(0.31, 0.14, 0.2, 0.35),
};

/** From v3 on, Simulated Forge multiplies the odds of our own models in code completion. */
export const TILT = {
  router: "Simulated Forge",
  version: "v3",
  task: "code-completion",
  odds: 1.65,
} as const;

export const ROUTERS: readonly DemoRouter[] = [
  {
    name: "Simulated Desk",
    prefix: "dk",
    alias: "simulated-desk-auto",
    sessions_per_day: 240,
    versions: [{ version: "v1", from_day: 0, note: "Weighs expected quality, cost and latency." }],
    mix: mix(0.14, 0.2, 0.24, 0.42),
    blind_share: 0,
  },
  {
    name: "Simulated Flow",
    prefix: "fl",
    alias: "simulated-flow-auto",
    sessions_per_day: 240,
    versions: [
      { version: "v1", from_day: 0, note: "Weighs expected quality, cost and latency." },
      { version: "v2", from_day: 21, note: "The same weights; quality estimates refreshed weekly." },
    ],
    mix: mix(0.15, 0.46, 0.2, 0.19),
    blind_share: 0,
  },
  {
    name: "Simulated Forge",
    prefix: "fg",
    alias: "simulated-forge-auto",
    sessions_per_day: 310,
    versions: [
      { version: "v1", from_day: 0, note: "Weighs expected quality, cost and latency." },
      { version: "v2", from_day: 49, note: "The same weights; quality estimates refreshed weekly." },
      {
        version: "v3",
        from_day: 126,
        note: "Announced as a better fit for code completion; the declared weights stay.",
      },
    ],
    mix: mix(0.1, 0.13, 0.66, 0.11),
    blind_share: 0.02,
  },
];

/** The version in force on a day. */
export function versionOn(router: DemoRouter, day: number): string {
  return router.versions.findLast((version) => version.from_day <= day)?.version ?? "v1";
}

/** Task weights of a router on a day. */
export function mixOn(router: DemoRouter, day: number): Mix {
  if (router.name !== MIX_SHIFT.router || day < MIX_SHIFT.from_day) return router.mix;
  const part = Math.min(1, (day + 1 - MIX_SHIFT.from_day) / (MIX_SHIFT.to_day - MIX_SHIFT.from_day));
  const between = (task: Task) => router.mix[task] + part * (MIX_SHIFT.mix[task] - router.mix[task]);
  return mix(between("planning"), between("reasoning"), between("code-completion"), between("chat"));
}

/** What a model costs on a router on a day, as a fraction of the list price. */
export const priceFactor = (router: DemoRouter, model: string, day: number): number =>
  router.name === PRICE_CUT.router && model === PRICE_CUT.model && day >= PRICE_CUT.day
    ? PRICE_CUT.factor
    : 1;

/** Log-odds that a router adds to our own models, beyond what it shows of its candidates. */
export const tiltOn = (router: DemoRouter, version: string, task: Task): number =>
  router.name === TILT.router && version === TILT.version && task === TILT.task ? Math.log(TILT.odds) : 0;
