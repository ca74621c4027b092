import { describe, expect, it } from "vitest";
import type { JsonValue } from "./json";
import { NativeCandidate, NativeOutcome, NativeRecord } from "./native";
import { copyNative, isSurelyNative, MAX_CANDIDATES, MAX_ID } from "./quick-native";
import { seeded } from "./testing/mutate";

type Members = { [name: string]: JsonValue };
const candidate: Members = {
  model: "m",
  eligible: true,
  quality: 0.5,
  cost_usd: 0.1,
  latency_ms: 9,
  score: -1,
  probability: 1,
};
const full: Members = {
  decision_id: "d",
  occurred_at: "soon",
  chosen_model: "m",
  router: "main",
  policy_version: "v1",
  arm: "production",
  decided_by: "router",
  task: "chat",
  requested_model: "auto",
  region: "eu",
  session_id: "s",
  tenant: "t",
  candidates: [candidate, { model: "n" }],
  input_tokens: 1,
  output_tokens: 2,
  cost_usd: 0.1,
  latency_ms: 5.5,
  outcome: { status: "success", accepted: true, score: 1 },
};
const VALUES: readonly JsonValue[] = [
  ...["", "x", "production", "owner_blind", "router", "cache", "success", "x".repeat(MAX_ID)],
  ...["x".repeat(MAX_ID + 1), "😀".repeat(MAX_ID / 2), "😀".repeat(MAX_ID), "__proto__"],
  ...[0, -0, 1, -1, 0.5, 1.5, 2 ** 53 - 1, 2 ** 53, 1e300, Number.NaN, Number.POSITIVE_INFINITY],
  ...[null, true, false, [], {}, [1], [null], { length: 3 }, { model: "m" }, { status: "success" }],
  [{ model: "" }],
  [candidate],
  Array.from({ length: MAX_CANDIDATES }, () => candidate),
  Array.from({ length: MAX_CANDIDATES + 1 }, () => candidate),
];

/** What is certain passes the schema, and is copied as the schema copies it; what passes is nearly always certain. */
function compare(value: JsonValue): "both" | "schema alone" | "neither" {
  const parsed = NativeRecord.safeParse(value);
  const certain = isSurelyNative(value);
  if (certain) {
    expect(parsed.success, JSON.stringify(value)).toBe(true);
    expect(copyNative(value as Members)).toEqual(parsed.data);
    return "both";
  }
  return parsed.success ? "schema alone" : "neither";
}

describe("what is certain to be a native record", () => {
  it("knows every member of the schema", () => {
    expect(Object.keys(full).sort()).toEqual(Object.keys(NativeRecord.shape).sort());
    expect(Object.keys(candidate).sort()).toEqual(Object.keys(NativeCandidate.shape).sort());
    expect(Object.keys(full.outcome as Members).sort()).toEqual(Object.keys(NativeOutcome.shape).sort());
    expect(compare(full)).toBe("both");
    expect(compare({ ...full, prompt: "private" })).toBe("both");
    expect(copyNative({ ...full, prompt: "private" })).toEqual(full);
  });

  it("takes no value of a member, of a candidate's or of the outcome's that the schema does not take", () => {
    const alone: string[] = [];
    const judge = (name: string, value: JsonValue, record: JsonValue) => {
      if (compare(record) === "schema alone") alone.push(`${name} ${JSON.stringify(value)}`);
    };
    for (const value of VALUES) {
      for (const name of Object.keys(full)) judge(name, value, { ...full, [name]: value });
      for (const name of Object.keys(candidate))
        judge(`candidates/${name}`, value, { ...full, candidates: [{ ...candidate, [name]: value }] });
      for (const name of ["status", "accepted", "score"])
        judge(`outcome/${name}`, value, {
          ...full,
          outcome: { ...(full.outcome as Members), [name]: value },
        });
    }
    // Characters beyond the first plane: the schema counts them, this only their code units.
    expect(alone).toEqual([`decision_id ${JSON.stringify("😀".repeat(MAX_ID))}`]);
  });

  it("misses none where members are absent or something else stands there", () => {
    const random = seeded(11);
    const names = Object.keys(full);
    for (let times = 0; times < 5000; times += 1) {
      const record: Members = { ...full };
      for (const name of names) {
        if (random() < 0.2) delete record[name];
        else if (random() < 0.05) record[name] = VALUES[Math.floor(random() * VALUES.length)] ?? null;
      }
      compare(record);
    }
    for (const value of VALUES) expect(compare(value)).toBe("neither");
  });
});
