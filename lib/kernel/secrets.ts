import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env } from "./env";

const schema = z.object({ auth_secret: z.string().min(32), tenant_key: z.string().regex(/^[0-9a-f]{32}$/) });

export type Secrets = z.infer<typeof schema>;

let cached: Secrets | undefined;

/** Secrets of this installation: from the environment, else DATA_DIR/secrets.json, made on first use with mode 0600. */
export function secrets(): Secrets {
  if (cached) return cached;
  const { EVENHAND_AUTH_SECRET, EVENHAND_TENANT_KEY, DATA_DIR } = env();
  if (EVENHAND_AUTH_SECRET && EVENHAND_TENANT_KEY) {
    cached = schema.parse({ auth_secret: EVENHAND_AUTH_SECRET, tenant_key: EVENHAND_TENANT_KEY });
    return cached;
  }
  const file = join(/* turbopackIgnore: true */ DATA_DIR, "secrets.json");
  try {
    cached = schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    createSecrets(DATA_DIR, file);
    cached = schema.parse(JSON.parse(readFileSync(file, "utf8")));
  }
  return cached;
}

/** Written whole under another name, then linked: two processes that start together agree, and none reads half a file. */
function createSecrets(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  const made: Secrets = {
    auth_secret: randomBytes(32).toString("base64url"),
    tenant_key: randomBytes(16).toString("hex"),
  };
  writeFileSync(draft, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    unlinkSync(draft);
  }
}
