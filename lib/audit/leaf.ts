import { createHash } from "node:crypto";

/** Leaf hash of RFC 6962, section 2.1: SHA-256 over 0x00 and the exact bytes of the entry. */
export const leafHash = (bytes: Uint8Array): Buffer =>
  createHash("sha256")
    .update(Buffer.from([0]))
    .update(bytes)
    .digest();
