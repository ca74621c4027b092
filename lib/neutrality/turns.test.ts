import { beforeEach, describe, expect, it } from "vitest";
import { cachedAnswer, countAnswers, forgetAnswers } from "./cache";
import { watchProgress } from "./progress";
import { oneAtATime, reportProgress, workAhead } from "./turns";

/** A turn that lasts until it is told to end. */
function held(log: string[], name: string) {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    log.push(name);
    await ended;
    return name;
  };
  return { work, end };
}
const now = (log: string[], name: string) => async () => {
  log.push(name);
  return name;
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

let question = 0;
const ask = (name: string, make: () => Promise<string>, stamp = "s") => cachedAnswer(name, stamp, make);

beforeEach(() => {
  forgetAnswers();
  question += 1;
});

describe("turns", () => {
  it("are taken one at a time, in the order asked", async () => {
    const log: string[] = [];
    const first = held(log, "first");
    const both = [oneAtATime(first.work), oneAtATime(now(log, "second"))];
    await settle();
    expect(log).toEqual(["first"]);
    first.end();
    expect(await Promise.all(both)).toEqual(["first", "second"]);
    expect(log).toEqual(["first", "second"]);
  });

  it("go on after one that fails, also where it throws at once", async () => {
    const fails = oneAtATime(() => {
      throw new Error("at once");
    });
    await expect(fails).rejects.toThrow("at once");
    await expect(oneAtATime(async () => 1)).resolves.toBe(1);
  });

  it("of work ahead are taken when nobody else waits", async () => {
    const log: string[] = [];
    const first = held(log, "first");
    const running = oneAtATime(first.work);
    const ahead = workAhead(() => ask(`a${question}`, () => oneAtATime(now(log, "ahead"))));
    const person = oneAtATime(now(log, "person"));
    first.end();
    await Promise.all([running, ahead.done, person]);
    expect(log).toEqual(["first", "person", "ahead"]);
  });

  it("of work ahead that somebody comes to wait for are taken in order", async () => {
    const log: string[] = [];
    const first = held(log, "first");
    const running = oneAtATime(first.work);
    const make = () => oneAtATime(now(log, "ahead"));
    // The answer asked for is part of another that is made ahead.
    const outer = () => ask(`inner${question}`, make);
    const ahead = workAhead(() => ask(`outer${question}`, outer));
    const person = ask(`inner${question}`, make);
    const later = oneAtATime(now(log, "later"));
    ahead.giveUp();
    first.end();
    expect(await person).toBe("ahead");
    await Promise.all([running, later]);
    expect(log).toEqual(["first", "ahead", "later"]);
    await expect(ahead.done).resolves.toBe("ahead");
  });
});

describe("work ahead that is given up", () => {
  it("ends at its next turn, and keeps nothing", async () => {
    const log: string[] = [];
    const first = held(log, "first");
    const running = oneAtATime(first.work);
    const ahead = workAhead(() => ask(`a${question}`, () => oneAtATime(now(log, "ahead"))));
    ahead.giveUp();
    await expect(ahead.done).rejects.toThrow("given up");
    first.end();
    await running;
    expect(log).toEqual(["first"]);
    expect(countAnswers()).toBe(0);
  });

  it("lets the turn that runs come to its end", async () => {
    const log: string[] = [];
    const first = held(log, "first");
    const ahead = workAhead(async () => {
      await oneAtATime(first.work);
      return oneAtATime(now(log, "second"));
    });
    await settle();
    ahead.giveUp();
    first.end();
    await expect(ahead.done).rejects.toThrow("given up");
    expect(log).toEqual(["first"]);
  });

  it("is begun anew for who came while it ended", async () => {
    const log: string[] = [];
    const first = held(log, "first");
    const running = oneAtATime(first.work);
    const tidying = held(log, "tidying");
    let tries = 0;
    const make = async () => {
      tries += 1;
      try {
        return await oneAtATime(now(log, "made"));
      } catch (error) {
        await tidying.work();
        throw error;
      }
    };
    const ahead = workAhead(() => ask(`a${question}`, make));
    ahead.giveUp();
    await settle();
    const person = ask(`a${question}`, make);
    tidying.end();
    first.end();
    expect(await person).toBe("made");
    await expect(ahead.done).rejects.toThrow("given up");
    await running;
    expect(tries).toBe(2);
  });
});

describe("answers", () => {
  it("are kept by question, and dropped with their stamp", async () => {
    let made = 0;
    const make = async () => {
      made += 1;
      return `${made}`;
    };
    expect(await ask("q", make)).toBe("1");
    expect(await ask("q", make)).toBe("1");
    expect(await ask("q", make, "later")).toBe("2");
    expect(countAnswers()).toBe(1);
    await expect(ask("fails", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(countAnswers()).toBe(1);
  });

  it("are never more than two hundred", async () => {
    for (let at = 0; at < 250; at += 1) await ask(`q${at}`, async () => "x");
    expect(countAnswers()).toBe(200);
  });
});

describe("progress", () => {
  it("is told to all who wait, the latest state first, and ends", async () => {
    const steps = [held([], "one"), held([], "two")];
    const make = async () => {
      for (const [at, step] of steps.entries()) {
        reportProgress(at, 2);
        await step.work();
      }
      return "made";
    };
    const [early, late] = [watchProgress(), watchProgress()];
    const answer = cachedAnswer("p", "s", make, early);
    const first = await early.next(null);
    expect(first).toEqual({ done: 0, of: 2 });
    const second = Promise.all([early.next(first), early.next(first)]);
    steps[0]?.end();
    expect(await second).toEqual([
      { done: 1, of: 2 },
      { done: 1, of: 2 },
    ]);
    cachedAnswer("p", "s", make, late);
    const last = await late.next(null);
    expect(last).toEqual({ done: 1, of: 2 });
    steps[1]?.end();
    expect(await late.next(last)).toBeNull();
    expect(await early.next(null)).toBeNull();
    expect(await answer).toBe("made");
    const after = watchProgress();
    await cachedAnswer("p", "s", make, after);
    expect(await after.next(null)).toBeNull();
  });
});
