import { beforeAll, describe, expect, it } from "vitest";
import { Problem } from "@/lib/kernel/errors";
import { importRegister } from "../server";
import { compliance, sampleDocument } from "../testing/sample";

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
});

const refusal = async (document: unknown) => {
  const error: unknown = await importRegister(compliance, document).catch((thrown: unknown) => thrown);
  if (!(error instanceof Problem)) throw new Error("The document was accepted.");
  return error;
};
const pointers = async (document: unknown) =>
  (await refusal(document)).errors?.map(({ pointer }) => pointer).sort();

describe("what an import document says wrong", () => {
  it("is named wherever it stands, shape and references at once", async () => {
    expect(
      await pointers({
        parties: [
          { key: "a", name: "A", kinds: ["partner"], colour: "red" },
          { key: "b", name: 7, kinds: [] },
          { key: "c", kinds: ["partner"] },
          { name: "No key", kinds: ["partner"] },
          "text",
        ],
        products: [
          {
            key: "p",
            owner: "nobody",
            name: "P",
            segments: ["nowhere"],
            ga: "2026-02-30",
            models: [{ patterns: ["x"] }],
          },
          { key: "q", owner: "nobody", name: "Q", segments: [] },
        ],
        rounds: [
          { key: "r", investee: "a", amount: 5, participations: [{ investor: "c", bound: "nearly" }] },
        ],
        policies: [{ router: "main", from: "2026-05-01T00:00:00Z" }],
        nonsense: [],
        segments: {},
      }),
    ).toEqual(
      [
        "/nonsense",
        "/parties/0/colour",
        "/parties/1/kinds",
        "/parties/1/name",
        "/parties/2/name",
        "/parties/3/key",
        "/parties/4",
        "/policies/0/version",
        "/products/0/ga",
        "/products/0/models/0/name",
        "/products/1/owner",
        "/rounds/0/amount",
        "/rounds/0/participations/0/bound",
        "/segments",
      ].sort(),
    );
  });

  it("is pointed at in the document, not in what the register makes of it", async () => {
    expect(
      await pointers({
        rounds: [{ key: "zeta-f", participations: [{ investor: "holding" }, { investor: "nobody" }] }],
        co_holdings: [{ key: "zeta-lab", named: ["holding", "acme", "ghost"] }],
        products: [{ key: "one", models: [{ name: "acme-two", patterns: ["zz", "ZETA-LARGE"] }] }],
      }),
    ).toEqual([
      "/co_holdings/0/named/2",
      "/products/0/models/0/patterns/1",
      "/rounds/0/participations/1/investor",
    ]);
  });

  it("names a thing twice", async () => {
    expect(
      await pointers({
        partnerships: [
          { key: "acme-zeta", rights: [{ key: "r1", holder: "acme", type: "veto", state: "agreed" }] },
          {
            key: "zz",
            partner: "zeta",
            kinds: ["reseller"],
            rights: [{ key: "r1", holder: "acme", type: "veto", state: "agreed" }],
          },
        ],
        products: [{ key: "one", models: [{ name: "m" }, { name: "m" }] }],
      }),
    ).toEqual(["/partnerships/1/rights/0/key", "/products/0/models/1/name"]);
  });

  it("is not an object", async () => {
    for (const body of [null, [], "x", 3]) expect(await pointers(body)).toEqual([""]);
  });
});
