import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { expect } from "../fixtures";

/** An overlap that no other test looks at: our product against a partner's in a segment of their own. */
export type Prepared = { overlap: string; firm: string; firm_name: string };

const MANAGER = "pm@example.com";

/** Keys of what `anOverlap` records for a word. */
const keysOf = (word: string) => ({
  firm: `maker-${word}`,
  firm_name: `Maker ${word}`,
  segment: `niche-${word}`,
});

/**
 * Records a partner that the demo's partner manager looks after, and what it sells against us. Whoever records it is
 * the last editor of its facts, and so decides no review of it.
 */
export async function anOverlap(editor: APIRequestContext, word: string): Promise<Prepared> {
  const { firm, firm_name, segment } = keysOf(word);
  const document = {
    segments: [{ key: segment, name: `Niche ${word}` }],
    parties: [{ key: firm, name: firm_name, kinds: ["partner"], managers: [MANAGER] }],
    products: [
      { key: `own-${word}`, owner: "aws", name: `Reed ${word}`, segments: [segment], lifecycle: "ga" },
      { key: `their-${word}`, owner: firm, name: `Rush ${word}`, segments: [segment], lifecycle: "ga" },
    ],
  };
  await post(editor, "/import/register", document);
  const { items } = await (await editor.get(`/api/v1/overlaps?party=${firm}`)).json();
  expect(items, "one overlap follows from it").toHaveLength(1);
  return { overlap: items[0].key, firm, firm_name };
}

/** Another fact of the same overlap: that we invested in its maker. A review of it goes stale. */
export async function invest(editor: APIRequestContext, { firm }: Prepared): Promise<void> {
  await post(editor, "/import/register", {
    rounds: [
      {
        key: `${firm}-round`,
        investee: firm,
        currency: "USD",
        series: "A",
        participations: [{ investor: "aws", amount: "2000000000", bound: "equal", state: "funded" }],
      },
    ],
  });
}

/** A day in UTC, some days ahead. */
export const dayAhead = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export const PROPOSAL = {
  outcome: "cleared_with_conditions",
  rationale: "The two teams share no data, and the partner knows of our product.",
  conditions: [
    {
      kind: "information_barrier",
      text: "Nobody of our product's team reads the partner's roadmap.",
      owner: MANAGER,
      due_on: dayAhead(30),
    },
  ],
};

export type Asked = { id: string; key: string; version: number; status: string };

/** Asks for a review over the API, as the one who is signed in there. */
export const ask = (api: APIRequestContext, overlap: string, more: object = {}): Promise<Asked> =>
  post(api, `/overlaps/${overlap}/reviews`, { ...PROPOSAL, ...more }) as Promise<Asked>;

/** Decides a review over the API, without an interest. */
export const decide = (api: APIRequestContext, review: string, outcome: string, note?: string) =>
  api.post(`/api/v1/reviews/${review}/decisions`, {
    data: { outcome, has_interest: false, ...(note ? { note } : {}) },
  });

async function post(api: APIRequestContext, path: string, data: object): Promise<unknown> {
  const answer = await api.post(`/api/v1${path}`, { data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** The one button of a piece of work in the queue, which stands there before the table. */
export const taskOf = (page: Page, overlap: string): Locator =>
  page
    .getByRole("region", { name: /^Waiting for you/ })
    .getByRole("link", { name: new RegExp(`: ${overlap}$`) });
