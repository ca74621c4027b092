import { beforeAll, describe, expect, it } from "vitest";
import { CheckDefinition } from "@/lib/commitments";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { makeCommitment, setClock } from "@/lib/commitments/testing/promise";
import { insertVersion, type VersionRow as Row } from "@/lib/commitments/testing/rows";
import type { Prisma } from "@/lib/db/server";
import { testActor } from "@/lib/testing/actors";

// What stands in a definition, and its hash, asked of Postgres itself as the application's role.
const anna = testActor("compliance");
const defined = (first_day: string, test: object = {}) =>
  CheckDefinition.parse({
    test: { metric: "routing_tilt", baseline: "owner_blind", ...test },
    ...{ first_day, window_days: 30 },
  });
const LATER = defined("2026-03-15");

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("promise", ["routing"]);
});

describe("a check", () => {
  it.each([
    ["promise_check_metric", { metric: "luck" }, { test: { metric: "luck" } }],
    ["promise_check_schedule", { schedule: "hour" }, { schedule: { every: "hour" } }],
    ["promise_check_window", { window_days: 0 }, { window_days: 0 }],
    ["promise_check_hash", { definition_hash: "x" }, {}],
  ])("has nothing that %s knows not", async (name, row, said) => {
    const given = { ...LATER, ...said } as Prisma.InputJsonObject;
    const write = attempt(anna, (tx) => insertVersion(tx, { ...row, definition: given }, LATER));
    expect(await write).toMatch(new RegExp(name));
  });

  it("has the hash of its definition, whatever numbers and words stand in it", async () => {
    const hashed = (over: Row, test: object = {}) =>
      attempt(anna, (tx) => insertVersion(tx, over, defined("2026-03-15", test)));
    expect(await hashed({ definition_hash: "0".repeat(64) })).toMatch(/the hash of a check/);
    expect(await hashed({})).toBe(ALLOWED);
    for (const alpha of [1e-300, 1.25e-7, 0.000001, 0.0123456789, 0.25])
      expect(await hashed({}, { alpha }), String(alpha)).toBe(ALLOWED);
    const asked = CheckDefinition.parse({
      test: {
        metric: "attestation",
        question: 'Ünï “q” \\ "\n\t\u0001\u007f\u2028😀?',
        people: ["a@example.com"],
      },
      ...{ first_day: "2026-03-15", window_days: 30 },
    });
    expect(await attempt(anna, (tx) => insertVersion(tx, {}, asked))).toBe(ALLOWED);
    const odd = {
      ...LATER,
      much: [1e21, -1.5e25, 123456789012, -0.25, 1e-7, null, true, { é: 1, B: 2, a: {} }, []],
    };
    expect(await hashed({ definition: odd as Prisma.InputJsonObject })).toBe(ALLOWED);
  });
});
