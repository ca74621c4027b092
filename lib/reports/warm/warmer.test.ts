import { afterEach, describe, expect, it, vi } from "vitest";
import { makeWarmer } from "./warmer";

type Begun = { asked: string; end: () => void; fail: (error: Error) => void; given_up: number };

/** A warmer whose state, clock and work are in the test's hands. */
function driven() {
  const begun: Begun[] = [];
  const at = { stamp: null as string | null, ms: 0 };
  const look = makeWarmer<string>({
    read: async () => (at.stamp === null ? null : { stamp: at.stamp, asked: at.stamp }),
    begin: (asked) => {
      const work: Begun = { asked, end: () => undefined, fail: () => undefined, given_up: 0 };
      begun.push(work);
      const done = new Promise<void>((resolve, reject) => {
        Object.assign(work, { end: resolve, fail: reject });
      });
      return {
        done,
        giveUp: () => {
          work.given_up += 1;
        },
      };
    },
    now: () => at.ms,
  });
  const looks = async (stamp: string | null, times = 1) => {
    at.stamp = stamp;
    for (let time = 0; time < times; time += 1) await look();
  };
  return { begun, at, looks };
}
const givenUp = () => Object.assign(new Error("given up"), { name: "GivenUp" });

afterEach(() => vi.restoreAllMocks());

describe("what is computed ahead", () => {
  it("is begun when two looks found the same, and once", async () => {
    const { begun, looks } = driven();
    await looks(null, 3);
    await looks("a");
    await looks("b");
    expect(begun).toHaveLength(0);
    await looks("b", 3);
    expect(begun.map(({ asked }) => asked)).toEqual(["b"]);
    begun[0]?.end();
    await looks("b", 3);
    expect(begun).toHaveLength(1);
  });

  it("is given up when the state changes, and begun anew at rest, never twice at a time", async () => {
    const { begun, looks } = driven();
    await looks("a", 2);
    await looks("b", 3);
    expect(begun).toHaveLength(1);
    expect(begun[0]?.given_up).toBe(3);
    begun[0]?.fail(givenUp());
    await looks("b", 2);
    expect(begun.map(({ asked }) => asked)).toEqual(["a", "b"]);
  });

  it("is tried three times where it fails, a minute and two apart, and again after a change", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const { begun, at, looks } = driven();
    await looks("a", 2);
    for (const [place, ms] of [0, 60_000, 180_000].entries()) {
      at.ms = ms - 1;
      await looks("a", 2);
      expect(begun).toHaveLength(Math.max(1, place));
      at.ms = ms;
      await looks("a", 2);
      expect(begun).toHaveLength(place + 1);
      begun[place]?.fail(new Error("no"));
      await looks("a");
    }
    at.ms = 1e9;
    await looks("a", 3);
    expect(begun).toHaveLength(3);
    expect(warned).toHaveBeenCalledTimes(3);
    await looks("b", 2);
    expect(begun).toHaveLength(4);
  });
});
