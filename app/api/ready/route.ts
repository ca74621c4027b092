import { readiness } from "@/lib/http/server";

/** 200 only when both stores answer, migrations are applied and an administrator exists. */
export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const checks = await readiness();
  const ready = Object.values(checks).every(Boolean);
  return Response.json(
    { ready, ...checks },
    {
      status: ready ? 200 : 503,
      headers: { "cache-control": "no-store", ...(ready ? {} : { "retry-after": "5" }) },
    },
  );
}
