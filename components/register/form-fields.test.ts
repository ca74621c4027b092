import { describe, expect, it } from "vitest";
import { FORM_FIELDS } from "./form-fields";
import { emptyValues, toBody, toValues } from "./form-values";

describe("form values", () => {
  const record = {
    key: "zeta-f",
    investee: "zeta",
    series: null,
    amount: "30000000000",
    bound: "equal",
    participations: [
      { investor: "acme", amount: null, bound: "about", reported: [{ source: "s0" }], instrument: null },
    ],
    sources: ["s0"],
  };

  it("go from a record to inputs and back without losing anything", () => {
    const values = toValues(FORM_FIELDS.rounds, record);
    expect(values).toMatchObject({
      series: "",
      amount: "30000000000",
      participations: [{ amount: "", reported: [{ source: "s0" }] }],
    });
    const body = toBody(FORM_FIELDS.rounds, values);
    expect(body).toMatchObject({
      series: null,
      participations: [{ investor: "acme", amount: null, reported: [{ source: "s0" }], instrument: null }],
    });
  });

  it("keep items inside items", () => {
    const prices = [
      { from: "2026-05", input_price_usd_per_mtok: "3", output_price_usd_per_mtok: null, source: null },
    ];
    const quality_estimates = [{ task: null, from: "2026", quality: 0.5, source: "s0" }];
    const model = {
      name: "zeta",
      patterns: ["zeta"],
      input_price_usd_per_mtok: null,
      prices,
      quality_estimates,
    };
    const values = toValues(FORM_FIELDS.products, { key: "zeta", models: [model] });
    expect(values).toMatchObject({
      models: [{ prices: [{ output_price_usd_per_mtok: "" }], quality_estimates: [{ quality: "0.5" }] }],
    });
    expect(toBody(FORM_FIELDS.products, values)).toMatchObject({ models: [model] });
  });

  it("read numbers and yes or no", () => {
    const values = { ...emptyValues(FORM_FIELDS["co-holdings"]), at_least: "12" };
    expect(toBody(FORM_FIELDS["co-holdings"], values)).toMatchObject({ at_least: 12, named: [] });
  });
});
