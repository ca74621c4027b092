import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { priceAt, qualityAt } from "../index";
import {
  entities,
  factsOfSource,
  getRecord,
  importRegister,
  loadCatalogue,
  loadOffers,
  nameModel,
  updateRecord,
} from "../server";
import { compliance, sampleDocument } from "../testing/sample";

const product = async () => (await getRecord(compliance, entities.products, "zeta-chat")).view;
const model = async () => (await product()).models.find(({ name }) => name === "zeta-large");

const document = (figures: object) => ({
  sources: [{ key: "list", title: "Price list" }],
  products: [
    {
      key: "zeta-chat",
      owner: "zeta",
      name: "Zeta Chat",
      segments: ["models"],
      models: [{ name: "zeta-large", ...figures }],
    },
  ],
});

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
  await importRegister(
    compliance,
    document({
      prices: [
        { from: "2026-05", input_price_usd_per_mtok: "2.50", source: "list" },
        { from: "2026-01-10", input_price_usd_per_mtok: "4", output_price_usd_per_mtok: "20" },
      ],
      quality_estimates: [
        { from: "2026", quality: 0.6, source: "list" },
        { task: "code", from: "2026", quality: 0.7 },
      ],
    }),
  );
});

describe("dated prices and quality estimates", () => {
  it("are kept with their documents, in order of time", async () => {
    expect(await model()).toMatchObject({
      input_price_usd_per_mtok: "3",
      prices: [
        { from: "2026-01-10", input_price_usd_per_mtok: "4", output_price_usd_per_mtok: "20", source: null },
        { from: "2026-05", input_price_usd_per_mtok: "2.5", output_price_usd_per_mtok: null, source: "list" },
      ],
      quality_estimates: [
        { task: "code", from: "2026", quality: 0.7, source: null },
        { task: null, from: "2026", quality: 0.6, source: "list" },
      ],
    });
  });

  it("merge by date, and by task and date; an import that names none leaves them alone", async () => {
    const before = await model();
    const again = await importRegister(compliance, document({}));
    expect(again.unchanged).toMatchObject({ products: 1 });
    await importRegister(
      compliance,
      document({
        prices: [{ from: "2026-05", output_price_usd_per_mtok: "11" }],
        quality_estimates: [{ task: "code", from: "2026", quality: 0.75 }],
      }),
    );
    expect(await model()).toEqual({
      ...before,
      prices: [before?.prices[0], { ...before?.prices[1], output_price_usd_per_mtok: "11" }],
      quality_estimates: [{ ...before?.quality_estimates[0], quality: 0.75 }, before?.quality_estimates[1]],
    });
  });

  it("are refused where they contradict each other, lie out of range or cite what is not there", async () => {
    const pointers = async (figures: object) => {
      const failed = await importRegister(compliance, document(figures)).catch((error: unknown) => error);
      return (failed as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    };
    const at = "/products/0/models/0";
    const estimate = { task: "code", from: "2026", quality: 0.5 };
    expect(await pointers({ quality_estimates: [estimate, estimate] })).toEqual([
      `${at}/quality_estimates/1/from`,
    ]);
    expect(await pointers({ quality_estimates: [{ ...estimate, quality: 1.1 }] })).toEqual([
      `${at}/quality_estimates/0/quality`,
    ]);
    expect(
      await pointers({ quality_estimates: [estimate, { from: "2027", quality: 1, source: "x" }] }),
    ).toEqual([`${at}/quality_estimates/1/source`]);
    expect(await pointers({ prices: [{ from: "soon" }] })).toEqual([`${at}/prices/0/from`]);
    expect(await pointers({ prices: [{ from: "2026", input_price_usd_per_mtok: "-1" }] })).toEqual([
      `${at}/prices/0/input_price_usd_per_mtok`,
    ]);
  });

  it("stay when another name is added to the model, and stand with their document", async () => {
    const before = await model();
    await nameModel(OPERATOR, { pattern: "zeta-huge", product: "zeta-chat", model: "zeta-large" });
    expect(await model()).toEqual({ ...before, patterns: [...(before?.patterns ?? []), "zeta-huge"].sort() });
    const list = await getRecord(compliance, entities.sources, "list");
    expect((await factsOfSource(testActor("auditor"), list.meta.id)).map(({ kind }) => kind).sort()).toEqual([
      "List price",
      "Quality estimate",
    ]);
  });

  it("read as of an instant: the price without a date stands before the first with one", async () => {
    const offer = await withActor(compliance, async (tx) => {
      const found = (await loadCatalogue(tx)).models.find((one) => one.model === "zeta-large");
      return (await loadOffers(tx, found ? [found.model_id] : [])).get(found?.model_id ?? "");
    });
    if (!offer) throw new Error("there is no offer");
    const price = (day: string) => priceAt(offer, Date.parse(day));
    expect(price("2026-01-09")).toEqual({ input: 3, output: null });
    expect(price("2026-01-10")).toEqual({ input: 4, output: 20 });
    expect(price("2026-05-01")).toEqual({ input: 2.5, output: 11 });
    expect(qualityAt(offer, "code", Date.parse("2026-01-01"))).toBe(0.75);
    expect(qualityAt(offer, "chat", Date.parse("2025-12-31"))).toBeNull();
  });

  it("go when a change of the product leaves them out", async () => {
    const { meta } = await getRecord(compliance, entities.products, "zeta-chat");
    const models = (await product()).models.map((one) => ({ ...one, prices: [] }));
    await updateRecord(compliance, entities.products, meta.id, { models }, meta.version);
    expect((await model())?.prices).toEqual([]);
    expect((await model())?.quality_estimates).toHaveLength(2);
  });
});
