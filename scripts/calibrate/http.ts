import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Neutrality } from "../../lib/neutrality";
import { GUARD_REASONS } from "../../lib/neutrality/reasons";
import type { Judgement } from "../../lib/neutrality/stats/judge";
import { listStarts } from "../../lib/neutrality/stats/starts";
import { poolBins } from "../../lib/neutrality/stats/table";
import { IngestAnswer } from "../../lib/routing";
import { Product } from "../drill/product";
import { type Decision, modelsOf, simulateDecisions } from "./candidates";
import { Estimation, type Look } from "./estimate";
import { DAYS, type EstimatedScenario, SECTIONS } from "./plan";
import { judgeLook } from "./run-estimated";

/** How many streams went through the product, at how many looks, and how far its figures are from those made here. */
export type Compared = {
  streams: number;
  looks: number;
  figures: number;
  farthest: number;
  decisions: number;
  /** Looks at which a guard made a watch of what is a breach here. */
  guarded: number;
};

const FROM = "2025-01-01";
const DAY_MS = 86_400_000;
const IN_BODY = 5000;
const TOLERANCE = 1e-6;
/** Days after which both sides look. */
const LOOKS = [30, 120, DAYS] as const;
/** Figures below are compared as if they were this large. */
const SMALL = 0.01;

const SCENARIOS = SECTIONS.flatMap(({ scenarios }) => scenarios).filter(
  (scenario): scenario is EstimatedScenario => scenario.kind === "estimated",
);

const dayAt = (day: number): string => new Date(Date.parse(FROM) + day * DAY_MS).toISOString().slice(0, 10);

/**
 * Delivers streams to a running server as a gateway does, and asks it for its verdicts. Throws where an answer and the
 * figures made in this process differ by more than a millionth.
 */
