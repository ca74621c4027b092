import { openApiDocument } from "@/lib/http/server";
import { modules } from "./modules";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json(openApiDocument(modules));
}
