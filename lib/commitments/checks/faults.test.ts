import { describe, expect, it } from "vitest";
import { CheckDefinition } from "./definition";
import { definitionFaults } from "./faults";
import { definitionHash, normaliseDefinition } from "./normalise";

const TODAY = "2026-05-31";
const define = (test: object, rest: object = {}) =>
  CheckDefinition.parse({ test, first_day: "2026-06-01", ...rest });
const tilt = { metric: "routing_tilt", baseline: "partner_revealed" };
const pointers = (definition: CheckDefinition) =>
  definitionFaults(definition, TODAY).map(({ pointer }) => pointer);

describe("a definition", () => {
  it("may begin tomorrow, not today", () => {
    expect(pointers(define(tilt))).toEqual([]);
    expect(pointers(define(tilt, { first_day: TODAY }))).toEqual(["/first_day"]);
    expect(definitionFaults(define(tilt, { first_day: "2025-01-01" }), TODAY)[0]?.message).toContain(
      "2026-06-01",
    );
  });

  it.each([
    [{ ...tilt, baseline: "reference_share" }, ["/test/reference"]],
    [{ ...tilt, baseline: "reference_share", reference: "0.25" }, []],
    [{ ...tilt, reference: "0.25" }, ["/test/reference"]],
    [{ ...tilt, materiality_share: 0.001 }, ["/test/materiality_share"]],
    [{ ...tilt, noise: "logit", materiality_share: 0.01 }, ["/test/materiality_share", "/test/noise"]],
    [{ ...tilt, baseline: "declared_policy", noise: "constant", materiality_share: 0.01 }, []],
    [{ metric: "share_ceiling", ceiling: 0.3, watch_above: 0.3 }, ["/test/watch_above"]],
    [{ metric: "share_ceiling", ceiling: 0.3, watch_above: 0.2 }, []],
  ])("%j has faults at %j", (test, wanted) => {
    expect(pointers(define(test))).toEqual(wanted);
  });

  it("asks of a partner whether it is treated worse, unless it says otherwise", () => {
    const direction = (test: object) => {
      const { test: parsed } = define({ ...tilt, ...test });
      return parsed.metric === "routing_tilt" ? parsed.direction : null;
    };
    expect(direction({})).toBe("for");
    expect(direction({ focus: "investees" })).toBe("for");
    expect(direction({ focus: "party:zeta" })).toBe("against");
    expect(direction({ focus: "party:zeta", direction: "both" })).toBe("both");
  });
});

describe("the hash of a definition", () => {
  it("is that of its one form", () => {
    const plain = define(tilt);
    const spelled = define({
      covariates: ["latency_s", "quality", "log_cost", "quality"],
      alpha: 0.01,
      scope: {},
      ...tilt,
    });
    expect(definitionHash(spelled)).toBe(definitionHash(plain));
    expect(definitionHash(normaliseDefinition(plain))).toBe(definitionHash(plain));
    expect(definitionHash(JSON.parse(JSON.stringify(plain)))).toBe(definitionHash(plain));
  });

  it("differs with anything that is judged by", () => {
    const plain = definitionHash(define(tilt));
    const others = [
      define({ ...tilt, alpha: 0.02 }),
      define({ ...tilt, materiality: 1.1 }),
      define({ ...tilt, scope: { router: "main" } }),
      define(tilt, { window_days: 364 }),
      define(tilt, { first_day: "2026-06-02" }),
      define(tilt, { schedule: { grace_hours: 7 } }),
    ];
    expect(new Set([plain, ...others.map(definitionHash)]).size).toBe(7);
  });

  it("does not hang on how people were named", () => {
    const ask = (people: string[]) =>
      definitionHash(define({ metric: "attestation", question: "Is it so?", people }));
    expect(ask(["B@example.com", "a@example.com", "b@example.com"])).toBe(
      ask(["a@example.com", "b@example.com"]),
    );
  });
});
