import { type MessagePort, parentPort } from "node:worker_threads";
import type { Opening } from "../pieces";
import { type Chunk, readChunk } from "./read-chunk";
import { readWhole, type Whole } from "./read-document";
import { takeApart } from "./take-apart";

type Order = Chunk | Whole | { opening: Opening; port: MessagePort };

// What runs in a thread: what is to be read is read in order and answered; bodies are taken apart side by side.
parentPort?.on("message", (order: Order) => {
  if ("port" in order) return takeApart(order.port, order.opening);
  parentPort?.postMessage("document" in order ? readWhole(order) : readChunk(order));
});
