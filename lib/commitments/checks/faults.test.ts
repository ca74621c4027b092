import { describe, expect, it } from "vitest";
import { CheckDefinition, CheckMetric } from "./definition";
import { definitionFaults } from "./faults";
import { definitionHash, normaliseDefinition } from "./normalise";

const TODAY = "2026-05-31";
const define = (test: object, rest: object = {}) =>
  CheckDefinition.parse({ test, first_day: "2026-06-01", ...rest });
const tilt = { metric: "routing_tilt", baseline: "partner_revealed" };
const pointers = (definition: CheckDefinition) =>
  definitionFaults(definition, TODAY).map(({ pointer }) => pointer);

describe("a definition", () => {
  it("gives people who are asked a day at least, because they answer when a period is over", () => {
    const asks = { metric: "attestation", question: "So?", people: ["a@example.com"] };
    expect(pointers(define(asks))).toEqual(["/schedule/grace_hours"]);
    expect(pointers(define(asks, { schedule: { every: "month", grace_hours: 24 } }))).toEqual([]);
  });

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
    [{ ...tilt, strata: [{ router: "Forge", task: "code" }] }, []],
    [
      {
        ...tilt,
        scope: { router: "Forge" },
        strata: [
          { router: "Forge", task: null },
          { router: "Desk", task: "chat" },
          { router: "Forge", task: null },
        ],
      },
      ["/test/strata/1", "/test/strata/2"],
    ],
    [{ ...tilt, scope: { task: "chat" }, strata: [{ router: "Forge", task: null }] }, ["/test/strata/0"]],
  ])("%j has faults at %j", (test, wanted) => {
    expect(pointers(define(test))).toEqual(wanted);
  });

  it("has one evidence of all decisions unless strata are fixed, and still says what older ones said", () => {
    const strata = (over: object) => {
      const { test: parsed } = normaliseDefinition(define({ ...tilt, ...over }));
      return parsed.metric === "routing_tilt" ? parsed.strata : null;
    };
    expect(strata({})).toBe("pooled");
    expect(strata({ strata: "router_task" })).toBe("router_task");
    expect(strata({ strata: "none" })).toBe("none");
    const [code, chat, none] = ["code", "chat", null].map((task) => ({ router: "Forge", task }));
    const desk = { router: "Desk", task: "code" };
    expect(strata({ strata: [code, none, desk, chat] })).toEqual([desk, none, chat, code]);
    expect(CheckMetric.safeParse({ ...tilt, strata: [] }).success).toBe(false);
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

  it("is that of a least number of decisions, which an older definition is not given when it is read", () => {
    const older = define({ metric: "coverage" });
    expect(older.test).not.toHaveProperty("minimum_decisions");
    expect(normaliseDefinition(older).test).toMatchObject({ minimum_decisions: 100 });
    const hash = (minimum_decisions: number) =>
      definitionHash(define({ metric: "coverage", minimum_decisions }));
    expect([hash(100), hash(20) === hash(100)]).toEqual([definitionHash(older), false]);
  });

  it("does not hang on how people were named", () => {
    const ask = (people: string[]) =>
      definitionHash(define({ metric: "attestation", question: "Is it so?", people }));
    expect(ask(["B@example.com", "a@example.com", "b@example.com"])).toBe(
      ask(["a@example.com", "b@example.com"]),
    );
  });
});
