import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findBreaches } from "../../scripts/lib/boundaries";
import { readTree } from "../../scripts/lib/imports";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes the files into a new folder and gives its path. */
function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "evenhand-tree-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The rules that fire on a tree of these files, as "rule path". */
const rulesOn = (files: Record<string, string>): string[] =>
  findBreaches(readTree(plant(files), ["app", "components", "lib"])).map(
    ({ rule, path }) => `${rule} ${path}`,
  );

const server = (text: string) => `import "server-only";\n${text}`;

describe("boundaries", () => {
  it("find nothing in a tree that keeps them", () => {
    const files = {
      "lib/kernel/time.ts": "export const day = 1;",
      "lib/access/index.ts": 'export { day } from "../kernel/time";',
      "lib/db/server.ts": server(
        'import pg from "pg";\nimport { day } from "@/lib/access";\nexport { pg, day };',
      ),
      "lib/identity/server.ts": server(
        'import "next/headers";\nimport { pg } from "@/lib/db/server";\nexport { pg };',
      ),
      "components/figure.tsx": 'import { day } from "@/lib/access";\nexport const F = () => <b>{day}</b>;',
      "app/page.tsx":
        'import { F } from "@/components/figure";\nimport "@/lib/identity/server";\nexport default F;',
    };
    expect(rulesOn(files)).toEqual([]);
  });

  const register = { "lib/register/index.ts": "export const a = 1;\nexport type A = 1;" };
  it.each([
    ["direction", "lib/identity/x.ts", 'import { a } from "@/lib/register";\na;', register],
    [
      "direction",
      "lib/identity/x.ts",
      'import type { A } from "@/lib/register";\nexport type B = A;',
      register,
    ],
    ["direction", "lib/identity/x.ts", 'export type B = import("@/lib/register").A;', register],
    ["direction", "lib/identity/x.ts", 'export * from "@/lib/register";', register],
    ["direction", "lib/identity/x.ts", 'export const load = () => import("@/lib/register");', register],
    ["direction", "lib/http/x.ts", 'import { a } from "@/lib/register";\na;', register],
    [
      "direction",
      "lib/kernel/x.ts",
      'import { F } from "@/components/figure";\nF;',
      { "components/figure.tsx": "export const F = 1;" },
    ],
    ["direction", "lib/unplaced/x.ts", 'import { a } from "@/lib/register";\na;', register],
    [
      "doors",
      "lib/routing/x.ts",
      'import { a } from "../register/parties/store";\na;',
      { "lib/register/parties/store.ts": "export const a = 1;" },
    ],
    [
      "doors",
      "app/page.tsx",
      'import { a } from "@/lib/register/store";\na;',
      { "lib/register/store.ts": "export const a = 1;" },
    ],
    [
      "components",
      "components/x.tsx",
      'import { a } from "@/lib/register/server";\na;',
      { "lib/register/server.ts": server("export const a = 1;") },
    ],
    [
      "components",
      "components/x.tsx",
      'import { env } from "@/lib/kernel/env";\nenv;',
      { "lib/kernel/env.ts": "export const env = 1;" },
    ],
    [
      "components",
      "components/x.tsx",
      'import P from "@/app/page";\nP;',
      { "app/page.tsx": "export default 1;" },
    ],
    [
      "generated",
      "lib/audit/x.ts",
      'import type { P } from "../db/generated/client";\nexport type Q = P;',
      {},
    ],
    ["clients", "lib/register/x.ts", 'import pg from "pg";\npg;', {}],
    ["clients", "lib/db/x.ts", 'import { Session } from "chdb";\nSession;', {}],
    ["clients", "app/page.ts", 'import { createClient } from "@clickhouse/client";\ncreateClient;', {}],
    ["framework", "lib/register/x.ts", 'import { notFound } from "next/navigation";\nnotFound;', {}],
    ["framework", "lib/reports/x.ts", 'import NextAuth from "next-auth";\nNextAuth;', {}],
    [
      "testing",
      "lib/register/x.ts",
      'import { t } from "@/lib/testing/actors";\nt;',
      { "lib/testing/actors.ts": "export const t = 1;" },
    ],
    ["server-only", "lib/register/server.ts", "export const a = 1;", {}],
    [
      "client-safe",
      "lib/register/index.ts",
      'export { a } from "./a";',
      { "lib/register/a.ts": 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;' },
    ],
    [
      "cycle",
      "lib/register/a.ts",
      'import { b } from "./b";\nexport const a = b;',
      { "lib/register/b.ts": 'import { a } from "./a";\nexport const b = () => a;' },
    ],
  ])("%s: %s refuses %j", (rule, path, text, others) => {
    const found = rulesOn({ ...others, [path]: text });
    expect(found.filter((line) => !line.startsWith("doors") || rule === "doors")).toContain(
      `${rule} ${path}`,
    );
  });
});

describe("lint rules", () => {
  /** What Biome says to these files under the project's own settings, as "rule path". */
  function lint(files: Record<string, string>): string[] {
    const settings = JSON.parse(readFileSync("biome.json", "utf8"));
    const root = plant({ ...files, "biome.json": JSON.stringify({ ...settings, vcs: { enabled: false } }) });
    const biome = join(process.cwd(), "node_modules/.bin/biome");
    const { stdout } = spawnSync(biome, ["lint", "--reporter=json", "."], { cwd: root, encoding: "utf8" });
    const { diagnostics } = JSON.parse(stdout);
    return diagnostics.map(
      ({ category, location }: { category: string; location: { path: unknown } }) =>
        `${category.split("/").at(-1)} ${JSON.stringify(location.path).replaceAll(/[^\w./-]/g, "")}`,
    );
  }

  it("fire in lib, and let the one file read the environment", () => {
    const found = lint({
      "lib/a.ts": "export const a = (b: any) => b;",
      "lib/b.ts": "export const a = (b: { c?: string }) => b.c!;",
      "lib/c.ts": "export const a = process.env.HOME;",
      "lib/d.ts": 'console.log("a");',
      "lib/e.ts": "const a = 1;\nexport {};",
      "lib/kernel/env.ts": "export const a = process.env.HOME;",
    });
    expect(found.sort()).toEqual([
      "noConsole lib/d.ts",
      "noExplicitAny lib/a.ts",
      "noNonNullAssertion lib/b.ts",
      "noProcessEnv lib/c.ts",
      "noUnusedVariables lib/e.ts",
    ]);
  });
});
