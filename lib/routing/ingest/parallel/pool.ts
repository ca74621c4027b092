import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { THREAD_CODE } from "../../generated/thread-code";
import type { Chunk, ChunkRead } from "./read-chunk";
import type { Whole, WholeRead } from "./read-document";

/** One core stays for the event loop and the engine. */
const THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));
const IDLE_MS = 15_000;

type Read = ChunkRead | WholeRead | null;
type Task = { what: Chunk | Whole; resolve: (read: Read) => void; reject: (error: Error) => void };

/** A thread and what it reads. */
class Thread {
  /** Sent away for having had nothing to do: it answers no more. */
  ended = false;
  #task: Task | null = null;
  #idle: NodeJS.Timeout | null = null;
  readonly #worker: Worker;

  constructor(onFree: (thread: Thread) => void, onGone: (thread: Thread) => void) {
    this.#worker = new Worker(THREAD_CODE, { eval: true, name: "evenhand-reader" });
    // Threads hold no process open: whoever waits for what they read does.
    this.#worker.unref();
    this.#worker.on("message", (read: Read) => {
      this.#task?.resolve(read);
      this.#task = null;
      this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
      onFree(this);
    });
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.once("exit", () => {
      this.#fail(new Error("A thread that read records ended."));
      onGone(this);
    });
  }

  run(task: Task): void {
    if (this.#idle) clearTimeout(this.#idle);
    this.#task = task;
    this.#worker.postMessage(task.what);
  }

  #end(): void {
    this.ended = true;
    void this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#task?.reject(error);
    this.#task = null;
  }
}

class Pool {
  readonly #waiting: Task[] = [];
  readonly #free: Thread[] = [];
  #count = 0;

  read(what: Chunk | Whole): Promise<Read> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ what, resolve, reject });
      if (this.#free.length === 0 && this.#count < THREADS) this.#add();
      else this.#next();
    });
  }

  #add(): void {
    this.#count += 1;
    const free = (thread: Thread) => {
      this.#free.push(thread);
      this.#next();
    };
    const gone = (thread: Thread) => {
      this.#count -= 1;
      const at = this.#free.indexOf(thread);
      if (at >= 0) this.#free.splice(at, 1);
      if (this.#waiting.length > 0 && this.#count === 0) this.#add();
    };
    free(new Thread(free, gone));
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#free.pop();
      if (thread?.ended) continue;
      const task = thread && this.#waiting.shift();
      if (!task) return;
      thread.run(task);
    }
  }
}

// The bundles of a server share a process: one pool for all of them.
const holder = globalThis as typeof globalThis & { evenhandReaders?: Pool };

/** How many chunks are worth having under way. */
export const IN_FLIGHT = 2 * THREADS;

function pool(): Pool {
  holder.evenhandReaders ??= new Pool();
  return holder.evenhandReaders;
}

/** Reads a chunk in a thread of its own, which sees the chunk's memory. Rejects when the thread dies. */
export const readInThread = (chunk: Chunk) => pool().read(chunk) as Promise<ChunkRead | null>;

/** As `readInThread`, for a whole document. */
export const readWholeInThread = (whole: Whole) => pool().read(whole) as Promise<WholeRead>;
