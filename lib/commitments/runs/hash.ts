import { createHash } from "node:crypto";
import { canonicalJson, toCanonical } from "@/lib/audit";

/** SHA-256 of a value in one form, as 64 hexadecimal digits. */
export const hashOf = (value: unknown): string =>
  createHash("sha256")
    .update(canonicalJson(toCanonical(value)))
    .digest("hex");
