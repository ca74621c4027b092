import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "./sha256";

const wanted = (text: string) => createHash("sha256").update(text).digest("hex");

describe("SHA-256", () => {
  // FIPS 180-4, appendix of examples.
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
  ])("of %j", (text, hash) => {
    expect(sha256Hex(text)).toBe(hash);
  });

  it("agrees with Node's at every length around the edges of blocks, and beyond ASCII", () => {
    for (let length = 0; length < 200; length += 1)
      expect(sha256Hex("q".repeat(length))).toBe(wanted("q".repeat(length)));
    for (const text of ["Zürich — 東京 🜁", "\u0000", "a".repeat(100_000)])
      expect(sha256Hex(text)).toBe(wanted(text));
  });
});
