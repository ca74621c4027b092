import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Processes that compete for running the checks. What they say goes to `words`. */
export class Workers {
  readonly words: string[] = [];
  readonly #env: NodeJS.ProcessEnv;
  readonly #running: ChildProcess[] = [];

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  start(at: number): void {
    const child = spawn(
      process.execPath,
      ["--import", "./scripts/run.mjs", "scripts/drill/checks-worker.ts"],
      { cwd: ROOT, env: this.#env, stdio: ["ignore", "pipe", "pipe"] },
    );
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => this.words.push(chunk.toString()));
    this.#running[at] = child;
  }

  /** Kills one with -9 and starts another in its place. */
  async restart(at: number): Promise<void> {
    await this.#kill(at);
    this.start(at);
  }

  /** Freezes one as a machine that hangs does; when it wakes up, its lease has changed hands. */
  freeze(at: number): void {
    this.#running[at]?.kill("SIGSTOP");
  }

  wake(at: number): void {
    this.#running[at]?.kill("SIGCONT");
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((_, at) => this.#kill(at)));
  }

  async #kill(at: number): Promise<void> {
    const child = this.#running[at];
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }
}
