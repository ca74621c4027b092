import { bendTrial } from "../stats/bend";
import type { Matrix } from "../stats/linear";
import {
  advanceNewton,
  type LogitSums,
  type NewtonState,
  newtonShift,
  type RunningFit,
  trialCoefficients,
} from "../stats/logit";
import type { Clusters, Design } from "../store/fits";
import { type ByKind, type Coefficients, evaluateJointly } from "../store/joint";
import { KINDS } from "../store/joint-sql";
import type { LogitKind } from "../store/logit-sql";
import { readScores, type Scores, type Shifts } from "../store/scores";

/** How far each fit of each kind of model is. */
export type States = Record<LogitKind, Map<number, NewtonState>>;

/** Fits evaluated at `at`, a last step from their maxima, and what clusters tell there. */
export type Found = {
  states: States;
  at: Coefficients;
  scores: Scores;
  shifts: Shifts;
  /** Minus the Hessian where the last step ends, of fits for which it is not that of the evaluation. */
  information: Promise<ByKind<Matrix>>;
};

export const byKind = <T>(make: (kind: LogitKind) => T): Record<LogitKind, T> => ({
  baseline: make("baseline"),
  full: make("full"),
});

const isRunning = (entry: [number, NewtonState]): entry is [number, RunningFit] =>
  entry[1].status === "running";
const running = (states: States) => byKind((kind) => new Map([...states[kind]].filter(isRunning)));
const trialsOf = (fits: Record<LogitKind, Map<number, RunningFit>>) =>
  byKind((kind) => new Map([...fits[kind]].map(([number, state]) => [number, trialCoefficients(state)])));
const sizeOf = (maps: ByKind<unknown>): number => maps.baseline.size + maps.full.size;

/** Coefficients of the fits that have converged. */
export const standingAt = (states: States): Coefficients =>
  byKind(
    (kind) =>
      new Map(
        [...states[kind]].flatMap(([number, state]) =>
          state.status === "converged" ? [[number, state.fit.coefficients] as const] : [],
        ),
      ),
  );

/** How far evaluations lie from their maxima. */
export const shiftsOf = (sums: ByKind<LogitSums>): Shifts =>
  byKind(
    (kind) =>
      new Map(
        [...sums[kind]].flatMap(([number, found]) => {
          const shift = newtonShift(found);
          return shift ? [[number, shift] as const] : [];
        }),
      ),
  );

/** Steps until no fit is under way. */
export async function runNewton(design: Design, states: States): Promise<void> {
  while (sizeOf(running(states)) > 0) await stepOnce(design, states);
}

/** A step this small, standardised, ends within a thousandth of where it is to lead: nearer than a sample can tell. */
const ENOUGH = 0.02;

/** As `runNewton`, for a start of something larger: ends where all that are still under way are about to arrive. */
export async function runRoughly(design: Design, states: States): Promise<void> {
  const isFar = (state: RunningFit): boolean => !isWithin(state, ENOUGH);
  while (KINDS.some((kind) => [...running(states)[kind].values()].some(isFar)))
    await stepOnce(design, states);
}

/** Coefficients at which fits have ended, or are about to. */
export const arrivingAt = (states: States): Coefficients => {
  const [ended, trials] = [standingAt(states), trialsOf(running(states))];
  return byKind((kind) => new Map([...ended[kind], ...trials[kind]]));
};

type Stepped = { trials: Coefficients; sums: ByKind<LogitSums> };

async function stepOnce(design: Design, states: States): Promise<Stepped> {
  const fits = running(states);
  const trials = trialsOf(fits);
  const sums = await evaluateJointly(design, trials);
  advance(states, fits, sums);
  return { trials, sums };
}

function advance(
  states: States,
  fits: Record<LogitKind, Map<number, RunningFit>>,
  sums: ByKind<LogitSums>,
): void {
  for (const kind of KINDS)
    for (const [number, state] of fits[kind]) {
      const found = sums[kind].get(number);
      if (!found) throw new Error(`The prepared table has lost fit ${number}.`);
      states[kind].set(number, advanceNewton(state, found));
    }
}

/** The same questions put to a part of the table. */
export const partOf = (design: Design, table: string): Design => ({ ...design, table, sample: null });

/** One step of the fits that began where a smaller sample ended, on a larger one: all that is left to be had from it. */
export async function stepOnLarge(large: Design, states: States): Promise<void> {
  const fits = running(states);
  const sums = await evaluateJointly(large, trialsOf(fits));
  for (const kind of KINDS)
    for (const [number, begun] of fits[kind]) {
      const found = sums[kind].get(number);
      const state = found && advanceNewton(begun, found);
      if (state?.status === "running" && isNear(state))
        states[kind].set(number, { ...begun, trial: state.trial });
    }
}

