import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const ARGS = (script: string) => ["--import", "./scripts/run.mjs", `scripts/${script}.ts`];
const Running = z.object({ pid: z.number(), children: z.array(z.object({ pid: z.number() })) });

/** The product as `npm start` runs it, in processes of its own that can be killed. */
export class Product {
  url = "";
  #child: ChildProcess | null = null;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      DATA_DIR: this.#folder,
      PORT: "0",
      EVENHAND_ADMIN_EMAIL: "admin@example.com",
      EVENHAND_ADMIN_PASSWORD: "a drill's own long password",
    };
  }

  /** Starts the product and waits until it is ready. Throws with its words when it ends instead. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ARGS("launch"), {
      env: this.#env(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    let words = "";
    this.url = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          words = `${words}${chunk}`.slice(-10_000);
          const url = /is ready at (\S+)/.exec(words)?.[1];
          if (url && words.includes("Stop with Ctrl-C")) resolve(url);
        });
      child.once("close", (code) => reject(new Error(`The product ended with ${code}: ${words}`)));
    });
  }

  async key(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [...ARGS("key"), ...args], {
      env: this.#env(),
    });
    return stdout.trim();
  }

  /** kill -9 of the web server alone, or of everything: launcher, web server and Postgres. */
  async kill(everything: boolean): Promise<void> {
    const running = Running.parse(JSON.parse(readFileSync(join(this.#folder, "running.json"), "utf8")));
    const web = running.children.map(({ pid }) => pid);
    const [postmaster] = readFileSync(join(this.#folder, "postgres/postmaster.pid"), "utf8").split("\n");
    const ended = this.#ended();
    for (const pid of everything ? [running.pid, ...web, Number(postmaster)] : web) kill(pid);
    await ended;
  }

  async stop(): Promise<void> {
    const ended = this.#ended();
    this.#child?.kill("SIGTERM");
    await ended;
  }

  #ended(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => child.once("exit", () => resolve()));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
