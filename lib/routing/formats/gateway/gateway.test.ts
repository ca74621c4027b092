import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { elapsedMs, Field, type Gateway, instant, readGateway } from ".";

const NOW = Date.UTC(2026, 10, 21);
const toy: Gateway = {
  format: "toy",
  known: new Set(["id", "at", "model", "wanted", "pool", "meta"]),
  read: (record) => ({
    kind: "decision",
    draft: {
      decision_id: record.at("id"),
      occurred_at: instant(record.at("at")),
      chosen_model: record.at("model"),
      requested_model: record.at("wanted"),
      task: record.at("meta").json().at("task"),
      candidates: {
        list: record.at("pool"),
        members: record.at("pool").items.map((item) => ({ model: item.at("name"), quality: item.at("q") })),
      },
    },
    evidence: null,
  }),
};
const read = (value: JsonValue) =>
  readGateway(toy, new Field(value), { now_ms: NOW, isAlias: (name) => name === "auto" });
const base = { id: "1", at: 1767225600, model: "m" };

describe("readGateway", () => {
  it("reads units, quoted JSON and candidates, and counts what the vendor does not document", () => {
    expect(
      read({ ...base, meta: '{"task":"chat"}', pool: [{ name: "a", q: 0.5 }, { name: "b" }], x: 1 }),
    ).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "1",
          occurred_at: "2026-01-01T00:00:00.000000Z",
          chosen_model: "m",
          task: "chat",
          candidates: [{ model: "a", quality: 0.5 }, { model: "b" }],
          decided_by: "pinned",
        },
        decided_because: "nothing in the record says that a router chose",
        unknown_fields: 1,
      },
    });
  });

  it("takes a declared alias as routed", () => {
    expect(read({ ...base, wanted: "auto" })).toMatchObject({
      decision: { record: { decided_by: "router" } },
    });
    expect(read({ ...base, wanted: "m" })).toMatchObject({ decision: { record: { decided_by: "pinned" } } });
  });

  it("points faults into what was sent", () => {
    expect(read({ ...base, model: 5 })).toMatchObject({ fault: { pointer: "/model" } });
    expect(read({ ...base, at: "soon" })).toMatchObject({ fault: { pointer: "/at" } });
    expect(read({ id: "1", at: base.at })).toMatchObject({ fault: { pointer: "/model" } });
    expect(read({ ...base, meta: '{"task":[]}' })).toMatchObject({ fault: { pointer: "/meta" } });
    expect(read({ ...base, pool: [{ name: "a", q: 2 }] })).toMatchObject({ fault: { pointer: "/pool/0/q" } });
    expect(read([])).toMatchObject({ kind: "fault" });
  });
});

describe("instant", () => {
  const text = (value: JsonValue) => instant(new Field(value)).value;

  it("knows the unit of a number by its size", () => {
    for (const value of [1767225600, 1767225600000, 1767225600000000, "1767225600", "1767225600000000000"])
      expect(text(value)).toBe("2026-01-01T00:00:00.000000Z");
    expect(text(1767225600.123456)).toBe("2026-01-01T00:00:00.123456Z");
    expect(text("1767225600123456789")).toBe("2026-01-01T00:00:00.123456Z");
  });

  it("takes text without zone as UTC and leaves what is no time", () => {
    expect(text("2026-01-01 00:00:00")).toBe("2026-01-01T00:00:00Z");
    expect(text("2026-01-01T00:00:00.5+0200")).toBe("2026-01-01T00:00:00.5+02:00");
    expect(text("2026-01-01 00:00:00 UTC")).toBe("2026-01-01T00:00:00Z");
    expect(text("yesterday")).toBe("yesterday");
    expect(text(-1)).toBe(-1);
    expect(text(1e300)).toBe(1e300);
    expect(text(true)).toBe(true);
  });

  it("measures between two", () => {
    expect(elapsedMs(new Field(1767225600), new Field("2026-01-01T00:00:01.5Z")).value).toBe(1500);
    expect(elapsedMs(new Field("x"), new Field(1)).value).toBeUndefined();
    expect(elapsedMs(new Field(2), new Field(1)).value).toBeUndefined();
  });
});
