import { otherMethods, route } from "@/lib/http/server";
import { ImportAnswer, ImportBody, ImportQuery } from "@/lib/register";
import { importRegister } from "@/lib/register/server";

export const POST = route(
  {
    path: "/import/register",
    summary: "Merge one document into the register, all or nothing; dry_run tells what would change",
    access: "register:import",
    query: ImportQuery,
    body: ImportBody,
    body_limit_mib: 64,
    responses: { 200: ImportAnswer },
  },
  ({ actor, query, body }) =>
    importRegister(actor, body, { dry_run: query.dry_run === "true", detail: query.detail === "true" }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
