import { expect, it } from "vitest";
import {
  AS_OF,
  on,
  partnership,
  party,
  product,
  register as registerOf,
  right,
  round,
  segment,
  stake,
} from "../overlaps/testing/snapshot-fixture";
import { networkAt } from "./network-at";

const register = registerOf({
  as_of_ms: AS_OF,
  parties: [
    party("acme", ["platform"]),
    party("fund", ["investor"]),
    party("lonely", ["customer"]),
    party("zeta", ["partner"]),
    party("eta", ["partner"], "zeta"),
  ],
  partnerships: [partnership("zeta", ["investee"], { start: "2023-09", end: "2026-06" })],
  rights: [
    right("seat", "zeta", "acme", "board_seat"),
    right("info", "zeta", "acme", "information"),
    right("veto", "zeta", "acme", "veto", "unknown"),
    right("none", "zeta", "acme", "exclusivity", "not_agreed"),
    right("spend", "zeta", "zeta", "spend_commitment"),
  ],
  rounds: [
    round("zeta", [stake("acme", "4000000000"), stake("fund", null)], { key: "a", announced: "2023-09-25" }),
    round("zeta", [stake("acme", "1000000000", { bound: "up_to" })], { key: "b", announced: "2025" }),
  ],
  co_holdings: [],
  segments: [segment("models")],
  products: [
    product("chat", "zeta", ["models"], { ga: "2024-03-04" }),
    product("nova", "acme", ["models"], { lifecycle: "preview", preview: "2026-01-01" }),
    product("old", "eta", ["models"], { availability: [on("acme", "2020")], retired_on: "2024" }),
    product("undated", "zeta", ["models"]),
  ],
  policies: [],
  walls: [],
  traffic: null,
});

const lines = (as_of: string, party_key: string | null = null) =>
  networkAt(register, as_of, party_key).edges.map(
    ({ kind, from, to, label }) => `${kind}: ${from} > ${to}: ${label}`,
  );

it("shows a day's money, rights and products, and nothing of what came later", () => {
  expect(lines("2023-08-31")).toEqual([
    "parent: party:zeta > party:eta: owns",
    "owns: party:eta > product:old: owns",
    "sold_in: product:old > segment:models: sold in",
    "owns: party:zeta > product:undated: owns",
    "sold_in: product:undated > segment:models: sold in",
  ]);
  const next = lines("2023-09-25");
  expect(next).toContain("money: party:acme > party:zeta: USD\u00a04\u00a0bn");
  expect(next).toContain("money: party:fund > party:zeta: invested, amount unknown");
  // Within September: on its first day already, since nobody knows better.
  expect(next).toContain("right: party:acme > party:zeta: board seat and information");
  expect(next).toContain("right: party:acme > party:zeta: veto, not known whether agreed");
  expect(next).toContain("right: party:zeta > party:acme: spend commitment");
  expect(next.join()).not.toContain("exclusivity");
});

it("sums rounds with the loosest bound, ends what is over, and drops products retired", () => {
  const later = lines("2026-07-01");
  expect(later).toContain("money: party:acme > party:zeta: up to USD\u00a05\u00a0bn");
  expect(later.join()).not.toContain("right:");
  expect(later.join()).not.toContain("product:old");
  expect(later).toContain("owns: party:acme > product:nova: owns");
});

it("draws parties with a line only, and counts what has no date once", () => {
  const { nodes, undated } = networkAt(register, "2026-11-21", null);
  expect(nodes.map(({ id }) => id)).not.toContain("party:lonely");
  expect(nodes.find(({ key }) => key === "nova")).toMatchObject({ own: true, note: "in preview" });
  expect(undated).toBe(1);
});

it("around one party shows what it touches, and nothing for a party that is not there", () => {
  expect(lines("2026-11-21", "fund")).toEqual([
    "money: party:fund > party:zeta: invested, amount unknown",
    "owns: party:zeta > product:chat: owns",
    "sold_in: product:chat > segment:models: sold in",
    "owns: party:zeta > product:undated: owns",
    "sold_in: product:undated > segment:models: sold in",
  ]);
  expect(lines("2026-11-21", "nobody")).toEqual([]);
});

it("names the days between which nothing changes", () => {
  expect(networkAt(register, "2026-11-21", null).dates).toEqual([
    ...["2020-01-01", "2023-09-01", "2023-09-25", "2024-03-04", "2025-01-01", "2026-01-01", "2026-07-01"],
  ]);
});

it("names no day that it cannot be asked for", () => {
  const old = {
    ...register,
    partnerships: [partnership("zeta", ["investee"], { start: "1850", end: "9999" })],
  };
  const { dates } = networkAt(old, "2026-11-21", null);
  expect([dates[0], dates.at(-1)]).toEqual(["2020-01-01", "2026-01-01"]);
});
