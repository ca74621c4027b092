import { beforeAll, describe, expect, it } from "vitest";
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

/** Routers of ten tenants each, with tastes and luck of their own: on average no difference. */
const NEUTRAL = 24;

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  for (const [metric, router] of Object.entries(PARITIES))
    await makeParity(router, { metric, scope: { router } });
  await makeParity("few", { metric: "error_parity", scope: { router: "few" } });
  await makeParity("jumps", { metric: "exclusion_parity", scope: { router: "jumps" }, tolerance: 0.4 });
  await makeParity("untold", { metric: "eligibility_parity", scope: { router: "untold" } });
  await makeParity("vanish", { metric: "eligibility_parity", scope: { router: "vanish" } });
  for (const router of times(NEUTRAL, (n) => `neutral-${n}`))
    await makeParity(router, { metric: "error_parity", scope: { router }, tolerance: 0 });
  await setClock("2026-05-20T08:00:00Z");
});

describe("little that can be compared", () => {
  it.each(Object.entries(PARITIES))(
    "%s says nothing of a day without decisions, nor of one",
    async (_, router) => {
      const empty = await runParity(router);
      expect([empty.verdict, empty.figures.n, empty.figures.because[0]]).toEqual([
        ...["no_data", 0, "nothing_to_compare"],
      ]);
      const one = { router, latency_ms: 100, outcome_status: "success", outcome_score: 0 };
      await insertDecisions([
        decision({ ...one, candidates: [{ model: OWN, quality: 0.9, eligible: false }] }, 1),
        decision({ ...one, decided_by: "fallback", requested_model: THEIRS }, 1),
      ]);
      const { verdict } = await runParity(router, "2026-05-02");
      expect(verdict).toBe("inconclusive");
    },
  );

  it("goes by days and by tenants where both are few, and by what leaves the most open", async () => {
    const rows = times(8, (day) =>
      times(400, (i) => {
        const tenant = i % 10;
        const own = random() < (tenant % 2 === 0 ? 0.8 : 0.2);
        // One in twenty-one names no tenant.
        const named = i % 21 !== 7;
        const failed = random() < (tenant < 5 ? 0.02 : 0.3);
        return { day, tenant: named ? `t${tenant}` : `row ${i} of ${day}`, named, own, failed };
      }),
    ).flat();
    await insertDecisions(
      rows.map(({ day, tenant, named, own, failed }) =>
        decision(
          {
            ...{ router: "few", chosen_model: chosen(own), ...(named ? { tenant } : {}) },
            outcome_status: failed ? "failure" : "success",
          },
          day,
        ),
      ),
    );
    const first = await runParity("few");
    expect([first.verdict, first.figures.measures[0]?.lower, ...first.figures.because]).toEqual([
      ...["inconclusive", null, "not_enough_evidence", "clusters: day"],
    ]);
    const second = await runParity("few", "2026-05-08");
    const line =
      (by: "day" | "tenant") =>
      (row: (typeof rows)[number]): Line => {
        return {
          ...{ cell: `${row.day}`, side: row.own ? 0 : 1, y: Number(row.failed), cluster: `${row[by]}` },
          alone: by === "tenant" && !row.named,
        };
      };
    // The second look has a third of the level of the first.
    const [days, tenants] = (["day", "tenant"] as const).map((by) => byHand(rows.map(line(by)), 0.01 / 3));
    if (!days || !tenants) throw new Error("Both are there.");
    expect(tenants.upper).toBeGreaterThan(days.upper);
    expectByHand(second.figures.measures[0], tenants);
    expect([second.figures.because.at(-1), tenants.clusters]).toEqual(["clusters: tenant", 10]);
  });

  it("takes a decision without a tenant for one, whatever its log names", async () => {
    const rows = times(300, (i) => ({
      cluster: i % 3 === 0 ? `t${i % 93}` : "",
      // Either ours is offered or a partner's: of one decision both are known together.
      own: random() < 0.5,
      both: random() < 0.3,
      id: `${i}`,
    }));
    const models = ({ own, both }: (typeof rows)[number]) => (both ? [OWN, THEIRS] : [chosen(own)]);
    await insertDecisions(
      rows.map((row) => {
        const candidates = models(row).map((model) => ({ model }));
        return decision({ router: "untold", candidates, ...(row.cluster ? { tenant: row.cluster } : {}) });
      }),
    );
    const { figures } = await runParity("untold");
    const lines = rows.flatMap((row) =>
      ([1, 0] as const).map((side): Line => {
        const offered = models(row).includes(side === 1 ? OWN : THEIRS);
        return { cell: "", side, y: Number(offered), cluster: row.cluster || row.id };
      }),
    );
    expectByHand(figures.measures[1], byHand(lines));
    expect(figures.because.at(-1)).toBe("clusters: tenant");
  });

  it("calls no router a breach for the tastes of ten tenants, on the first day or the twelfth", async () => {
    const days = 12;
    const rows = times(NEUTRAL, (n) =>
      times(10, (t) => {
        const [own, fails] = [random() < 0.5 ? 0.9 : 0.1, 0.02 + 0.3 * random()];
        return times(12 * days, (i) =>
          decision(
            {
              ...{ router: `neutral-${n}`, tenant: `t${t}`, chosen_model: chosen(random() < own) },
              outcome_status: random() < fails ? "failure" : "success",
            },
            i % days,
          ),
        );
      }).flat(),
    ).flat();
    await insertDecisions(rows);
    const verdicts: string[] = [];
    for (let n = 0; n < NEUTRAL; n += 1)
      for (const day of ["2026-05-01", "2026-05-12"])
        verdicts.push((await runParity(`neutral-${n}`, day)).verdict);
    expect(verdicts.filter((verdict) => verdict === "breach")).toEqual([]);
  });
});

