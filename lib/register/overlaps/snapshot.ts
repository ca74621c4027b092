/** A fact's reach. Walls concern `confidential` alone. */
export type Visibility = "public" | "internal" | "confidential";

export type SnapshotParty = {
  id: string;
  key: string;
  name: string;
  kinds: readonly string[];
  parent_id: string | null;
  source_ids: readonly string[];
};

export type SnapshotPartnership = {
  id: string;
  key: string;
  partner_id: string;
  kinds: readonly string[];
  status: string | null;
  /** Partial dates; null is unknown. */
  start: string | null;
  end: string | null;
  visibility: Visibility;
  source_ids: readonly string[];
};

export type SnapshotRight = {
  id: string;
  key: string;
  partnership_id: string;
  holder_id: string;
  type: string;
  state: "agreed" | "not_agreed" | "unknown";
  visibility: Visibility;
  source_ids: readonly string[];
};

export type SnapshotParticipation = {
  id: string;
  investor_id: string;
  /** Decimal string in the round's currency; null is unknown. */
  amount: string | null;
  bound: string;
  state: string | null;
  /** What single reports say; they may differ. */
  reported: readonly { source_id: string; amount: string | null; bound: string }[];
};

export type SnapshotRound = {
  id: string;
  key: string;
  investee_id: string;
  series: string | null;
  announced: string | null;
  currency: string | null;
  visibility: Visibility;
  source_ids: readonly string[];
  participations: readonly SnapshotParticipation[];
};

export type SnapshotCoHolding = {
  id: string;
  key: string;
  at_least: number | null;
  party_ids: readonly string[];
  named_ids: readonly string[];
  visibility: Visibility;
  source_ids: readonly string[];
};

export type SnapshotSegment = { id: string; key: string; name: string; parent_id: string | null };

export type SnapshotAvailability = {
  channel_id: string;
  from: string | null;
  until: string | null;
  exclusive: boolean | null;
};

export type SnapshotProduct = {
  id: string;
  key: string;
  owner_id: string;
  name: string;
  lifecycle: "preview" | "ga" | "retired" | null;
  preview: string | null;
  ga: string | null;
  retired_on: string | null;
  segment_ids: readonly string[];
  availability: readonly SnapshotAvailability[];
  source_ids: readonly string[];
};

export type SnapshotPolicy = {
  id: string;
  key: string;
  router: string;
  policy_version: string;
  from_ms: number;
  /** Candidates as the policy names them, with the product that the catalogue knows them as; null is unknown. */
  candidates: readonly { name: string; product_id: string | null }[];
  source_ids: readonly string[];
};

/**
 * Where routed traffic went: decisions by the router, in production, with a known model. Counted above this layer and
 * handed in; null until traffic has come.
 */
export type TrafficStakes = {
  /** Whether any of it was made by a generator: then every sentence about it says so. */
  generated: boolean;
  from: string;
  to: string;
  decisions: number;
  products: Readonly<Record<string, number>>;
  routers: Readonly<Record<string, { decisions: number; first_party: number }>>;
};

/** Everything that detection looks at, as one value: no retired records, whatever their visibility. */
export type RegisterSnapshot = {
  as_of_ms: number;
  parties: readonly SnapshotParty[];
  partnerships: readonly SnapshotPartnership[];
  rights: readonly SnapshotRight[];
  rounds: readonly SnapshotRound[];
  co_holdings: readonly SnapshotCoHolding[];
  segments: readonly SnapshotSegment[];
  products: readonly SnapshotProduct[];
  policies: readonly SnapshotPolicy[];
  /** Information barriers in force, by the partner they stand around. */
  walls: readonly { party_id: string }[];
  traffic: TrafficStakes | null;
};
