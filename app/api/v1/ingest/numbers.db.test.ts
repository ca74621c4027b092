import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { client } from "./testing/post";

beforeAll(migrateClickhouse);

const call = (id: string) => ({
  id,
  startTime: 1767225600.5,
  endTime: 1767225601.5,
  model: "zeta-large",
  messages: [{ role: "user", content: "x".repeat(300) }],
});

it("gives no two records one number where a line held several, so that what comes twice counts once", async () => {
  const numbers = await client("numbers");
  // The first line fills the first chunk that threads are given; its records have the numbers of the lines after it.
  const ids = Array.from({ length: 2000 }, (_, at) => `n-${at + 1}`);
  const list = JSON.stringify({ data: ids.map(call) });
  const lines = ids.slice(1).map((id) => JSON.stringify(call(id)));
  const sent = await numbers.gateway("litellm", `${list}\n${lines.join("\n")}\n`, {
    "content-type": "application/x-ndjson",
  });
  expect(sent.body).toMatchObject({ received: 3999, accepted: 2000, duplicate: 1999, rejected: 0 });
  const [stored] = await clickhouse().rows({
    sql: "SELECT count() AS n, uniqExact(decision_id) AS ids FROM decisions WHERE startsWith(decision_id, 'n-')",
    row: z.object({ n: z.coerce.number(), ids: z.coerce.number() }),
  });
  expect(stored).toEqual({ n: 2000, ids: 2000 });
});
