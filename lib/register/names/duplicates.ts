import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAuditMany } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { conflict, invalid } from "@/lib/kernel/errors";
import { lockRegister } from "../entity/write";
import type { DistinctInput, DuplicateView, SimilarParty } from "./schema";
import { bySurety, likeness, similarPairs } from "./similar-names";

type PartyRow = {
  id: string;
  key: string;
  name: string;
  aliases: string[];
  kinds: string[];
  lei: string | null;
};

const readParties = (tx: Tx): Promise<PartyRow[]> =>
  tx.party.findMany({
    where: { retired_at: null },
    select: { id: true, key: true, name: true, aliases: true, kinds: true, lei: true },
    orderBy: { ordinal: "asc" },
  });

/** Two ids in the order in which a distinction keeps them. */
const ordered = (a: string, b: string): { first_id: string; second_id: string } =>
  a < b ? { first_id: a, second_id: b } : { first_id: b, second_id: a };

const pairKey = (a: string, b: string): string => Object.values(ordered(a, b)).join(" ");

/** Facts that refer to each party, as far as the asker sees them: what a person would have to move. */
async function countFacts(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; facts: bigint }[]>`
    SELECT id::text, count(*) AS facts FROM (
      SELECT partner_id AS id FROM partnership WHERE retired_at IS NULL
      UNION ALL SELECT holder_id FROM contract_right WHERE retired_at IS NULL
      UNION ALL SELECT investee_id FROM investment_round WHERE retired_at IS NULL
      UNION ALL SELECT investor_id FROM participation
      UNION ALL SELECT party_id FROM co_holding_party
      UNION ALL SELECT party_id FROM co_holding_investor
      UNION ALL SELECT owner_id FROM product WHERE retired_at IS NULL
      UNION ALL SELECT channel_id FROM availability
      UNION ALL SELECT parent_id FROM party WHERE retired_at IS NULL AND parent_id IS NOT NULL) facts
    WHERE id = ANY (${[...ids]}::uuid[]) GROUP BY id`;
  return new Map(rows.map(({ id, facts }) => [id, Number(facts)]));
}

/** Pairs that may be one party, the surest first, without those that somebody said are two. */
async function readPairs(tx: Tx) {
  const told = new Set(
    (await tx.partyDistinction.findMany()).map(({ first_id, second_id }) => pairKey(first_id, second_id)),
  );
  return similarPairs(await readParties(tx)).filter(
    ({ first, second }) => !told.has(pairKey(first.id, second.id)),
  );
}

/** How many pairs of parties may be one and the same. */
export function countDuplicates(actor: Actor): Promise<number> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => (await readPairs(tx)).length);
}

/** Pairs of parties that may be one, with what hangs on each. */
export function listDuplicates(actor: Actor): Promise<DuplicateView[]> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const pairs = await readPairs(tx);
    const facts = await countFacts(
      tx,
      pairs.flatMap(({ first, second }) => [first.id, second.id]),
    );
    const side = ({ id, key, name, kinds }: PartyRow) => ({ key, name, kinds, facts: facts.get(id) ?? 0 });
    return pairs.map((pair) => ({ ...pair, first: side(pair.first), second: side(pair.second) }));
  });
}

/** Recorded parties that a name may mean, the surest first: asked before another is added. */
export function similarParties(actor: Actor, name: string): Promise<SimilarParty[]> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const asked = { key: "", name, aliases: [], lei: null };
    const parties = await readParties(tx);
    return parties
      .flatMap((party) => {
        const found = likeness(asked, party);
        return found ? [{ key: party.key, name: party.name, likeness: found }] : [];
      })
      .sort(bySurety);
  });
}

/**
 * Records that two parties are not the same, so that nobody is asked again. Throws 422 for a party that is unknown,
 * retired or named twice, 409 where it is said already or where the two do not look alike.
 */
export function distinguishParties(actor: Actor, input: DistinctInput): Promise<{ distinct: true }> {
  authorize(actor, "register:write");
  return withActor(actor, async (tx) => {
    await lockRegister(tx);
    const parties = await readParties(tx);
    const [first, second] = (["first", "second"] as const).map((side) => {
      const found = parties.find(({ key }) => key === input[side]);
      if (!found) throw invalid([{ pointer: `/${side}`, message: `No party has the key ${input[side]}.` }]);
      return found;
    });
    if (!first || !second || first === second)
      throw invalid([{ pointer: "/second", message: "Name another party." }]);
    if (likeness(first, second) === null)
      throw conflict("not_alike", "Nothing suggests that they are the same.");
    const pair = ordered(first.id, second.id);
    if (await tx.partyDistinction.findUnique({ where: { first_id_second_id: pair } }))
      throw conflict("told", "It is said already that they are two.");
    const reason = input.reason ?? null;
    await tx.partyDistinction.create({ data: { ...pair, reason, said_by: actorRef(actor) } });
    const entry = (of: PartyRow, other: PartyRow) => ({
      ...{ actor, action: "party:distinguish", entity: "party", entity_id: of.id },
      reason: reason ?? undefined,
      after: { not_the_same_as: other.key },
    });
    await appendAuditMany(tx, [entry(first, second), entry(second, first)]);
    return { distinct: true };
  });
}
