import { ended, processesOf, runScript, type Server, startServer } from "../../e2e/fixtures/server";

const ADMINISTRATOR = {
  EVENHAND_ADMIN_EMAIL: "admin@example.com",
  EVENHAND_ADMIN_PASSWORD: "a drill's own long password",
};

/** The product as `npm start` runs it, in processes of its own that can be killed. */
export class Product {
  #server: Server | null = null;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where it answers now; empty before its first start. */
  get url(): string {
    return this.#server?.url ?? "";
  }

  /** Starts the product and waits until it is ready. Throws with its words when it ends instead. */
  async start(): Promise<void> {
    this.#server = await startServer({ DATA_DIR: this.#folder, ...ADMINISTRATOR });
  }

  async key(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runScript("key", args, { DATA_DIR: this.#folder });
    if (code !== 0) throw new Error(`No key was made: ${stderr}`);
    return stdout.trim();
  }

  /** kill -9 of the web server alone, or of everything: launcher, web server and Postgres. */
  async kill(everything: boolean): Promise<void> {
    // First the launcher, last Postgres, between them the web server.
    const all = processesOf(this.#folder);
    const over = this.#over();
    for (const pid of everything ? all : all.slice(1, -1)) kill(pid);
    await over;
  }

  async stop(): Promise<void> {
    if (this.#server) await ended(this.#server.child, "SIGTERM");
  }

  /** The end of the launcher, whoever brings it about. */
  #over(): Promise<void> {
    const child = this.#server?.child;
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
