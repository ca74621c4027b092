import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";

/** Argon2id with 19 MiB, two passes, one lane: OWASP's password storage recommendation. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

/** PHC string of the password under a fresh salt. */
export const hashPassword = (password: string): Promise<string> =>
  argon2id({ password, salt: randomBytes(16), outputType: "encoded", ...COST });

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits. Without a stored hash the same work is done against a decoy, so that the time of the
 * answer does not tell whether a person exists.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString("hex"));
  const hash = stored ?? (await decoy);
  // hash-wasm throws on an empty password, which is a wrong one like any other.
  const fits = await argon2Verify({ password: password === "" ? " " : password, hash });
  return fits && stored !== null && password !== "";
}
