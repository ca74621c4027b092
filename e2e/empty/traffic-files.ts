/** Logs as a gateway would write them: twelve decisions of one day, by a router over two models. */

const DAY = "2026-05-04";
const MODELS = ["acme-one", "zeta-large"] as const;

type Decision = { decision_id: string; occurred_at: string; chosen_model: string } & Record<string, unknown>;

const decisionAt = (place: number): Decision => ({
  decision_id: `d${place}`,
  occurred_at: `${DAY}T10:${String(place).padStart(2, "0")}:00Z`,
  router: "main",
  decided_by: "router",
  task: "chat",
  chosen_model: place < 8 ? (MODELS[place % 2] ?? "") : "mystery-9b",
  candidates: MODELS.map((model, at) => ({ model, quality: 0.7 + at / 10, cost_usd: 0.01, latency_ms: 400 })),
});

const file = (name: string, text: string) => ({
  name,
  mimeType: name.endsWith(".csv") ? "text/csv" : "application/x-ndjson",
  buffer: Buffer.from(text),
});

/** Twelve decisions, of which four chose a model that nobody has named, and two lines that cannot be read. */
export const ndjsonFile = () =>
  file(
    "gateway.ndjson",
    [
      ...Array.from({ length: 12 }, (_, place) => JSON.stringify(decisionAt(place))),
      '{"decision_id": "broken"',
      JSON.stringify({ ...decisionAt(12), occurred_at: "yesterday" }),
    ].join("\n"),
  );

const HEAD = ["decision_id", "occurred_at", "router", "decided_by", "task", "chosen_model"] as const;

/** The first three decisions again, and two that are new. */
export const csvFile = () =>
  file(
    "gateway.csv",
    [
      HEAD.join(","),
      ...[0, 1, 2, 20, 21].map((place) => {
        const decision: Record<string, unknown> = { ...decisionAt(place), chosen_model: MODELS[place % 2] };
        return HEAD.map((name) => decision[name]).join(",");
      }),
    ].join("\n"),
  );

/** A register for these logs: one product of ours, one of a partner. */
export const REGISTER = {
  parties: [{ key: "zeta", name: "Zeta AI", kinds: ["partner"] }],
  segments: [{ key: "foundation-models", name: "Foundation models" }],
  products: [
    {
      key: "acme-chat",
      owner: "acme",
      name: "Acme Chat",
      segments: ["foundation-models"],
      lifecycle: "ga",
      models: [{ name: "acme-one" }],
    },
    {
      key: "zeta-chat",
      owner: "zeta",
      name: "Zeta Chat",
      segments: ["foundation-models"],
      lifecycle: "ga",
      models: [{ name: "zeta-large" }],
    },
  ],
};
