import { isClickhouseDown } from "@/lib/clickhouse/server";
import { isDatabaseDown } from "@/lib/db/server";
import { Problem, unavailable } from "@/lib/kernel/errors";

/** RFC 9457 problem+json of anything thrown. What is not a Problem is logged and answered as 500 without details. */
export function problemResponse(error: unknown, request_id: string): Response {
  const problem = toProblem(error, request_id);
  const body = {
    type: `urn:evenhand:${problem.type}`,
    title: problem.title,
    status: problem.status,
    ...(problem.detail ? { detail: problem.detail } : {}),
    request_id,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  headers.set("x-request-id", request_id);
  if (problem.retry_after_s !== undefined) headers.set("retry-after", String(problem.retry_after_s));
  if (problem.status === 401) headers.set("www-authenticate", 'Bearer realm="evenhand"');
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}

function toProblem(error: unknown, request_id: string): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseDown(error) || isClickhouseDown(error)) return unavailable();
  console.error(`request ${request_id}:`, error);
  return new Problem({
    status: 500,
    type: "internal",
    title: "Something failed here",
    detail: "The fault is ours and was logged under this request id.",
  });
}
