import { describe, expect, it } from "vitest";
import { CheckDefinition, CheckInput } from "@/lib/commitments";
import { CHECK_FIELDS } from "./check-fields";
import {
  type CheckValues,
  definitionBody,
  emptyCheck,
  isMetric,
  readDefinition,
  readNumber,
  valuesOf,
  valuesOfMetric,
} from "./check-values";
import { METRIC_LABELS } from "./metric-words";
import { stratumKey } from "./strata-words";

const METRICS = Object.keys(METRIC_LABELS).filter(isMetric);
/** What has no default. */
const NEEDED: CheckValues = {
  "test/ceiling": "40 %",
  "test/days": "14",
  "test/question": "Did anybody look?",
  "test/people": ["a@example.com"],
};
const filled = (metric: (typeof METRICS)[number]): CheckValues => ({
  ...emptyCheck("2026-12-01"),
  ...valuesOfMetric(metric),
  ...NEEDED,
  "test/metric": metric,
});

describe("the form of a check", () => {
  it.each(METRICS)("makes a definition of %s that the API takes, and reads it back", (metric) => {
    const definition = readDefinition(filled(metric));
    expect(definition?.test.metric).toBe(metric);
    if (!definition) return;
    const again = readDefinition(valuesOf(definition, "Title", "2026-12-01"));
    expect(again).toEqual(definition);
  });

  it.each(METRICS)("has a field for everything that a test of %s can say", (metric) => {
    const definition = CheckDefinition.parse(definitionBody(filled(metric)));
    const names = CHECK_FIELDS[metric].map(({ name }) => name.split("/")[1]);
    for (const name of Object.keys(definition.test))
      if (name !== "metric") expect(names, `${metric} ${name}`).toContain(name);
  });

  it("leaves out what is empty, and a reference that belongs to another baseline", () => {
    const values = { ...filled("routing_tilt"), "test/reference": "0.25", "test/scope/router": "Forge" };
    expect(definitionBody(values).test).toMatchObject({ scope: { router: "Forge" } });
    expect(definitionBody(values).test).not.toHaveProperty("reference");
    expect(definitionBody({ ...values, "test/baseline": "reference_share" }).test).toHaveProperty(
      "reference",
      "0.25",
    );
  });

  it("hands on the strata that were chosen, and refuses an empty list at its field", () => {
    const forge = { router: "Forge", task: "code" };
    const unnamed = { router: "Forge", task: null };
    const values = { ...filled("routing_tilt"), "test/strata": [forge, unnamed].map(stratumKey) };
    expect(definitionBody(values).test).toMatchObject({ strata: [forge, unnamed] });
    const definition = readDefinition(values);
    expect(definition && readDefinition(valuesOf(definition, "Title", "2026-12-01"))).toEqual(definition);
    const none = CheckDefinition.safeParse(definitionBody({ ...values, "test/strata": [] }));
    expect(none.error?.issues.map(({ path }) => path.join("/"))).toEqual(["test/strata"]);
  });

  it("refuses at the field that is wrong", () => {
    const body = {
      key: "k",
      title: "T",
      commitment: "c",
      clause: "r",
      ...definitionBody({ ...filled("share_ceiling"), "test/ceiling": "much" }),
    };
    const issues = CheckInput.safeParse(body).error?.issues.map(({ path }) => path.join("/"));
    expect(issues).toEqual(["test/ceiling"]);
    expect(readDefinition(emptyCheck("2026-12-01"))).toBeNull();
  });

  it("reads shares as parts or per cent", () => {
    expect(readNumber("40 %")).toBe(0.4);
    expect(readNumber("0.4")).toBe(0.4);
    expect(readNumber("0,4")).toBe(0.4);
    // A thousand, or one? Of whole numbers it is plain, of others it is asked again.
    expect(readNumber("1,000")).toBe("1,000");
    expect([readNumber("1,000", true), readNumber("12,500", true), readNumber("365", true)]).toEqual([
      1000, 12_500, 365,
    ]);
    expect(readNumber("1.1%")).toBe(0.011);
    expect(readNumber("much")).toBe("much");
  });
});
