import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access";
import { prisma } from "@/lib/db/client";
import { withActor } from "@/lib/db/server";
import { entities, importRegister, listRecords, loadCatalogue } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { rounded } from "@/lib/testing/rounded";
import { DeviatingQuery, DeviationsQuery, NeutralityQuery, PreflightDraftInput } from "./index";
import {
  assess,
  assessWithSeries,
  getPreflight,
  listDeviating,
  listDeviations,
  preflightDraft,
  readBeside,
  readSpecifications,
  readTellingDecisions,
} from "./server";
import { readClogit } from "./testing/read-clogit";
import { nativeDecisions, seedRegister } from "./testing/seed";

const compliance = testActor("compliance");
const executive = testActor("executive");
const stranger = testActor("partner_manager");
const inside = testActor("partner_manager", "openai@example.com");
const READERS = { executive, stranger, inside, compliance } as const;

/** In everything that only somebody inside, or above, may know. */
const SECRET = "quill7f3a";
const AMOUNT = "1234567890";
const secret = { visibility: "confidential" };

/** That we have invested in OpenAI is confidential; that we have in Anthropic is not. */
const hidden = {
  sources: [{ key: `${SECRET}-memo`, title: `${SECRET} memorandum` }],
  parties: [{ key: "openai", name: "openai", kinds: ["partner"], managers: [inside.email] }],
  partnerships: [
    {
      ...{ key: `${SECRET}-partnership`, partner: "openai", kinds: ["investee"], notes: `${SECRET} notes` },
      ...{ ...secret, sources: [`${SECRET}-memo`] },
      rights: [
        {
          ...{ key: `${SECRET}-right`, holder: "amazon", type: "information", state: "agreed" },
          ...{ scope: `${SECRET} scope`, ...secret },
        },
      ],
    },
  ],
  rounds: [
    {
      ...{ key: `${SECRET}-round`, investee: "openai", series: `${SECRET} A`, currency: "USD", ...secret },
      participations: [{ investor: "amazon", amount: AMOUNT, bound: "equal", state: "committed" }],
    },
  ],
  co_holdings: [{ key: `${SECRET}-both`, parties: ["openai", "meta"], at_least: 7, ...secret }],
};

const RULE = { kind: "cheapest_within", band: 0.05 } as const;
const WINDOW = { from: "2026-01-01", to: "2026-03-01", router: "visible" };
const about = (over: Record<string, string> = {}) => NeutralityQuery.parse({ ...WINDOW, ...over });

const FOCUSES: Record<string, string>[] = [{}, { focus: "party:openai" }];

/** The verdict on a focus, and what stands beside it. */
const answersFor = async (actor: Actor, over: Record<string, string>) => ({
  verdict: await assessWithSeries(actor, about(over)),
  beside: await readBeside(actor, about(over)),
});

let catalogue_before: string;
let preflight: string;
const versionSeen = () => withActor(executive, async (tx) => (await loadCatalogue(tx)).version);

// Each reader's answers are computed anew, with all that stands beside them.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  await seedRegister();
  const policy = { router: "visible", version: "v1", from: "2026-01-01T00:00:00Z", rule: RULE };
  await importRegister(OPERATOR, { policies: [policy] });
  catalogue_before = await versionSeen();
  await importRegister(OPERATOR, hidden);
  await insertDecisions(
    nativeDecisions(readClogit("clogit-visible"), { router: "visible", from: "2026-01-05" }),
  );
  const draft = { router: "visible", rule: { kind: "max_quality" }, models: [], weeks: 52 };
  preflight = (await preflightDraft(compliance, PreflightDraftInput.parse(draft))).id;
});

