import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

type Metrics = { registry: Registry; requests: Counter; seconds: Histogram };

const holder = globalThis as typeof globalThis & { evenhandMetrics?: Metrics };

function make(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "evenhand_" });
  const labelNames = ["method", "path", "status"];
  return {
    registry,
    requests: new Counter({
      name: "evenhand_http_requests_total",
      help: "Requests of the machine interface, by route and status",
      labelNames,
      registers: [registry],
    }),
    seconds: new Histogram({
      name: "evenhand_http_request_seconds",
      help: "Time from request to answer, in seconds",
      labelNames: ["method", "path"],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
      registers: [registry],
    }),
  };
}

function metrics(): Metrics {
  holder.evenhandMetrics ??= make();
  return holder.evenhandMetrics;
}

/** Counts one answered request under its route's template, never under the concrete path. */
export function observeRequest(method: string, path: string, status: number, seconds: number): void {
  metrics().requests.inc({ method, path, status: String(status) });
  metrics().seconds.observe({ method, path }, seconds);
}

/** Prometheus text. */
export const metricsText = (): Promise<string> => metrics().registry.metrics();
