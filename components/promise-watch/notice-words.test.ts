import { describe, expect, it } from "vitest";
import { noticeText } from "@/lib/commitments";
import { agreementWords, noticeWords, readable } from "./notice-words";
import { openingWords } from "./OpenNoticeAct";

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

describe("a notice", () => {
  const given = (announced_at: string, first_decision_day: string | null = null) =>
    noticeWords({ announced_at, effective_from: "2026-05-04T12:00:00.000Z", first_decision_day });

  it("says how long before the change it came, to the hour", () => {
    expect(given("2026-05-01T00:00:00.000Z")).toBe("3 days and 12 hours before");
    expect(given("2026-05-03T12:00:00.000Z", "2026-05-02")).toBe(
      "1 day before; it decided already on 2 May 2026",
    );
    expect(given("2026-05-04T11:00:00.000Z")).toBe("1 hour before");
  });

  it("that is opened before its day says how early, and that it stays so", () => {
    const words = (status: "announced" | "due") =>
      openingWords({ status, effective_from: "2026-12-01T00:00:00.000Z" }, "2026-11-22");
    expect(words("announced")).toBe(
      "It takes effect on 1 December 2026. Opened today, nine days early, everybody knows before then what will change. It cannot be undone.",
    );
    expect(words("due")).toMatch(/^Everybody can read it .* It cannot be undone\.$/);
  });

  it("is read on lines", () => {
    expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(readable("Not JSON.")).toBe("Not JSON.");
  });
});
