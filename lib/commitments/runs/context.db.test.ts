import { beforeAll, expect, it } from "vitest";
import { importRegister } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import { CheckDefinition } from "../checks/definition";
import { catalogueVersion, readCheckContext } from "./context";

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

it("counts no stake that a reader of results may not know, and tells of none by a hash", async () => {
  const before = await readCheckContext(test);
  expect([...before.investees]).toEqual(["zeta"]);
  await importRegister(OPERATOR, { partnerships: [partnership("eta", "confidential")] });
  const walled = await readCheckContext(test);
  expect([...walled.investees]).toEqual(["zeta"]);
  expect(catalogueVersion(test, walled)).toBe(catalogueVersion(test, before));
  await importRegister(OPERATOR, { partnerships: [partnership("eta", "internal")] });
  const open = await readCheckContext(test);
  expect([...open.investees].sort()).toEqual(["eta", "zeta"]);
  expect(catalogueVersion(test, open)).not.toBe(catalogueVersion(test, before));
});
