import { expect, it, vi } from "vitest";
import { tickWork } from "./tick-work";

it("a fault in one part is logged and keeps no other from running, in their order, by one clock", async () => {
  const fault = new Error("no connection");
  const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const ran: string[] = [];
  const part = (what: string, fails = false) => ({
    what,
    run: async (now_ms: number) => {
      ran.push(`${what} at ${now_ms}`);
      if (fails) throw fault;
    },
  });
  await tickWork(1000, [part("Reviews", true), part("Reminders"), part("Conditions")]);
  expect(ran).toEqual(["Reviews at 1000", "Reminders at 1000", "Conditions at 1000"]);
  expect(warned).toHaveBeenCalledExactlyOnceWith("Reviews could not be looked at; trying again.", fault);
  warned.mockRestore();
});
