import { type Actor, authorize, can } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { NeutralityQuery, type VerdictWord } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import type { ConflictCard } from "@/lib/register";
import { conflictCard } from "@/lib/register/server";
import { ShareQuery } from "@/lib/routing";
import { share } from "@/lib/routing/server";
import { readTraffic } from "../overview/read-traffic";
import type { CardTraffic } from "./schema";

export type ConflictCardPage = {
  card: ConflictCard;
  /** Null before any traffic is stored, or where the actor may not see it. */
  traffic: CardTraffic | null;
  /** Whether this partner is treated worse; null where none of its models was routed. Takes as long as a test. */
  treated: Promise<VerdictWord> | null;
};

/** What stands between us and one partner: the register's part, its routed share and its verdict. Throws 404. */
export async function readConflictCard(actor: Actor, key: string): Promise<ConflictCardPage> {
  authorize(actor, "overlap:read");
  const card = await conflictCard(actor, key);
  const traffic = can(actor, "routing:read") ? await readCardTraffic(actor, key) : null;
  const treated = traffic && traffic.decisions > 0 ? treatedWorse(actor, traffic, key) : null;
  return { card, traffic, treated };
}

async function readCardTraffic(actor: Actor, key: string): Promise<CardTraffic | null> {
  const traffic = await withActor(actor, (tx) => readTraffic(tx, Date.now()));
  if (!traffic) return null;
  const { from, to } = traffic.window;
  const { rows, total } = await share(actor, ShareQuery.parse({ from, to }));
  const own = rows.find((row) => row.key === key);
  return {
    from,
    to,
    generated: traffic.generated,
    total,
    decisions: own?.decisions ?? 0,
    share: own?.share ?? 0,
  };
}

async function treatedWorse(actor: Actor, { from, to }: CardTraffic, key: string): Promise<VerdictWord> {
  return (await assess(actor, NeutralityQuery.parse({ from, to, focus: `party:${key}` }))).verdict;
}
