// A thread has no loader for TypeScript of its own: this brings it, and then the work.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
