import { problemResponse } from "@/lib/http/server";
import { notFound } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";

// Whatever no other route has: the framework would answer a program with a page.

const nothing = (): Response => problemResponse(notFound(), uuidv7());

export const GET = nothing;
export const POST = nothing;
export const PUT = nothing;
export const PATCH = nothing;
export const DELETE = nothing;
export const OPTIONS = nothing;
