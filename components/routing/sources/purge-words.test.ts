import { expect, it } from "vitest";
import { purgeDone, purgePreviewWords, purgeScope } from "./purge-words";

const preview = {
  dry_run: true as const,
  source: "gateway",
  batch: null,
  from: "2026-05-01T00:00:00.000Z",
  decisions: 1234,
  batches: 2,
  first_at: "2026-05-01T00:00:00.000Z",
  last_at: "2026-05-03T23:59:59.999Z",
};

it("says the exact number before anything goes", () => {
  expect(purgePreviewWords(preview)).toBe(
    "Exactly 1,234 decisions of 2 deliveries from 1 May to 3 May 2026 would go. Their files can be delivered again afterwards.",
  );
  const none = { ...preview, decisions: 0, first_at: null, last_at: null };
  expect(purgePreviewWords(none)).toMatch(/^No decision occurred then or later/);
  expect(purgePreviewWords({ ...none, batch: "b", from: null })).toMatch(
    /^Nothing of this delivery is stored/,
  );
});

it("says what was done, and of what", () => {
  expect(purgeDone(1)).toBe("1 decision is purged; every figure follows.");
  expect(purgeScope({ from: null })).toBe("one delivery");
  expect(purgeScope({ from: "2026-03-05T12:00:00.000Z" })).toBe("all from 5 March 2026, 12:00\u00a0UTC on");
});
