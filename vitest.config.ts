import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const alias = { "@": root, "server-only": `${root}/lib/testing/server-only.ts` };
const silence = `${root}/lib/testing/fail-on-console-error.ts`;

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{app,lib,components,scripts,prisma}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts"],
          setupFiles: [silence],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["{app,lib,scripts,prisma}/**/*.db.test.ts"],
          globalSetup: ["lib/testing/global-setup.ts"],
          setupFiles: ["lib/testing/setup-db.ts", silence],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
