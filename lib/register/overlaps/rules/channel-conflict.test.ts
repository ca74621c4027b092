import { describe, expect, it } from "vitest";
import { detect } from "../detect";
import type { SnapshotAvailability } from "../snapshot";
import { on, product, smallMarket } from "../testing/snapshot-fixture";

const hits = (availability: SnapshotAvailability[], owner = "zeta") =>
  detect(smallMarket({ products: [product("chat", owner, ["models"], { availability })] })).filter(
    ({ kind }) => kind === "channel_conflict",
  );

describe("a partner's product and the channels that sell it", () => {
  it("stands where a rival platform had it no later than ours", () => {
    expect(hits([on("acme", "2024"), on("rival", "2023-05")])[0]?.identity).toBe(
      "channel_conflict:chat:rival",
    );
    expect(hits([on("acme", "2024-01-01"), on("rival", "2024-01-01")])).toHaveLength(1);
    expect(hits([on("acme", "2023"), on("rival", "2024")])).toEqual([]);
  });

  it("counts half where a date is unknown or too vague to say", () => {
    const sure = hits([on("acme", "2024"), on("rival", "2023")])[0]?.severity;
    expect(sure).toMatchObject({ points: 5, points_max: 18 });
    for (const vague of [
      [on("acme"), on("rival")],
      [on("acme", "2024"), on("rival")],
      [on("acme", "2024"), on("rival", "2024")],
      [on("acme", "2024-03-04"), on("rival", "2024-03")],
    ])
      expect(hits(vague)[0]?.severity).toMatchObject({ points: 3, points_max: 9 });
  });

  it("stands where the product is exclusive to us", () => {
    const [hit] = hits([on("acme", "2024", true)]);
    expect(hit?.identity).toBe("channel_conflict:chat:exclusive");
    expect(hit?.factors.at(-1)).toEqual({ key: "alternatives", known: "Chat is exclusive to us", points: 3 });
    expect(hits([on("acme", "2024", false)])).toEqual([]);
    expect(hits([on("acme", "2024", null)])).toEqual([]);
  });

  it("needs both channels to sell it now", () => {
    expect(hits([on("rival", "2023")])).toEqual([]);
    expect(hits([on("acme", "2024"), { ...on("rival", "2023"), until: "2025" }])).toEqual([]);
    expect(hits([on("acme", "2024"), on("rival", "2027")])).toEqual([]);
    expect(hits([on("acme", "2024"), on("eta", "2023")])).toEqual([]);
  });

  it("is about partners' products alone", () => {
    expect(hits([on("acme", "2024"), on("rival", "2023")], "acme")).toEqual([]);
    expect(hits([on("acme", "2024"), on("rival", "2023")], "rival")).toEqual([]);
  });
});
