import { expect, it } from "vitest";
import { type Choice, evaluate } from "../testing/logit-by-hand";
import { seeded } from "../testing/simulate";
import { bendTrial } from "./bend";
import {
  advanceNewton,
  type LogitFit,
  type LogitSums,
  type RunningFit,
  settleFit,
  trialCoefficients,
} from "./logit";

const random = seeded(5);
const TRUE = [1.5, -0.8];
const choices = Array.from({ length: 10_000 }, (_, index): Choice => {
  const z = Array.from({ length: 4 }, () => TRUE.map(() => random() * 4));
  const utilities = z.map(
    (row) => row.reduce((sum, value, p) => sum + value * (TRUE[p] ?? 0), 0) - Math.log(-Math.log(random())),
  );
  return { z, chosen: utilities.indexOf(Math.max(...utilities)), cluster: `${index}` };
});
const sample = choices.slice(0, 2000);

function maximum(of: readonly Choice[]): LogitFit {
  let b = [0, 0];
  for (let step = 0; step < 8; step += 1) {
    b = [...settled(b, evaluate(of, b)).coefficients];
  }
  return settled(b, evaluate(of, b));
}
function settled(b: readonly number[], sums: LogitSums): LogitFit {
  const fit = settleFit(b, sums);
  if (!fit) throw new Error("The information is singular.");
  return fit;
}
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, p) => Math.abs(value - (b[p] ?? 0))));

const aim = maximum(choices).coefficients;
const start = maximum(sample).coefficients;
const begun: RunningFit = {
  status: "running",
  scale: [2, 0.5],
  accepted: null,
  trial: [],
  fraction: 1,
  steps: 0,
  warm: false,
  wary: false,
};

function stepFrom(from: readonly number[]): RunningFit {
  const trial = from.map((value, p) => value * (begun.scale[p] ?? 1));
  const next = advanceNewton({ ...begun, trial }, evaluate(choices, from));
  if (next.status !== "running") throw new Error("The fit is not under way.");
  return next;
}

it("brings a step from a sample's maximum much nearer to that of all", () => {
  const plain = stepFrom(start);
  const bent = bendTrial(plain, evaluate(choices, start), {
    before: evaluate(sample, start),
    after: evaluate(sample, trialCoefficients(plain)),
  });
  const missed = distance(trialCoefficients(plain), aim);
  expect(missed).toBeGreaterThan(1e-6);
  expect(distance(trialCoefficients(bent), aim)).toBeLessThan(missed / 5);
});

it("leaves the step where the sample would lead far away", () => {
  const plain = stepFrom(start);
  const after = { ...evaluate(sample, start), gradient: [1e6, -1e6] };
  expect(bendTrial(plain, evaluate(choices, start), { before: evaluate(sample, start), after })).toBe(plain);
});

it("settles a fit by the evaluation where it stands", () => {
  const near = aim.map((value) => value + 1e-5);
  expect(distance(settled(near, evaluate(choices, near)).coefficients, aim)).toBeLessThan(1e-9);
});
