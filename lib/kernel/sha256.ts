/** First 32 bits of the fractional parts of a root of the first primes: FIPS 180-4, 4.2.2 and 5.3.3. */
const constants = (count: number, root: (prime: number) => number): Uint32Array => {
  const words = new Uint32Array(count);
  for (let prime = 2, at = 0; at < count; prime += 1) {
    let divisor = 2;
    while (divisor * divisor <= prime && prime % divisor !== 0) divisor += 1;
    if (divisor * divisor <= prime) continue;
    words[at] = (root(prime) % 1) * 2 ** 32;
    at += 1;
  }
  return words;
};
const K = constants(64, Math.cbrt);
const INITIAL = constants(8, Math.sqrt);

const BLOCK = 64;
const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The message with a bit 1, zeros and its length in bits: whole blocks. */
function padded(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 9) / BLOCK) * BLOCK;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(length - 4, (message.length << 3) >>> 0);
  return view;
}

function scheduleOf(view: DataView, start: number): Uint32Array {
  const words = new Uint32Array(64);
  for (let at = 0; at < 16; at += 1) words[at] = view.getUint32(start + 4 * at);
  for (let at = 16; at < 64; at += 1) {
    const [early, late] = [words[at - 15] ?? 0, words[at - 2] ?? 0];
    const s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[at] = (words[at - 16] ?? 0) + s0 + (words[at - 7] ?? 0) + s1;
  }
  return words;
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + (K[at] ?? 0) + (words[at] ?? 0)) | 0;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] ?? 0) + word;
}

/**
 * SHA-256 of a text in UTF-8, in 64 hexadecimal digits. For what a browser hashes: its own function is there only on
 * pages that came over TLS or from this machine. On the server use node:crypto.
 */
export function sha256Hex(text: string): string {
  const view = padded(new TextEncoder().encode(text));
  const state = INITIAL.slice();
  for (let start = 0; start < view.byteLength; start += BLOCK) compress(state, scheduleOf(view, start));
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}
