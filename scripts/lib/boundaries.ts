import { ringsOf } from "./cycles";
import type { Import, SourceFile } from "./imports";

export type Breach = { rule: string; path: string; message: string };

/** The layers, from the ground up. A room may use the rooms below its own, never beside or above it. */
const LAYERS = [
  ["kernel"],
  ["access"],
  ["db", "clickhouse"],
  ["audit"],
  ["identity"],
  ["http", "register"],
  ["routing"],
  ["neutrality"],
  ["commitments"],
  ["reports"],
] as const;
const level = (room: string): number => LAYERS.findIndex((rooms) => rooms.some((name) => name === room));

/** Packages that one room alone may use. */
const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/^(pg|@prisma\/.+)$/, "db"],
  [/^(chdb(\/.+)?|@clickhouse\/client)$/, "clickhouse"],
];
const FRAMEWORK = /^next(-auth)?(\/|$)/;
const FRAMEWORK_ROOMS = ["http", "identity"];
/** Files of the kernel that a browser cannot run. */
const SERVER_KERNEL = ["lib/kernel/env.ts", "lib/kernel/secrets.ts"];

const isTest = (path: string) => /\.test\.tsx?$|(^|\/)(testing|test-vectors)\//.test(path);
const roomOf = (path: string): string | null => /^lib\/([^/]+)\//.exec(path)?.[1] ?? null;
const isDoor = (path: string) => /^lib\/[^/]+\/(index|server)\.ts$/.test(path);
const isClientDoor = (path: string) => /^lib\/[^/]+\/index\.ts$/.test(path);

/** Everything in the tree that breaks a rule of docs/architecture.md. */
export function findBreaches(files: readonly SourceFile[]): Breach[] {
  const perImport = files.flatMap((file) => file.imports.flatMap((used) => faultsOf(file, used)));
  return [...perImport, ...openDoors(files), ...unsafeDoors(files), ...cycles(files)];
}

function faultsOf({ path }: SourceFile, used: Import): Breach[] {
  const rules = isTest(path)
    ? [generated]
    : [generated, direction, doors, components, clients, framework, testing];
  return rules.flatMap((rule) => {
    const message = rule(path, used);
    return message ? [{ rule: rule.name, path, message: `${used.specifier}: ${message}` }] : [];
  });
}

type Rule = (path: string, used: Import) => string | null;

const direction: Rule = (path, { target }) => {
  const room = roomOf(path);
  if (!room || !target) return null;
  if (/^(app|components)\//.test(target)) return "lib never imports what stands on it";
  const other = roomOf(target);
  if (!other || other === room || other === "testing") return null;
  if (level(room) < 0 || level(other) < 0) return `the room ${level(room) < 0 ? room : other} has no layer`;
  return level(other) < level(room) ? null : `${room} stands below or beside ${other}`;
};

const doors: Rule = (path, { target }) => {
  const other = target && roomOf(target);
  if (!other || other === roomOf(path) || other === "kernel" || other === "testing") return null;
  return isDoor(target) ? null : `come in by lib/${other}/index.ts or lib/${other}/server.ts`;
};

const components: Rule = (path, { target, type_only }) => {
  if (!path.startsWith("components/") || !target) return null;
  if (target.startsWith("app/")) return "components do not know the routes";
  if (type_only) return null;
  if (SERVER_KERNEL.includes(target)) return "this part of the kernel runs on the server only";
  const room = roomOf(target);
  return !room || room === "kernel" || isClientDoor(target) ? null : "components see client-safe doors only";
};

const generated: Rule = (path, { target }) =>
  target?.startsWith("lib/db/generated/") && roomOf(path) !== "db"
    ? "the generated client is known in lib/db alone"
    : null;

const clients: Rule = (path, { specifier, target }) => {
  const owner = target === null && CLIENTS.find(([pattern]) => pattern.test(specifier))?.[1];
  return owner && roomOf(path) !== owner ? `this client lives in lib/${owner}` : null;
};

const framework: Rule = (path, { specifier }) => {
  const room = roomOf(path);
  if (!room || !FRAMEWORK.test(specifier) || FRAMEWORK_ROOMS.includes(room)) return null;
  return "of lib, only http and identity know the framework";
};

const testing: Rule = (_path, { target }) =>
  target && isTest(target) ? "help for tests stays in tests" : null;

/** A server door says so in its first line, so that a bundle for the browser fails instead of carrying it. */
const openDoors = (files: readonly SourceFile[]): Breach[] =>
  files
    .filter(({ path }) => /^lib\/[^/]+\/server\.ts$/.test(path))
    .filter(({ text }) => !/^import "server-only";/.test(text))
    .map(({ path }) => ({
      rule: "server-only",
      path,
      message: 'the first line must be import "server-only"',
    }));

/** Whatever a client-safe door brings along must run in a browser. */
function unsafeDoors(files: readonly SourceFile[]): Breach[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter(({ path }) => isClientDoor(path))
    .flatMap((door) => {
      const way = wayToServer(door, byPath);
      return way
        ? [{ rule: "client-safe", path: door.path, message: `brings server code along: ${way.join(" → ")}` }]
        : [];
    });
}

function wayToServer(door: SourceFile, byPath: ReadonlyMap<string, SourceFile>): string[] | null {
  const seen = new Set<string>();
  const queue: { file: SourceFile; way: string[] }[] = [{ file: door, way: [door.path] }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const used of next.file.imports) {
      if (used.type_only) continue;
      if (/^node:|^server-only$/.test(used.specifier)) return [...next.way, used.specifier];
      const file = used.target ? byPath.get(used.target) : undefined;
      if (!file || seen.has(file.path)) continue;
      seen.add(file.path);
      queue.push({ file, way: [...next.way, file.path] });
    }
  }
  return null;
}

function cycles(files: readonly SourceFile[]): Breach[] {
  const graph = new Map(
    files.map(({ path, imports }) => [path, imports.flatMap(({ target }) => (target ? [target] : []))]),
  );
  return ringsOf(graph).map((ring) => ({ rule: "cycle", path: ring[0] ?? "", message: ring.join(" ↔ ") }));
}
