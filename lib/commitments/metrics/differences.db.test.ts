import { beforeAll, describe, expect, it } from "vitest";
import { upperStudent } from "@/lib/neutrality/stats/student";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { insertDecisions } from "@/lib/testing/decisions";
import { byHand, expectByHand, type Line } from "../testing/by-hand";
import {
  chosen,
  decision,
  makeParity,
  OWN,
  PARITIES,
  random,
  runParity,
  THEIRS,
  times,
} from "../testing/parity";
import { makeCommitment, setClock } from "../testing/promise";

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  for (const [metric, router] of Object.entries(PARITIES))
    await makeParity(router, { metric, scope: { router } });
  await setClock("2026-05-20T08:00:00Z");
});

describe("a difference between two sides, worked out a second time by hand", () => {
  const TENANTS = 40;
  const tasks = ["chat", "code"];
  const drawn = times(600, (i) => ({
    tenant: `t${Math.floor(random() * TENANTS)}`,
    task: tasks[i % 3 === 0 ? 1 : 0] ?? "",
    own: random() < 0.55,
    at: random(),
  }));

  it("of latencies", async () => {
    const rows = drawn.map((row) => ({ ...row, ms: Math.exp(5 + 0.3 * row.at + (row.own ? 0 : 0.25)) }));
    await insertDecisions(
      rows.map(({ own, tenant, task, ms }) =>
        decision({ router: "latency", chosen_model: chosen(own), tenant, task, latency_ms: ms }),
      ),
    );
    const { verdict, figures } = await runParity("latency");
    const hand = byHand(
      // The store keeps latencies as single-precision numbers.
      rows.map(({ own, tenant, task, ms }) => ({
        ...{ cell: task, side: own ? 0 : 1, y: Math.log(Math.fround(ms)), cluster: tenant },
      })),
    );
    const [ratio] = figures.measures;
    expect(ratio?.value).toBeCloseTo(Math.exp(hand.value), 6);
    expect(ratio?.lower).toBeCloseTo(Math.exp(hand.lower), 6);
    expect(ratio?.upper).toBeCloseTo(Math.exp(hand.upper), 6);
    expect([verdict, ratio?.limit, hand.clusters]).toEqual(["breach", 1.1, TENANTS]);
    expect(figures.because).toEqual(["beyond_tolerance", "clusters: tenant"]);
  });

  it("of failures", async () => {
    const rows = drawn.map((row) => ({ ...row, failed: row.at < (row.own ? 0.05 : 0.2) }));
    await insertDecisions(
      rows.map(({ own, tenant, task, failed }) =>
        decision({
          ...{ router: "errors", chosen_model: chosen(own), tenant, task },
          outcome_status: failed ? "failure" : "success",
        }),
      ),
    );
    const { verdict, figures } = await runParity("errors");
    const line = ({ own, tenant, task, failed }: (typeof rows)[number]): Line => {
      return { cell: task, side: own ? 0 : 1, y: Number(failed), cluster: tenant };
    };
    expectByHand(figures.measures[0], byHand(rows.map(line)));
    expect([verdict, figures.n]).toEqual(["breach", rows.length]);
    const own = rows.filter((row) => row.own);
    expect(figures.rows.map(({ group, n }) => [group, n])).toEqual([
      ["partners", rows.length - own.length],
      ["own", own.length],
    ]);
  });

  it("of predicted qualities and outcomes, within tenths", async () => {
    const rows = drawn.map((row) => ({
      ...row,
      quality: 0.65 + 0.1 * Math.round(row.at),
      score: 0.7 + 0.1 * random() - (row.own ? 0.1 : 0),
    }));
    await insertDecisions(
      rows.map(({ own, tenant, task, quality, score }) =>
        decision({
          ...{ router: "honesty", chosen_model: chosen(own), tenant, task, outcome_score: score },
          candidates: [{ model: chosen(own), quality }],
        }),
      ),
    );
    const { verdict, figures } = await runParity("honesty");
    const hand = byHand(
      rows.map(({ own, tenant, task, quality, score }) => ({
        ...{ cell: `${task} ${Math.floor(quality * 10)}`, side: own ? 1 : 0, cluster: tenant },
        y: Math.fround(quality) - Math.fround(score),
      })),
    );
    expect(figures.measures[0]?.value).toBeCloseTo(hand.value, 6);
    expect(figures.measures[0]?.lower).toBeCloseTo(hand.lower, 6);
    expect(figures.measures[0]?.upper).toBeCloseTo(hand.upper, 6);
    expect([verdict, figures.n]).toEqual(["breach", rows.length]);
  });

  it("of every kind of exclusion by itself, so that none hides another", async () => {
    const kinds = ["router", "router", "router", "pinned", "fallback"] as const;
    const rows = times(1500, (i) => {
      const by = kinds[i % kinds.length] ?? "router";
      const own = random() < { router: 0.5, pinned: 0.1, fallback: 0.9 }[by];
      return { by, own, tenant: `t${Math.floor(random() * TENANTS)}`, task: tasks[i % 2] ?? "" };
    });
    await insertDecisions([
      ...rows.map(({ by, own, tenant, task }) =>
        decision({ router: "excluded", decided_by: by, chosen_model: chosen(own), tenant, task }),
      ),
      ...times(9, () => decision({ router: "excluded", decided_by: "cache" })),
    ]);
    const { verdict, figures } = await runParity("excluded");
    const shown = (kind: string) =>
      figures.measures.find(({ name }) => name === `exclusion_difference: ${kind}`);
    for (const kind of ["pinned", "fallback"]) {
      const compared = rows.filter(({ by }) => by === "router" || by === kind);
      const lines = compared.map(
        ({ by, own, tenant, task }): Line => ({
          ...{ cell: task, side: by === kind ? 1 : 0, y: Number(own), cluster: tenant },
        }),
      );
      // Three kinds occur: each has a third of alpha.
      expectByHand(shown(kind), byHand(lines, 0.01 / 3));
    }
    // Together they would come to nothing at all.
    const all = rows.map(({ by, own }) => ({ excluded: by !== "router", own }));
    const share = (of: typeof all) => of.filter(({ own }) => own).length / of.length;
    expect(Math.abs(share(all.filter((row) => row.excluded)) - share(all))).toBeLessThan(0.05);
    expect([verdict, figures.measures[0]?.name, figures.n]).toEqual([
      ...["breach", "exclusion_difference: fallback", 1509],
    ]);
    expect(figures.because).toEqual([
      ...["beyond_tolerance: fallback", "within_tolerance: pinned", "too_few: cache", "clusters: tenant"],
    ]);
    expect(figures.rows.map(({ label, group, n }) => [label, group, n])).toEqual([
      ["cache", "own", 9],
      ["fallback", "own", 300],
      ["pinned", "own", 300],
      ["router", "partners", 900],
    ]);
  });

  it("of how often offered models are eligible, and how often either side is offered", async () => {
    const rows = times(400, (i) => ({
      tenant: `t${i % TENANTS}`,
      task: tasks[i % 2] ?? "",
      models: [OWN, THEIRS, "claude-haiku"].filter((model) => random() < (model === OWN ? 0.95 : 0.6)),
      barred: random() < 0.2,
    })).filter(({ models }) => models.length > 0);
    const isBarred = (row: (typeof rows)[number], model: string) => row.barred && model === THEIRS;
    await insertDecisions(
      rows.map((row) =>
        decision({
          ...{ router: "eligible", tenant: row.tenant, task: row.task },
          candidates: row.models.map((model) => ({ model, eligible: !isBarred(row, model) })),
        }),
      ),
    );
    const { figures } = await runParity("eligible");
    const lines = (y: (row: (typeof rows)[number], some: string[]) => number, units: boolean) =>
      rows.flatMap((row) =>
        ([1, 0] as const).flatMap((side): Line[] => {
          const some = row.models.filter((model) => (model === OWN) === (side === 1));
          if (units && some.length === 0) return [];
          const line = { cell: row.task, side, y: y(row, some), cluster: row.tenant };
          return [units ? { ...line, units: some.length } : line];
        }),
      );
    const eligible = lines(
      (row, some) => some.filter((model) => !isBarred(row, model)).length / some.length,
      true,
    );
    expectByHand(figures.measures[0], byHand(eligible));
    expectByHand(figures.measures[1], byHand(lines((_, some) => Number(some.length > 0), false)));
    expect(figures.measures.map(({ name, limit }) => [name, limit])).toEqual([
      ["eligibility_difference", 0.05],
      ["candidates_difference", null],
    ]);
    expect(figures.n).toBe(rows.reduce((sum, { models }) => sum + models.length, 0));
  });

  it("of fallbacks", async () => {
    const fallback = (requested_model: string, chosen_model: string, tenant: string) =>
      decision({
        ...{ router: "fallback", decided_by: "fallback", tenant, chosen_model, requested_model },
      });
    const rows = times(200, (i) => ({
      flow: i % 5 < 3 ? 1 : i % 5 === 3 ? -1 : 0,
      tenant: `t${Math.floor(random() * TENANTS)}`,
    }));
    await insertDecisions([
      ...rows.map(({ flow, tenant }) => {
        const [asked, given] =
          flow === 1 ? [THEIRS, OWN] : flow === -1 ? [OWN, THEIRS] : [THEIRS, "claude-haiku"];
        return fallback(asked, given, tenant);
      }),
      ...times(7, (i) => fallback("mystery", OWN, `t${i}`)),
    ]);
    const { verdict, figures } = await runParity("fallback");
    // A mean is a difference from noughts that are known: squares about the mean, with a degree less.
    const parts = times(TENANTS, (t) =>
      rows.reduce((sum, { flow, tenant }) => sum + (tenant === `t${t}` ? flow - 0.4 : 0), 0),
    );
    const squares = parts.reduce((sum, part) => sum + part * part, 0);
    const error = (Math.sqrt(squares) / 200) * Math.sqrt((TENANTS / (TENANTS - 1)) * (200 / 199));
    const half = upperStudent(0.005 / 2, TENANTS - 1) * error;
    expectByHand(figures.measures[0], {
      value: 0.4,
      error,
      lower: 0.4 - half,
      upper: 0.4 + half,
      clusters: TENANTS,
    });
    expect([verdict, figures.n]).toEqual(["breach", 200]);
  });
});
