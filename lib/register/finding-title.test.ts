import { expect, it } from "vitest";
import { findingTitle } from "./finding-title";

it("says of a finding what was found, not what was promised", () => {
  const name = (verdict: string) => findingTitle(verdict, "Forge favours nobody");
  expect(name("breach")).toBe("Breach of “Forge favours nobody”");
  expect(name("watch")).toBe("Watch on “Forge favours nobody”");
  expect(name("failed")).toBe("Failed run of “Forge favours nobody”");
  expect(findingTitle("overdue", "A wall stands.")).toBe("Overdue: “A wall stands”");
});
