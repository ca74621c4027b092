import { otherMethods, route } from "@/lib/http/server";
import { DuplicateList } from "@/lib/register";
import { listDuplicates } from "@/lib/register/server";

export const GET = route(
  {
    path: "/parties/duplicates",
    summary: "Pairs of parties that may be one and the same, the surest first",
    access: "register:read",
    responses: { 200: DuplicateList },
  },
  async ({ actor }) => ({ items: await listDuplicates(actor), next_cursor: null }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
