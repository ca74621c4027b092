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
