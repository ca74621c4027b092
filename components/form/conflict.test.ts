import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConflict } from "./conflict";
import { callApi } from "./problem";

/** A policy as the API shows it: `version` is the policy's own, the record's stands in the ETag. */
const POLICY = { router: "main", version: "v2", note: "Theirs.", notice: "Given.", record_version: 7 };

let server: Server;
let url = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    const etag = request.url === "/without" ? {} : { etag: 'W/"7"' };
    response.writeHead(200, { "content-type": "application/json", ...etag }).end(JSON.stringify(POLICY));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());

const fromRecord = ({ version, note, notice }: Record<string, unknown>) => ({ version, note, notice });

describe("a conflict over a record that has a version of its own", () => {
  it("goes on from the record's version, not from the text of the same name", async () => {
    const base = { version: "v2", note: "Before.", notice: "" };
    const found = await readConflict({ url, fromRecord }, base, { ...base, note: "Mine." });
    expect(found).toEqual({
      theirs: { version: "v2", note: "Theirs.", notice: "Given." },
      version: 7,
      fields: ["note", "notice"],
      changed_here: ["note"],
    });
  });

  it("knows the saved version from the answer, and none where the answer says none", async () => {
    expect(await callApi(url, { method: "GET" })).toMatchObject({ ok: true, version: 7 });
    expect(await callApi(`${url}/without`, { method: "GET" })).toMatchObject({ ok: true, version: null });
  });
});
