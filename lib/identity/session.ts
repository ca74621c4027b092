import { cookies, headers } from "next/headers";
import type { NextAuthOptions, Session } from "next-auth";
import { getServerSession } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { type PersonActor, Role } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { Problem } from "@/lib/kernel/errors";
import { secrets } from "@/lib/kernel/secrets";
import { isLive } from "./roles";
import { checkCredentials } from "./sign-in";

const IDENTITY = { kind: "system", id: "identity" } as const;
const Claims = z.object({ person_id: z.string(), epoch: z.number() });
const Input = z.object({ email: z.string().max(320), password: z.string().max(1024) });

declare module "next-auth" {
  interface Session {
    claims?: { person_id: string; epoch: number };
  }
}

/** next-auth's settings; made on first use because they hold the secret. */
export function authOptions(): NextAuthOptions {
  return {
    secret: secrets().auth_secret,
    session: { strategy: "jwt", maxAge: 12 * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        name: "Password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (raw, request) => {
          const input = Input.safeParse(raw);
          if (!input.success) return null;
          return authorizeCredentials(input.data, clientAddress(request.headers));
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user && "epoch" in user ? { ...token, person_id: user.id, epoch: user.epoch } : token,
      session: ({ session, token }): Session => {
        const claims = Claims.safeParse(token);
        return claims.success ? { ...session, claims: claims.data } : session;
      },
    },
  };
}

async function authorizeCredentials(input: z.infer<typeof Input>, address: string) {
  try {
    return await checkCredentials(input.email, input.password, address);
  } catch (error) {
    // next-auth passes the message of an error to the page; anything but the limit stays generic.
    if (error instanceof Problem && error.status === 429) throw new Error("TooMany");
    throw error;
  }
}

/** The last hop's address: the socket's is not visible here, and a proxy in front appends its own. */
function clientAddress(requestHeaders: Record<string, unknown> | undefined): string {
  const forwarded = requestHeaders?.["x-forwarded-for"];
  return typeof forwarded === "string" ? (forwarded.split(",").at(-1)?.trim() ?? "local") : "local";
}

/**
 * The person of the present session with the roles that are valid now, or null. Compared with the database on each
 * request: a raised epoch, a deactivated person or a revoked role counts at once.
 */
export async function sessionActor(): Promise<PersonActor | null> {
  await Promise.all([headers(), cookies()]);
  const session = await getServerSession(authOptions());
  if (!session?.claims) return null;
  const { person_id, epoch } = session.claims;
  const person = await withActor(IDENTITY, (tx) =>
    tx.person.findUnique({ where: { id: person_id }, include: { roles: true } }),
  );
  if (!person?.active || person.epoch !== epoch) return null;
  const now = new Date();
  return {
    kind: "person",
    id: person.id,
    email: person.email,
    name: person.name,
    roles: person.roles.filter((row) => isLive(row, now)).map((row) => Role.parse(row.role)),
  };
}
