import { otherMethods, route } from "@/lib/http/server";
import { Digest, DigestQuery } from "@/lib/register";
import { getDigest } from "@/lib/register/server";

export const GET = route(
  {
    path: "/notifications/digest",
    summary: "What the signed-in person should know of a day or a week; keys are refused",
    access: "signed_in",
    query: DigestQuery,
    responses: { 200: Digest },
  },
  ({ actor, query }) => getDigest(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
