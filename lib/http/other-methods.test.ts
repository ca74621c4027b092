import { expect, it } from "vitest";
import { otherMethods } from "./other-methods";

const ask = (method: string) => new Request("http://localhost/api/v1/things", { method });

it("refuses what a route does not have as problem+json, and says what it has", async () => {
  const others = otherMethods({ GET: true, POST: true });
  expect(Object.keys(others)).toEqual(["PUT", "PATCH", "DELETE", "OPTIONS"]);
  const response = others.DELETE(ask("DELETE"));
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toEqual({
    type: "urn:evenhand:method_not_allowed",
    title: "Not this method",
    status: 405,
    detail: "DELETE is not possible here; possible: GET, POST.",
    request_id: response.headers.get("x-request-id"),
  });
});

it("answers OPTIONS with what the route has", () => {
  const response = otherMethods({ POST: true }).OPTIONS(ask("OPTIONS"));
  expect([response.status, response.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
});
