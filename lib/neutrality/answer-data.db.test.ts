import { beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { NeutralityQuery } from "./index";
import { assess, assessWithSeries } from "./server";
import { upperQuantile } from "./stats/normal";
import { ALL_MODELS, isOurs } from "./testing/models";
import { seedRegister } from "./testing/seed";
import { simulate } from "./testing/simulate";

const FIRST = "2026-04-01";
const query = (over: Record<string, string> = {}) =>
  NeutralityQuery.parse({ from: "2026-02-01", to: "2026-07-01", router: "taken", ...over });
const ask = (over: Record<string, string> = {}) => assess(testActor("executive"), query(over));

beforeAll(async () => {
  await seedRegister();
  await insertDecisions(
    simulate({
      ...{ router: "taken", seed: 12, days: 40, per_day: 250, models: ALL_MODELS, from: FIRST },
      policy_version: (day) => (day < 12 ? "v1" : day < 26 ? "v2" : "v3"),
      tilt: (model, day) => (isOurs(model) && day >= 12 ? (day < 26 ? 0.5 : 0.9) : 0),
    }),
  );
});

describe("since when", () => {
  it("is a day with decisions, whatever the window begins with", async () => {
    for (const from of ["2026-01-01", "2026-02-03", "2026-04-20"]) {
      const { verdict, onset, tested } = await ask({ policy_version: "v3", from });
      expect(verdict).toBe("breach");
      expect(onset).toMatchObject({ day: "2026-04-27", policy_version: "v3" });
      expect(tested).toEqual({ from: "2026-04-27", to: "2026-05-10" });
      expect(onset.starts).toHaveLength(1);
      expect(onset.starts[0]?.share).toBeGreaterThan(0.99);
    }
  });

  it("does not say that a version began where it was running before the window", async () => {
    const { onset } = await ask({ from: "2026-04-29" });
    expect(onset).toMatchObject({ day: "2026-04-29", policy_version: null });
    const { onset: whole } = await ask({ from: "2026-04-27" });
    expect(whole).toMatchObject({ day: "2026-04-27", policy_version: "v3" });
  });

  it("names the starts that carry nine tenths of the evidence", async () => {
    const { onset } = await ask();
    expect(["v2", "v3"]).toContain(onset.policy_version);
    const { starts } = onset;
    const carried = starts.reduce((sum, { share }) => sum + share, 0);
    expect(carried).toBeGreaterThanOrEqual(0.9);
    expect(carried - (starts.at(-1)?.share ?? 1)).toBeLessThan(0.9);
    expect(starts.map(({ share }) => share)).toEqual(starts.map(({ share }) => share).sort((a, b) => b - a));
    expect(starts.map(({ day }) => day)).toContain(onset.day);
  });

  it("compares thirds of what was tested", async () => {
    const { rise } = await assessWithSeries(testActor("executive"), query());
    expect(rise?.before.from).toBe(FIRST);
    expect(rise?.after.to).toBe("2026-05-11");
  });
});

it("says that tasks are judged by one standard, but where one task is asked about", async () => {
  const shared = "one_standard_for_all_tasks";
  expect((await ask()).assumptions).toContain(shared);
  expect((await ask({ task: "code" })).assumptions).not.toContain(shared);
});

describe("the full model", () => {
  it("is told by the number that its guard decides by: the fits since the onset, averaged", async () => {
    const { full_model_pooled: pooled, fits, onset, alpha, because } = await ask();
    expect(because).toContain("tilt_above_materiality");
    expect(pooled?.since).toBe(onset.day);
    expect(pooled?.fits).toBe(2);
    const of = (version: string) =>
      fits
        .find(({ policy_version }) => policy_version === version)
        ?.full_model?.coefficients.find(({ name }) => name === "focal")?.estimate ?? 0;
    expect(pooled?.estimate ?? 0).toBeGreaterThan(of("v2"));
    expect(pooled?.estimate ?? 9).toBeLessThan(of("v3"));
    expect(pooled?.clearance).toBeCloseTo(
      ((pooled?.estimate ?? 0) - Math.log(1.05)) / (pooled?.robust_se ?? 1),
      10,
    );
    expect(pooled?.clearance ?? 0).toBeGreaterThan(upperQuantile(alpha));
  });
});

describe("the data of an answer", () => {
  it("have one digest, whoever asks what of them", async () => {
    const { data } = await ask();
    expect(data.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(data.deliveries).toBeGreaterThan(0);
    const others = [
      await ask({ alpha: "0.05" }),
      await ask({ focus: "party:openai" }),
      await ask({ baseline: "reference_share", reference: "0.3" }),
      await ask({ from: "2026-02-01T00:00:00Z" }),
      await assess(testActor("compliance"), query()),
    ];
    for (const other of others) expect(other.data).toEqual(data);
  });

  it("have another where the range or a filter is another, and say which", async () => {
    const all = [
      await ask(),
      await ask({ to: "2026-06-30" }),
      await ask({ task: "code" }),
      await ask({ policy_version: "v2" }),
      await ask({ region: "eu" }),
    ];
    expect(new Set(all.map(({ data }) => data.digest)).size).toBe(all.length);
    expect(all[2]?.filters).toEqual({ router: "taken", task: "code", region: null, policy_version: null });
    expect(all[0]).toMatchObject({ materiality_share: null, noise: null, reference: null });
  });

  it("have another once a decision comes in, the catalogue or a policy changes, and else the same", async () => {
    const before = (await ask()).data;
    await insertDecisions([
      {
        decision_id: "one-more",
        router: "taken",
        occurred_at: "2026-05-10T00:00:00Z",
        chosen_model: "nova-lite",
      },
    ]);
    const more = (await ask()).data;
    expect(more.digest).not.toBe(before.digest);
    expect(more.catalogue_version).toBe(before.catalogue_version);
    await importRegister(OPERATOR, {
      policies: [{ router: "taken", version: "v1", from: `${FIRST}T00:00:00Z` }],
    });
    const declared = (await ask()).data;
    expect(declared.policies_version).not.toBe(more.policies_version);
    expect(declared.digest).not.toBe(more.digest);
    await insertDecisions([
      {
        decision_id: "elsewhere",
        router: "other",
        occurred_at: "2026-05-10T00:00:00Z",
        chosen_model: "nova-lite",
      },
    ]);
    expect((await ask()).data).toEqual(declared);
  });
});
