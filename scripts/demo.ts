// One command to a populated dashboard: builds where needed, starts on a data folder of its own, fills it with the
// sample workspace and says who can sign in.
import { spawn } from "node:child_process";
import { closeDatabase } from "../lib/db/client";
import { DEMO_ACCOUNTS, seedDemo } from "../prisma/seed";
import { runScript } from "./lib/fault";
import { launch } from "./lib/launcher";
import { readSettings } from "./lib/settings";
import { stopOnSignals } from "./lib/signals";

const DATA_DIR = "./data-demo";

function openBrowser(url: string): void {
  const screen = process.platform === "darwin" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!process.stdout.isTTY || !screen || process.argv.includes("--no-open")) return;
  const command = process.platform === "darwin" ? "open" : "xdg-open";
  const child = spawn(command, [url], { detached: true, stdio: "ignore" });
  child.once("error", () => undefined);
  child.unref();
}

function accounts(): string {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ email }) => email.length));
  return DEMO_ACCOUNTS.map(({ email, password }) => `  ${email.padEnd(width)}  ${password}`).join("\n");
}

await runScript(async () => {
  const started = performance.now();
  const say = (line: string) =>
    console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const abort = stopOnSignals();
  const settings = readSettings({ DATA_DIR });
  const server = await launch(settings, { abort, say, unattended: true });
  try {
    // People can look while the history of the checks still runs.
    const onPopulated = () => {
      say(
        "The sample workspace is filled. Its traffic is generated; its register is made from public reports.",
      );
      console.log(`\n${server.url}\n\nSign in as (password beside it):\n${accounts()}\n`);
      openBrowser(server.url);
    };
    await seedDemo({ url: server.url, say, abort, onPopulated });
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await closeDatabase();
  }
  console.log("\nStop with Ctrl-C.");
  process.exitCode = await server.ended;
});
