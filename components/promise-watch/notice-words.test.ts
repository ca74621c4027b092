import { describe, expect, it } from "vitest";
import { noticeText } from "@/lib/commitments";
import { agreementWords } from "./notice-words";

const policy = { router: "main", version: "v2", from: "2026-05-01T00:00:00Z", rule: null };
const content = noticeText({ ...policy, aliases: [], models: [] }, "salt");
const opening = (over: object = {}) => ({
  ...{ content, opened_at: "2026-05-01T23:59:00.000Z", opened_by_label: "Anna", agrees: true },
  ...over,
});
const words = (over: object | null) =>
  agreementWords({ opening: over && opening(over), effective_from: "2026-05-01T00:00:00.000Z" });

describe("an opened notice", () => {
  it("says how it compares with the register", () => {
    expect(words(null)).toBeNull();
    expect(words({})).toBe("as the register has it");
    expect(words({ agrees: false })).toBe("not as the register has it");
    expect(words({ agrees: null })).toBe("the register has no such policy");
    expect(words({ content: "We will change it.", agrees: null })).toBe(
      "in no form that can be compared with the register",
    );
  });

  it("says that it was opened late", () => {
    expect(words({ opened_at: "2026-05-02T00:00:00.000Z" })).toBe(
      "as the register has it; after the day on which it took effect",
    );
  });
});
