import { expect, it } from "vitest";
import { type BareGroup, describeDeclared } from "./declared";

const model = { model_id: "1" } as NonNullable<NonNullable<BareGroup["pool"]>["candidates"][number]["model"]>;
const candidate = { name: "one", model, quality: 0.5, input_price: 1, output_price: 2 };
const group = (over: Partial<BareGroup>): BareGroup => ({
  router: "main",
  pool: { router: "main", policy_version: "v1", candidates: [candidate] },
  input_tokens: 1,
  output_tokens: 1,
  decisions: 10,
  ...over,
});
const poolOf = (...candidates: object[]): BareGroup["pool"] => ({
  router: "main",
  policy_version: "v1",
  candidates: candidates.map((over) => ({ ...candidate, ...over })),
});

it("lacks nothing where every figure is known", () => {
  expect(describeDeclared([group({})])).toEqual({
    decisions: 10,
    with_quality: 10,
    with_cost: 10,
    lacking: [],
  });
  expect(describeDeclared([])).toEqual({ decisions: 0, with_quality: 0, with_cost: 0, lacking: [] });
});

it("names what is lacking by how many decisions it concerns, each once a decision", () => {
  const answer = describeDeclared([
    group({ pool: null, decisions: 3 }),
    group({ input_tokens: null, output_tokens: null, decisions: 5 }),
    group({ pool: poolOf({}, { name: "two", quality: null, input_price: null }) }),
    group({ pool: poolOf({ name: "three", model: null, quality: null, input_price: null }), decisions: 7 }),
  ]);
  expect(answer).toEqual({
    decisions: 22,
    with_quality: 5,
    with_cost: 0,
    lacking: [
      { what: "a list price of two", decisions: 10 },
      { what: "a quality estimate of two", decisions: 10 },
      { what: "three in the catalogue: policy v1 of main names it", decisions: 7 },
      { what: "input and output tokens of main’s decisions", decisions: 5 },
      { what: "candidates of main: neither the log nor a policy in force names any", decisions: 3 },
    ],
  });
});

it("needs no price for tokens of which there are none", () => {
  const pool = poolOf({ output_price: null });
  expect(describeDeclared([group({ pool, output_tokens: 0 })])).toMatchObject({ with_cost: 10, lacking: [] });
  expect(describeDeclared([group({ pool })]).with_cost).toBe(0);
});
