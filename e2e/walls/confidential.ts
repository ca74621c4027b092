import type { APIRequestContext } from "@playwright/test";
import { expect } from "../fixtures";

/** A confidential relationship: the firm is known to all, everything that carries `secret` is not. */
export type Confidential = {
  firm: string;
  firm_name: string;
  secret: string;
  amount: string;
  /** An overlap that rests on confidential facts, and the review of it. */
  overlap: string;
  review: string;
  condition: string;
};

const recorded = new Map<string, Promise<Confidential>>();

/**
 * A partner whose partnership, right, round and co-holding are confidential, and from which overlaps follow that rest on
 * them. `managers` stand inside. Recorded once a worker, because a new product makes every verdict be computed anew.
 */
export function confidentialFirm(
  compliance: APIRequestContext,
  unique: string,
  managers: readonly string[],
): Promise<Confidential> {
  const found = recorded.get(managers.join()) ?? recordConfidential(compliance, unique, managers);
  recorded.set(managers.join(), found);
  return found;
}

async function recordConfidential(
  compliance: APIRequestContext,
  unique: string,
  managers: readonly string[],
): Promise<Confidential> {
  const firm = `firm-${unique}`;
  const firm_name = `Lambda ${unique}`;
  const secret = `quill${unique}`;
  const amount = String(1_000_000_000 + (Number.parseInt(unique.slice(1), 16) % 1_000_000_000));
  const confidential = { visibility: "confidential" };
  const document = {
    parties: [{ key: firm, name: firm_name, kinds: ["partner"], managers }],
    partnerships: [
      {
        key: `${secret}-partnership`,
        partner: firm,
        kinds: ["investee"],
        notes: `${secret} notes`,
        ...confidential,
        rights: [
          {
            key: `${secret}-right`,
            holder: "aws",
            type: "information",
            state: "agreed",
            scope: `${secret} scope`,
            ...confidential,
          },
        ],
      },
    ],
    rounds: [
      {
        key: `${secret}-round`,
        investee: firm,
        currency: "USD",
        series: `${secret} A`,
        ...confidential,
        participations: [{ investor: "aws", amount, bound: "equal", state: "committed" }],
      },
    ],
    co_holdings: [{ key: `${secret}-both`, parties: [firm, "openai"], at_least: 7, ...confidential }],
    products: [
      {
        key: `chat-${unique}`,
        owner: firm,
        name: `Lambda Chat ${unique}`,
        segments: ["foundation-models"],
        lifecycle: "ga",
      },
      // Ours, before its launch: what it would make of the right above is told to those who may know it.
      {
        key: `draft-${unique}`,
        owner: "aws",
        name: `Draft ${unique}`,
        segments: ["foundation-models"],
        ga: "2099",
      },
    ],
  };
  const answer = await compliance.post("/api/v1/import/register", { data: document });
  expect(answer.status(), await answer.text()).toBe(200);
  return { firm, firm_name, secret, amount, ...(await judgeConfidential(compliance, firm, secret)) };
}

/** What people say and demand of a confidential overlap is as secret as its facts. */
async function judgeConfidential(compliance: APIRequestContext, firm: string, secret: string) {
  const { items } = await (
    await compliance.get(`/api/v1/overlaps?party=${firm}&visibility=confidential`)
  ).json();
  const overlap: string = items[0].key;
  const post = async (path: string, data: object) => {
    const answer = await compliance.post(`/api/v1/overlaps/${overlap}/${path}`, { data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  await post("comments", { text: `${secret} comment` });
  const review = await post("reviews", {
    outcome: "cleared_with_conditions",
    rationale: `${secret} reasons`,
    conditions: [
      { kind: "disclosure", text: `${secret} demand`, owner: "compliance@example.com", due_on: "2099-01-01" },
    ],
  });
  const [condition] = (await (await compliance.get(`/api/v1/conditions?review=${review.key}`)).json()).items;
  return { overlap, review: review.key, condition: condition.key };
}

/** Collections of the API that a list page, a search or an export stands on. */
export const COLLECTIONS = [
  "/parties",
  "/partnerships",
  "/rights",
  "/rounds",
  "/co-holdings",
  "/products",
  "/overlaps",
  "/sources",
  "/segments",
  "/commitments",
  "/checks",
  "/results",
  "/findings",
  "/notices",
  "/reviews",
  "/conditions",
  "/notifications",
  "/overlaps/mine",
] as const;

/** A record behind the wall, as page and in the API. */
export const recordsOf = ({ secret, overlap, review, condition }: Confidential) => [
  { page: "/register/partnerships", api: "/partnerships", key: `${secret}-partnership` },
  { page: "/register/rights", api: "/rights", key: `${secret}-right` },
  { page: "/register/investments", api: "/rounds", key: `${secret}-round` },
  { page: "/register/co-holdings", api: "/co-holdings", key: `${secret}-both` },
  { page: "/overlaps", api: "/overlaps", key: overlap },
  { page: `/overlaps/${overlap}/reviews`, api: "/reviews", key: review },
  { page: "/overlaps/conditions", api: "/conditions", key: condition },
];
