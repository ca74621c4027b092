import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { testActor } from "@/lib/testing/actors";
import {
  entities,
  getOverlap,
  getRecord,
  importRegister,
  listOverlaps,
  refreshTrafficStakes,
} from "../server";
import { aprilDocument } from "./testing/april-document";

const compliance = testActor("compliance");

const find = async (kind: string) => {
  const [only] = (await listOverlaps(compliance, { status: "open", kind })).items;
  if (!only) throw new Error(`No ${kind}.`);
  return only;
};

beforeAll(async () => {
  await importRegister(compliance, aprilDocument());
});

describe("traffic", () => {
  const stakes = async (decisions: number) => {
    const { meta } = await getRecord(compliance, entities.products, "claude");
    return {
      generated: true,
      from: "2026-04-01",
      to: "2026-11-20",
      decisions: 1000,
      products: { [meta.id]: decisions },
      routers: { "Simulated Forge": { decisions: 1000, first_party: 330 } },
    };
  };
  const refresh = (value: Awaited<ReturnType<typeof stakes>> | null) =>
    withActor({ kind: "system", id: "detection" }, (tx) => refreshTrafficStakes(tx, value));

  it("weighs in, is audited where points change, and leaves the facts' hash alone", async () => {
    const before = await find("rival_investees");
    await refresh(await stakes(300));
    const after = await getOverlap(compliance, before.key);
    expect(after.facts_hash).toBe(before.facts_hash);
    expect(after.points).toBe(before.points + 3);
    expect(after.history[0]?.action).toBe("overlap:change");
    const forge = await getOverlap(compliance, (await find("router_overlap")).key);
    expect(forge.factors[3]?.known).toContain("33.0\u00a0% of 1,000 simulated decisions of Simulated Forge");
  });

  it("shows today's figure without a write where the points stay", async () => {
    const before = await find("rival_investees");
    await refresh(await stakes(350));
    const after = await getOverlap(compliance, before.key);
    expect(after.version).toBe(before.version);
    expect(after.factors[3]?.known).toMatch(/^35\.0/);
  });

  it("is unknown again when it is gone", async () => {
    await refresh(null);
    const { key } = await find("rival_investees");
    expect((await getOverlap(compliance, key)).factors[3]?.points).toBeNull();
  });
});