/** From this near a sample tells the way well. */
const NEAR = 0.05;
/** A last step this small, standardised, moves the curvature by as little as the sample can tell of it. */
const LAST = 5e-7;
/** And one this small moves clusters' scores by their own curvature alone. */
const SHORT = 3e-6;

/**
 * From where the samples end in two scans of all decisions: one step, bent by what the sample knows of the way, and the
 * scan that reads the scores, whose own evaluation gives what is left. Scores go along with that last bit to the first
 * order; the curvature as the sample's does, or by a scan of its own. Null where some fit needs more: it then has made
 * its steps, and goes on. `meanwhile` is called when samples leave the engine room for something else.
 */
export async function takeLastSteps(
  design: Design,
  small: Design,
  clusters: Clusters,
  { states, meanwhile }: { states: States; meanwhile: () => void },
): Promise<Found | null> {
  const first = await stepOnce(design, states);
  meanwhile();
  await bendSteps(small, states, first);
  const fits = running(states);
  if (![...fits.baseline.values(), ...fits.full.values()].every(isNear)) return null;
  const at = arrivingAt(states);
  const scores = await readScores(design, at, clusters);
  const shifts = shiftsOf(scores.sums);
  const left = farthest(fits, shifts);

  advance(states, fits, scores.sums);
  if (!(left < SHORT) || !scores.moves || sizeOf(running(states)) > 0) return null;
  const information =
    left < LAST
      ? turnInformation(small, { at, shifts, sums: scores.sums })
      : evaluateJointly(design, shifted(at, shifts)).then(informationOf);
  return { states, at, scores, shifts, information };
}

/** The longest of these shifts, standardised. */
function farthest(fits: Record<LogitKind, Map<number, RunningFit>>, shifts: Shifts): number {
  const sizes = KINDS.flatMap((kind) =>
    [...fits[kind]].flatMap(
      ([number, { scale }]) =>
        shifts[kind].get(number)?.map((value, p) => Math.abs(value * (scale[p] ?? 1))) ??
        Number.POSITIVE_INFINITY,
    ),
  );
  return Math.max(0, ...sizes);
}

const informationOf = (sums: ByKind<LogitSums>): ByKind<Matrix> =>
  byKind((kind) => new Map([...sums[kind]].map(([number, { information }]) => [number, information])));

const shifted = (at: Coefficients, shifts: Shifts): Coefficients =>
  byKind(
    (kind) =>
      new Map(
        [...at[kind]].map(([number, coefficients]) => {
          const shift = shifts[kind].get(number) ?? [];
          return [number, coefficients.map((value, p) => value + (shift[p] ?? 0))] as const;
        }),
      ),
  );

const isWithin = ({ accepted, trial, wary }: RunningFit, distance: number): boolean =>
  accepted !== null &&
  !wary &&
  trial.every((value, p) => Math.abs(value - (accepted.beta[p] ?? 0)) < distance);
const isNear = (state: RunningFit): boolean => isWithin(state, NEAR);

/** Bends the steps that running fits are about to take, twice, by what the sample knows of their way. */
async function bendSteps(small: Design, states: States, { trials: from, sums }: Stepped): Promise<void> {
  const fits = running(states);
  if (sizeOf(fits) === 0) return;
  const begun = byKind((kind) => new Map([...from[kind]].filter(([number]) => fits[kind].has(number))));
  const [before, after] = await Promise.all([
    evaluateJointly(small, begun),
    evaluateJointly(small, trialsOf(fits)),
  ]);
  const bend = (there: ByKind<LogitSums>) => {
    for (const kind of KINDS)
      for (const [number, state] of running(states)[kind]) {
        const [whole, here, arrived] = [sums, before, there].map((found) => found[kind].get(number));
        if (whole && here && arrived)
          states[kind].set(number, bendTrial(state, whole, { before: here, after: arrived }));
      }
  };
  bend(after);
  bend(await evaluateJointly(small, trialsOf(running(states))));
}

/** The information of all decisions at shifted coefficients: it changes along the shift as the sample's does. */
async function turnInformation(
  small: Design,
  { at, shifts, sums }: { at: Coefficients; shifts: Shifts; sums: ByKind<LogitSums> },
): Promise<ByKind<Matrix>> {
  const [before, after] = await Promise.all([
    evaluateJointly(small, at),
    evaluateJointly(small, shifted(at, shifts)),
  ]);
  return byKind((kind) => {
    const turned = new Map<number, Matrix>();
    for (const [number, { decisions, information }] of sums[kind]) {
      const [here, there] = [before[kind].get(number), after[kind].get(number)];
      if (!here || !there || here.decisions === 0) continue;
      const share = decisions / here.decisions;
      turned.set(
        number,
        information.map((line, i) =>
          line.map(
            (value, j) =>
              value + share * ((there.information[i]?.[j] ?? 0) - (here.information[i]?.[j] ?? 0)),
          ),
        ),
      );
    }
    return turned;
  });
}
