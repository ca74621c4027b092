import { type Actor, authorize, can } from "@/lib/access";
import { listTiltStandings } from "@/lib/commitments/server";
import { type Tx, withActor } from "@/lib/db/server";
import { NeutralityQuery } from "@/lib/neutrality";
import { assessWithSeries } from "@/lib/neutrality/server";
import { readPolicyMarks } from "@/lib/routing/server";
import { composeVerdict } from "./compose";
import { readTraffic, type Traffic } from "./read-traffic";
import type { Evidence, Promised, RouterAnswer, SetupState, VerdictModel } from "./schema";
import { standingOf } from "./standing";

/** More would not be read in ten seconds; the rest is on the neutrality page. */
const MOST_ROUTERS = 6;

export type OverviewPage = {
  promised: Promised | null;
  traffic: Traffic | null;
  /** Null before any traffic is stored. */
  verdict: VerdictModel | null;
  setup: SetupState;
};

/** The promise, the verdict and the charts of the overview. Throws 403 without `routing:read`. */
export async function readOverview(actor: Actor): Promise<OverviewPage> {
  authorize(actor, "routing:read");
  const { promised, traffic, marks, setup } = await withActor(actor, async (tx) => {
    const traffic = await readTraffic(tx, Date.now());
    return {
      traffic,
      promised: await readPromise(tx),
      marks: traffic ? await readPolicyMarks(tx, traffic.window) : [],
      setup: await readSetup(tx, traffic !== null),
    };
  });
  if (!traffic) return { promised, traffic, verdict: null, setup };
  const evidence = await readEvidence(actor, traffic);
  const drawn = new Set(evidence.routers.map(({ router }) => router));
  return {
    promised,
    traffic,
    setup,
    verdict: {
      ...composeVerdict({ ...evidence, marks: marks.filter(({ router }) => drawn.has(router)) }),
      digest: traffic.digest,
    },
  };
}

async function readEvidence(actor: Actor, { window, generated }: Traffic): Promise<Omit<Evidence, "marks">> {
  const { from, to } = window;
  const overall = await assessWithSeries(actor, NeutralityQuery.parse({ from, to }));
  const decisions = new Map<string, number>();
  for (const { router, decisions: n } of overall.neutrality.strata)
    if (router !== null) decisions.set(router, (decisions.get(router) ?? 0) + n);
  const names = [...decisions].toSorted((a, b) => b[1] - a[1]).slice(0, MOST_ROUTERS);
  const standings = can(actor, "promise:read") ? await listTiltStandings(actor) : [];
  const routers: RouterAnswer[] = await Promise.all(
    names
      .map(([router]) => router)
      .toSorted((a, b) => a.localeCompare(b))
      .map(async (router) => {
        const answer = await assessWithSeries(actor, NeutralityQuery.parse({ from, to, router }));
        return { router, answer, check: standingOf(standings, router, answer.neutrality) };
      }),
  );
  return { window, generated, overall, check: standingOf(standings, null, overall.neutrality), routers };
}

/** The promise recorded first. */
async function readPromise(tx: Tx): Promise<Promised | null> {
  const row = await tx.commitment.findFirst({ where: { retired_at: null }, orderBy: { created_at: "asc" } });
  if (!row) return null;
  const stated = await tx.factSource.findFirst({
    where: { entity: "commitment", entity_id: row.id },
    include: { source: true },
  });
  const { text, speaker, made_on } = row;
  const source = stated?.source ?? null;
  return {
    text,
    speaker,
    made_on,
    source: source && { title: source.title, url: source.url, published: source.published },
  };
}

async function readSetup(tx: Tx, traffic: boolean): Promise<SetupState> {
  const live = { retired_at: null };
  const platform = await tx.party.count({ where: { ...live, kinds: { has: "platform" } } });
  const products = await tx.product.count({ where: live });
  const policies = await tx.policy.count({ where: live });
  const promise = await tx.commitment.count({ where: live });
  return {
    platform: platform > 0,
    products: products > 0,
    policies: policies > 0,
    promise: promise > 0,
    traffic,
  };
}
