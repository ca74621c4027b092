import { format } from "node:util";
import { afterEach, beforeEach, vi } from "vitest";

// What goes to console.error is a fault that nobody looks at; a test that expects one spies on it itself.
const faults: string[] = [];

beforeEach(() => {
  faults.length = 0;
  vi.spyOn(console, "error").mockImplementation((...args: unknown[]) => {
    faults.push(format(...args));
  });
});

afterEach(() => {
  const said = faults.splice(0);
  if (said.length > 0) throw new Error(`console.error was called:\n${said.join("\n")}`);
});
