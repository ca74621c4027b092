import { describe, expect, it } from "vitest";
import { emptyValues, FORM_FIELDS, toBody, toValues } from "./form-fields";

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

  it("read numbers and yes or no", () => {
    const values = { ...emptyValues(FORM_FIELDS["co-holdings"]), at_least: "12" };
    expect(toBody(FORM_FIELDS["co-holdings"], values)).toMatchObject({ at_least: 12, named: [] });
  });
});