describe("what only those inside may know", () => {
  it.each(Object.entries(READERS))("is in no answer that %s gets", async (_, actor) => {
    const told = [
      ...(await Promise.all([...FOCUSES, { focus: "investees" }].map((over) => answersFor(actor, over)))),
      await getPreflight(actor, preflight),
    ];
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`${SECRET}|${AMOUNT}`, "i"));
  });

  it("is in no other way to measure", async () => {
    const told = await readSpecifications(compliance, about({ focus: "investees" }));
    expect(told.specifications.length).toBeGreaterThan(1);
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`${SECRET}|${AMOUNT}|openai`, "i"));
  });

  it("is in no single decision either", async () => {
    const told = [
      await readTellingDecisions(compliance, about()),
      await listDeviating(compliance, DeviatingQuery.parse(WINDOW)),
      await listDeviations(compliance, DeviationsQuery.parse(WINDOW)),
    ];
    expect(JSON.stringify(told)).toContain("openai");
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`${SECRET}|${AMOUNT}`, "i"));
    for (const read of [readTellingDecisions, listDeviating, listDeviations])
      await expect(read(executive, DeviatingQuery.parse(WINDOW))).rejects.toThrow("does not allow this");
  });

  it("changes no digest that is shown to everybody", async () => {
    expect(await versionSeen()).toBe(catalogue_before);
    expect((await getPreflight(executive, preflight)).catalogue_version).toBe(catalogue_before);
  });
});

describe("a focus that rests on nothing confidential", () => {
  it.each(FOCUSES)("has the same answer for everybody: %o", async (over) => {
    const [first, ...others] = await Promise.all(
      Object.values(READERS).map((actor) => answersFor(actor, over)),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  it("names nobody whom the reader does not find in the register", async () => {
    const { items } = await listRecords(stranger, entities.parties, { limit: "1000" });
    const known = new Set(items.map(({ key }) => key));
    const { placebo, score_honesty } = await readBeside(stranger, about());
    const { owners, partners_hit } = (await getPreflight(stranger, preflight)).result;
    const named = [
      ...[...placebo.partners, ...score_honesty.by_partner].map(({ key }) => key),
      ...[...owners, ...partners_hit].map(({ owner }) => owner),
    ];
    expect(named).toContain("openai");
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });
});

describe("a focus on investees", () => {
  const investees = { focus: "investees" };
  const of = async (actor: Actor) => (await assess(actor, about(investees))).assumptions.at(-1);

  it("means those of whom the reader may see it, and says whom", async () => {
    expect(await of(executive)).toBe("investees: anthropic");
    expect(await of(stranger)).toBe("investees: anthropic");
    expect(await of(inside)).toBe("investees: anthropic, openai");
    expect(await of(compliance)).toBe("investees: anthropic, openai");
  });

  it("answers those outside as if there were no other", async () => {
    const seen = await answersFor(executive, investees);
    const anthropic = await answersFor(executive, { focus: "party:anthropic", direction: "for" });
    const bare = ({ verdict, beside }: typeof seen) => ({
      verdict: { ...verdict, neutrality: { ...verdict.neutrality, focus: "", assumptions: [] } },
      beside: { ...beside, focus: "" },
    });
    expect(rounded(bare(seen))).toEqual(rounded(bare(anthropic)));
    expect(await answersFor(stranger, investees)).toEqual(seen);
  });

  it("counts every investee for those inside and above", async () => {
    const above = await assess(compliance, about(investees));
    const outside = await assess(executive, about(investees));
    expect(await assess(inside, about(investees))).toEqual(above);
    expect(above.observed.focal).toBeGreaterThan(outside.observed.focal);
    expect(above.decisions).toBe(outside.decisions);
  });
});

it("knows no wall around the names of parties and products", async () => {
  // Breakdowns name owners and models to every reader. A record that gets a wall needs an answer here first.
  const tables = [
    ...["party", "product", "product_model", "model_pattern", "model_price", "model_quality", "policy"],
    ...["policy_preflight", "traffic_source"],
  ];
  const rows = await withActor(
    OPERATOR,
    (tx) => tx.$queryRaw<{ tablename: string; qual: string }[]>`
      SELECT tablename, qual FROM pg_policies WHERE permissive = 'PERMISSIVE' AND policyname = 'everybody'
        AND tablename = ANY(${tables})`,
  );
  expect(rows.map(({ tablename }) => tablename).sort()).toEqual([...tables].sort());
  expect(new Set(rows.map(({ qual }) => qual))).toEqual(new Set(["true"]));
  expect(await prisma().party.count()).toBe(0);
});
