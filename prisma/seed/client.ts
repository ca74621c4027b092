import { z } from "zod";

/** Where the server answers and as whom it is asked: with a key, or with the cookies of a person's session. */
export type Client = { url: string; abort: AbortSignal } & ({ key: string } | { cookie: string });

const Answer = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});

/** What the server said against a request, with the first faults by pointer. */
function refusal(path: string, status: number, body: unknown): Error {
  const { title, detail, errors = [] } = Answer.safeParse(body).data ?? {};
  const faults = errors.slice(0, 5).map(({ pointer, message }) => `\n  ${pointer} ${message}`);
  return new Error(`${path} answered ${status}: ${detail ?? title ?? "no reason given"}${faults.join("")}`);
}

type Post = { body: BodyInit; headers: Record<string, string> };

const identity = (client: Client): Record<string, string> =>
  "key" in client ? { Authorization: `Bearer ${client.key}` } : { Cookie: client.cookie };

async function request(client: Client, path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(new URL(path, client.url), { ...init, signal: client.abort });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(path, response.status, answer);
  return answer;
}

/** Posts to the demo's own server as any gateway, script or page would. Throws unless the answer is 2xx. */
export const post = (client: Client, path: string, { body, headers }: Post): Promise<unknown> =>
  request(client, path, {
    method: "POST",
    headers: { ...headers, ...identity(client) },
    body,
    // Node's fetch wants this for a body that streams; the DOM's types do not know it.
    ...{ duplex: "half" },
  });

/** Reads from the demo's own server. Throws unless the answer is 2xx. */
export const get = (client: Client, path: string): Promise<unknown> =>
  request(client, path, { headers: identity(client) });
