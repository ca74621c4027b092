import { parentPort } from "node:worker_threads";
import { type Chunk, readChunk } from "./read-chunk";

// What runs in a thread: one chunk after the other, answered in order.
parentPort?.on("message", (chunk: Chunk) => {
  const read = readChunk(chunk);
  parentPort?.postMessage(read, read ? [read.rows.buffer] : []);
});
