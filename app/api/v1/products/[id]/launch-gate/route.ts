import { otherMethods, route } from "@/lib/http/server";
import { LaunchGateView } from "@/lib/register";
import { getLaunchGate } from "@/lib/register/server";

export const GET = route(
  {
    path: "/products/{id}/launch-gate",
    summary:
      "What the general availability of one of our products will do: overlaps, partners hit, walls needed",
    access: "overlap:read",
    responses: { 200: LaunchGateView },
  },
  async ({ actor, params }) => getLaunchGate(actor, params.id ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
