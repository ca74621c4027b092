import { z } from "zod";
import { addDays, formatDay } from "@/lib/kernel/time";
import { type Client, get, post } from "../client";
import { DEMO_ACCOUNTS } from "../demo-accounts";
import { signIn } from "../sign-in";
import { SAMPLE_REVIEWS, type SampleReview, type Who } from "./sample";

type Options = { url: string; say: (line: string) => void; abort: AbortSignal };
type Cast = Record<Who, Client>;

const JSON_BODY = { "Content-Type": "application/json" };
const send = (client: Client, path: string, body: object) =>
  post(client, path, { headers: JSON_BODY, body: JSON.stringify(body) });

const emailOf = (who: Who): string => `${who}@example.com`;

async function castOf({ url, abort }: Options): Promise<Cast> {
  const clientOf = async (who: Who): Promise<Client> => {
    const account = DEMO_ACCOUNTS.find(({ email }) => email === emailOf(who));
    if (!account) throw new Error(`The demo has no ${emailOf(who)}.`);
    return { url, abort, cookie: await signIn(url, account, abort) };
  };
  return {
    pm: await clientOf("pm"),
    compliance: await clientOf("compliance"),
    compliance2: await clientOf("compliance2"),
  };
}

const Overlaps = z.object({ items: z.array(z.object({ key: z.string(), title: z.string() })) });
const Reviews = z.object({ items: z.array(z.unknown()) });
const Review = z.object({ key: z.string(), conditions: z.array(z.string()) });

/** What the people of the demo make of its overlaps, by HTTP as anybody's would. What was reviewed before is left. */
export async function seedReviews(options: Options): Promise<void> {
  const cast = await castOf(options);
  const { items } = Overlaps.parse(await get(cast.pm, "/api/v1/overlaps?limit=1000&status=open"));
  let made = 0;
  for (const sample of SAMPLE_REVIEWS) {
    const overlap = items.find(({ title }) => title === sample.overlap);
    if (!overlap) throw new Error(`The sample register has no overlap “${sample.overlap}”`);
    const reviews = Reviews.parse(await get(cast.pm, `/api/v1/overlaps/${overlap.key}/reviews`));
    if (reviews.items.length > 0) continue;
    await play(cast, overlap.key, sample);
    made += 1;
  }
  if (made > 0) options.say(`${made} overlaps are reviewed, or waiting for it.`);
}

async function play(cast: Cast, overlap: string, sample: SampleReview): Promise<void> {
  const { reviewer, decision, comments = [] } = sample;
  if (reviewer)
    await send(cast.compliance, "/api/v1/overlaps/assign", {
      ...{ overlaps: [overlap], seat: "reviewer", person: emailOf(reviewer) },
    });
  const review = Review.parse(await send(cast.pm, `/api/v1/overlaps/${overlap}/reviews`, requestOf(sample)));
  for (const { by, text } of comments) await send(cast[by], `/api/v1/overlaps/${overlap}/comments`, { text });
  if (!decision) return;
  const { by, outcome, note } = decision;
  await send(cast[by], `/api/v1/reviews/${review.key}/decisions`, {
    ...{ outcome, has_interest: false },
    ...(note === undefined ? {} : { note }),
  });
  const [condition] = review.conditions;
  if (condition !== undefined) await prove(cast, condition, sample);
}

function requestOf({ outcome, rationale, conditions = [], draft = false }: SampleReview) {
  const dated = conditions.map(({ kind, text, owner, due_in_days }) => ({
    ...{ kind, text, owner: emailOf(owner), due_on: formatDay(addDays(Date.now(), due_in_days)) },
  }));
  return { outcome, rationale, conditions: dated, draft };
}

const Proven = z.object({ proof_list: z.array(z.object({ id: z.string() })) });

/** A proof of the condition by its owner, and its judgement by somebody else. */
async function prove(cast: Cast, condition: string, { proof, conditions = [] }: SampleReview): Promise<void> {
  const owner = conditions[0]?.owner;
  if (!proof || !owner) return;
  const form = new FormData();
  form.set("period_from", formatDay(addDays(Date.now(), -30)));
  form.set("period_to", formatDay(Date.now()));
  form.set("file", new File([proof.text], "notice.txt", { type: "text/plain" }));
  const path = `/api/v1/conditions/${condition}`;
  const given = Proven.parse(await post(cast[owner], `${path}/proofs`, { headers: {}, body: form }));
  await send(cast[proof.judged_by], `${path}/checks`, {
    ...{ proof: given.proof_list[0]?.id, outcome: "effective", note: proof.note },
  });
}
