import { expect, it } from "vitest";
import { gatherCounts } from "./gather";
import { readCsvBody, readJsonBody } from "./read-body";

const NOW = Date.UTC(2026, 4, 10);

async function* bytes(text: string | Buffer, size = 7): AsyncGenerator<Buffer> {
  const whole = Buffer.from(text);
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

const json = (text: string | Buffer) => gatherCounts(readJsonBody(bytes(text)), NOW);
const csv = (text: string) => gatherCounts(readCsvBody(bytes(text)), NOW);
const one = (model: string, decisions: number, day = "2026-05-01") => ({ day, model, decisions });
const said = async (read: ReturnType<typeof json>) =>
  (await read).counts.map(({ line, day, model, decisions }) => [line, day, model, decisions]);

it("reads the same from an array, from lines and from CSV", async () => {
  const rows = [one("a", 1), one("B", 2), one("a", 3, "2026-05-02")];
  const wanted = [
    [1, "2026-05-01", "a", 1],
    [2, "2026-05-01", "B", 2],
    [3, "2026-05-02", "a", 3],
  ];
  expect(await said(json(JSON.stringify(rows, null, 2)))).toEqual(wanted);
  expect(await said(json(rows.map((row) => JSON.stringify(row)).join("\r\n")))).toEqual(wanted);
  const lines = rows.map(({ day, model, decisions }) => `"${model}",${decisions},${day}`);
  const shifted = wanted.map(([line, ...rest]) => [Number(line) + 1, ...rest]);
  expect(await said(csv(`model,Decisions,day\r\n${lines.join("\r\n")}\r\n`))).toEqual(shifted);
});

it("names bad records by line and takes the others", async () => {
  const { tally, counts } = await json(
    Buffer.concat([
      Buffer.from(`${JSON.stringify(one("a", 1))}\n\n{"day"\n`),
      Buffer.from([0xff, 0x0a]),
      Buffer.from(`${JSON.stringify(one("b", -1))}\n{"day":"2026-05-01","model":"\\ud800","decisions":1}`),
    ]),
  );
  expect(counts).toHaveLength(1);
  expect(tally.errors.map(({ line, pointer }) => [line, pointer])).toEqual([
    [3, ""],
    [4, ""],
    [5, "/decisions"],
    [6, "/model"],
  ]);
  expect([tally.received, tally.rejected]).toEqual([5, 4]);
});

it("takes a repeat within a body once, and refuses a contradiction", async () => {
  const { tally, counts, repeated } = await json(
    [one("Zeta", 5), one(" zeta ", 5), one("ZETA", 6), one("us.zeta", 7)]
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  expect(counts.map(({ model_key, decisions }) => [model_key, decisions])).toEqual([
    ["zeta", 5],
    ["us.zeta", 7],
  ]);
  expect([tally.received, tally.rejected, repeated]).toEqual([4, 1, 1]);
  expect(tally.errors).toEqual([
    { line: 3, pointer: "/decisions", message: "Line 1 says 5 for the same day and model." },
  ]);
});

it.each([
  ["", 400],
  [" \n ", 400],
  ["[{]", 400],
  ['[{"day":1} {"day":2}]', 400],
  ['[{"day":1}', 400],
  [`{"day":"${"x".repeat(1_048_576)}"}`, 413],
])("refuses the whole body %#", async (text, status) => {
  await expect(json(text)).rejects.toMatchObject({ status });
});

it.each([
  ["", 400],
  ["day,model\n", 400],
  ["day,model,decisions,day\n", 400],
  ['day,model,decisions\n"2026', 400],
])("refuses the whole CSV file %#", async (text, status) => {
  await expect(csv(text)).rejects.toMatchObject({ status });
});

it("takes an empty array as nothing said", async () => {
  expect((await json("[]")).tally.received).toBe(0);
});
