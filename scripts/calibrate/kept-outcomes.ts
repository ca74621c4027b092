import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compared } from "./http";
import type { Outcome } from "./outcome";
import type { Scenario } from "./plan";

const fileOf = (folder: string, id: number): string => join(folder, `${id}.json`);

function read<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}

function write(folder: string, file: string, kept: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(kept));
}

/** Keeps what came of a scenario's streams, with the scenario that they are of. */
export function keepOutcomes(folder: string, scenario: Scenario, outcomes: readonly Outcome[]): void {
  write(folder, fileOf(folder, scenario.id), { scenario, outcomes });
}

/** What an earlier run kept of a scenario; null where it has none, or of another scenario or number of streams. */
export function keptOutcomes(folder: string, scenario: Scenario, streams: number): Outcome[] | null {
  const kept = read<{ scenario: unknown; outcomes: Outcome[] }>(fileOf(folder, scenario.id));
  const alike = kept !== null && JSON.stringify(kept.scenario) === JSON.stringify(scenario);
  return alike && kept.outcomes.length === streams ? kept.outcomes : null;
}

const httpFile = (folder: string): string => join(folder, "http.json");

/** Keeps what came of the streams that went through a running server. */
export const keepCompared = (folder: string, compared: Compared): void =>
  write(folder, httpFile(folder), compared);

/** What an earlier run kept of that; null where it has none, or of another number of streams. */
export function keptCompared(folder: string, streams: number): Compared | null {
  const kept = read<Compared>(httpFile(folder));
  return kept?.streams === streams ? kept : null;
}
