import { beforeAll, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { client, ndjson, record } from "./testing/post";

beforeAll(migrateClickhouse);

it("stores for many more sources at once than there are connections", async () => {
  const gateways = await Promise.all(Array.from({ length: 40 }, (_, at) => client(`many-${at}`)));
  const sent = await Promise.all(
    gateways.map((gateway, at) => gateway.decisions(ndjson([record(`many-${at}`)]))),
  );
  expect(sent.map(({ status }) => status)).toEqual(Array(40).fill(200));
});
