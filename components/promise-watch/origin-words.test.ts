import { describe, expect, it } from "vitest";
import type { CheckView } from "@/lib/commitments";
import { otherWords, simulatedWords } from "./origin-words";

const check = (over: Partial<CheckView> = {}) => ({
  clause: { key: "routing", kind: "routing", text: "As now.", recorded_text: "As now." },
  ...{ recorded_at: "2026-03-22T12:00:00.000Z", written_at: "2026-03-22T12:00:00.000Z" },
  ...over,
});
const clause = (text: string | null, recorded_text: string | null) =>
  check({ clause: { key: "routing", kind: "routing", text, recorded_text } });

describe("the words that a version was recorded for", () => {
  it("are shown where the clause says something else now, as far as they are known", () => {
    expect([otherWords(check()), otherWords(clause("As now.", null))]).toEqual([null, null]);
    expect(otherWords(clause("As now.", "As then."))).toContain("recorded for these words: “As then.”");
    expect(otherWords(clause(null, "As then."))).toContain("“As then.”");
  });
});

describe("the time at which a version was written", () => {
  it("is told where a simulated clock recorded it", () => {
    expect(simulatedWords(check())).toBeNull();
    const written_at = "2026-11-21T20:00:00.000Z";
    expect(simulatedWords(check({ written_at }))).toBe(
      "A simulated clock recorded it; it was truly written on 21 November 2026. It judges generated traffic alone, and ends with the first that is real.",
    );
  });
});
