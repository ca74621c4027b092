import type { Actor } from "@/lib/access";
import { keyActor, sessionActor } from "@/lib/identity/server";
import { env } from "@/lib/kernel/env";
import { forbidden, unauthorized } from "@/lib/kernel/errors";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The actor of a request: a bearer key where one is sent, else the session. Throws 401 when there is neither. */
export async function authenticate(request: Request): Promise<Actor> {
  const header = request.headers.get("authorization");
  if (header !== null) {
    const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
    const actor = secret ? await keyActor(secret) : null;
    if (!actor) throw unauthorized();
    return actor;
  }
  const actor = await sessionActor();
  if (!actor) throw unauthorized();
  if (!SAFE.has(request.method)) checkOrigin(request);
  return actor;
}

/** A session's cookie travels with forged cross-site requests too: those say where they come from. */
export function checkOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none")
    throw forbidden("This request came from another site.", "cross_site");
  const origin = request.headers.get("origin");
  if (origin === null || origin === "null") {
    if (site === null && origin === "null")
      throw forbidden("This request came from another site.", "cross_site");
    return;
  }
  const allowed = [
    request.headers.get("x-forwarded-host"),
    request.headers.get("host"),
    hostOf(env().EVENHAND_URL),
  ];
  if (!allowed.includes(hostOf(origin)))
    throw forbidden("This request came from another site.", "cross_site");
}

const hostOf = (url: string | undefined): string | null =>
  url && URL.canParse(url) ? new URL(url).host : null;
