import { describe, expect, it } from "vitest";
import { candidatesCount, candidatesFinding, candidatesNote } from "./words";

type Candidate = NonNullable<Parameters<typeof candidatesFinding>[0]["candidates"]>[number];

const candidate = (first_party: boolean): Candidate => ({
  ...{ model: "m", owner: "o", owner_name: "O", first_party, eligible: true },
  ...{ quality: null, cost_usd: null, latency_ms: null, score: null, probability: null },
});
const logged = {
  decided_by: "router" as const,
  candidates: [candidate(true), candidate(false)],
  candidates_from: "logged" as const,
  candidates_policy: null,
};
const declared = { ...logged, candidates_from: "policy" as const, candidates_policy: "v2" };
const none = { ...logged, candidates: null, candidates_from: "none" as const };

describe("words about candidates", () => {
  it("say where they come from", () => {
    expect(candidatesFinding(logged)).toBe("Chosen from two candidates, one of them our own.");
    expect(candidatesFinding(declared)).toBe(
      "Chosen from two candidates that the policy declares, one of them our own.",
    );
    expect(candidatesFinding(none)).toBe("No candidates were logged, and no policy declares any.");
    expect(candidatesFinding({ ...none, decided_by: "pinned" })).toBe("No candidates were logged.");
  });
  it("mark what the log does not carry", () => {
    expect([logged, declared, none].map(candidatesCount)).toEqual(["2", "2, by policy", "0"]);
    expect([logged, none].map(candidatesNote)).toEqual([null, null]);
    expect(candidatesNote(declared)).toContain("policy v2");
  });
});
