import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "./scripts/lib/chromium";

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

// The workers read this file again: what the first reading chose stands in the environment that they inherit.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_FOLDER ??= makeFolder();
const { E2E_PORT, E2E_FOLDER } = process.env;

/** For the server's data and the sessions of a run. Gone when it ends: a teardown would take it from a running server. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "evenhand-e2e-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // The first reading of the overview judges all of the demo; a small machine takes its time for that.
  timeout: 480_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${E2E_PORT}`,
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: { executablePath: findChromium() ?? undefined, args: CHROMIUM_FLAGS },
  },
  // One production server with the sample workspace for the whole run, started as people start it.
  webServer: {
    command: "node --import ./scripts/run.mjs scripts/demo.ts --no-open",
    env: { ...process.env, PORT: E2E_PORT, HOST: "127.0.0.1", DATA_DIR: join(E2E_FOLDER, "data") },
    wait: { stdout: /Stop with Ctrl-C/ },
    // The checks run through eight months of history before the first test.
    timeout: 1_800_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
