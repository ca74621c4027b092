import { z } from "zod";

export type Client = { url: string; key: string; abort: AbortSignal };

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

/** Posts to the demo's own server as any gateway or script would. Throws unless the answer is 2xx. */
export async function post(
  { url, key, abort }: Client,
  path: string,
  { body, headers }: Post,
): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method: "POST",
    headers: { ...headers, Authorization: `Bearer ${key}` },
    body,
    signal: abort,
    // Node's fetch wants this for a body that streams; the DOM's types do not know it.
    ...{ duplex: "half" },
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(path, response.status, answer);
  return answer;
}
