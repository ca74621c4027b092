// `npm test`: installs what the tests need and the machine lacks, which is a browser, then verifies everything.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./lib/chromium";
import { Fault, runScript } from "./lib/fault";

function run(command: string, ...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
}

function installChromium(): void {
  console.log("Installing Chromium for the tests in a browser …");
  const debian = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const installed = debian
    ? run("apt-get", "update", "-qq") &&
      run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    : run(process.execPath, "node_modules/@playwright/test/cli.js", "install", "chromium");
  if (!installed || !findChromium())
    throw new Fault(
      "Chromium could not be installed. Install it, or set CHROMIUM_PATH to one, and start again.",
    );
}

await runScript(async () => {
  if (!findChromium()) installChromium();
  await import("./verify");
});