export async function compareByHttp(streams: number, abort: AbortSignal): Promise<Compared> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-calibrate-"));
  const product = new Product(join(folder, "data"));
  try {
    await product.start();
    const client = await openClient(product, abort);
    const sum: Compared = { streams, looks: 0, figures: 0, farthest: 0, decisions: 0, guarded: 0 };
    for (let at = 0; at < streams; at += 1) {
      const scenario = SCENARIOS[at % SCENARIOS.length];
      if (!scenario) throw new Error("There is no scenario with candidates.");
      await compareStream(client, scenario, Math.floor(at / SCENARIOS.length), sum);
      console.log(`${at + 1} of ${streams} streams through HTTP`);
    }
    return sum;
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Client = {
  ingest: (lines: readonly string[]) => Promise<void>;
  ask: (router: string, to: string) => Promise<Neutrality>;
};

async function openClient(product: Product, abort: AbortSignal): Promise<Client> {
  const secrets = {
    ingest: await product.key("--scope", "ingest", "--source", "calibration"),
    write: await product.key("--scope", "write", "--role", "compliance"),
    read: await product.key("--scope", "read", "--role", "compliance"),
  };
  const call = async (path: string, key: keyof typeof secrets, body?: string, type = "application/json") => {
    const response = await fetch(`${product.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${secrets[key]}`, ...(body ? { "content-type": type } : {}) },
      ...(body ? { method: "POST", body } : {}),
      signal: abort,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
    return JSON.parse(text) as unknown;
  };
  await call("/import/register", "write", JSON.stringify(registerOf()));
  return {
    ingest: async (lines) => {
      const answer = await call("/ingest/decisions", "ingest", lines.join(""), "application/x-ndjson");
      const { accepted } = IngestAnswer.parse(answer);
      if (accepted !== lines.length) throw new Error(`${accepted} of ${lines.length} decisions were stored.`);
    },
    ask: async (router, to) =>
      Neutrality.parse(
        await call(
          `/neutrality?${new URLSearchParams({ from: FROM, to, router, baseline: "partner_revealed" })}`,
          "read",
        ),
      ),
  };
}

/** The simulated models with their owners; what they cost and can do is said with every decision. */
function registerOf() {
  const models = SCENARIOS.slice(0, 1).flatMap(modelsOf);
  const owners = [...new Map(models.map(({ owner, focal }) => [owner, focal]))];
  return {
    parties: owners.map(([key, focal]) => ({ key, name: key, kinds: [focal ? "platform" : "partner"] })),
    segments: [{ key: "models", name: "Models" }],
    products: owners.map(([owner]) => ({
      key: owner,
      owner,
      name: owner,
      segments: ["models"],
      models: models.filter((model) => model.owner === owner).map(({ name }) => ({ name })),
    })),
  };
}

const recordOf = (router: string, { day, tenant, candidates, chosen }: Decision, number: number): string =>
  `${JSON.stringify({
    decision_id: `${router}-${number}`,
    occurred_at: new Date(Date.parse(FROM) + day * DAY_MS + (number % 1000) * 60_000).toISOString(),
    ...{ router, policy_version: "v1", tenant: `tenant-${tenant}`, decided_by: "router" },
    chosen_model: candidates[chosen]?.model.name,
    candidates: candidates.map(({ model, z: [quality, log_cost = 0, latency_s = 0] }) => ({
      ...{ model: model.name, quality, cost_usd: Math.exp(log_cost), latency_ms: 1000 * latency_s },
    })),
  })}\n`;

async function compareStream(client: Client, scenario: EstimatedScenario, stream: number, sum: Compared) {
  const router = `stream-${scenario.id}-${stream}`;
  const decisions = [...simulateDecisions(scenario, stream)];
  const lines = decisions.map((decision, number) => recordOf(router, decision, number));
  for (let at = 0; at < lines.length; at += IN_BODY) await client.ingest(lines.slice(at, at + IN_BODY));
  const estimation = new Estimation(scenario.tenants.count);
  let added = 0;
  for (const days of LOOKS) {
    for (let one = decisions[added]; one && one.day < days; one = decisions[added]) {
      estimation.add(one);
      added += 1;
    }
    const look = estimation.look();
    if (typeof look === "string") throw new Error(`${router} cannot be fitted after ${days} days: ${look}.`);
    const answer = await client.ask(router, dayAt(days));
    const judged = judgeLook(look, listStarts([], days - 1));
    for (const figure of pairsOf(look, judged, answer)) {
      sum.farthest = Math.max(sum.farthest, distance(figure, `${router} after ${days} days`));
      sum.figures += 1;
    }
    sum.looks += 1;
    if (isGuarded(answer)) sum.guarded += 1;
  }
  sum.decisions += decisions.length;
}

type Value = number | string | null | undefined;
type Figure = [name: string, ours: Value, theirs: Value];

/** How far a figure is from its counterpart, relative to its size. Throws where it is another. */
function distance([name, ours, theirs]: Figure, where: string): number {
  if (ours === theirs) return 0;
  const apart =
    typeof ours === "number" && typeof theirs === "number"
      ? Math.abs(ours - theirs) / Math.max(SMALL, Math.abs(ours))
      : Infinity;
  if (!(apart <= TOLERANCE)) throw new Error(`${where}: ${name} is ${ours} here and ${theirs} by HTTP.`);
  return apart;
}

const GUARDS: ReadonlySet<string> = new Set(GUARD_REASONS);

/** Guards are not simulated here: the answer names the one that stepped a breach down. */
const isGuarded = ({ verdict, because }: Neutrality): boolean =>
  verdict === "watch" && because.some((reason) => GUARDS.has(reason));

/** Every figure that both sides make: its name, ours, the answer's. */
function pairsOf({ fit, deflation, cells }: Look, judged: Judgement, answer: Neutrality): Figure[] {
  const { totals, interval, peak } = judged;
  return [
    ["verdict", judged.verdict, isGuarded(answer) ? "breach" : answer.verdict],
    ["usable", totals.n, answer.usable],
    ["observed", totals.x, answer.observed.focal],
    ["expected", totals.q, answer.expected.focal],
    ["tilt", judged.tilt, answer.tilt.log_odds],
    ["lower", interval.lower, answer.tilt.lower],
    ["upper", interval.upper, answer.tilt.upper],
    ["log_e_value", judged.log_e_material, answer.log_e_value],
    ["peak", peak?.log_e, answer.peak.e_value === null ? null : Math.log(answer.peak.e_value)],
    ["peak day", peak ? dayAt(peak.day) : null, answer.peak.day],
    ["phi", deflation.phi, answer.phi],
    ["r", judged.r, answer.r],
    ["eta", judged.eta, answer.eta],
    ["needed", judged.needed, answer.needed],
    ["calibration", poolBins(cells).length, answer.calibration.length],
    ...fit.coefficients.flatMap((estimate, p): Figure[] => {
      const theirs = answer.baseline_model?.coefficients[p];
      return [
        [`b${p}`, estimate, theirs?.estimate],
        [`se of b${p}`, Math.sqrt(fit.inverse_hessian[p]?.[p] ?? 0), theirs?.se],
        [`robust se of b${p}`, Math.sqrt(fit.robust[p]?.[p] ?? 0), theirs?.robust_se],
      ];
    }),
  ];
}
