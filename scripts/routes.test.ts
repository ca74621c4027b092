import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PAGES } from "../e2e/routes";

it("every page of app/ is in the route manifest, and nothing else is", () => {
  const app = join(import.meta.dirname, "../app");
  const routes = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map((path) => `/${path.replace(/\/?page\.tsx$/, "").replaceAll(/\([^)]+\)\/?/g, "")}`.replace(/\/$/, ""))
    .map((route) => route || "/");
  expect(PAGES.map(({ route }) => route).sort()).toEqual(routes.sort());
});

it("every page with a parameter says which list opens it", () => {
  expect(PAGES.filter(({ route, list }) => route.includes("[") !== Boolean(list))).toEqual([]);
});
