import { describe, expect, it } from "vitest";
import { seeded } from "../formats/testing/mutate";
import { splitBlocks } from "./blocks";
import { LF } from "./bytes";

const BLOCK = 524_288;
type Read = { text: string; first_line: number; lines: number; blank: boolean };

async function* chunksOf(bytes: Buffer, sizes: () => number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const size = Math.max(1, sizes());
    yield Buffer.from(bytes.subarray(at, at + size));
    at += size;
  }
}

/** What the blocks hold when they are looked at, `late` blocks after they were given out. */
async function read(bytes: Buffer, sizes: () => number, late = 0): Promise<Read[]> {
  const all: Read[] = [];
  const waiting: Parameters<typeof look>[0][] = [];
  const look = (segment: { held: Buffer | null; release?: () => void } & Omit<Read, "text">) => {
    const { held, first_line, lines, blank } = segment;
    all.push({ text: held?.toString("latin1") ?? "", first_line, lines, blank });
    segment.release?.();
  };
  for await (const segment of splitBlocks(chunksOf(bytes, sizes))) {
    waiting.push(segment);
    if (waiting.length > late) for (const one of waiting.splice(0, 1)) look(one);
  }
  for (const one of waiting) look(one);
  return all;
}

const linesIn = (text: string): number =>
  text.split("\n").length - (text.endsWith("\n") || text === "" ? 1 : 0);

describe("splitBlocks", () => {
  it.each([1, 2, 3, 4])(
    "gives out every byte once, in whole lines with their numbers (seed %i)",
    async (seed) => {
      const random = seeded(seed);
      const upTo = (most: number) => Math.floor(random() * most);
      const line = () => "x".repeat(upTo(4) === 0 ? upTo(seed === 4 ? 900_000 : 20_000) : upTo(300));
      const text = `${Array.from({ length: 600 }, line).join("\n")}${seed % 2 ? "\n" : ""}`;
      const read_all = await read(Buffer.from(text), () => upTo(seed === 2 ? 3_000_000 : 100_000), seed);
      expect(read_all.map((block) => block.text).join("") === text).toBe(true);
      let first_line = 1;
      for (const [index, block] of read_all.entries()) {
        expect([block.first_line, block.lines]).toEqual([first_line, linesIn(block.text)]);
        if (index < read_all.length - 1) expect(block.text.endsWith("\n")).toBe(true);
        first_line += block.lines;
      }
      expect(read_all.length).toBeGreaterThan(1);
    },
  );

  it("takes a small body as one block, blank or not", async () => {
    expect(await read(Buffer.from("a\nb"), () => 1)).toEqual([
      { text: "a\nb", first_line: 1, lines: 2, blank: false },
    ]);
    expect(await read(Buffer.from(" \n\n"), () => 5)).toEqual([
      { text: " \n\n", first_line: 1, lines: 2, blank: true },
    ]);
    expect(await read(Buffer.alloc(0), () => 1)).toEqual([
      { text: "", first_line: 1, lines: 0, blank: true },
    ]);
  });

  it("refuses a line over 1 MiB, wherever it stands", async () => {
    const long = Buffer.alloc(2 * BLOCK, 0x78);
    const fits = await read(Buffer.concat([long, Buffer.from([LF]), long]), () => 70_000);
    expect(fits.map(({ lines }) => lines).reduce((sum, lines) => sum + lines)).toBe(2);
    const over = Buffer.concat([Buffer.from("a\n"), long, Buffer.from("x\n")]);
    await expect(read(over, () => 70_000)).rejects.toMatchObject({ status: 413 });
    await expect(read(over, () => over.length)).rejects.toMatchObject({ status: 413 });
  });
});
