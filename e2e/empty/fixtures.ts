import { test as base } from "../fixtures";
import { cleanUp, newDataFolder, type Server, startServer } from "../fixtures/server";

export { expect } from "../fixtures";

/** Tests on a server of their own, started as people start it, with nothing in it. */
export const test = base.extend<object, { workspace: Server }>({
  workspace: [
    // Playwright wants a pattern here, though nothing of it is needed.
    async ({ browserName: _ }, use) => {
      await use(await startServer({ DATA_DIR: newDataFolder() }));
      await cleanUp();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ workspace }, use) => use(workspace.url),
});
