import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import { importRegister, loadCatalogue, matchModel, nameModel } from "../server";
import { compliance, executive, sampleDocument } from "../testing/sample";

describe("the catalogue", () => {
  let match: (name: string) => ReturnType<typeof matchModel>;
  const reload = async () => {
    const catalogue = await withActor(executive, loadCatalogue);
    match = (name) => matchModel(catalogue, name);
  };
  beforeAll(async () => {
    await importRegister(compliance, sampleDocument());
    await reload();
  });

  it("knows whose a name is, and that a party below the platform is ours", () => {
    expect(match("us.vendor.zeta-large-v2:0")).toMatchObject({ owner: "zeta", first_party: false });
    expect(match("ACME-ONE")).toMatchObject({ owner: "lab", first_party: true });
    expect(match("unheard-of")).toBeNull();
  });

  it("attributes a name from the moment it is named", async () => {
    await nameModel(OPERATOR, { pattern: "unheard-of", product: "one", model: "acme-one" });
    await reload();
    expect(match("unheard-of")).toMatchObject({ model: "acme-one", product: "one" });
    await expect(nameModel(compliance, { pattern: "zeta-small", product: "one" })).rejects.toMatchObject({
      status: 422,
    });
  });
});
