// Screenshots of every page of the route manifest at 1440 and 390 px, light and dark, into ./shots. Starts the demo on
// a folder of its own, or takes a running demo: `npm run shots -- http://127.0.0.1:3000`. More words choose pages.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { addressOf, settled } from "../e2e/fixtures/open-page";
import { signIn } from "../e2e/fixtures/sign-in";
import { PAGES, type Page } from "../e2e/routes";
import { CHROMIUM_FLAGS, findChromium } from "./lib/chromium";
import { Fault, runScript } from "./lib/fault";
import { findPort } from "./lib/web";

const FOLDER = "shots";
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const SCHEMES = ["light", "dark"] as const;

type Demo = { url: string; stop: () => Promise<void> };

async function startDemo(): Promise<Demo> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), "evenhand-shots-"));
  const PORT = String(await findPort("127.0.0.1", 0));
  const args = ["--import", "./scripts/run.mjs", "scripts/demo.ts", "--no-open"];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR, PORT },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const over = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk) => String(chunk).includes("Stop with Ctrl-C") && resolve());
    child.once("close", () => reject(new Fault("The demo did not start.")));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await over;
    rmSync(DATA_DIR, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${PORT}`, stop };
}

/** A context of the role: /register/partners becomes register-partners-light-1440.png. */
async function shoot(context: BrowserContext, target: Page, suffix: string): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(await addressOf(context.request, target));
    await settled(page);
    const name = target.route.replaceAll(/[[\]]/g, "").replaceAll("/", "-").slice(1) || "home";
    await page.screenshot({ path: join(FOLDER, `${name}-${suffix}.png`), fullPage: true });
  } finally {
    await page.close();
  }
}

async function shootAll(browser: Browser, url: string, targets: readonly Page[]): Promise<void> {
  for (const role of new Set(targets.map((target) => target.role))) {
    const storageState = role ? await signIn(url, role) : undefined;
    for (const colorScheme of SCHEMES)
      for (const viewport of SIZES) {
        const context = await browser.newContext({
          baseURL: url,
          colorScheme,
          viewport,
          reducedMotion: "reduce",
          ...(storageState ? { storageState } : {}),
        });
        for (const target of targets.filter((item) => item.role === role))
          await shoot(context, target, `${colorScheme}-${viewport.width}`);
        await context.close();
      }
  }
}

await runScript(async () => {
  const words = process.argv.slice(2);
  const given = words.find((word) => word.startsWith("http"));
  const names = words.filter((word) => word !== given);
  const executablePath = findChromium();
  if (!executablePath) throw new Fault("There is no Chromium; npm test installs one.");
  const targets = PAGES.filter(
    ({ route }) => names.length === 0 || names.some((name) => route.includes(name)),
  );
  const demo = given ? { url: given, stop: async () => undefined } : await startDemo();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    mkdirSync(FOLDER, { recursive: true });
    await shootAll(browser, demo.url, targets);
    console.log(`${targets.length * 4} pictures of ${targets.length} pages in ./${FOLDER}`);
  } finally {
    await browser.close();
    await demo.stop();
  }
});
