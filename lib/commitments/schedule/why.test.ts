import { expect, it } from "vitest";
import { whyAgain, whyRecords } from "./why";

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
    { purged: [], arrived: [] },
    "catalogue_change",
    "The catalogue attributes models otherwise than when the days were measured; measured again: 3 days, from 2026-08-01 to 2026-08-04.",
  ],
] as const)("says why it is judged again (%#)", (causes, trigger, why) => {
  expect(whyAgain(days, causes)).toEqual({ trigger, why });
});

it("says one day as one", () => {
  expect(whyAgain(["2026-08-01"], { purged: [], arrived: [] }).why).toContain(
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
