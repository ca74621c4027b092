import { describe, expect, it } from "vitest";
import { headerFault, rowValue } from "./csv";

const row = (cells: Record<string, string | Buffer>) =>
  rowValue(
    Object.keys(cells),
    Object.values(cells).map((cell) => Buffer.from(cell)),
  );

describe("headerFault", () => {
  it("wants the required columns, each once", () => {
    expect(headerFault(["decision_id", "occurred_at", "chosen_model", "note"])).toBeNull();
    expect(headerFault(["decision_id", "task"])).toContain("occurred_at, chosen_model");
    expect(headerFault(["decision_id", "occurred_at", "chosen_model", "task", "task"])).toContain(
      '"task" twice',
    );
  });
});

describe("rowValue", () => {
  it("types cells by their column; an empty one is absent, an unknown one is counted", () => {
    expect(
      row({
        decision_id: "7",
        cost_usd: "1e-3",
        task: "",
        candidates: '[{"model":"m"}]',
        prompt: "x",
        empty: "",
      }),
    ).toEqual({
      value: { decision_id: "7", cost_usd: 0.001, candidates: [{ model: "m" }] },
      unknown_fields: 1,
      fault: null,
    });
  });

  it("names the cell that cannot be read", () => {
    expect(row({ cost_usd: "1,5" })).toMatchObject({ fault: { pointer: "/cost_usd" } });
    expect(row({ cost_usd: "1e999" })).toMatchObject({ fault: { pointer: "/cost_usd" } });
    expect(row({ candidates: '[],"task":"x"' })).toMatchObject({ fault: { pointer: "/candidates" } });
    expect(row({ outcome: '{"status":"success","status":"failure"}' })).toMatchObject({
      fault: { pointer: "/outcome/status" },
    });
    expect(row({ task: Buffer.from([0xff]) })).toMatchObject({ fault: { pointer: "/task" } });
    expect(row({ task: "a\0" })).toMatchObject({ fault: { pointer: "/task" } });
    expect(rowValue(["a", "b"], [Buffer.from("1")])).toMatchObject({ fault: { pointer: "" } });
  });
});
