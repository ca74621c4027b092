import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const api = join(root, "app/api");

function routeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return routeFiles(path);
    return entry.name === "route.ts" ? [relative(root, path)] : [];
  });
}

describe("the OpenAPI document", () => {
  it("lists every route of the machine interface", () => {
    const manifest = readFileSync(join(api, "openapi.json/modules.ts"), "utf8");
    const missing = routeFiles(join(api, "v1")).filter(
      (file) => !manifest.includes(`"@/${file.replace(/\.ts$/, "")}"`),
    );
    expect(missing).toEqual([]);
  });

  it("has handlers that go through route(), so that none escapes the checks", () => {
    const bare = routeFiles(join(api, "v1")).filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const handlers =
        text.match(/^export (?:async function|const) (?:\{ )?(?:GET|POST|PUT|PATCH|DELETE)\b.*$/gm) ?? [];
      return handlers.length === 0 || handlers.some((line) => !/= (route|[a-z]+Routes)\(/.test(line));
    });
    expect(bare).toEqual([]);
  });
});