describe("a jump at a policy version", () => {
  it("is watched in the focus's share of what is excluded", async () => {
    const day = (n: number, version: string, pinned: number) =>
      times(400, (i) => {
        const excluded = i % 2 === 0;
        const ours = excluded ? (i / 2) % 200 < pinned : i % 4 === 1;
        return decision(
          {
            ...{ router: "jumps", policy_version: version, tenant: `t${i % 80}` },
            ...{ chosen_model: ours ? OWN : THEIRS, decided_by: excluded ? "pinned" : "router" },
          },
          n,
        );
      });
    await insertDecisions([...day(0, "v1", 100), ...day(1, "v2", 180)]);
    expect((await runParity("jumps")).figures.measures[0]?.value).toBeCloseTo(0, 12);
    const { verdict, figures } = await runParity("jumps", "2026-05-02");
    // Half of the routed both days; of the excluded a half, then nine tenths: together within what this check allows.
    expect(figures.measures[0]?.value).toBeCloseTo(0.2, 12);
    expect([verdict, figures.because[0]]).toEqual(["watch", "jump_at_version: jumps v2, pinned"]);
    expect(figures.rows.map(({ label }) => label)).toEqual([
      ...["pinned", "router", "jumps v1, pinned", "jumps v1, router", "jumps v2, pinned", "jumps v2, router"],
    ]);
  });

  it("is watched where partners are no longer among the candidates, though all that are offered are eligible", async () => {
    const candidates = (both: boolean) =>
      [OWN, ...(both ? [THEIRS, "claude-haiku"] : [])].map((model) => ({ model, eligible: true }));
    const day = (n: number, version: string, of: (i: number) => boolean) =>
      times(400, (i) =>
        decision(
          {
            ...{ router: "vanish", policy_version: version, tenant: `t${i % 60}` },
            candidates: candidates(of(i)),
          },
          n,
        ),
      );
    await insertDecisions([...day(0, "v1", () => true), ...day(1, "v2", (i) => i % 20 === 0)]);
    expect((await runParity("vanish")).verdict).toBe("kept");
    const { verdict, figures } = await runParity("vanish", "2026-05-02");
    expect([verdict, ...figures.because]).toEqual([
      ...["watch", "candidates_jump_at_version: vanish v2", "within_tolerance", "clusters: tenant"],
    ]);
    expect(figures.measures.map(({ value }) => value)).toEqual([0, 0.475]);
    expect(figures.rows.at(-1)).toMatchObject({
      ...{ label: "vanish v2, among the candidates", group: "partners", value: 0.05, n: 400 },
    });
  });
});
