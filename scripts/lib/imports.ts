import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync } from "@swc/core";

export type Import = {
  /** As written: "@/lib/db/server", "./store", "next/headers". */
  specifier: string;
  /** The file in the tree, from its root; null for packages and for what is not there. */
  target: string | null;
  /** Erased by the compiler. */
  type_only: boolean;
};

export type SourceFile = { path: string; text: string; imports: Import[] };

const CODE = /\.tsx?$/;

/** Every source file under the folders with what it imports, exports from, loads at run time or names in a type. */
export function readTree(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && CODE.test(entry.name))
        .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    )
    .filter((path) => !/^lib\/\w+\/generated\//.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: importsOf(root, path, text) };
    });
}

function importsOf(root: string, path: string, text: string): Import[] {
  const tree = parseSync(text, { syntax: "typescript", tsx: path.endsWith("x"), target: "es2022" });
  const found: Omit<Import, "target">[] = [];
  visit(tree, found);
  return found.map((item) => ({ ...item, target: resolve(root, path, item.specifier) }));
}

type Node = { type?: unknown } & Record<string, unknown>;

function visit(value: unknown, found: Omit<Import, "target">[]): void {
  if (Array.isArray(value)) for (const item of value) visit(item, found);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const node: Node = { ...value };
  const named = importOf(node);
  if (named) found.push(named);
  for (const child of Object.values(node)) visit(child, found);
}

function importOf(node: Node): Omit<Import, "target"> | null {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return literal(node.source, node.typeOnly === true || allTypes(node.specifiers));
    case "TsImportType":
      return literal(node.argument, true);
    case "CallExpression": {
      const called: Node = { ...Object(node.callee) };
      const loads = called.type === "Import" || (called.type === "Identifier" && called.value === "require");
      const [first] = Array.isArray(node.arguments) ? node.arguments : [];
      return loads ? literal(Object(first).expression, false) : null;
    }
    default:
      return null;
  }
}

const allTypes = (specifiers: unknown): boolean =>
  Array.isArray(specifiers) && specifiers.length > 0 && specifiers.every((item) => item.isTypeOnly === true);

function literal(source: unknown, type_only: boolean): Omit<Import, "target"> | null {
  const { type, value }: Node = { ...Object(source) };
  return type === "StringLiteral" && typeof value === "string" ? { specifier: value, type_only } : null;
}

function resolve(root: string, from: string, specifier: string): string | null {
  if (!/^(@\/|\.\.?(\/|$))/.test(specifier)) return null;
  const base = specifier.startsWith("@/") ? specifier.slice(2) : join(dirname(from), specifier);
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
  const hit = candidates.find((path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile());
  return hit ?? join(base);
}
