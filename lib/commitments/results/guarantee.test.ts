import { expect, it } from "vitest";
import { guaranteeOf } from "./guarantee";

it("is anytime wherever a check fixes a level, and null where nothing is by chance", () => {
  const anytime = [
    "routing_tilt",
    "score_honesty",
    "exclusion_parity",
    "eligibility_parity",
    "latency_parity",
  ];
  for (const metric of [...anytime, "error_parity", "fallback_flow"])
    expect(guaranteeOf(metric), metric).toBe("anytime");
  for (const metric of ["share_ceiling", "listing_time", "coverage", "notice_period", "attestation"])
    expect(guaranteeOf(metric), metric).toBeNull();
});
