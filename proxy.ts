import { type NextRequest, NextResponse } from "next/server";
import { ASKED_HEADER } from "@/lib/kernel/asked";
import { uuidv7 } from "@/lib/kernel/ids";

const MALFORMED = {
  type: "urn:evenhand:bad_request",
  title: "The request cannot be read",
  status: 400,
  detail: "The address is not percent-encoded UTF-8.",
};

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/**
 * Tells the pages which address was asked for, filters included, so that signing in leads back to it: a server component
 * cannot know. It decides nothing, and stays away from the API, whose bodies it would cut at 10 MB; but an address that
 * cannot be decoded is refused here, because Next would answer it with 500.
 */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  if (!isDecodable(pathname))
    return Response.json(
      { ...MALFORMED, request_id: uuidv7() },
      { status: 400, headers: { "content-type": "application/problem+json" } },
    );
  const headers = new Headers(request.headers);
  headers.set(ASKED_HEADER, `${pathname}${search}`);
  return NextResponse.next({ request: { headers } });
}

// The second: addresses of the API with an escape that is none, or outside of ASCII, as no route for traffic has.
export const config = {
  matcher: ["/((?!api/|_next/|icon|favicon).*)", "/(api/.*%(?:[89A-Fa-f]|(?![0-9A-Fa-f]{2})).*)"],
};
