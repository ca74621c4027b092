import { expect, it } from "vitest";
import { deviatingLead, deviatingTitle } from "./deviating-words";
import { inputOf } from "./testing/inputs";

it("claims of the list no more than what its decisions have in common", () => {
  const title = deviatingTitle(33_967, "simulated decision", 0.5);
  expect(title).toBe(
    "33,967 simulated decisions whose neutral chance was under 50\u00a0%, or that had a likelier candidate on the other side",
  );
  expect(title).not.toContain("seldom");
});

it("sets beside it how many the verdict counts beyond the expected", () => {
  const { neutrality } = inputOf({
    usable: 132_516,
    observed: { focal: 44_500, share: 0.336 },
    expected: { focal: 40_000, share: 0.302 },
  }).answer;
  expect(deviatingLead(neutrality, "our own models")).toBe(
    "Choices of our own models, the least likely first. A neutral router makes such choices as well, as often as their chance says; the verdict counts what is beyond. Over the whole view that is 4,500 more for our own models than expected.",
  );
  expect(deviatingLead({ ...neutrality, direction: "against" }, "models of Zeta AI")).toMatch(
    /^Choices against models of Zeta AI/,
  );
});
