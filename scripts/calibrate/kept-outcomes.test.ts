import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { keepCompared, keepOutcomes, keptCompared, keptOutcomes } from "./kept-outcomes";
import { sectionOf } from "./plan";

it("takes up what a run kept of the same scenario, and of no other", () => {
  const folder = mkdtempSync(join(tmpdir(), "evenhand-kept-"));
  try {
    const { scenario } = sectionOf(401);
    const outcomes = [{ breach: 4, missed: null, phi: 1, r: 0 }];
    expect(keptOutcomes(folder, scenario, 1)).toBeNull();
    keepOutcomes(join(folder, "new"), scenario, outcomes);
    expect(keptOutcomes(join(folder, "new"), scenario, 1)).toEqual(outcomes);
    expect(keptOutcomes(join(folder, "new"), scenario, 2)).toBeNull();
    expect(keptOutcomes(join(folder, "new"), { ...scenario, per_day: 7 }, 1)).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it("takes up what went through a server, where as many streams did", () => {
  const folder = mkdtempSync(join(tmpdir(), "evenhand-kept-"));
  try {
    expect(keptCompared(folder, 20)).toBeNull();
    const compared = {
      streams: 20,
      looks: 60,
      figures: 1440,
      farthest: 4e-9,
      decisions: 292_000,
      guarded: 2,
    };
    keepCompared(folder, compared);
    expect(keptCompared(folder, 20)).toEqual(compared);
    expect(keptCompared(folder, 4)).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
