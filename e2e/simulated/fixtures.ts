import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { APIRequestContext, Page } from "@playwright/test";
import { DEMO_ACCOUNTS } from "@/prisma/seed/demo-accounts";
import { test as base } from "../fixtures";
import { patientGoto } from "../fixtures/open-page";
import { cleanUp, newDataFolder, startServer } from "../fixtures/server";
import { type SessionState, signIn } from "../fixtures/sign-in";
import { signInAs } from "../promise-watch/second-person";

export { expect } from "../fixtures";

const run = promisify(execFile);

type Workspace = {
  url: string;
  /** Lets the server's scheduler go on to a time of the simulated clock, and waits until all that is due there has run. */
  reach: (instant: string) => Promise<void>;
  /** Delivers decisions to the source of generated traffic. */
  deliver: (decisions: readonly object[]) => Promise<void>;
  session: SessionState;
};

type Fixtures = {
  /** The API as compliance. */
  api: APIRequestContext;
  /** Signed in as compliance. */
  officer: Page;
  /** Another person of compliance, in a browser of their own. */
  second: Page;
};

/** The day before the first that a check of these tests may judge. */
export const BEGINS = "2026-04-30T12:00:00Z";

/** A server of the test's own, whose traffic is all generated and whose checks run by a simulated clock. */
export const test = base.extend<Fixtures, { workspace: Workspace }>({
  workspace: [
    async ({ browserName: _ }, use) => {
      const DATA_DIR = newDataFolder();
      const { url } = await startServer({ DATA_DIR });
      const clock = async (act: "begin" | "reach", instant: string): Promise<string> => {
        const args = ["--import", "./scripts/run.mjs", "e2e/simulated/clock.ts", act, instant];
        return (await run(process.execPath, args, { env: { ...process.env, DATA_DIR } })).stdout;
      };
      const key = await clock("begin", BEGINS);
      await use({
        url,
        session: await signIn(url, "compliance"),
        reach: async (instant) => {
          await clock("reach", instant);
        },
        deliver: async (decisions) => {
          const answer = await fetch(`${url}/api/v1/ingest/decisions`, {
            method: "POST",
            headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
            body: decisions.map((decision) => JSON.stringify(decision)).join("\n"),
          });
          if (!answer.ok)
            throw new Error(`The delivery was answered ${answer.status}: ${await answer.text()}`);
        },
      });
      await cleanUp();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ workspace }, use) => use(workspace.url),

  api: async ({ playwright, workspace }, use) => {
    const api = await playwright.request.newContext({
      baseURL: workspace.url,
      storageState: workspace.session,
    });
    await use(api);
    await api.dispose();
  },

  officer: async ({ page, context, workspace }, use) => {
    await context.addCookies(workspace.session.cookies);
    await use(page);
  },

  second: async ({ browser, baseURL, faults }, use) => {
    const context = await browser.newContext(baseURL ? { baseURL } : {});
    const page = await context.newPage();
    faults.watch(page);
    patientGoto(page);
    const account = DEMO_ACCOUNTS.filter(({ role }) => role === "compliance").at(1);
    if (!account) throw new Error("Two people of compliance are needed.");
    await signInAs(page, account);
    await use(page);
    await context.close();
  },
});
