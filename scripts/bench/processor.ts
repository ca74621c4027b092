import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds of processor time: of this process with all its threads, of its main thread, and of the embedded Postgres. */
export type Used = { process: number; main: number | null; postgres: number | null };

const milliseconds = (path: string): number | null => {
  try {
    return Number(readFileSync(path, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return null;
  }
};

/** The processes whose parent is `parent`, and itself. */
function familyOf(parent: number): number[] {
  const children = readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The command's name stands in brackets and may hold anything.
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
    } catch {
      return false;
    }
  });
  return [parent, ...children.map(Number)];
}

function readOwn(): Pick<Used, "process" | "main"> {
  const { user, system } = process.cpuUsage();
  return {
    process: (user + system) / 1000,
    main: milliseconds(`/proc/self/task/${process.pid}/schedstat`),
  };
}

/** Reads the processor's time; what the system does not tell is null. A process that has ended counts as it was seen last. */
export class Processor {
  readonly #postgres: number | null;
  readonly #seen = new Map<number, number>();

  constructor(postgres: number | null) {
    this.#postgres = process.platform === "linux" ? postgres : null;
  }

  /** Before what is measured: the process last, since looking at the others takes some of its time. */
  begin(): Used {
    const postgres = this.#readPostgres();
    return { ...readOwn(), postgres };
  }

  /** After it: the process first. */
  end(): Used {
    return { ...readOwn(), postgres: this.#readPostgres() };
  }

  #readPostgres(): number | null {
    if (this.#postgres === null) return null;
    for (const pid of familyOf(this.#postgres)) {
      const used = milliseconds(`/proc/${pid}/schedstat`);
      if (used !== null) this.#seen.set(pid, used);
    }
    return [...this.#seen.values()].reduce((sum, used) => sum + used, 0);
  }
}

/** All of it together. */
export const totalOf = ({ process, postgres }: Used): number => process + (postgres ?? 0);

export const usedBetween = (before: Used, after: Used): Used => ({
  process: after.process - before.process,
  main: before.main === null || after.main === null ? null : after.main - before.main,
  postgres: before.postgres === null || after.postgres === null ? null : after.postgres - before.postgres,
});
