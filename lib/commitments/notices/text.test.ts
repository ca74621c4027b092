import { describe, expect, it } from "vitest";
import { parseInstant } from "@/lib/kernel/time";
import { noticeDays, noticeStatus } from "./rules";
import { type AnnouncedPolicy, newSalt, noticeHash, noticeText, policyOfText, samePolicy } from "./text";

const policy: AnnouncedPolicy = {
  router: "main",
  version: "v2",
  from: "2026-05-01T00:00:00Z",
  rule: { kind: "cheapest_within", band: 0.02 },
  models: ["zeta-large", "acme-one"],
};
const SALT = "00112233445566778899aabbccddeeff";

describe("the text of a notice", () => {
  it("is one for one policy and salt", () => {
    const text = noticeText(policy, SALT);
    expect(text).toBe(
      '{"policy":{"aliases":[],"from":"2026-05-01T00:00:00.000Z","models":["acme-one","zeta-large"],"router":"main","rule":{"band":0.02,"kind":"cheapest_within"},"version":"v2"},"salt":"00112233445566778899aabbccddeeff"}',
    );
    const other = {
      models: ["acme-one", "zeta-large", "acme-one"],
      ...{ rule: policy.rule, from: "2026-05-01T02:00:00+02:00", version: "v2", router: " main " },
    };
    expect(noticeText(other, SALT)).toBe(text);
    expect(noticeHash(text)).toMatch(/^[0-9a-f]{64}$/);
    expect(noticeText(policy, newSalt())).not.toBe(noticeText(policy, newSalt()));
    expect(newSalt()).toMatch(/^[0-9a-f]{32}$/);
  });

  it("differs with what changes how requests are routed", () => {
    const changed: AnnouncedPolicy[] = [
      { ...policy, rule: { kind: "cheapest_within", band: 0.03 } },
      { ...policy, rule: null },
      { ...policy, models: ["acme-one"] },
      { ...policy, aliases: ["auto"] },
      { ...policy, from: "2026-05-02" },
    ];
    for (const one of changed) {
      expect(noticeText(one, SALT)).not.toBe(noticeText(policy, SALT));
      expect(samePolicy(one, policy)).toBe(false);
    }
  });

  it("gives its policy back", () => {
    const found = policyOfText(noticeText(policy, SALT));
    expect(found && samePolicy(found, policy)).toBe(true);
    for (const text of ["", "{}", "We route fairly.", '{"policy":{},"salt":"x"}'])
      expect(policyOfText(text)).toBeNull();
  });

  it("is refused for what is no policy", () => {
    expect(() => noticeText({ ...policy, from: "soon" }, SALT)).toThrow();
    expect(() => noticeText({ ...policy, router: "" }, SALT)).toThrow();
  });
});

describe("a notice", () => {
  const at = (text: string) => parseInstant(text) ?? Number.NaN;
  const effective_ms = at("2026-05-01T12:00:00Z");

  it("is due on the day of the change and overdue after it", () => {
    const status = (now: string, opened = false) => noticeStatus({ effective_ms, opened }, at(now));
    expect(status("2026-04-30T23:59:59Z")).toBe("announced");
    expect(status("2026-05-01T00:00:00Z")).toBe("due");
    expect(status("2026-05-01T23:59:59Z")).toBe("due");
    expect(status("2026-05-02T00:00:00Z")).toBe("overdue");
    expect(status("2026-05-02T00:00:00Z", true)).toBe("opened");
    expect(status("2026-04-01T00:00:00Z", true)).toBe("opened");
  });

  it("counts whole days", () => {
    expect(noticeDays({ announced_ms: at("2026-04-01T12:00:01Z"), effective_ms })).toBe(29);
    expect(noticeDays({ announced_ms: at("2026-04-01T12:00:00Z"), effective_ms })).toBe(30);
    expect(noticeDays({ announced_ms: at("2026-05-01T11:59:59Z"), effective_ms })).toBe(0);
  });
});
