import { metricsText, route } from "@/lib/http/server";

export const dynamic = "force-dynamic";

export const GET = route(
  { path: "/../metrics", summary: "Prometheus metrics of this process", access: "signed_in" },
  async () => new Response(await metricsText(), { headers: { "content-type": "text/plain; version=0.0.4" } }),
);
