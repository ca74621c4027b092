import { type Actor, authorize, can } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { NeutralityQuery, type VerdictWord } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import type { ConflictCard } from "@/lib/register";
import { conflictCards } from "@/lib/register/server";
import { ShareQuery } from "@/lib/routing";
import { share } from "@/lib/routing/server";
import { coHeldSentences, exposureTitle, moneyInUsd } from "./exposure";
import type { ExposureRow, TrafficWindow } from "./schema";

export type Exposure = {
  title: string;
  sentences: string[];
  rows: (ExposureRow & {
    /** Whether this partner is treated worse; null where none of its models was routed. Takes as long as a test. */
    treated: Promise<VerdictWord> | null;
  })[];
};

/** Partners with money, overlaps, routed share and a verdict of their own, as far as the actor may see them. */
export async function readExposure(actor: Actor, window: TrafficWindow | null): Promise<Exposure> {
  authorize(actor, "overlap:read");
  const [cards, held, shares] = await Promise.all([
    conflictCards(actor),
    withActor(actor, readCoHoldings),
    window && can(actor, "routing:read") ? readShares(actor, window) : new Map<string, number>(),
  ]);
  const partners = cards.filter(({ party }) => party.kinds.includes("partner"));
  const rows = partners.map((card) => {
    const share = shares.get(card.party.key) ?? null;
    return {
      ...rowOf(card, share),
      treated: window && share !== null ? treatedWorse(actor, window, card.party.key) : null,
    };
  });
  rows.sort((a, b) => Number(b.money.usd ?? 0) - Number(a.money.usd ?? 0) || b.overlaps - a.overlaps);
  return { title: exposureTitle(rows), sentences: coHeldSentences(held), rows };
}

function rowOf(
  { party, partnership_kinds, money, competes_with, overlaps }: ConflictCard,
  share: number | null,
): ExposureRow {
  return {
    key: party.key,
    name: party.name,
    kinds: partnership_kinds.map((kind) => kind.replaceAll("_", " ")),
    money: moneyInUsd(money),
    competes: competes_with,
    overlaps: overlaps.open,
    severity: overlaps.highest_severity,
    share,
  };
}

async function readCoHoldings(tx: Tx) {
  const byEntry = { party: { ordinal: "asc" } } as const;
  const rows = await tx.coHolding.findMany({
    where: { retired_at: null },
    include: {
      parties: { include: { party: true }, orderBy: byEntry },
      named: { include: { party: true }, orderBy: byEntry },
    },
  });
  return rows.map(({ at_least, parties, named }) => ({
    at_least,
    parties: parties.map(({ party }) => party.name),
    named: named.map(({ party }) => party.name),
  }));
}

async function readShares(actor: Actor, { from, to }: TrafficWindow): Promise<Map<string, number>> {
  const { rows } = await share(actor, ShareQuery.parse({ from, to }));
  return new Map(rows.map((row) => [row.key, row.share]));
}

async function treatedWorse(actor: Actor, { from, to }: TrafficWindow, key: string): Promise<VerdictWord> {
  return (await assess(actor, NeutralityQuery.parse({ from, to, focus: `party:${key}` }))).verdict;
}
