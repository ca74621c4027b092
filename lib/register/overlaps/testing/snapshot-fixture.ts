import type {
  RegisterSnapshot,
  SnapshotParticipation,
  SnapshotPartnership,
  SnapshotParty,
  SnapshotPolicy,
  SnapshotProduct,
  SnapshotRight,
  SnapshotRound,
  SnapshotSegment,
} from "../snapshot";

// Builders for tests of the rules: ids are keys, so that an expectation reads like a sentence.

export const AS_OF = Date.UTC(2026, 10, 21);

export const party = (key: string, kinds: string[], parent: string | null = null): SnapshotParty => ({
  id: key,
  key,
  name: key.charAt(0).toUpperCase() + key.slice(1),
  kinds,
  parent_id: parent,
  source_ids: [],
});

export const segment = (key: string, parent: string | null = null): SnapshotSegment => ({
  id: key,
  key,
  name: key.replaceAll("-", " "),
  parent_id: parent,
});

export const product = (
  key: string,
  owner: string,
  segments: string[],
  rest: Partial<SnapshotProduct> = {},
): SnapshotProduct => ({
  id: key,
  key,
  owner_id: owner,
  name: key.charAt(0).toUpperCase() + key.slice(1),
  lifecycle: "ga",
  preview: null,
  ga: null,
  retired_on: null,
  segment_ids: segments,
  availability: [],
  source_ids: [],
  ...rest,
});

export const on = (channel: string, from: string | null = null, exclusive: boolean | null = null) => ({
  channel_id: channel,
  from,
  until: null,
  exclusive,
});

export const partnership = (
  partner: string,
  kinds: string[],
  rest: Partial<SnapshotPartnership> = {},
): SnapshotPartnership => ({
  id: `with-${partner}`,
  key: `with-${partner}`,
  partner_id: partner,
  kinds,
  status: "active",
  start: null,
  end: null,
  visibility: "internal",
  source_ids: [],
  ...rest,
});

export const right = (
  key: string,
  partner: string,
  holder: string,
  type: string,
  state: SnapshotRight["state"] = "agreed",
  visibility: SnapshotRight["visibility"] = "internal",
): SnapshotRight => ({
  id: key,
  key,
  partnership_id: `with-${partner}`,
  holder_id: holder,
  type,
  state,
  visibility,
  source_ids: [],
});

export const stake = (
  investor: string,
  amount: string | null,
  rest: Partial<SnapshotParticipation> = {},
): SnapshotParticipation => ({
  id: `${investor}-stake`,
  investor_id: investor,
  amount,
  bound: amount === null ? "unknown" : "equal",
  state: null,
  reported: [],
  ...rest,
});

export const round = (
  investee: string,
  participations: SnapshotParticipation[],
  rest: Partial<SnapshotRound> = {},
): SnapshotRound => ({
  id: `round-${investee}`,
  key: `round-${investee}`,
  investee_id: investee,
  series: null,
  announced: null,
  currency: "USD",
  visibility: "internal",
  source_ids: [],
  participations,
  ...rest,
});

export const policy = (
  router: string,
  version: string,
  from: string,
  candidates: Record<string, string | null>,
): SnapshotPolicy => ({
  id: `${router}@${version}`,
  key: `${router}@${version}`,
  router,
  policy_version: version,
  from_ms: Date.parse(from),
  candidates: Object.entries(candidates).map(([name, product_id]) => ({ name, product_id })),
  source_ids: [],
});

export const register = (rest: Partial<RegisterSnapshot> = {}): RegisterSnapshot => ({
  as_of_ms: AS_OF,
  parties: [],
  partnerships: [],
  rights: [],
  rounds: [],
  co_holdings: [],
  segments: [],
  products: [],
  policies: [],
  walls: [],
  traffic: null,
  ...rest,
});

const COMPANIES = [
  party("acme", ["platform"]),
  party("zeta", ["partner"]),
  party("eta", ["partner"]),
  party("rival", ["rival_platform", "investor"]),
];

/** A platform, two partners and a rival platform in one market. */
export const smallMarket = (rest: Partial<RegisterSnapshot> = {}): RegisterSnapshot =>
  register({
    parties: COMPANIES,
    segments: [segment("models"), segment("coding", "models"), segment("databases")],
    ...rest,
  });
