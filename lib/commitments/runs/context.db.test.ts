import { beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/neutrality/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import { CheckDefinition } from "../checks/definition";
import { catalogueVersions, readCheckContext } from "./context";

const { test } = CheckDefinition.parse({
  test: { metric: "share_ceiling", focus: "investees", ceiling: 0.5 },
  first_day: "2099-01-01",
});
const partnership = (partner: string, visibility: string) => ({
  ...{ key: `acme-${partner}`, partner, kinds: ["investee" as const] },
  visibility: visibility as "internal" | "confidential",
});

beforeAll(async () => {
  await importRegister(OPERATOR, {
    parties: [
      { key: "acme", name: "Acme", kinds: ["platform"] },
      { key: "zeta", name: "Zeta", kinds: ["partner"] },
      { key: "eta", name: "Eta", kinds: ["partner"] },
    ],
    partnerships: [partnership("zeta", "internal")],
  });
});

const versionOf = (context: Context): string => catalogueVersions(test, context)("2026-01-01");

it("counts no stake that a reader of results may not know, and tells of none by a hash", async () => {
  const before = await readCheckContext(test);
  expect([...before.investees]).toEqual(["zeta"]);
  await importRegister(OPERATOR, { partnerships: [partnership("eta", "confidential")] });
  const walled = await readCheckContext(test);
  expect([...walled.investees]).toEqual(["zeta"]);
  expect(versionOf(walled)).toBe(versionOf(before));
  await importRegister(OPERATOR, { partnerships: [partnership("eta", "internal")] });
  const open = await readCheckContext(test);
  expect([...open.investees].sort()).toEqual(["eta", "zeta"]);
  expect(versionOf(open)).not.toBe(versionOf(before));
});
