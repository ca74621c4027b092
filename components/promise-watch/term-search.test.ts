import { expect, it } from "vitest";
import { CheckDefinition } from "@/lib/commitments";
import { readNeutralityView } from "@/lib/reports";
import { howWeKnowHref, termSearch } from "./term-search";

const define = (test: object) =>
  CheckDefinition.parse({ test, first_day: "2026-03-23", window_days: 365, schedule: { every: "day" } });

it("asks on the pages of neutrality what the check asks, over the days that it judged", () => {
  const check = define({
    ...{ metric: "routing_tilt", baseline: "partner_revealed", scope: { router: "Simulated Forge" } },
  });
  const search = termSearch(check, { from: "2026-03-23", day: "2026-11-20" });
  expect(search).toBe("?from=2026-03-23&to=2026-11-21&router=Simulated+Forge&baseline=partner_revealed");
  const view = readNeutralityView(Object.fromEntries(new URLSearchParams(search)), {
    ...{ from: "2026-01-01", to: "2026-01-02" },
  });
  expect(view).toMatchObject({ ignored: [], query: { router: "Simulated Forge", to: "2026-11-21" } });
  expect(termSearch(define({ metric: "coverage" }), null)).toBe("");
  expect(howWeKnowHref(define({ metric: "coverage" }), null)).toBe("/promise/neutrality/how-we-know");
});
