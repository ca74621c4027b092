import { setTimeout as wait } from "node:timers/promises";
import { IngestAnswer } from "../../lib/routing";
import { type Random, seeded } from "../../lib/testing/random";
import { type Body, requestOf } from "./plan";
import { between } from "./random";

export type Target = {
  /** Where the server answers now. */
  url: () => string;
  /** Key of a source. */
  keys: ReadonlyMap<string, string>;
};

export type Tally = {
  acknowledged: number;
  /** Attempts that were not answered with 200. */
  failed: number;
  /** Deliveries that the client itself broke off. */
  broken_off: number;
  replayed: number;
  /** Batches by id, with how many decisions each answer said to have stored. */
  batches: Map<string, number>;
  faults: string[];
};

export const newTally = (): Tally => ({
  acknowledged: 0,
  failed: 0,
  broken_off: 0,
  replayed: 0,
  batches: new Map(),
  faults: [],
});

/** A gateway: takes the next delivery until none is left, and sends each until it is acknowledged. */
export async function runClient(
  number: number,
  next: () => Body | undefined,
  target: Target,
  tally: Tally,
): Promise<void> {
  const random = seeded(1000 + number);
  for (let body = next(); body; body = next()) {
    const request = requestOf(body);
    while (!(await attempt(body, request, random, target, tally))) await wait(between(random, 20, 300));
    tally.acknowledged += 1;
  }
}

const LONGEST_MS = 60_000;

/** Status, text and whether the answer was a repeat; rejects after `ms`, whatever becomes of the connection. */
async function send(
  address: string,
  init: RequestInit,
  ms: number,
): Promise<{ status: number; text: string; replayed: boolean }> {
  // Not AbortSignal.timeout: it holds nothing alive, and a fetch whose server was killed has been seen to wait for ever.
  const given_up = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      given_up.abort();
      reject(new Error("No answer came in time."));
    }, ms);
  });
  const answer = async () => {
    const response = await fetch(address, { ...init, signal: given_up.signal });
    const text = await response.text();
    return {
      status: response.status,
      text,
      replayed: response.headers.get("idempotency-replayed") === "true",
    };
  };
  try {
    return await Promise.race([answer(), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(
  body: Body,
  { bytes, headers }: ReturnType<typeof requestOf>,
  random: Random,
  { url, keys }: Target,
  tally: Tally,
): Promise<boolean> {
  // One in ten loses patience, at a moment that may lie anywhere in the server's work.
  const impatient = random() < 0.1 ? between(random, 1, 60) : null;
  const began = performance.now();
  try {
    const { status, text, replayed } = await send(
      `${url()}/api/v1/ingest/decisions`,
      {
        method: "POST",
        body: bytes,
        headers: { ...headers, authorization: `Bearer ${keys.get(body.source)}` },
      },
      impatient ?? LONGEST_MS,
    );
    if (status !== 200) {
      // Only a store that is down may refuse, and it says so.
      if (status !== 503) tally.faults.push(`Answered with ${status}: ${text.slice(0, 300)}`);
      tally.failed += 1;
      return status !== 503;
    }
    judge(body, text, replayed, tally);
    return true;
  } catch {
    if (impatient !== null && performance.now() - began >= impatient) tally.broken_off += 1;
    else tally.failed += 1;
    return false;
  }
}

function judge(body: Body, text: string, replayed: boolean, tally: Tally): void {
  const answer = IngestAnswer.parse(JSON.parse(text));
  const { batch, received, accepted, duplicate, rejected } = answer;
  if (received !== body.numbers.length || accepted + duplicate !== received || rejected !== 0)
    tally.faults.push(`An answer does not add up: ${text}`);
  const before = tally.batches.get(batch);
  if (before !== undefined && before !== accepted)
    tally.faults.push(`Batch ${batch} was answered with ${before} decisions, then with ${accepted}.`);
  tally.batches.set(batch, accepted);
  if (replayed) tally.replayed += 1;
}
