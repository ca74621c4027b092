import { sumDecimals } from "@/lib/kernel/decimal";
import { formatBound, formatList, formatMoney } from "@/lib/kernel/format";
import { inWords } from "../list-query";
import { boundOfSum } from "../overlaps/bounds";
import { groupBy } from "../overlaps/collections";
import { isAhead, isPast } from "../overlaps/dates";
import { isInForce } from "../overlaps/lifecycle";
import type { RegisterSnapshot, SnapshotProduct } from "../overlaps/snapshot";
import type { NetworkEdge, NetworkFact } from "./schema";

type Edge = NetworkEdge;
const partyNode = (id: string) => `party ${id}`;
const productNode = (id: string) => `product ${id}`;
const segmentNode = (id: string) => `segment ${id}`;

const edge = (
  kind: Edge["kind"],
  from: string,
  to: string,
  rest: Pick<Edge, "label" | "facts"> & Partial<Edge>,
): Edge => ({
  id: `${kind} ${from} ${to}`,
  kind,
  from,
  to,
  unsure: false,
  amount: null,
  currency: null,
  ...rest,
});

type Stake = { amount: string | null; bound: string; currency: string | null; fact: NetworkFact };

/** "about USD 8 bn and EUR 2 m": a sum for each currency; what has no amount is said to have none. */
function moneyWords(stakes: readonly Stake[]): string {
  const known = stakes.filter(({ amount }) => amount !== null);
  const sums = [...groupBy(known, ({ currency }) => currency ?? "").values()].map((group) => {
    const sum = sumDecimals(group.flatMap(({ amount }) => (amount === null ? [] : [amount])));
    return formatBound(
      boundOfSum(group.map(({ bound }) => bound)),
      formatMoney(sum, group[0]?.currency ?? null),
    );
  });
  if (sums.length === 0) return "invested, amount unknown";
  const more = stakes.length - known.length;
  return formatList([...sums, ...(more > 0 ? ["an unknown amount"] : [])]);
}

/** Money committed by one party to another in the rounds announced by a moment, one line a pair. */
export function moneyAt({ rounds }: RegisterSnapshot, at_ms: number): Edge[] {
  const stakes = rounds
    .filter(({ announced }) => !isAhead(announced, at_ms))
    .flatMap((round) =>
      round.participations.map((stake) => ({
        pair: `${stake.investor_id} ${round.investee_id}`,
        from: partyNode(stake.investor_id),
        to: partyNode(round.investee_id),
        ...{ amount: stake.amount, bound: stake.bound, currency: round.currency },
        fact: {
          ...{
            entity: "round" as const,
            key: round.key,
            date: round.announced,
            visibility: round.visibility,
          },
          label: round.series === null ? `Round ${round.key}` : `Series ${round.series}`,
        },
      })),
    );
  return [...groupBy(stakes, ({ pair }) => pair).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const currencies = new Set(group.map(({ currency }) => currency));
    const known = group.flatMap(({ amount }) => (amount === null ? [] : [amount]));
    const one = currencies.size === 1 && known.length > 0;
    return edge("money", first.from, first.to, {
      label: moneyWords(group),
      facts: group.map(({ fact }) => fact),
      amount: one ? sumDecimals(known) : null,
      currency: one ? first.currency : null,
    });
  });
}

/** Investors that hold several parties: a line from each that is named to each party. */
export const coHoldingsOf = ({ co_holdings }: RegisterSnapshot): Edge[] =>
  co_holdings.flatMap(({ key, at_least, party_ids, named_ids, visibility }) =>
    named_ids.flatMap((investor) =>
      party_ids.map((held) =>
        edge("co_holding", partyNode(investor), partyNode(held), {
          label: at_least === null ? "holds a part" : `one of at least ${at_least} that hold several`,
          facts: [{ entity: "co_holding", key, label: `Co-holding ${key}`, date: null, visibility }],
        }),
      ),
    ),
  );

/** Rights agreed, or of unknown state, in partnerships in force at a moment: from the holder to the other side. */
export function rightsAt(
  { partnerships, rights }: RegisterSnapshot,
  platform: string | null,
  at_ms: number,
): Edge[] {
  const inForce = new Map(
    partnerships.filter((one) => isInForce(one, at_ms)).map((one) => [one.id, one] as const),
  );
  const held = rights.flatMap((right) => {
    const partnership = inForce.get(right.partnership_id);
    if (!partnership || right.state === "not_agreed") return [];
    const other = right.holder_id === partnership.partner_id ? platform : partnership.partner_id;
    return other === null || other === right.holder_id ? [] : [{ right, other, since: partnership.start }];
  });
  const pairs = groupBy(held, ({ right, other }) => `${right.holder_id} ${other} ${right.state}`);
  return [...pairs.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const unsure = first.right.state === "unknown";
    const types = formatList([...new Set(group.map(({ right }) => inWords(right.type)))]);
    const found = edge("right", partyNode(first.right.holder_id), partyNode(first.other), {
      label: unsure ? `${types}, not known whether agreed` : types,
      unsure,
      facts: group.map(({ right, since }) => ({
        ...{ entity: "right" as const, key: right.key, label: inWords(right.type), date: since },
        visibility: right.visibility,
      })),
    });
    return { ...found, id: `${found.id} ${first.right.state}` };
  });
}

/** Since when a product has been there: its preview, its general availability or its first channel; null is unknown. */
export const productSince = ({ preview, ga, availability }: SnapshotProduct): string | null =>
  [preview, ga, ...availability.map(({ from }) => from)].filter((date) => date !== null).sort()[0] ?? null;

/** Whether a product was there at a moment; one of unknown dates counts as there, unless it is retired. */
export const productIsThere = (product: SnapshotProduct, at_ms: number): boolean =>
  !isAhead(productSince(product), at_ms) &&
  !isPast(product.retired_on, at_ms) &&
  (product.lifecycle !== "retired" || product.retired_on !== null);

/** Who owns which product, and the segments it is sold in. */
export const productsAt = ({ products }: RegisterSnapshot, at_ms: number): Edge[] =>
  products
    .filter((product) => productIsThere(product, at_ms))
    .flatMap((product) => {
      const date = productSince(product);
      const fact = {
        entity: "product" as const,
        key: product.key,
        label: product.name,
        date,
        visibility: null,
      };
      return [
        edge("owns", partyNode(product.owner_id), productNode(product.id), { label: "owns", facts: [fact] }),
        ...product.segment_ids.map((segment) =>
          edge("sold_in", productNode(product.id), segmentNode(segment), { label: "sold in", facts: [fact] }),
        ),
      ];
    });

/** Which party belongs to which. */
export const parentsOf = ({ parties }: RegisterSnapshot): Edge[] =>
  parties.flatMap(({ id, key, name, parent_id }) =>
    parent_id === null
      ? []
      : [
          edge("parent", partyNode(parent_id), partyNode(id), {
            label: "owns",
            facts: [{ entity: "party", key, label: name, date: null, visibility: null }],
          }),
        ],
  );
