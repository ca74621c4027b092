import { beforeAll, expect, it } from "vitest";
import { importRegister } from "../server";
import { compliance, executive, manager, sampleDocument, stranger } from "../testing/sample";
import { readNetwork } from "./read-network";

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
  await importRegister(compliance, {
    rounds: [
      {
        key: "zeta-g",
        investee: "zeta",
        announced: "2026-03-31",
        currency: "USD",
        visibility: "confidential",
        participations: [{ investor: "acme", amount: "900000000" }],
      },
    ],
  });
});

it("draws the register as of a day", async () => {
  const { nodes, edges, as_of } = await readNetwork(compliance, { as_of: "2026-02-15" });
  expect(as_of).toBe("2026-02-15");
  expect(edges.find(({ kind }) => kind === "money")).toMatchObject({
    from: "party:acme",
    to: "party:zeta",
    label: "about USD\u00a08\u00a0bn",
    facts: [{ entity: "round", key: "zeta-f", label: "Series F", date: "2026-02" }],
  });
  expect(edges.find(({ kind }) => kind === "right")?.label).toBe("information");
  expect(nodes.filter(({ own }) => own).map(({ key }) => key)).toEqual(["acme", "lab", "one"]);
});

it("holds nothing that is behind a wall, not even its date or its money", async () => {
  const inside = await readNetwork(manager, {});
  expect(inside.edges.find(({ kind }) => kind === "money")?.label).toBe("about USD\u00a08.9\u00a0bn");
  expect(inside.dates).toContain("2026-03-31");
  for (const outside of [stranger, executive]) {
    const seen = JSON.stringify(await readNetwork(outside, {}));
    for (const secret of ["zeta-g", "2026-03-31", "8.9", "acme-zeta", "information", "2023-09-25"])
      expect(seen).not.toContain(secret);
    expect(seen).toContain("about USD\u00a08\u00a0bn");
  }
});

it("refuses who may not read the register", async () => {
  await expect(
    Promise.resolve().then(() =>
      readNetwork({ kind: "person", id: "x", email: "a@example.com", name: "A", roles: ["admin"] }, {}),
    ),
  ).rejects.toMatchObject({ status: 403 });
});
