import { z } from "zod";
import { type Actor, authorize, can } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import type { VerdictWord } from "@/lib/neutrality";
import { NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { OPEN_STATUSES } from "@/lib/register";
import { ShareQuery } from "@/lib/routing";
import { share } from "@/lib/routing/server";
import { coHeldSentences, exposureTitle, sumStakes } from "./exposure";
import type { ExposureRow, TrafficWindow } from "./schema";

const Node = z.object({ kind: z.string(), label: z.string(), own: z.boolean() });
const Path = z.array(z.object({ links: z.array(z.object({ from: Node, to: Node })) }));

export type Exposure = {
  title: string;
  sentences: string[];
  rows: (ExposureRow & {
    /** Whether this partner is treated worse; null where none of its models was routed. Takes as long as a test. */
    treated: Promise<VerdictWord> | null;
  })[];
};

type Overlaps = Awaited<ReturnType<typeof readOverlaps>>;

/** Partners with money, overlaps, routed share and a verdict of their own, as far as the actor may see them. */
export async function readExposure(actor: Actor, window: TrafficWindow | null): Promise<Exposure> {
  authorize(actor, "overlap:read");
  const { partners, overlaps, held } = await withActor(actor, async (tx) => ({
    partners: await readPartners(tx),
    overlaps: await readOverlaps(tx),
    held: await readCoHoldings(tx),
  }));
  const shares =
    window && can(actor, "routing:read") ? await readShares(actor, window) : new Map<string, number>();
  const rows = partners.map((party) => {
    const own = overlaps.filter((overlap) => overlap.parties.some(({ party_id }) => party_id === party.id));
    const share = shares.get(party.key) ?? null;
    return {
      key: party.key,
      name: party.name,
      kinds: [...new Set(party.partnerships.flatMap(({ kinds }) => kinds))].map((kind) =>
        kind.replaceAll("_", " "),
      ),
      money: sumStakes(
        party.rounds.flatMap((round) => round.participations.map((each) => stakeOf(each, round.currency))),
      ),
      competes: competesWith(own),
      overlaps: own.length,
      severity: own.length === 0 ? null : Math.max(...own.map(({ severity }) => severity)),
      share,
      treated: window && share !== null ? treatedWorse(actor, window, party.key) : null,
    };
  });
  rows.sort((a, b) => Number(b.money.usd ?? 0) - Number(a.money.usd ?? 0) || b.overlaps - a.overlaps);
  return {
    title: exposureTitle(rows, rivalPairs(overlaps, partners)),
    sentences: coHeldSentences(held),
    rows,
  };
}

type Reported = { amount: { toFixed(): string } | null; bound: string };

const stakeOf = (each: Reported & { reported: readonly Reported[] }, currency: string | null) => ({
  amount: each.amount?.toFixed() ?? null,
  bound: each.bound,
  currency,
  reports: each.reported.map(({ amount, bound }) => ({ amount: amount?.toFixed() ?? null, bound })),
});

const readPartners = (tx: Tx) =>
  tx.party.findMany({
    where: { retired_at: null, kinds: { has: "partner" } },
    include: {
      partnerships: { where: { retired_at: null } },
      rounds: {
        where: { retired_at: null },
        include: {
          participations: {
            where: { investor: { kinds: { has: "platform" } } },
            include: { reported: true },
          },
        },
      },
    },
    orderBy: { ordinal: "asc" },
  });

const readOverlaps = (tx: Tx) =>
  tx.overlap.findMany({
    where: { status: { in: [...OPEN_STATUSES] } },
    select: { kind: true, severity: true, path: true, parties: { select: { party_id: true, role: true } } },
  });

async function readCoHoldings(tx: Tx) {
  const rows = await tx.coHolding.findMany({
    where: { retired_at: null },
    include: { parties: { include: { party: true } }, named: { include: { party: true } } },
  });
  return rows.map(({ at_least, parties, named }) => ({
    at_least,
    parties: parties.map(({ party }) => party.name),
    named: named.map(({ party }) => party.name),
  }));
}

/** Our own products, and the segments, on the paths of the overlaps of products. */
function competesWith(overlaps: Overlaps): ExposureRow["competes"] {
  const nodes = overlaps
    .filter(({ kind }) => kind === "product_overlap")
    .flatMap(({ path }) => Path.safeParse(path).data ?? [])
    .flatMap(({ links }) => links.flatMap(({ from, to }) => [from, to]));
  const labels = (kind: string, own: boolean) => [
    ...new Set(nodes.filter((node) => node.kind === kind && node.own === own).map(({ label }) => label)),
  ];
  return {
    products: labels("product", true),
    segments: labels("segment", false).map((label) => label.toLowerCase()),
  };
}

function rivalPairs(
  overlaps: Overlaps,
  partners: readonly { id: string; key: string }[],
): [string, string][] {
  const keyOf = new Map(partners.map(({ id, key }) => [id, key]));
  return overlaps
    .filter(({ kind }) => kind === "rival_investees")
    .flatMap(({ parties }) => {
      const [a, b] = parties.flatMap(({ party_id }) => keyOf.get(party_id) ?? []);
      return a && b ? [[a, b] as [string, string]] : [];
    });
}

async function readShares(actor: Actor, { from, to }: TrafficWindow): Promise<Map<string, number>> {
  const { rows } = await share(actor, ShareQuery.parse({ from, to }));
  return new Map(rows.map((row) => [row.key, row.share]));
}

async function treatedWorse(actor: Actor, { from, to }: TrafficWindow, key: string): Promise<VerdictWord> {
  return (await assess(actor, NeutralityQuery.parse({ from, to, focus: `party:${key}` }))).verdict;
}
