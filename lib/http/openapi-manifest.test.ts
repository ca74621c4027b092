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

/** Routes of the machine interface; what answers to addresses that there are not is none. */
const routes = routeFiles(join(api, "v1")).filter((file) => !file.includes("[[...path]]"));
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The methods that a statement exports, with what it takes them from. */
const exported = (text: string): { methods: string[]; from: string }[] =>
  [...text.matchAll(/^export (?:async function|const) (?:\{ ([^}]*) \}|(\w+))(?: = (\w+)\()?/gm)].map(
    ([, many = "", one = "", from = ""]) => ({
      methods: `${many}, ${one}`.split(", ").filter((name) => METHODS.includes(name)),
      from,
    }),
  );

describe("the OpenAPI document", () => {
  it("lists every route of the machine interface", () => {
    const manifest = readFileSync(join(api, "openapi.json/modules.ts"), "utf8");
    const missing = routes.filter((file) => !manifest.includes(`"@/${file.replace(/\.ts$/, "")}"`));
    expect(missing).toEqual([]);
  });

  it("has handlers that go through route(), so that none escapes the checks", () => {
    const bare = routes.filter((file) => {
      const found = exported(readFileSync(join(root, file), "utf8"));
      const handlers = found.filter(({ methods, from }) => methods.length > 0 && from !== "otherMethods");
      return handlers.length === 0 || handlers.some(({ from }) => !/^(route|[a-z]+Routes)$/.test(from));
    });
    expect(bare).toEqual([]);
  });

  it("is answered by problem+json for every method that a route does not have", () => {
    const silent = routes.filter((file) => {
      const found = exported(readFileSync(join(root, file), "utf8"));
      const methods = found.flatMap((one) => one.methods);
      return METHODS.some((method) => !methods.includes(method));
    });
    expect(silent).toEqual([]);
  });
});
