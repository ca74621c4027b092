import { expect, it } from "vitest";
import { whyAgain, whyRecords } from "./why";

const SAME = { measured: "4", method: "5", catalogues: { was: "a", is: "a" } };
const OTHER = { was: "a", is: "b" };
const days = ["2026-08-01", "2026-08-02", "2026-08-04"];
const purged_at = new Date("2026-08-03T10:00:00Z");
const batch = (no: number) => ({ no, source: "gateway", stored_at: purged_at, accepted: 10n });

it.each([
  [
    { purged: [{ batch_no: 12, source: "gateway", purged_at, decisions: 1200n }], arrived: [] },
    "purge",
    "Purge of batch 12 on 2026-08-03 took 1,200 decisions; measured again: 3 days, from 2026-08-01 to 2026-08-04.",
  ],
  [
    { purged: [{ batch_no: null, source: "gateway", purged_at, decisions: 5n }], arrived: [batch(13)] },
    "purge",
    "Purge of source gateway on 2026-08-03 took 5 decisions; Batch 13 of gateway brought 10 decisions on 2026-08-03; measured again: 3 days, from 2026-08-01 to 2026-08-04.",
  ],
  [
    { purged: [], arrived: [1, 2, 3, 4, 5].map(batch) },
    "late_data",
    "Batch 1 of gateway brought 10 decisions on 2026-08-03; Batch 2 of gateway brought 10 decisions on 2026-08-03; Batch 3 of gateway brought 10 decisions on 2026-08-03; and 2 more; measured again: 3 days, from 2026-08-01 to 2026-08-04.",
  ],
  [
    { purged: [], arrived: [], catalogues: OTHER },
    "catalogue_change",
    "The catalogue attributes models otherwise than when the days were measured; measured again: 3 days, from 2026-08-01 to 2026-08-04.",
  ],
] as const)("says why it is judged again (%#)", (causes, trigger, why) => {
  expect(whyAgain(days, { ...SAME, ...causes })).toEqual({ trigger, why });
});

it("says first that days were measured by an earlier rule of the metric, or another catalogue", () => {
  const methods = { ...SAME, measured: "5", method: "5.2" };
  expect(whyAgain(["2026-08-01"], { purged: [], arrived: [], ...methods })).toEqual({
    trigger: "catalogue_change",
    why: "It was measured by method 5, and this program has 5.2; measured again: 1 day, from 2026-08-01 to 2026-08-01.",
  });
  expect(whyAgain(["2026-08-01"], { purged: [], arrived: [batch(1)], ...SAME, catalogues: OTHER })).toEqual({
    trigger: "catalogue_change",
    why: "The catalogue attributes models otherwise than when the days were measured; Batch 1 of gateway brought 10 decisions on 2026-08-03; measured again: 1 day, from 2026-08-01 to 2026-08-01.",
  });
});

it.each([
  ["a", "a.pools-1", "Policies supply other candidates, list prices or quality estimates"],
  [
    "a.pools-1.outcome-3",
    "a.pools-2.outcome-3",
    "Policies supply other candidates, list prices or quality estimates",
  ],
  ["a.pools-1", "a.pools-1.outcome-3", "Other sources count as having their quality measured after the fact"],
  ["a.r.pools-1", "a.s.pools-1", "The catalogue attributes models otherwise"],
  [
    "a.pools-1",
    "b.outcome-3",
    "The catalogue attributes models otherwise; Policies supply other candidates, list prices or quality estimates; Other sources count as having their quality measured after the fact",
  ],
])("says what is another in a catalogue of %s and %s", (was, is, words) => {
  const { why } = whyAgain(["2026-08-01"], { purged: [], arrived: [], ...SAME, catalogues: { was, is } });
  expect(why.split("; measured again")[0]).toBe(`${words} than when the days were measured`);
});

it("says that the decisions are others, where nothing tells why", () => {
  const { trigger, why } = whyAgain(["2026-08-01"], { purged: [], arrived: [], ...SAME });
  expect([trigger, why.split(";")[0]]).toEqual([
    ...["late_data", "The decisions are others than when the days were measured"],
  ]);
});

it("says one day as one", () => {
  expect(whyAgain(["2026-08-01"], { purged: [], arrived: [], ...SAME }).why).toContain(
    "measured again: 1 day, from 2026-08-01 to 2026-08-01.",
  );
});

it.each([
  ["listing_time", "4.2", "The register gives other releases or listings than when it was measured"],
  ["listing_time", "3.2", "The register gives other releases or listings than when it was measured"],
  ["attestation", null, "The records say otherwise than when it was measured"],
  ["notice_period", "4", "It was measured by method 4, and this program has 4.2"],
] as const)("says of %s, measured by %s, what changed", (metric, measured, words) => {
  expect(whyRecords(["2026-08-01"], { metric, measured, method: "4.2" })).toEqual({
    trigger: "catalogue_change",
    why: `${words}; measured again: 1 day, from 2026-08-01 to 2026-08-01.`,
  });
});
