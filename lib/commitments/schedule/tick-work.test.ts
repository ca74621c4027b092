import { beforeEach, expect, it, vi } from "vitest";

const parts = vi.hoisted(() => ({
  tickReviews: vi.fn(),
  remindConditions: vi.fn(),
  judgeConditions: vi.fn(),
}));
vi.mock("@/lib/register/server", () => ({
  tickReviews: parts.tickReviews,
  remindConditions: parts.remindConditions,
}));
vi.mock("../findings/overdue-conditions", () => ({ judgeConditions: parts.judgeConditions }));

const { tickWork } = await import("./tick-work");

beforeEach(() => {
  vi.resetAllMocks();
});

it.each(["tickReviews", "remindConditions", "judgeConditions"] as const)(
  "a fault in %s is logged and keeps no other part from running",
  async (name) => {
    const fault = new Error("no connection");
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    parts[name].mockRejectedValue(fault);
    await tickWork(1000);
    for (const part of Object.values(parts)) expect(part).toHaveBeenCalledTimes(1);
    expect(parts.tickReviews).toHaveBeenCalledWith(1000);
    expect(parts.remindConditions).toHaveBeenCalledWith(1000);
    expect(warned).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/could not be looked at; trying again\.$/),
      fault,
    );
  },
);
