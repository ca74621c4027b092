import { capitalise, formatBound, formatDate, formatList, formatMoney } from "@/lib/kernel/format";
import type { Graph, HeldRight, Holding } from "../graph";
import { partyNode } from "../nodes";
import { type Fact, strictest } from "../path";
import type { SnapshotCoHolding, SnapshotPartnership, SnapshotParty } from "../snapshot";

/** "about USD 8 bn"; where reports differ in words or figures, both, so that none is lost. */
function stakeWords({ round, participation }: Holding): string {
  const words = (amount: string | null, bound: string) =>
    amount === null ? "an unknown amount" : formatBound(bound, formatMoney(amount, round.currency));
  const first = words(participation.amount, participation.bound);
  const others = participation.reported.map((one) => words(one.amount, one.bound));
  const differing = [...new Set(others)].filter((text) => text !== first);
  return differing.length > 0 ? `${first} (reports differ: ${formatList(differing, "or")})` : first;
}

/** Amazon Web Services invested about USD 8 bn in Anthropic. */
export function invested(
  graph: Graph,
  holding: Holding,
  investor: SnapshotParty,
  investee: SnapshotParty,
): Fact {
  const { round, participation } = holding;
  const when = round.announced === null ? "" : `, announced ${formatDate(round.announced)}`;
  const series = round.series === null ? "" : `, series ${round.series}`;
  const sources = [...round.source_ids, ...participation.reported.map(({ source_id }) => source_id)];
  return {
    relation: graph.isOurSide(investor.id) ? "invested" : "holds",
    entity: "investment_round",
    id: round.id,
    key: round.key,
    label: capitalise(`${investee.name}${series || ", round"}`),
    ...(participation.amount === null
      ? {}
      : { figure: formatBound(participation.bound, formatMoney(participation.amount, round.currency)) }),
    sentence: `${investor.name} invested ${stakeWords(holding)} in ${investee.name}${series}${when}`,
    visibility: round.visibility,
    party_ids: [investee.id],
    source_ids: [...new Set(sources)],
    needed: true,
    links: [{ from: partyNode(graph, investee), to: partyNode(graph, investor) }],
    ...(participation.state === null ? {} : { detail: participation.state }),
    substance: JSON.stringify([
      participation.id,
      participation.investor_id,
      participation.amount,
      participation.bound,
      participation.state,
      round.currency,
    ]),
  };
}

/** Anthropic is an investee by the partnership; used where no participation is recorded. */
export function investeeBy(
  graph: Graph,
  partnership: SnapshotPartnership,
  platform: SnapshotParty,
  investee: SnapshotParty,
): Fact {
  return {
    relation: "invested",
    entity: "partnership",
    id: partnership.id,
    key: partnership.key,
    label: `Partnership with ${investee.name}`,
    sentence: `${platform.name} has invested in ${investee.name}; no round is recorded`,
    visibility: partnership.visibility,
    party_ids: [investee.id],
    source_ids: [...partnership.source_ids],
    needed: true,
    links: [{ from: partyNode(graph, investee), to: partyNode(graph, platform) }],
    substance: "investee",
  };
}

/** At least twelve investors hold both OpenAI and Anthropic; Microsoft is one. */
export function coHolds(
  graph: Graph,
  holding: SnapshotCoHolding,
  held: readonly SnapshotParty[],
  investor: SnapshotParty | null,
): Fact {
  const parties = formatList(held.map(({ name }) => name));
  const count = holding.at_least === null ? "Investors" : `At least ${holding.at_least} investors`;
  const named = investor ? `; ${investor.name} is one` : "";
  const unnamed = {
    kind: "party" as const,
    id: holding.id,
    key: holding.key,
    label: count,
    note: "co-holding",
    own: false,
  };
  return {
    relation: "holds",
    entity: "co_holding",
    id: holding.id,
    key: holding.key,
    label: `Co-holding of ${parties}`,
    sentence: `${count} hold both ${parties}${named}`,
    visibility: holding.visibility,
    party_ids: [...holding.party_ids],
    source_ids: [...holding.source_ids],
    needed: true,
    links: held.map((party) => ({
      from: partyNode(graph, party),
      to: investor ? partyNode(graph, investor) : unnamed,
    })),
    ...namedDetail(graph, holding),
    substance: JSON.stringify([
      holding.at_least,
      [...holding.party_ids].sort(),
      [...holding.named_ids].sort(),
    ]),
  };
}

function namedDetail(graph: Graph, { named_ids }: SnapshotCoHolding): Pick<Fact, "detail"> {
  const known = named_ids.flatMap((id) => graph.party(id)?.name ?? []).sort();
  return known.length === 0 ? {} : { detail: `${formatList(known)} named` };
}

const RIGHT_STATES = { agreed: "holds", not_agreed: "has agreed not to hold", unknown: "may hold" } as const;

/** Amazon Web Services holds an information right over Anthropic. */
export function holdsRight(
  graph: Graph,
  { right, partnership }: HeldRight,
  holder: SnapshotParty,
  over: SnapshotParty,
): Fact {
  const type = right.type.replaceAll("_", " ");
  return {
    relation: "right",
    entity: "contract_right",
    id: right.id,
    key: right.key,
    label: capitalise(`${type}, ${over.name}`),
    sentence:
      right.state === "not_agreed"
        ? `${holder.name} and ${over.name} have not agreed on ${type}`
        : `${holder.name} ${RIGHT_STATES[right.state]} ${rightWords(right.type)} over ${over.name}`,
    // A right is seen only with its partnership.
    visibility: strictest([right.visibility, partnership.visibility]),
    party_ids: [over.id],
    source_ids: [...right.source_ids],
    needed: false,
    links: [{ from: partyNode(graph, over), to: partyNode(graph, holder) }],
    substance: JSON.stringify([right.type, right.holder_id, right.state]),
  };
}

/** board_seat → "a board seat", information → "an information right". */
export function rightWords(type: string): string {
  const words: Record<string, string> = {
    board_seat: "a board seat",
    board_observer: "a board observer’s seat",
    consultation: "a right of consultation",
    veto: "a veto",
    information: "an information right",
    exclusivity: "exclusivity",
    first_refusal: "a right of first refusal",
    revenue_share: "a share of revenue",
    spend_commitment: "a spend commitment",
    compute_allocation: "a compute allocation",
    ip_licence: "a licence of intellectual property",
    data_access: "access to data",
    embedded_staff: "embedded staff",
  };
  return words[type] ?? type.replaceAll("_", " ");
}
