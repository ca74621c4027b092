import { beforeAll, describe, expect, it } from "vitest";
import { createKey } from "@/lib/identity/server";
import { type LogitModel, Neutrality } from "@/lib/neutrality";
import { readClogit } from "@/lib/neutrality/testing/read-clogit";
import { type RTable, readR } from "@/lib/neutrality/testing/read-r";
import { nativeDecisions, seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR } from "@/lib/testing/actors";
import { client, ndjson } from "../ingest/testing/post";
import { GET } from "./route";

const FILES = { visible: "clogit-visible", far: "clogit-far-visible" } as const;
type Router = keyof typeof FILES;

/** Of sums over bins; everything else is compared to a millionth. */
const BINNED = 1e-3;

const near = (actual: number | null | undefined, expected: number | undefined, relative = 1e-6) => {
  expect(typeof actual).toBe("number");
  expect(typeof expected).toBe("number");
  const [ours, reference] = [actual ?? Number.NaN, expected ?? Number.NaN];
  expect(Math.abs(ours - reference)).toBeLessThanOrEqual(relative * Math.abs(reference));
};

/** Estimates and both kinds of error against R's table, as far as R printed them. */
function nearModel(model: LogitModel | null, table: RTable = {}) {
  expect(model?.coefficients.map(({ name }) => name)).toEqual(Object.keys(table));
  for (const { name, estimate, se, robust_se, z } of model?.coefficients ?? []) {
    const row = table[name] ?? {};
    near(estimate, row.coef);
    near(se, row["se(coef)"]);
    if (row["robust se"] === undefined) continue;
    near(robust_se, row["robust se"]);
    near(z, row.z);
  }
}

const answers = new Map<Router, Neutrality>();

/** Delivers a reference file as a gateway would and reads the answer as another program would. */
async function assessThroughApi(router: Router, read: string): Promise<Neutrality> {
  const records = nativeDecisions(readClogit(FILES[router]), { router, from: "2026-01-05" });
  const gateway = await client(`gateway-${router}`);
  const { status, body } = await gateway.decisions(ndjson(records));
  expect({ status, ...body }).toMatchObject({
    ...{ status: 200, received: records.length, accepted: records.length },
    ...{ duplicate: 0, rejected: 0, errors: [] },
  });
  const request = new Request(
    `http://localhost/api/v1/neutrality?from=2026-01-01&to=2026-03-01&router=${router}`,
    { headers: { authorization: `Bearer ${read}` } },
  );
  const response = await GET(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(200);
  return Neutrality.parse(await response.json());
}

beforeAll(async () => {
  await seedRegister();
  const { secret } = await createKey(OPERATOR, { scope: "read", role: "executive" });
  for (const router of ["visible", "far"] as const)
    answers.set(router, await assessThroughApi(router, secret));
});

const answerOf = (router: Router): Neutrality => Neutrality.parse(answers.get(router));

const excludedOf = ({ excluded }: Neutrality) =>
  Object.fromEntries(Object.entries(excluded).filter(([, count]) => count > 0));

describe.each([
  ["visible", { decisions: 600, usable: 409, one_sided: 191 }],
  ["far", { decisions: 1500, usable: 1500, one_sided: 0 }],
] as const)("%s, delivered and read through HTTP, as R has it", (router, counts) => {
  const { tables, numbers } = readR(FILES[router]);

  it("fits the choices among partners, and all choices with robust errors", () => {
    const { baseline_model, full_model } = answerOf(router);
    nearModel(baseline_model, tables["partner-revealed"]);
    expect(baseline_model?.decisions).toBe(numbers["n="]?.[0]);
    nearModel(full_model, tables.full ?? tables.robust);
    expect(full_model?.decisions).toBe(counts.decisions);
    if (numbers.loglik) near(full_model?.log_likelihood, numbers.loglik[1]);
  });

  it("puts every decision somewhere, and expects what R expects", () => {
    const answer = answerOf(router);
    const [observed = Number.NaN, expected = Number.NaN] = [
      numbers.observed_fp?.[0],
      numbers.expected_fp?.[0],
    ];
    expect([answer.decisions, answer.usable]).toEqual([counts.decisions, counts.usable]);
    expect(excludedOf(answer)).toEqual(counts.one_sided > 0 ? { one_sided: counts.one_sided } : {});
    expect(answer.observed.focal).toBe(observed);
    near(answer.expected.focal, expected);
    near(answer.observed.share, observed / counts.usable);
    near(answer.expected.share, expected / counts.usable);
    near(answer.lift, (observed - expected) / counts.usable);
    expect(answer.coverage).toBe(1);
  });

  it("adds up over bins and strata", () => {
    const { calibration, strata } = answerOf(router);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(calibration.map(({ decisions }) => decisions))).toBe(counts.usable);
    near(sum(calibration.map((bin) => bin.decisions * bin.expected)), numbers.expected_fp?.[0], BINNED);
    near(sum(calibration.map((bin) => bin.decisions * bin.observed)), numbers.observed_fp?.[0], BINNED);
    expect(sum(strata.map(({ decisions }) => decisions))).toBe(counts.usable);
  });

  it("pays for the extrapolation: r, phi, eta", () => {
    const answer = answerOf(router);
    for (const name of ["r", "phi", "eta"] as const) if (numbers[name]) near(answer[name], numbers[name][0]);
    expect(answer.r).toBeGreaterThan(0);
  });

  it("is not called a breach", () => {
    const answer = answerOf(router);
    expect(answer.verdict).toBe("inconclusive");
    expect(answer.log_e_value).toBeLessThan(Math.log(100));
    expect(answer.tilt.level).toBeCloseTo(0.99, 12);
    expect(answer.tilt.lower ?? 1).toBeLessThan(answer.tilt.log_odds ?? 0);
    expect(answer.tilt.upper ?? -1).toBeGreaterThan(answer.tilt.log_odds ?? 0);
  });
});

it("has R's numbers at hand: a table that is not found would be compared with nothing", () => {
  const visible = readR("clogit-visible");
  expect(Object.keys(visible.tables)).toEqual(["clogit", "robust", "partner-revealed"]);
  expect(visible.tables.robust?.focal?.["robust se"]).toBe(0.117468462062);
  expect(visible.numbers).toMatchObject({ loglik: [-709.63108435, -573.925650342], observed_fp: [151] });
  const far = readR("clogit-far-visible");
  expect(Object.keys(far.tables)).toEqual(["partner-revealed", "full"]);
  expect(far.tables.full?.focal).toMatchObject({ "robust se": 0.2666275246146, z: -0.287320906092 });
  expect(far.numbers).toMatchObject({ "n=": [805], r: [38.929757176], phi: [2.65917223051] });
});
