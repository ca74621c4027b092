import { z } from "zod";
import { createKey } from "@/lib/identity/server";
import { OPERATOR } from "@/lib/testing/actors";
import { POST } from "../counts/route";

const Answer = z.looseObject({
  batch: z.string().optional(),
  accepted: z.number().optional(),
  duplicate: z.number().optional(),
});

type Headings = Record<string, string>;
const context = { params: Promise.resolve({}) };

/** Posts counts with a key's secret. */
export async function postCounts(
  secret: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Headings = {},
  query = "",
) {
  const request = new Request(`http://localhost/api/v1/ingest/counts${query}`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
  });
  const response = await POST(request, context);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: Answer.parse(JSON.parse(text)) };
}

/** Posts as a partner with a key of one source would. */
export const partner = async (source: string) => {
  const { secret } = await createKey(OPERATOR, { scope: "ingest", source });
  return (counts: unknown, headers: Headings = {}, query = "") =>
    postCounts(secret, typeof counts === "string" ? counts : JSON.stringify(counts), headers, query);
};
