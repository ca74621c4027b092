import { Problem } from "../../lib/kernel/errors";

/** A failure that the person who started us can mend: printed as its sentence alone, without a stack. */
export class Fault extends Error {
  constructor(
    message: string,
    readonly exitCode: number = 1,
  ) {
    super(message);
  }
}

export const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Thrown out of work that somebody stopped by a signal: no fault, nothing to say. */
export class Stopped extends Error {}

const isStop = (error: unknown): boolean =>
  error instanceof Stopped || (error instanceof Error && error.name === "AbortError");

/** Runs a script's work: a Fault ends it with its sentence and code, anything else with its stack. */
export async function runScript(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isStop(error)) return;
    const plain = error instanceof Fault || error instanceof Problem;
    console.error(plain ? error.message : error);
    process.exitCode = error instanceof Fault ? error.exitCode : 1;
  }
}
